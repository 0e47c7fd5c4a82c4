"""Groups exist when votes they were not made of tell them apart more than dealt-out votes do."""

import numpy as np
import pytest

from ortaq.engines.opinion import existence
from tests.engines.opinion.drawn import dealt, drawn, of

VOTES, _, CAMP = drawn(120, 20, 15, [(1.5, 0), (-1.5, 0)])
CAMP = CAMP.astype(np.int32)


def test_camps_exist():
    assert existence.chance(VOTES, CAMP, "a") == 1


def test_dealt_out_votes_have_any_p_equally_often():
    found = [existence.chance(dealt(VOTES, seed), CAMP, "a") for seed in range(60)]
    assert sum(p <= 50 for p in found) <= 8
    assert 350 < np.mean(found) < 650


@pytest.mark.parametrize(
    "labels", [np.zeros(120, np.int32), np.full(120, -1, np.int32), np.where(np.arange(120), -1, 0).astype(np.int32)]
)
def test_without_two_groups_there_is_nothing_to_tell_apart(labels):
    assert existence.chance(VOTES, labels, "a") == 1000


def test_unanimous_statements_and_passes_say_nothing():
    votes = of([0, 1, 2, 3] * 2, [0] * 4 + [1] * 4, [1, 1, 1, 1, 0, 0, 0, 0], 4, 2)
    assert existence.chance(votes, np.array([0, 0, 1, 1], np.int32), "a") == 1000


def test_the_sum_is_pearsons():
    """Ten of each group, 8 and 3 agree of 11 together: (8 − 5.5)² ÷ (5.5 · 0.45) twice."""
    assert existence.apart(np.array([10.0, 10.0]), np.array([8.0, 3.0]), 0.55) == pytest.approx(2 * 2.5**2 / 5.5 / 0.45)


def test_of_many_votes_a_part_is_dealt_with_the_labels_of_the_same_people(monkeypatch):
    monkeypatch.setattr(existence, "MANY", 600)
    assert existence.chance(VOTES, CAMP, "a") == 1
    assert existence.chance(dealt(VOTES, 1), CAMP, "a") > 50
