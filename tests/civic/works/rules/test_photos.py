"""Two photos of one spot: order, distance, and what may be shown."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ortaq.civic.works.rules import photos as rules
from ortaq.civic.works.rules.photos import Shot
from tests.conftest import NOW

LON, LAT = 76.905, 43.205


def shot(days=0.0, *, camera=True, north=0.0, placed=True):
    lon, lat = (LON, LAT + north / 111_195) if placed else (None, None)
    return Shot(NOW + timedelta(days=days), camera, lon, lat)


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (shot(), shot(10), []),
        (shot(), shot(10, north=499), []),
        (shot(), shot(10, north=502), ["far"]),
        (shot(), shot(-1), ["older"]),
        (shot(), shot(-0.1), ["older"]),
        (shot(), shot(-0.1, camera=False), ["no_time"]),
        (shot(camera=False), shot(-1), ["older", "no_time"]),
        (shot(placed=False), shot(10, north=9000), ["no_place"]),
        (shot(), shot(40), ["future"]),
        (shot(), shot(-1, north=9000), ["older", "far"]),
    ],
)
def test_what_is_said_about_a_pair(before, after, found):
    assert rules.findings(before, after, now=NOW + timedelta(days=30)) == found
    assert bool(rules.may_confirm(found, whole=True)) is not bool(rules.GRAVE & set(found))


def test_half_a_pair_is_not_shown():
    assert rules.may_confirm([], whole=False).code == "half"


def test_a_photo_without_a_day_asks_for_it():
    assert rules.check_when(Shot(None, by_camera=False), now=NOW).code == "when"


def test_a_day_to_come_is_typed_by_nobody_and_told_by_a_wrong_clock():
    assert rules.check_when(shot(1, camera=False), now=NOW).code == "future"
    assert rules.check_when(shot(1), now=NOW), "what a camera says is kept with the pair, and found there"
    assert rules.check_clock(shot(1), now=NOW).code == "when"
    assert rules.check_clock(shot(0), now=NOW)


@given(
    lon=st.floats(-180, 180), lat=st.floats(-90, 90), other_lon=st.floats(-180, 180), other_lat=st.floats(-90, 90)
)  # fmt: skip
def test_distance_is_the_same_both_ways_and_never_more_than_half_the_earth(lon, lat, other_lon, other_lat):
    one, other = Shot(None, False, lon, lat), Shot(None, False, other_lon, other_lat)
    metres = rules.metres_between(one, other)
    assert metres == rules.metres_between(other, one)
    assert 0 <= metres <= 20_015_120
    assert rules.metres_between(one, one) == 0


def test_distance_along_the_ground_is_known():
    """One degree of latitude is 111.2 km on a sphere of the mean radius."""
    one, other = Shot(None, False, LON, 43.0), Shot(None, False, LON, 44.0)
    assert abs(rules.metres_between(one, other) - 111_195) < 2
