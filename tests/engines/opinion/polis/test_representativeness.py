"""Which statements speak for a group: Polis' tests, and its order."""

import math

import numpy as np
import pytest

from ortaq.engines.opinion.polis.consensus import consensus, group_aware
from ortaq.engines.opinion.polis.counts import Counts, count
from ortaq.engines.opinion.polis.representativeness import speaking
from ortaq.engines.opinion.votes import from_rows


def counts(*groups):
    """Groups of (agreed, disagreed, saw) by statement."""
    return Counts(*(np.array([[cell[at] for cell in group] for group in groups]) for at in range(3)))


def speak(*groups, hidden=()):
    return speaking(counts(*groups), np.isin(np.arange(len(groups[0])), hidden))


def test_the_formulas_on_one_statement():
    first = speak([(9, 0, 10)], [(1, 8, 12)])[0][0]
    assert (first.agrees, first.chosen, first.seen, first.best) == (True, 9, 10, True)
    assert first.probability == pytest.approx(10 / 12)
    assert first.probability_test == pytest.approx(2 * math.sqrt(11) * (10 / 11 - 0.5))
    assert first.ratio == pytest.approx((10 / 12) / (2 / 14))
    pool = (10 + 2) / (11 + 13)
    test = (10 / 11 - 2 / 13) / math.sqrt(pool * (1 - pool) * (1 / 11 + 1 / 13))
    assert first.ratio_test == pytest.approx(test, rel=1e-6)  # kept in single precision


def test_at_most_five_and_agreed_ones_first():
    group = [(0, 19, 20), (20, 0, 20), (19, 0, 20), (18, 0, 20), (17, 0, 20), (16, 0, 20), (15, 0, 20)]
    rest = [(s - a, a, s) for a, _, s in group]
    said = speak(group, rest)[0]
    assert len(said) == 5
    assert [one.statement for one in said] == [1, 2, 3, 4, 0]
    assert [one.agrees for one in said] == [True] * 4 + [False]
    assert [one.best for one in said] == [True] + [False] * 4


def test_where_nothing_is_enough_the_best_agreed_one_stays():
    said = speak([(2, 1, 3), (1, 1, 3)], [(1, 1, 3), (1, 2, 3)])
    assert [(one.statement, one.best) for one in said[0]] == [(0, True)]


def test_where_nothing_is_agreed_either_the_surest_stays():
    said = speak([(0, 0, 3), (0, 1, 3)], [(3, 0, 3), (3, 0, 3)])[0]
    assert [(one.statement, one.agrees, one.best) for one in said] == [(1, False, False)]


def test_hidden_statements_speak_for_nobody():
    group, rest = [(20, 0, 20), (18, 0, 20)], [(0, 20, 20), (1, 18, 20)]
    assert [one.statement for one in speak(group, rest)[0]] == [0, 1]
    assert [one.statement for one in speak(group, rest, hidden=[0])[0]] == [1]
    assert speak(group, rest, hidden=[0, 1]) == [[], []]


def test_equal_statements_keep_their_order():
    said = speak([(9, 0, 10)] * 4, [(0, 9, 10)] * 4)[0]
    assert [one.statement for one in said] == [0, 1, 2, 3]


def test_one_group_is_compared_with_nobody():
    said = speak([(9, 0, 10), (0, 9, 10)])[0]
    assert said
    assert all(math.isfinite(one.ratio_test) for one in said)


def test_counting_by_group_leaves_out_who_is_in_none():
    votes = from_rows([("1", "1", 1), ("2", "1", -1), ("3", "1", 0), ("4", "1", 1), ("4", "2", 0)])
    found = count(votes, np.array([0, 0, 1, -1], dtype=np.int32), 2)
    assert found.agree.tolist() == [[1, 0], [0, 0]]
    assert found.disagree.tolist() == [[1, 0], [0, 0]]
    assert found.seen.tolist() == [[2, 0], [1, 0]]


def test_consensus_needs_more_than_half_and_certainty():
    agreed = [(str(who), "1", 1) for who in range(20)] + [(str(who), "2", 1 if who < 11 else -1) for who in range(20)]
    rejected = [(str(who), "3", -1) for who in range(20)]
    votes = from_rows(agreed + rejected)
    yes, no = consensus(votes, votes.hidden)
    assert [(one.statement, one.chosen, one.seen) for one in yes] == [(0, 20, 20)]
    assert [(one.statement, one.chosen, one.seen) for one in no] == [(2, 20, 20)]
    assert consensus(votes, np.ones(3, dtype=bool)) == ([], [])


def test_group_aware_consensus_is_the_product_over_groups():
    found = group_aware(counts([(9, 0, 10), (0, 0, 0)], [(1, 5, 6), (4, 0, 4)]))
    assert found == pytest.approx([10 / 12 * 2 / 8, 1 / 2 * 5 / 6])
