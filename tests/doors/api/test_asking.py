"""Reading addresses: whatever is typed becomes a question or a sentence about what is wrong with it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import example, given
from hypothesis import strategies as st

from ortaq.core.territory.layers import Field, Layer
from ortaq.doors.api import asking
from ortaq.doors.api.problems import Problem
from tests.conftest import NOW

LAYER = Layer(
    id="test",
    title="Test",
    description="Test",
    shape="Point",
    fields=(
        Field("kind", filters=True, values=("park", "street")),
        Field("floors", "integer", filters=True),
        Field("open", "boolean", filters=True),
        Field("name", filters=True),
        Field("note"),
    ),
    rows=lambda _: None,
    extent=lambda _: None,
)


def read(query: str, **how: Any) -> Any:
    return asking.asked(QueryDict(query), LAYER, NOW.date(), **how)


def refused(query: str, **how: Any) -> str:
    with pytest.raises(Problem) as caught:
        read(query, **how)
    assert caught.value.status == 400
    return caught.value.code


def told(read: Callable[[str], Any], text: str) -> Any:
    """What was read, or the code of the problem."""
    try:
        return read(text)
    except Problem as problem:
        return problem.code


degrees = st.floats(-180, 180, allow_nan=False)
latitudes = st.floats(-90, 90, allow_nan=False)


@given(degrees, latitudes, degrees, latitudes)
def test_every_box_on_the_globe_is_read_and_covers_what_was_asked(west, a, east, b):
    south, north = sorted((a, b))
    found = asking.boxes(f"{west!r},{south!r},{east!r},{north!r}")
    assert all(-180 <= w <= e <= 180 and (s, n) == (south, north) for w, s, e, n in found)
    if west <= east:
        assert found == ((west, south, east, north),)
    else:  # across the antimeridian: from the west to 180°, and from -180° to the east
        assert found == ((west, south, 180.0, north), (-180.0, south, east, north))


@given(degrees, latitudes, degrees, latitudes, st.floats(-1e4, 1e4), st.floats(-1e4, 1e4))
def test_heights_are_read_and_not_looked_at(west, a, east, b, c, d):
    (south, north), (low, high) = sorted((a, b)), sorted((c, d))
    with_heights = asking.boxes(f"{west!r},{south!r},{low!r},{east!r},{north!r},{high!r}")
    assert with_heights == asking.boxes(f"{west!r},{south!r},{east!r},{north!r}")


@given(st.text(alphabet="0123456789.,-+eEnaif _/٣", max_size=60))
@example("nan,0,1,1")
@example("0,0,inf,1")
@example("1_0,0,20,1")
@example("٣,0,20,1")
@example("1e999,0,1,1")
def test_whatever_is_typed_as_a_box_is_a_box_on_the_globe_or_a_sentence(text):
    found = told(asking.boxes, text)
    if isinstance(found, str):
        assert found in {"bbox", "bbox_range", "bbox_order"}
    else:
        assert 1 <= len(found) <= 2
        assert all(-180 <= w <= e <= 180 and -90 <= s <= n <= 90 for w, s, e, n in found)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "bbox"),
        ("1,2,3", "bbox"),
        ("1,2,3,4,5", "bbox"),
        ("1,2,3,4,5,6,7", "bbox"),
        ("a,2,3,4", "bbox"),
        ("nan,2,3,4", "bbox"),
        ("1,2,,4", "bbox"),
        ("-181,0,1,1", "bbox_range"),
        ("0,0,180.0001,1", "bbox_range"),
        ("0,-91,1,1", "bbox_range"),
        ("0,2,1,1", "bbox_order"),
        ("0,0,9,1,1,8", "bbox_order"),
    ],
)
def test_a_wrong_box_is_told_what_is_wrong(text, code):
    assert refused(f"bbox={text}") == code


@given(st.text(alphabet="0123456789-:T.Zz+/ ", max_size=45))
@example("0001-01-01")
@example("9999-12-31T23:59:59-23:59")
@example("2027-03-01T10:00:60Z")
@example("../..")
def test_whatever_is_typed_as_a_time_is_a_span_or_a_sentence(text):
    found = told(asking.span, text)
    if isinstance(found, str):
        assert found in {"datetime", "datetime_order"}
    else:
        since, until = found
        assert since is None or until is None or since <= until


def test_a_day_is_whole_and_a_moment_is_one():
    assert asking.span("2027-03-01") == (
        datetime(2027, 2, 28, 19, tzinfo=UTC),
        datetime(2027, 3, 1, 18, 59, 59, 999999, tzinfo=UTC),
    )
    moment = datetime(2027, 3, 1, 5, tzinfo=UTC)
    assert asking.span("2027-03-01T10:00:00+05:00") == (moment, moment)
    assert asking.span("2027-03-01T05:00:00Z/..") == (moment, None)
    assert asking.span("/2027-03-01t05:00:00z") == (None, moment)


@pytest.mark.parametrize(
    "text",
    ["", "today", "2027", "2027-3-1", "2027-02-30", "2027-03-01T10:00:00", "2027-03-01T25:00:00Z", "../../..", "a/b",
     "2027-03-01T10:00:00+99:99"],
)  # fmt: skip
def test_a_wrong_time_is_told_how_to_write_it(text):
    assert refused(f"datetime={text.replace('+', '%2B')}") == "datetime"


def test_time_does_not_run_backwards():
    assert refused("datetime=2027-03-02/2027-03-01") == "datetime_order"


@pytest.mark.parametrize("text", ["0", "-1", "000", "", "1.5", "ten", "+5", "٣", "1e3"])
def test_a_page_has_at_least_one_feature(text):
    assert refused(f"limit={text.replace('+', '%2B')}") == "limit"


@pytest.mark.parametrize(
    ("text", "limit"), [("1", 1), ("0010", 10), ("1000", 1000), ("1001", 1000), ("9" * 5000, 1000)]
)
def test_a_page_has_at_most_a_thousand_features_whatever_is_asked(text, limit):
    assert read(f"limit={text}").limit == limit


def test_filters_are_read_as_their_fields_hold_them():
    asked = read("kind=park&floors=-3&open=false&name=")
    assert asked.filters == {"kind": "park", "floors": -3, "open": False, "name": ""}


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("kind=river", "filter_value"),
        ("floors=many", "filter_value"),
        ("floors=9223372036854775808", "filter_value"),
        ("floors=", "filter_value"),
        ("open=yes", "filter_value"),
        (f"name={'a' * 201}", "too_long"),
        (f"after={'1' * 201}", "too_long"),
        ("note=x", "unknown_parameter"),
        ("colour=red", "unknown_parameter"),
        ("name=a&name=b", "given_twice"),
        ("bbox=1,1,2,2&bbox=1,1,2,2", "given_twice"),
    ],
)
def test_a_wrong_parameter_is_told(query, code):
    assert refused(query) == code


def test_a_file_has_no_pages():
    assert refused("limit=5", whole=True) == "unknown_parameter"
    assert refused("after=5", whole=True) == "unknown_parameter"
    assert read("kind=park", whole=True).counted is False
