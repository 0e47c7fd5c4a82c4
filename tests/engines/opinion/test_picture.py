"""A map for a page: small, and a live position lies where its owner was counted."""

import numpy as np
import pytest

from ortaq.engines.opinion import picture
from ortaq.engines.opinion.online import Position


def test_few_people_are_dots_and_many_are_patches_that_hold_everybody():
    random = np.random.default_rng(1)
    places, groups = random.normal(0, 1000, (5000, 2)), random.integers(-1, 3, 5000).astype(np.int32)
    few = picture.spots(places[:40], groups[:40])
    assert sorted((spot.x, spot.y) for spot in few) == sorted(map(tuple, np.rint(places[:40]).astype(int).tolist()))
    many = picture.spots(places, groups)
    assert len(many) < 4 * 26**2
    for group in (-1, 0, 1, 2):
        assert sum(spot.people for spot in many if spot.group == group) == int((groups == group).sum())


def test_nobody_and_everybody_in_one_place_can_be_drawn():
    assert picture.spots(np.zeros((0, 2)), np.zeros(0, dtype=np.int32)) == []
    spots = picture.spots(np.zeros((900, 2)), np.zeros(900, dtype=np.int32))
    assert [spot.people for spot in spots] == [900]


def test_middles_are_means_and_the_nearest_wins():
    places = np.array([[0.0, 0.0], [10.0, 0.0], [100.0, 100.0]])
    found = picture.middles(places, np.array([0, 0, 1], dtype=np.int32), 3)
    assert found == [(5, 0), (100, 100), (0, 0)]
    assert picture.nearest(90, 80, found) == 1
    assert picture.nearest(90, 80, []) == -1


def test_a_turned_and_mirrored_map_is_found_again():
    random = np.random.default_rng(4)
    live = random.normal(0, 1, (300, 2))
    drawn = live @ np.array([[0.0, 900.0], [-800.0, 0.0]]) + np.array([50.0, -70.0])
    by = picture.turn(live, drawn + random.normal(0, 5, (300, 2)))
    place = picture.turned(Position(0.5, -1.0, (0.04, 0.01, 0.09), 12), by)
    assert (place.x, place.y) == (pytest.approx(850, rel=0.03), pytest.approx(380, rel=0.03))
    assert place.covariance[0] == pytest.approx(0.09 * 800**2, rel=0.06)
    assert place.covariance[2] == pytest.approx(0.04 * 900**2, rel=0.06)
    assert place.covariance[1] == pytest.approx(-0.01 * 800 * 900, rel=0.08)
    assert place.votes == 12


def test_an_axis_on_which_nobody_stands_apart_throws_nobody_out():
    random = np.random.default_rng(6)
    live = np.column_stack([random.normal(0, 1, 200), random.normal(0, 0.01, 200)])
    drawn = 1000 * live + random.normal(0, 30, (200, 2))
    place = picture.turned(Position(0.0, 0.0, (0.1, 0.0, 1.0), 3), picture.turn(live, drawn))
    long, short, _ = place.ellipse()
    assert long < 350
    assert short < 150


@pytest.mark.parametrize("live", [np.zeros((0, 2)), np.zeros((100, 2)), np.ones((5, 2))])
def test_where_positions_tell_nothing_everybody_is_in_the_middle(live):
    by = np.array(picture.turn(live, live * 500))
    assert np.isfinite(by).all()
    if len(live):
        assert (by[:, :2] == 0).all()
