"""Drawings carry the numbers they were given and never break on what life brings."""

import math
import re
import xml.etree.ElementTree as ET
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ortaq.core.ui import charts
from ortaq.core.ui.charts import Point, Span

SVG = "{http://www.w3.org/2000/svg}"
EVIL = "</text><script>alert(1)</script>"


def read(drawing):
    return ET.fromstring(drawing.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))  # noqa: S314 - our own drawing


def widths(drawing):
    return [float(box.get("width")) for box in read(drawing).iter(f"{SVG}rect")]


def words(drawing):
    return [piece.text for piece in read(drawing).iter(f"{SVG}text")]


def test_bars_are_as_long_as_their_numbers():
    half, whole = widths(charts.bars([Point("a", 50), Point("b", 100)], title="t"))
    assert half * 2 == pytest.approx(whole, abs=0.2)


def test_bars_tell_each_label_and_figure_and_a_dash_for_none():
    assert words(charts.bars([Point("a", 93), Point("b", None), Point("c", None, "n < 5")], title="t")) == [
        "a",
        "93",
        "b",
        "—",
        "c",
        "n < 5",
    ]


def test_negative_bars_lie_left_of_the_common_zero():
    drawing = read(charts.bars([Point("down", -40), Point("up", 60)], title="t"))
    down, up = drawing.iter(f"{SVG}rect")
    zero = float(up.get("x"))
    assert float(down.get("x")) + float(down.get("width")) == pytest.approx(zero, abs=0.2)
    assert float(down.get("x")) >= 0


def test_columns_stand_on_a_line_and_reach_down_when_negative():
    up, down = read(charts.columns([Point("a", 10), Point("b", -10)], title="t")).iter(f"{SVG}rect")
    assert float(up.get("y")) + float(up.get("height")) == pytest.approx(float(down.get("y")), abs=0.2)


def test_columns_tell_the_highest_and_the_last():
    told = words(charts.columns([Point("jan", 3), Point("feb", 9), Point("mar", 5)], title="t"))
    assert "9" in told
    assert "5" in told
    assert "3" not in told


def test_a_figure_of_millions_stays_within_the_picture():
    points = [Point("2025", 12_000_000), Point("2026", 11_999_999)]
    long = "12 000 000,0"

    def spots(drawing):
        return [float(piece.get("x")) for piece in read(drawing).iter(f"{SVG}text") if piece.text == long]

    def write(_value):
        return long

    half = len(long) * charts.SIGN / 2
    assert all(half <= x <= charts.WIDTH - half for x in spots(charts.columns(points * 4, title="t", write=write)))
    assert all(x + 2 * half <= charts.WIDTH for x in spots(charts.bars(points, title="t", write=write)))
    assert all(x + 2 * half <= charts.WIDTH + 2 for x in spots(charts.line(points, title="t", write=write)))


def test_a_missing_figure_breaks_the_line():
    points = [Point(str(n), value) for n, value in enumerate([1, 2, None, 4, 5, None, 7])]
    drawing = charts.line(points, title="t")
    assert drawing.count("<polyline") == 2
    assert {"1", "7"} <= set(words(drawing))


def test_a_strip_tells_median_and_p90_and_marks_the_term():
    drawing = charts.strip([Span("a", 6, 13), Span("b", None, None)], title="t", limit=15, limit_label="15 days")
    assert words(drawing) == ["15 days", "a", "6 – 13", "b", "—"]


def test_a_figure_is_written_by_the_writer_of_the_page():
    assert "93 %" in words(charts.bars([Point("a", 93)], title="t", write=lambda value: f"{value} %"))


DRAWN = {
    "bars": lambda values: charts.bars([Point("x", value) for value in values], title="t"),
    "columns": lambda values: charts.columns([Point("x", value) for value in values], title="t"),
    "line": lambda values: charts.line([Point("x", value) for value in values], title="t"),
    "spark": lambda values: charts.spark(values, title="t"),
    "strip": lambda values: charts.strip([Span("x", value, value) for value in values], title="t"),
}


@pytest.mark.parametrize("name", DRAWN)
def test_nothing_to_draw_is_nothing(name):
    assert DRAWN[name]([]) == ""
    assert DRAWN[name]([None, None]) == ""


@pytest.mark.parametrize("name", DRAWN)
@pytest.mark.parametrize(
    "values", [[5], [0], [0, 0, 0], [-3], [None, 4], [4, None], [7, 7], [1e12, 1], [Decimal("0.1"), 3]]
)
def test_odd_figures_are_drawn_within_the_picture(name, values):
    drawing = DRAWN[name](values)
    assert "nan" not in drawing
    assert "inf" not in drawing
    _zero, _top, width, height = map(float, read(drawing).get("viewBox").split())
    for box in read(drawing).iter(f"{SVG}rect"):
        assert float(box.get("x")) >= -0.1
        assert float(box.get("x")) + float(box.get("width")) <= width + 0.1
        assert float(box.get("y")) >= -0.1
        assert float(box.get("y")) + float(box.get("height")) <= height + 0.1


@given(st.lists(st.one_of(st.none(), st.integers(-(10**9), 10**9), st.floats(-1e9, 1e9)), max_size=40))
@example([2.2250738585e-313])
def test_any_figures_make_well_formed_drawings(values):
    for draw in DRAWN.values():
        drawing = draw(values)
        if drawing:
            for shape in read(drawing).iter():
                for name in ("x", "y", "width", "height", "cx", "cy", "r"):
                    if shape.get(name):
                        assert math.isfinite(float(shape.get(name)))


@pytest.mark.parametrize(
    "drawing",
    [
        charts.bars([Point(EVIL, 1, EVIL), Point(EVIL, None, EVIL)], title=EVIL, desc=EVIL),
        charts.columns([Point(EVIL, 1)], title=EVIL, desc=EVIL, write=lambda _value: EVIL),
        charts.line([Point(EVIL, 1), Point(EVIL, 2)], title=EVIL, desc=EVIL, write=lambda _value: EVIL),
        charts.spark([1, 2], title=EVIL, desc=EVIL),
        charts.strip([Span(EVIL, 1, 2)], title=EVIL, desc=EVIL, limit=1, limit_label=EVIL),
    ],
)
def test_words_in_a_drawing_stay_words(drawing):
    assert "<script" not in drawing
    assert read(drawing).find(f".//{SVG}script") is None
    assert read(drawing).find(f"{SVG}title").text == EVIL


@pytest.mark.parametrize("name", DRAWN)
def test_a_drawing_speaks_and_has_no_style(name):
    drawing = DRAWN[name]([1, 2, 3])
    assert read(drawing).get("role") == "img"
    assert read(drawing).get("aria-label") == "t"
    assert "style=" not in drawing


def test_round_tops_are_round():
    assert [charts.round_top(value) for value in (0, 0.7, 1, 11, 27, 31, 50, 99, 101)] == [
        1,
        1,
        1,
        20,
        30,
        50,
        50,
        100,
        200,
    ]


def test_series_colours_differ_from_paper_by_three_to_one():
    def light(colour):
        parts = [int(pair, 16) / 255 for pair in re.findall("..", colour[1:])]
        red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    for colour in charts.SERIES:
        assert 1.05 / (light(colour) + 0.05) >= 3
    for colour in (charts.INK, charts.SOFT):
        assert 1.05 / (light(colour) + 0.05) >= 4.5
