"""Small pieces every layer is made of, and outlines asked for by box."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ortaq.core.territory import layers
from ortaq.core.territory.outlines import Outlines


def square(west, south, east, north):
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


@given(st.integers(0, layers.LARGEST_KEY))
def test_a_key_is_read_as_it_was_given(number):
    assert layers.key_number(str(number)) == number


@pytest.mark.parametrize("text", ["-1", "1.5", "one", " 1", "٣", "²", str(layers.LARGEST_KEY + 1), "9" * 5000])
def test_what_was_never_given_is_no_key(text):
    with pytest.raises(layers.BadKey):
        layers.key_number(text)


@given(st.floats(-180, 180), st.floats(-90, 90))
def test_a_point_keeps_every_digit(lon, lat):
    assert json.loads(layers.point(lon, lat)) == {"type": "Point", "coordinates": [lon, lat]}


def test_a_localized_text_fills_its_fields_and_no_others():
    names = [known.name for known in layers.localized("name")]
    assert names == ["name_kk", "name_ru", "name_en"]
    assert layers.spread("name", {"kk": "Алматы", "ru": "", "de": "Almaty"}) == dict(
        zip(names, ["Алматы", None, None], strict=True)
    )


def test_the_box_around_boxes():
    assert layers.around([]) is None
    assert layers.around([(1, 2, 3, 4)]) == (1, 2, 3, 4)
    assert layers.around([(1, 2, 3, 4), (0, 3, 2, 9)]) == (0, 2, 3, 9)


def test_an_outline_meets_a_box_by_its_shape_and_not_by_its_own_box():
    corner = {"type": "Polygon", "coordinates": [[[0, 0], [10, 0], [0, 10], [0, 0]]]}
    drawn = Outlines((), {"a.corner": corner, "a.square": square(20, 20, 30, 30)})
    assert drawn.codes() == ["a.corner", "a.square"]
    assert drawn.meeting(8, 8, 9, 9) == set()
    assert drawn.meeting(0, 0, 5, 5) == {"a.corner"}
    assert drawn.meeting(30, 30, 31, 31) == {"a.square"}  # a common corner is enough
    assert drawn.meeting(-90, -90, 90, 90) == {"a.corner", "a.square"}
    assert drawn.bounds() == (0, 0, 30, 30)
    assert json.loads(drawn.text("a.corner")) == corner


def test_nothing_drawn_spans_nothing():
    drawn = Outlines((), {})
    assert drawn.bounds() is None
    assert drawn.meeting(-180, -90, 180, 90) == set()
    assert drawn.codes() == []
