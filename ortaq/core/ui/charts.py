"""Charts drawn as SVG on the server: pure functions from numbers to a picture with its own words and no style
attributes.

Every function takes written labels (in the language of the page), escapes them, draws a figure that cannot be drawn
(None) as a gap, and returns "" when there is nothing at all to draw, so that the page shows its empty state.
Coordinates are units of the viewBox, 400 wide: on a phone a unit is about a pixel, so letters stay readable.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor, log10

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

SERIES = ("#00687a", "#c45a00", "#5b4b9a", "#6f7f1d", "#a3426b", "#3f7fb5")
INK, SOFT, LINE, RAIL = "#16202a", "#47535e", "#d5dce2", "#8fbcc4"
WIDTH = 400
LEAST = 1e-9
"""Figures smaller than this are drawn as nothing."""
ROW = 42
TEXT = 13.5
SMALL = 12
LABEL = 50  # letters that fit above a bar
SIGN = 8
"""Units a sign of a figure is wide."""

Number = int | float | Decimal
Write = Callable[[Number], str]
Spot = tuple[float, float] | None


@dataclass(frozen=True)
class Point:
    """One figure: its label and its value, None where there is none (fewer than five cases, nothing measured)."""

    label: str
    value: Number | None
    note: str = ""


@dataclass(frozen=True)
class Span:
    """One row of a strip: the middle case and the ninth of ten."""

    label: str
    median: Number | None
    p90: Number | None


def plain(value: Number) -> str:
    """Return a number as Python writes it; pages pass a function that writes it in their language."""
    return str(value)


def bars(points: Sequence[Point], *, title: str, desc: str = "", write: Write = plain, colour: int = 0) -> SafeString:
    """Return horizontal bars, label above and figure at the end; negative figures go left of a common zero."""
    found = _numbers(points)
    if not found:
        return SafeString("")
    low, high = min(0.0, *found), max(0.0, *found)
    scale = (WIDTH - _room(points, write)) / max(high - low, LEAST)
    zero = -low * scale
    fill = SERIES[colour % len(SERIES)]
    parts = [
        _bar(point, index * ROW, zero=zero, scale=scale, fill=fill, write=write) for index, point in enumerate(points)
    ]
    if low < 0:
        parts.append(_rule(zero, 0, zero, len(points) * ROW - 6, SOFT))
    return _frame(WIDTH, len(points) * ROW, title, desc, parts)


def _bar(point: Point, top: float, *, zero: float, scale: float, fill: str, write: Write) -> SafeString:
    label = _text(0, top + 13, _shorten(point.label), fill=SOFT, size=SMALL)
    if point.value is None:
        return _join([label, _text(zero, top + 31, point.note or "—", fill=SOFT)])
    value = float(point.value)
    length = abs(value) * scale
    left = zero - length if value < 0 else zero
    box = format_html(
        '<rect x="{}" y="{}" width="{}" height="15" rx="2.5" fill="{}"/>',
        _at(left), _at(top + 19), _at(max(length, 1.5)), fill,
    )  # fmt: skip
    return _join([label, box, _text(max(left + length, zero) + 7, top + 31.5, write(point.value), weight=620)])


def columns(
    points: Sequence[Point], *, title: str, desc: str = "", write: Write = plain, colour: int = 0, height: float = 180
) -> SafeString:
    """Return upright columns, such as months; the highest and the last are told, labels stand under as many as fit."""
    found = _numbers(points)
    if not found:
        return SafeString("")
    top, bottom = max(0.0, *found), min(0.0, *found)
    base = height - 24
    scale = (base - 22) / max(top - bottom, LEAST)
    zero = base + bottom * scale
    pitch = WIDTH / len(points)
    every = max(1, ceil(44 / pitch))
    told = {_highest(points), len(points) - 1}
    parts = [_rule(0, zero, WIDTH, zero, SOFT)]
    for index, point in enumerate(points):
        middle = (index + 0.5) * pitch
        if point.value is not None:
            y = zero - max(float(point.value) * scale, 0.0)
            tall = max(abs(float(point.value)) * scale, 1.0)
            parts.append(_column(point, middle, y, pitch * 0.76, tall, fill=SERIES[colour % len(SERIES)], write=write))
            if index in told:
                figure = write(point.value)
                x = _inside(middle, max(20, len(figure) * SIGN / 2))
                parts.append(_text(x, y - 6, figure, anchor="middle", weight=620))
        if (len(points) - 1 - index) % every == 0:
            x = _inside(middle, max(16, len(point.label) * SIGN * 0.3))
            parts.append(_text(x, height - 6, point.label, anchor="middle", fill=SOFT, size=SMALL))
    return _frame(WIDTH, height, title, desc, parts)


def _column(point: Point, middle: float, y: float, wide: float, tall: float, *, fill: str, write: Write) -> SafeString:
    return format_html(
        '<rect x="{}" y="{}" width="{}" height="{}" rx="2" fill="{}"><title>{}: {}</title></rect>',
        _at(middle - wide / 2), _at(y), _at(wide), _at(tall), fill, point.label, write(point.value or 0),
    )  # fmt: skip


def _highest(points: Sequence[Point]) -> int:
    known = [(float(point.value), index) for index, point in enumerate(points) if point.value is not None]
    return max(known)[1]


def line(
    points: Sequence[Point],
    *,
    title: str,
    desc: str = "",
    write: Write = plain,
    colour: int = 0,
    height: float = 180,
    zero: bool = True,
) -> SafeString:
    """Return a line over time with its first and last figure told; a missing figure breaks it. zero: begin at zero."""
    found = _numbers(points)
    if not found:
        return SafeString("")
    low, high = _range(found, zero=zero)
    left, right, base = 6.0, WIDTH - _room(points, write) + 2.0, height - 26
    across = (right - left) / max(1, len(points) - 1)
    fill = SERIES[colour % len(SERIES)]
    spots: list[Spot] = [
        None if point.value is None else (left + index * across, _height(point.value, low, high, base - 6, 26))
        for index, point in enumerate(points)
    ]
    parts = [_rule(0, base, WIDTH, base, LINE), *_strokes(spots, fill), *_ends(points, spots, fill, write)]
    parts.append(_text(0, height - 7, points[0].label, fill=SOFT, size=SMALL))
    if len(points) > 1:
        parts.append(_text(right, height - 7, points[-1].label, anchor="end", fill=SOFT, size=SMALL))
    return _frame(WIDTH, height, title, desc, parts)


def _ends(points: Sequence[Point], spots: Sequence[Spot], fill: str, write: Write) -> list[SafeString]:
    known = [(point.value, spot) for point, spot in zip(points, spots, strict=True) if point.value is not None and spot]
    drawn = [_dot(spot, 4.5, fill) for _value, spot in (known[0], known[-1])]
    (first, (x, y)), (last, (end, level)) = known[0], known[-1]
    if len(known) > 1:
        drawn.append(_text(x, y - 10, write(first), weight=640))
    return [*drawn, _text(end + 10, level + 4.5, write(last), weight=640)]


def spark(values: Sequence[Number | None], *, title: str, desc: str = "", colour: int = 0) -> SafeString:
    """Return a small line without words for beside a figure; its title says what it shows."""
    found = [float(value) for value in values if value is not None]
    if not found:
        return SafeString("")
    low, high = _range(found, zero=False)
    across = 232 / max(1, len(values) - 1)
    fill = SERIES[colour % len(SERIES)]
    spots: list[Spot] = [
        None if value is None else (4 + index * across, _height(value, low, high, 50, 6))
        for index, value in enumerate(values)
    ]
    last = next(spot for spot in reversed(spots) if spot)
    return _frame(240, 56, title, desc, [*_strokes(spots, fill), _dot(last, 4, fill)], "spark-line")


def strip(
    spans: Sequence[Span],
    *,
    title: str,
    desc: str = "",
    write: Write = plain,
    limit: Number | None = None,
    limit_label: str = "",
) -> SafeString:
    """Return rows from the median (dot) to the 90th percentile (end of the bar), the legal term as an upright mark."""
    found = [float(value) for span in spans for value in (span.median, span.p90) if value is not None]
    if not found:
        return SafeString("")
    top = round_top(max(*found, float(limit or 0), 0.0))
    scale = (WIDTH - 92) / max(top, LEAST)
    head = 22 if limit is not None else 0
    parts: list[SafeString] = []
    if limit is not None:
        x = float(limit) * scale
        anchor = "start" if x < 60 else "middle"  # noqa: PLR2004 - half a label
        parts.append(_text(x, 12, limit_label, anchor=anchor, size=SMALL))
        parts += [
            _rule(x, head + row * ROW + 18, x, head + row * ROW + 36, INK, 2)
            for row, span in enumerate(spans)
            if span.p90 is not None
        ]
    parts += [_span(span, head + row * ROW, scale=scale, write=write) for row, span in enumerate(spans)]
    return _frame(WIDTH, head + len(spans) * ROW, title, desc, parts)


def _span(span: Span, top: float, *, scale: float, write: Write) -> SafeString:
    label = _text(0, top + 13, _shorten(span.label), fill=SOFT, size=SMALL)
    if span.median is None or span.p90 is None:
        return _join([label, _text(0, top + 31, "—", fill=SOFT)])
    y = top + 27
    middle = max(float(span.median), 0.0) * scale
    end = max(float(span.p90) * scale, middle)
    rail = format_html(
        '<line x1="{}" x2="{}" y1="{}" y2="{}" stroke="{}" stroke-width="7" stroke-linecap="round"/>',
        _at(max(middle, 7)), _at(max(end, 7)), _at(y), _at(y), RAIL,
    )  # fmt: skip
    told = _text(WIDTH, y + 4.5, f"{write(span.median)} – {write(span.p90)}", anchor="end", weight=620)
    return _join([label, rail, _dot((max(middle, 7), y), 7, SERIES[0]), told])


def round_top(value: float) -> float:
    """Return the next round number (1, 2, 3, 5 × 10ⁿ) at or above a positive value; 1 for nothing."""
    if value <= 0:
        return 1.0
    step = 10.0 ** floor(log10(value))
    return next(factor * step for factor in (1, 2, 3, 5, 10) if value <= factor * step * 1.000001)


# ---------------------------------------------------------------- strokes


def _numbers(points: Sequence[Point]) -> list[float]:
    return [float(point.value) for point in points if point.value is not None]


def _room(points: Sequence[Point], write: Write) -> float:
    """Units the longest figure takes behind a bar or a line, so that a large one does not run out of the picture."""
    longest = max(len(write(point.value)) for point in points if point.value is not None)
    return max(62.0, longest * SIGN + 10.0)


def _range(found: Sequence[float], *, zero: bool) -> tuple[float, float]:
    low, high = min(found), max(found)
    if zero:
        low, high = min(0.0, low), max(0.0, high)
    return (low - 1, high + 1) if low == high else (low, high)


def _height(value: Number, low: float, high: float, base: float, top: float) -> float:
    return base - (float(value) - low) / (high - low) * (base - top)


def _inside(x: float, margin: float) -> float:
    return min(max(x, margin), WIDTH - margin)


def _at(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _shorten(words: str) -> str:
    return words if len(words) <= LABEL else words[: LABEL - 1].rstrip() + "…"


def _join(parts: Sequence[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


def _frame(
    width: float, height: float, title: str, desc: str, parts: Sequence[SafeString], extra: str = ""
) -> SafeString:
    spoken = f"{title}. {desc}" if desc else title
    kind = format_html(' class="{}"', extra) if extra else ""
    return format_html(
        '<svg viewBox="0 0 {} {}" role="img" aria-label="{}"{}><title>{}</title><desc>{}</desc>{}</svg>',
        _at(width), _at(height), spoken, kind, title, desc, _join(parts),
    )  # fmt: skip


def _text(
    x: float, y: float, words: object, *, anchor: str = "start", fill: str = INK, size: float = TEXT, weight: int = 400
) -> SafeString:
    return format_html(
        '<text x="{}" y="{}" fill="{}" font-size="{}" font-weight="{}" text-anchor="{}">{}</text>',
        _at(x), _at(y), fill, _at(size), weight, anchor, words,
    )  # fmt: skip


def _rule(x1: float, y1: float, x2: float, y2: float, stroke: str, width: float = 1) -> SafeString:
    return format_html(
        '<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}" stroke-width="{}"/>',
        _at(x1), _at(y1), _at(x2), _at(y2), stroke, _at(width),
    )  # fmt: skip


def _dot(spot: tuple[float, float], radius: float, fill: str) -> SafeString:
    return format_html('<circle cx="{}" cy="{}" r="{}" fill="{}"/>', _at(spot[0]), _at(spot[1]), _at(radius), fill)


def _strokes(spots: Sequence[Spot], colour: str) -> list[SafeString]:
    """Return one polyline for each unbroken run of points; a lonely point becomes a dot."""
    runs: list[list[tuple[float, float]]] = [[]]
    for spot in spots:
        if spot is None:
            runs.append([])
        else:
            runs[-1].append(spot)
    return [_dot(run[0], 3, colour) if len(run) == 1 else _polyline(run, colour) for run in runs if run]


def _polyline(run: Sequence[tuple[float, float]], colour: str) -> SafeString:
    path = " ".join(f"{_at(x)},{_at(y)}" for x, y in run)
    return format_html(
        '<polyline points="{}" fill="none" stroke="{}" stroke-width="2.5" '
        'stroke-linejoin="round" stroke-linecap="round"/>',
        path, colour,
    )  # fmt: skip
