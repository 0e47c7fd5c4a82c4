"""Common ground is what the least favourable group surely shares."""

import numpy as np
import pytest

from ortaq.engines.opinion import bridging


def counted(*groups):
    return np.array(groups, dtype=np.int64)


ALL = np.array([True, True])


def test_bounds_are_wilsons():
    """Wilson's interval of 81 of 263 at 95 %, Newcombe 1998, is 0.2553 to 0.3662; here with its z."""
    low, high = bridging.bounds(np.array([81]), np.array([263]))
    z, n, p = bridging.Z, 263, 81 / 263
    for bound, sign in ((low, -1), (high, 1)):
        assert (bound[0] - p) ** 2 == pytest.approx(z * z * bound[0] * (1 - bound[0]) / n)
        assert sign * (bound[0] - p) > 0


def test_the_least_favourable_group_decides():
    everybody_somewhat, one_group_much = [[60, 40, 0], [90, 10, 0]], [[60, 40, 0], [20, 80, 0]]
    found = bridging.common_ground(counted(everybody_somewhat, one_group_much), ("1", "2"), ALL)
    assert [(one["statement"], one["shares"]) for one in found] == [("1", [600, 600]), ("2", [900, 200])]
    assert found[0]["score"] == int(1000 * bridging.bounds(np.array([60]), np.array([100]))[0][0])


def test_few_votes_are_weaker_than_the_same_share_of_many():
    found = bridging.common_ground(counted([[9, 1, 0], [90, 10, 0]]), ("1", "2"), ALL)
    assert [one["statement"] for one in found] == ["2", "1"]


def test_a_pass_is_no_agreement():
    found = bridging.common_ground(counted([[20, 0, 20], [20, 0, 0]]), ("1", "2"), ALL)
    assert [one["shares"] for one in found] == [[1000], [500]]


def test_six_votes_of_one_group_judge_nothing():
    assert bridging.common_ground(counted([[90, 0, 0]], [[6, 0, 0]]), ("1",), ALL[:1]) == []
    assert bridging.common_ground(counted([[90, 0, 0]], [[6, 0, 1]]), ("1",), ALL[:1]) != []


def test_a_group_that_never_voted_does_not_stand_in_the_way():
    assert bridging.common_ground(counted([[90, 0, 0]], [[0, 0, 0]]), ("1",), ALL[:1])[0]["shares"] == [1000, None]


def test_only_a_gap_that_is_sure_divides():
    found = bridging.divisive(counted([[90, 10, 0], [6, 4, 0]], [[10, 90, 0], [4, 6, 0]]), ("1", "2"), ALL)
    assert [one["statement"] for one in found] == ["1"]
    assert 600 < found[0]["gap"] < 800


def test_what_is_not_rated_is_left_out_and_no_group_rates_nothing():
    assert bridging.common_ground(counted([[90, 0, 0]]), ("1",), np.array([False])) == []
    assert bridging.common_ground(np.zeros((0, 1, 3), np.int64), ("1",), ALL[:1]) == []
    assert bridging.divisive(np.zeros((0, 1, 3), np.int64), ("1",), ALL[:1]) == []
