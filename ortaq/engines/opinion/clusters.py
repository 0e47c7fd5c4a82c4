"""Groups of points: k-means and silhouettes, the same for the same points and seed on every machine.

k-means (Lloyd) puts each point to the nearest centre and each centre into the mean of its points until the centres
stand still. Seeds are drawn by k-means++ (Arthur & Vassilvitskii 2007); of several tries the tightest counts. Beyond
`SAMPLE` points the tries are made on a drawn sample and only the best goes on with all of them.

The silhouette (Rousseeuw 1987) of a point is (b − a) / max(a, b): a is its mean distance to its own group, b that to
the nearest other group; 0 where it is alone. It is exact up to `SILHOUETTE` points, beyond that over a drawn sample.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from ortaq.engines.opinion.components import Floats
from ortaq.engines.opinion.fast import compiled
from ortaq.engines.opinion.votes import Ints, Longs

TRIES: Final = 10
ROUNDS: Final = 100
STILL: Final = 1e-4
"""Centres stand still when none moves further than this share of the points' spread."""
SAMPLE: Final = 20_000
SILHOUETTE: Final = 5_000


@dataclass(frozen=True, eq=False)
class Clustering:
    """Groups of points. labels: point → group 0 … k − 1. centres: k × d. spread: Σ weight · distance² to the centre."""

    labels: Ints
    centres: Floats
    spread: float

    @property
    def k(self) -> int:
        return len(self.centres)


def kmeans(points: Floats, k: int, *, seed: int, weights: Floats | None = None, tries: int = TRIES) -> Clustering:
    """This will put the points into k groups, the largest first; into fewer where fewer places differ."""
    heavy = np.ones(len(points)) if weights is None else weights
    chance = np.random.default_rng(seed)
    some = drawn(len(points), SAMPLE, chance)
    sample, mass = np.ascontiguousarray(points[some]), heavy[some]
    still = STILL * float(np.sqrt(points.var(axis=0).sum())) if len(points) else 0.0
    found = [
        lloyd(sample, _seeds(sample, mass, k, chance), weights=mass, rounds=ROUNDS, still=still) for _ in range(tries)
    ]
    best = min(found, key=lambda one: (-one.k, one.spread))
    if len(some) < len(points):
        best = lloyd(points, best.centres, weights=heavy, rounds=ROUNDS, still=still)
    return ranked(best)


def lloyd(points: Floats, centres: Floats, *, weights: Floats, rounds: int, still: float) -> Clustering:
    """This will move the centres until none moves `still` or further, at most `rounds` times; empty groups are gone.

    Groups keep the order of the centres given.
    """
    points = np.ascontiguousarray(points, dtype=np.float64)
    labels = np.zeros(len(points), dtype=np.int32)
    names = _order(centres)
    place = np.zeros(max(len(centres), 1), dtype=np.int32)
    centres, spread = centres[names], 0.0
    for _ in range(rounds if len(points) else 0):
        sums, mass = np.zeros(centres.shape), np.zeros(len(centres))
        spread = settle(points, np.ascontiguousarray(centres), weights, place, labels, sums, mass)
        kept = mass > 0
        moved = sums[kept] / mass[kept][:, None]
        order = _order(moved)
        ended = len(moved) == len(centres) and bool((np.linalg.norm(moved[order] - centres, axis=1) < still).all())
        place = np.argsort(order).astype(np.int32)[np.maximum(np.cumsum(kept) - 1, 0)]
        centres, names = moved[order], names[kept][order]
        if ended:
            break
    back = np.argsort(names)
    return Clustering(np.argsort(back).astype(np.int32)[place[labels]] if len(back) else labels, centres[back], spread)


def ranked(found: Clustering) -> Clustering:
    """This will number the groups by size, the largest first, equal ones by their first point."""
    sizes = np.bincount(found.labels, minlength=found.k)
    first = np.full(found.k, len(found.labels))
    np.minimum.at(first, found.labels, np.arange(len(found.labels)))
    order = np.lexsort((first, -sizes))
    return Clustering(np.argsort(order).astype(np.int32)[found.labels], found.centres[order], found.spread)


def silhouettes(points: Floats, labellings: Sequence[Ints], *, seed: int) -> list[float]:
    """This will give the mean silhouette of each labelling of the same points; 0 for no points or one group."""
    some = drawn(len(points), SILHOUETTE, np.random.default_rng(seed))
    if not len(some) or not labellings:
        return [0.0] * len(labellings)
    labels = np.ascontiguousarray(np.array([labelling[some] for labelling in labellings], dtype=np.int32))
    totals = np.zeros(len(labellings))
    add_silhouettes(np.ascontiguousarray(points[some], dtype=np.float64), labels, int(labels.max()) + 1, totals)
    return [float(total) / len(some) for total in totals]


def drawn(size: int, most: int, chance: np.random.Generator) -> Longs:
    """This will give all positions up to `most`, otherwise so many drawn without repetition, in order."""
    if size <= most:
        return np.arange(size, dtype=np.int64)
    return np.sort(chance.choice(size, most, replace=False)).astype(np.int64)


def _seeds(points: Floats, weights: Floats, k: int, chance: np.random.Generator) -> Floats:
    """This will draw centres by k-means++: each next one with a chance of weight · distance² to the nearest so far."""
    seeds = np.zeros((0, points.shape[1]))
    far = weights.astype(np.float64)
    away = np.full(len(points), np.inf)
    while len(seeds) < k and far.sum() > 0:
        mark = np.cumsum(far)
        at = int(np.searchsorted(mark, chance.random() * mark[-1], side="right"))
        seed = points[min(at, len(points) - 1)]
        seeds = np.vstack([seeds, seed])
        away = np.minimum(away, ((points - seed) ** 2).sum(axis=1))
        far = weights * away
    return seeds


def _order(centres: Floats) -> Longs:
    """This will order centres by their first coordinate, then the second …"""
    return np.lexsort(centres.T[::-1]) if len(centres) else np.zeros(0, dtype=np.int64)


@compiled
def settle(
    points: Floats, centres: Floats, weights: Floats, place: Ints, labels: Ints, sums: Floats, mass: Floats
) -> float:
    """This will label each point with its nearest centre (the first of equally near ones) and add it to its sum.

    Centres are sorted by their first coordinate, so the search goes from where the point was, `place[labels]`, to both
    sides, and ends where that coordinate alone is further away than the nearest centre so far.
    """
    k, d = centres.shape
    spread = 0.0
    for i in range(points.shape[0]):
        guess = place[labels[i]]
        best, near = guess, 0.0
        for q in range(d):
            near += (points[i, q] - centres[guess, q]) ** 2
        for side in (1, -1):
            j = guess + side
            while 0 <= j < k:
                ahead = (centres[j, 0] - points[i, 0]) * side
                if ahead > 0 and ahead * ahead > near:
                    break
                far = 0.0
                for q in range(d):
                    far += (points[i, q] - centres[j, q]) ** 2
                if far < near or (far == near and j < best):
                    best, near = j, far
                j += side
        labels[i] = best
        spread += weights[i] * near
        mass[best] += weights[i]
        for q in range(d):
            sums[best, q] += weights[i] * points[i, q]
    return spread


@compiled
def add_silhouettes(points: Floats, labels: Ints, most: int, totals: Floats) -> None:
    """This will add every point's silhouette to the total of each labelling; labels: labellings × points, < most."""
    n, d = points.shape
    ways = labels.shape[0]
    sizes = np.zeros((ways, most))
    for way in range(ways):
        for i in range(n):
            sizes[way, labels[way, i]] += 1
    for i in range(n):
        sums = np.zeros((ways, most))
        for j in range(n):
            square = 0.0
            for q in range(d):
                square += (points[i, q] - points[j, q]) ** 2
            far = np.sqrt(square)
            for way in range(ways):
                sums[way, labels[way, j]] += far
        for way in range(ways):
            own = labels[way, i]
            if sizes[way, own] <= 1:
                continue
            within = sums[way, own] / (sizes[way, own] - 1)
            beside = np.inf
            for group in range(most):
                if group != own and sizes[way, group] > 0:
                    beside = min(beside, sums[way, group] / sizes[way, group])
            if np.isfinite(beside) and max(within, beside) > 0:
                totals[way] += (beside - within) / max(within, beside)
