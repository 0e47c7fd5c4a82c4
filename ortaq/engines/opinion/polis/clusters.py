"""Who belongs together, as Polis groups people (conversation.clj, clusters.clj), from scratch.

In a group are those with at least min(7, m) votes, filled up to 15 with those who voted most. 100 base clusters:
k-means from the first 100 different places, until no centre moves 0.01. Groups: k-means over base clusters weighted by
members, from the first k of them, at most 20 rounds, for k = 2 … min(5, 2 + base clusters / 12); the k with the best
mean silhouette over base clusters counts, the smaller of equals.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from ortaq.engines.opinion.clusters import Clustering, lloyd, ranked, silhouettes
from ortaq.engines.opinion.components import Floats
from ortaq.engines.opinion.votes import Flags, Ints, Votes

VOTES: Final = 7
PEOPLE: Final = 15
BASE: Final = 100
BASE_ROUNDS: Final = 101
ROUNDS: Final = 21
"""Polis counts the rounds after the first."""
STILL: Final = 0.01
LARGEST: Final = 5
EACH: Final = 12


@dataclass(frozen=True, eq=False)
class Groups:
    """labels: participant → group, the largest first, −1 for who voted too little. silhouettes: by number of groups."""

    labels: Ints
    centres: Floats
    silhouettes: dict[int, float]

    @property
    def k(self) -> int:
        return len(self.centres)


def taking_part(votes: Votes) -> Flags:
    """This will flag who voted enough to be grouped; equal ones are filled up in the order of participants."""
    n, m = votes.shape
    cast = np.diff(votes.rows)
    enough = cast >= min(VOTES, m)
    missing = min(PEOPLE, n) - int(enough.sum())
    if missing > 0:
        others = np.flatnonzero(~enough)
        enough[others[np.argsort(-cast[others], kind="stable")][:missing]] = True
    return np.asarray(enough, dtype=np.bool_)


def group(votes: Votes, positions: Floats) -> Groups:
    """This will group the participants by their positions."""
    labels = np.full(len(votes.participants), -1, dtype=np.int32)
    inside = taking_part(votes)
    points = positions[inside]
    if not len(points):
        return Groups(labels, np.zeros((0, positions.shape[1])), {})
    base = lloyd(points, _first(points, BASE), weights=np.ones(len(points)), rounds=BASE_ROUNDS, still=STILL)
    weights = np.bincount(base.labels, minlength=base.k).astype(np.float64)
    most = min(LARGEST, 2 + base.k // EACH)
    ways = [
        lloyd(base.centres, _first(base.centres, k), weights=weights, rounds=ROUNDS, still=STILL)
        for k in range(2, most + 1)
        if k <= base.k
    ] or [Clustering(np.zeros(base.k, dtype=np.int32), points.mean(axis=0)[None, :], 0.0)]
    worth = silhouettes(base.centres, [way.labels for way in ways], seed=0)
    chosen = ways[int(np.argmax(worth))]
    found = ranked(Clustering(chosen.labels[base.labels], chosen.centres, chosen.spread))
    labels[inside] = found.labels
    return Groups(labels, found.centres, {way.k: value for way, value in zip(ways, worth, strict=True)})


def _first(points: Floats, count: int) -> Floats:
    """This will give the first `count` different places, in the order of the points."""
    _, at = np.unique(points, axis=0, return_index=True)
    return points[np.sort(at)[:count]]
