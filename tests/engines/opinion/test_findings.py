"""What sets a group apart: exact tests, seven votes at least, and the number of tests paid for."""

from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ortaq.engines.opinion import findings
from tests.engines.opinion.drawn import of


def counted(*groups):
    """Each group: (agree, disagree, pass) for each statement."""
    return np.array(groups, dtype=np.int64)


@given(st.integers(1, 40), st.integers(1, 40), st.data())
def test_the_test_is_fishers(size, rest, data):
    agrees = data.draw(st.integers(0, size + rest))
    own = data.draw(st.integers(max(0, agrees - rest), min(size, agrees)))
    law = [comb(agrees, x) * comb(size + rest - agrees, size - x) if x <= size else 0 for x in range(agrees + 1)]
    tails = sum(law[: own + 1]), sum(law[own:])
    expected = min(1.0, 2 * min(tails) / comb(size + rest, size))
    assert findings.fisher(own, size, agrees, size + rest) == pytest.approx(expected, rel=1e-9, abs=1e-25)


def test_fisher_stands_large_numbers():
    assert findings.fisher(250_000, 500_000, 500_000, 1_000_000) == pytest.approx(1.0)
    assert findings.fisher(251_000, 500_000, 500_000, 1_000_000) == pytest.approx(6.3e-5, rel=0.1)
    assert findings.fisher(500_000, 500_000, 500_000, 1_000_000) < 1e-30


def test_q_is_that_of_benjamini_and_hochberg():
    """The fifteen p of their paper: the first four are reported at five per cent."""
    p = [
        0.0001,
        0.0004,
        0.0019,
        0.0095,
        0.0201,
        0.0278,
        0.0298,
        0.0344,
        0.0459,
        0.324,
        0.4262,
        0.5719,
        0.6528,
        0.759,
        1,
    ]
    q = findings.adjusted(np.array(p[::-1]))[::-1]
    assert [value <= findings.LEVEL for value in q] == [True] * 4 + [False] * 11
    assert q[:4] == [1500, 3000, 9500, 35_625]
    assert q[-1] == 1_000_000
    assert findings.adjusted(np.zeros(0)) == []


def test_a_finding_says_who_what_and_how_sure():
    first, second = findings.find(counted([[20, 2, 3]], [[4, 16, 0]]), ("7",))
    assert first == [
        {
            "statement": "7", "direction": "agree", "n": 25, "agree": 20, "disagree": 2, "pass": 3,
            "share": 909, "others": 200, "q": first[0]["q"],
        }
    ]  # fmt: skip
    assert second[0]["direction"] == "disagree"
    assert 0 < first[0]["q"] == second[0]["q"] < 100


def test_fewer_than_seven_votes_of_a_group_or_of_the_others_are_no_finding():
    assert findings.find(counted([[6, 0, 50]], [[0, 90, 0]]), ("1",)) == [[], []]
    assert findings.find(counted([[7, 0, 0]], [[0, 90, 0]]), ("1",))[0] != []


def test_the_surest_finding_comes_first():
    told = findings.find(counted([[20, 5, 0], [30, 0, 0]], [[8, 20, 0], [0, 30, 0]]), ("1", "2"))
    assert [one["statement"] for one in told[0]] == ["2", "1"]


def test_votes_are_counted_by_group_and_kind():
    votes = of([0, 0, 1, 1, 2, 3], [0, 1, 0, 1, 0, 0], [1, -1, 1, 0, -1, 1], 4, 2)
    assert findings.counts(votes, np.array([0, 0, 1, -1]), 2).tolist() == [
        [[2, 0, 0], [0, 1, 1]],
        [[0, 1, 0], [0, 0, 0]],
    ]
    assert findings.counts(of([], [], [], 0, 0), np.zeros(0, np.int32), 0).shape == (0, 0, 3)
