"""Many distinct ballots read at once, as arrays. What is not entirely plain is left for a closer look."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import repeat
from math import ceil, floor

import numpy as np
from numpy.typing import NDArray

UNBOUND = 10**18
Integers = NDArray[np.int64]
Bounds = tuple[Fraction | None, Fraction | None]
Ballot = tuple[tuple[int, ...], tuple[int, ...], int]
"""Choices, scaled points beside them (none without points), endowment."""


@dataclass(frozen=True, slots=True)
class Plain:
    """What makes a ballot plain: known projects, each once, and everything within the limits."""

    index: dict[str, int]
    costs: Integers
    ranked: bool
    length: Bounds
    sum_cost: Bounds
    points: dict[str, int] | None = None
    """Scaled points by their text, or None where ballots have no points."""
    one_points: Bounds = (None, None)
    sum_points: Bounds = (None, None)


def plain_ballots(votes: Sequence[str], points: Sequence[str], plain: Plain) -> list[Ballot | None]:
    """This will read distinct ballots (`points` is empty where there are none); None for those that are not plain."""
    sizes = np.array([vote.count(",") + 1 for vote in votes], dtype=np.int64)
    starts = np.cumsum(sizes) - sizes
    owner = np.repeat(np.arange(len(votes), dtype=np.int64), sizes)
    flat = _numbers(votes, plain.index, len(owner))
    good = np.logical_and(np.minimum.reduceat(flat, starts) >= 0, _within(sizes, plain.length))
    if plain.sum_cost != (None, None):
        good &= _within(np.add.reduceat(plain.costs[flat], starts), plain.sum_cost)
    count = len(plain.costs) + 1
    order = np.argsort(owner * count + flat, kind="stable") if plain.points is not None else None
    ordered = np.sort(owner * count + flat) % count if order is None else flat[order]
    twice = owner[1:][(ordered[1:] == ordered[:-1]) & (owner[1:] == owner[:-1])]
    good[twice] = False
    choices = tuple((flat if plain.ranked else ordered).tolist())
    stops = (starts + sizes).tolist()
    if plain.points is None or order is None:
        read = [(choices[start:stop], (), 1) for start, stop in zip(starts.tolist(), stops, strict=True)]
        return [ballot if fine else None for ballot, fine in zip(read, good.tolist(), strict=True)]
    good &= np.array([one.count(",") + 1 for one in points], dtype=np.int64) == sizes
    if not bool(good.all()):
        return _some(votes, points, plain, good)
    marks = _numbers(points, plain.points, len(owner))
    good &= _within(np.add.reduceat(marks, starts), plain.sum_points)
    good &= _within(np.minimum.reduceat(marks, starts), (plain.one_points[0] or Fraction(), None))
    good &= _within(np.maximum.reduceat(marks, starts), (None, plain.one_points[1]))
    given = tuple(marks[order].tolist())
    spans = zip(starts.tolist(), stops, good.tolist(), strict=True)
    return [(choices[start:stop], given[start:stop], 1) if fine else None for start, stop, fine in spans]


def _some(votes: Sequence[str], points: Sequence[str], plain: Plain, good: NDArray[np.bool_]) -> list[Ballot | None]:
    """This will read the good ones alone: their points stand beside their choices."""
    places = np.flatnonzero(good).tolist()
    ballots: list[Ballot | None] = [None] * len(votes)
    if places:
        read = plain_ballots([votes[place] for place in places], [points[place] for place in places], plain)
        for place, ballot in zip(places, read, strict=True):
            ballots[place] = ballot
    return ballots


def _numbers(texts: Sequence[str], known: dict[str, int], count: int) -> Integers:
    """This will give the number of every part between commas, -1 where it is not known."""
    parts = ",".join(texts)
    if " " in parts and not any(" " in name for name in known):
        parts = parts.replace(" ", "")
    return np.fromiter(map(known.get, parts.split(","), repeat(-1)), dtype=np.int64, count=count)


def _within(amounts: Integers, bounds: Bounds) -> NDArray[np.bool_]:
    """This will tell which amounts are within the bounds."""
    least, most = bounds
    low = -UNBOUND if least is None else ceil(least)
    high = UNBOUND if most is None else floor(most)
    return (amounts >= max(low, -UNBOUND)) & (amounts <= min(high, UNBOUND))
