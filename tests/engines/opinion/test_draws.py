"""Draws anyone can repeat: the published stream, real halves, even folds; and parts of votes."""

import hashlib

import numpy as np
import pytest

from ortaq.engines.opinion import draws, parts
from tests.engines.opinion.drawn import drawn, of

VOTES, _, _ = drawn(101, 20, 13, [(0, 0)])


def test_the_stream_is_splitmix64():
    """The first numbers from the state 0, as published with the generator."""
    with np.errstate(over="ignore"):
        states = [draws.STEP * np.uint64(place) for place in (1, 2, 3)]
    assert [f"{int(draws.scrambled(state)):x}" for state in states] == [
        "e220a8397b1dcdaf", "6e789e6aa1b965f4", "6c45d188009454f",
    ]  # fmt: skip


def test_the_state_is_of_seed_and_purpose():
    digest = hashlib.sha256("Зал:halves".encode()).hexdigest()
    assert f"{int(draws.state('Зал', 'halves')):016x}" == digest[:16]


def test_numbers_below_n_are_all_reached():
    found = np.bincount(draws.folds(VOTES, "a", 5), minlength=5)
    assert found.sum() == len(VOTES.value)
    assert (np.abs(found - found.mean()) < 5 * np.sqrt(found.mean())).all()
    assert draws.below(np.uint64(2**64 - 1), 7) == 6
    assert draws.below(np.uint64(0), 7) == 0


def test_everybody_has_half_of_their_votes_in_each_half():
    first = draws.halves(VOTES, "a")
    counted = np.bincount(VOTES.participant, first)
    assert set(counted.tolist()) == {6.0, 7.0}
    assert 30 < (counted == 7).sum() < 71
    assert 0.4 < first.mean() < 0.6
    assert (draws.halves(VOTES, "b") != first).any()
    assert draws.halves(of([], [], [], 2, 2), "a").tolist() == []


def test_leaving_people_out_moves_the_others_up():
    left = parts.condensed(of([0, 1, 1, 3], [0, 0, 1, 1], [1, -1, 0, 1], 4, 2), np.array([False, True, False, True]))
    assert left.participants == ("1", "3")
    assert left.participant.tolist() == [0, 0, 1]
    assert left.value.tolist() == [-1, 0, 1]


@pytest.mark.parametrize(("most", "kept"), [(5000, 101), (1313, 101), (1312, 51), (400, 26)])
def test_of_many_votes_those_of_every_so_many_participants_stay(most, kept):
    found = parts.thinned(VOTES, most)
    assert len(found.participants) == kept
    assert len(found.value) == kept * 13 <= max(most, 13) + 13


def test_sides_are_votes_that_are_no_passes():
    assert parts.sides(of([0, 0, 2], [0, 1, 1], [0, -1, 1], 3, 2)).tolist() == [1, 0, 1]
