"""Groups of points: nearest centres, silhouettes, and the same groups every time."""

import numpy as np
import pytest

from ortaq.engines.opinion import clusters as room
from ortaq.engines.opinion.clusters import kmeans, lloyd, ranked, silhouettes

CAMPS = ((0.0, 0.0), (8.0, 0.0), (0.0, 8.0))


def crowd(sizes=(60, 30, 20), seed=0):
    chance = np.random.default_rng(seed)
    return np.vstack([chance.normal(size=(size, 2)) + place for size, place in zip(sizes, CAMPS, strict=True)])


def nearest(points, centres):
    return ((points[:, None] - centres[None]) ** 2).sum(axis=2).argmin(axis=1)


def silhouettes_by_hand(points, labels):
    away = np.sqrt(((points[:, None] - points[None]) ** 2).sum(axis=2))
    worth = []
    for at, own in enumerate(labels):
        mates = (labels == own) & (np.arange(len(labels)) != at)
        if not mates.any():
            worth.append(0.0)
            continue
        within = away[at, mates].mean()
        beside = min(away[at, labels == other].mean() for other in set(labels.tolist()) - {own})
        worth.append((beside - within) / max(within, beside))
    return np.mean(worth)


def test_camps_are_found_and_numbered_by_size():
    found = kmeans(crowd(), 3, seed=1)
    assert np.bincount(found.labels).tolist() == [60, 30, 20]
    assert np.abs(found.centres - CAMPS).max() < 0.6
    assert found.spread == pytest.approx(((crowd() - found.centres[found.labels]) ** 2).sum())


@pytest.mark.parametrize("k", [2, 5, 17])
def test_every_point_is_with_its_nearest_centre(k):
    points = np.random.default_rng(k).normal(size=(500, 3))
    found = kmeans(points, k, seed=3)
    assert found.k == k
    assert (found.labels == nearest(points, found.centres)).mean() > 0.99  # a last move may leave a border point
    found = lloyd(points, found.centres, weights=np.ones(500), rounds=100, still=1e-12)
    assert (found.labels == nearest(points, found.centres)).all()


def test_a_heavy_point_counts_as_many():
    points = np.array([[0.0, 0.0], [1.0, 0.0], [9.0, 0.0], [10.0, 0.0]])
    heavy = kmeans(points, 2, seed=0, weights=np.array([3.0, 1.0, 1.0, 1.0]))
    assert sorted(heavy.centres[:, 0]) == [0.25, 9.5]


def test_the_order_of_given_centres_is_kept_and_empty_groups_go():
    points = np.array([[0.0, 0.0], [10.0, 0.0]])
    centres = np.array([[9.0, 0.0], [500.0, 0.0], [1.0, 0.0]])
    found = lloyd(points, centres, weights=np.ones(2), rounds=10, still=1e-9)
    assert found.centres.tolist() == [[10, 0], [0, 0]]
    assert found.labels.tolist() == [1, 0]


def test_fewer_places_than_groups_make_fewer_groups():
    assert kmeans(np.zeros((5, 2)), 3, seed=0).k == 1
    assert kmeans(np.zeros((0, 2)), 3, seed=0).k == 0
    assert kmeans(np.array([[1.0, 1.0], [2.0, 2.0]]), 3, seed=0).k == 2


def test_the_same_seed_gives_the_same_groups():
    points = np.random.default_rng(5).normal(size=(400, 2))
    first, again = kmeans(points, 4, seed=9), kmeans(points, 4, seed=9)
    assert (first.labels == again.labels).all()
    assert first.spread == again.spread


def test_groups_of_one_size_are_numbered_by_their_first_point():
    points = np.array([[9.0, 9.0], [0.0, 0.0]])
    found = ranked(lloyd(points, points[::-1].copy(), weights=np.ones(2), rounds=5, still=0.1))
    assert found.labels.tolist() == [0, 1]


def test_silhouettes_of_several_ways_at_once_are_those_of_the_textbook():
    points = crowd((12, 9, 7))
    ways = [kmeans(points, k, seed=2).labels for k in (2, 3, 4)]
    alone = np.zeros(len(points), dtype=np.int32)
    alone[5] = 1
    ways.append(alone)
    assert silhouettes(points, ways, seed=0) == pytest.approx([silhouettes_by_hand(points, way) for way in ways])


def test_one_group_or_no_point_has_no_silhouette():
    assert silhouettes(crowd(), [np.zeros(110, dtype=np.int32)], seed=0) == [0.0]
    assert silhouettes(np.zeros((0, 2)), [np.zeros(0, dtype=np.int32)], seed=0) == [0.0]
    assert silhouettes(crowd(), [], seed=0) == []


def test_many_points_are_judged_and_tried_on_a_drawn_sample(monkeypatch):
    points = crowd((600, 300, 200))
    exact = silhouettes(points, [kmeans(points, 3, seed=2).labels], seed=0)[0]
    monkeypatch.setattr(room, "SILHOUETTE", 200)
    monkeypatch.setattr(room, "SAMPLE", 200)
    found = kmeans(points, 3, seed=2)
    assert np.bincount(found.labels).tolist() == [600, 300, 200]
    judged = silhouettes(points, [found.labels], seed=0)
    assert judged[0] == pytest.approx(exact, abs=0.05)
    assert judged == silhouettes(points, [found.labels], seed=0)
