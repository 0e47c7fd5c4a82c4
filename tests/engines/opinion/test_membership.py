"""How much of a membership hangs on a few votes."""

import numpy as np

from ortaq.engines.opinion import membership
from ortaq.engines.opinion.chart import chart_of
from tests.engines.opinion.drawn import drawn, of

VOTES, PLACE, CAMP = drawn(300, 40, 30, [(2.0, 0.0), (-2.0, 0.0)], spread=0.8)


def confidence(method="factors", seed="a", labels=None):
    chart = chart_of(VOTES, method)
    places, _ = chart.place(VOTES)
    right = (places[:, 0] > 0).astype(np.int32)
    centres = np.array([places[right == side].mean(axis=0) for side in (0, 1)])
    return membership.confidence(chart, VOTES, right if labels is None else labels, centres, seed), places


def test_who_stands_far_from_the_border_is_surer():
    for method in ("factors", "components"):
        found, places = confidence(method)
        far = np.abs(places[:, 0])
        assert found[far > np.quantile(far, 0.7)].mean() > 980
        assert found[far < np.quantile(far, 0.05)].mean() < 850


def test_who_is_in_no_group_has_no_confidence():
    found, _ = confidence(labels=np.full(300, -1, np.int32))
    assert not found.any()


def test_the_seed_decides_the_draws_and_blocks_change_nothing(monkeypatch):
    found, _ = confidence()
    again, _ = confidence()
    other, _ = confidence(seed="b")
    monkeypatch.setattr(membership, "BLOCK", 100)
    in_parts, _ = confidence()
    assert (found == again).all()
    assert (found == in_parts).all()
    assert (found != other).any()


def test_the_pulls_of_all_votes_together_give_the_place():
    for method in ("factors", "components"):
        chart = chart_of(VOTES, method)
        places, _ = chart.place(VOTES)
        for person in (0, 17, 299):
            sums = chart.pulls(VOTES, person, person + 1).sum(axis=0)
            matrix = np.eye(2) + np.array([[sums[0], sums[1]], [sums[1], sums[2]]])
            assert np.abs(np.linalg.solve(matrix, sums[3:]) - places[person]).max() < 0.02


def test_nobody_is_no_trouble():
    votes = of([], [], [], 0, 3)
    chart = chart_of(votes, "factors")
    assert membership.confidence(chart, votes, np.zeros(0, np.int32), np.zeros((0, 2)), "a").tolist() == []
