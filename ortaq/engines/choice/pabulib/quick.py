"""Many distinct ballots read at once, as arrays. What is not entirely plain is left for a closer look."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ortaq.engines.choice.pabulib.words import Words, cut

UNBOUND = 10**18
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]
Bounds = tuple[Fraction | None, Fraction | None]
Packed = bytes
"""A ballot as 64-bit numbers: its choices, each followed by its scaled points where ballots have points."""


@dataclass(frozen=True, slots=True)
class Plain:
    """What makes a ballot plain: known projects, each once, and everything within the limits."""

    projects: Words
    costs: Integers
    ranked: bool
    length: Bounds
    sum_cost: Bounds
    points: Words | None = None
    """Scaled points by their text, or None where ballots have no points."""
    one_points: Bounds = (None, None)
    sum_points: Bounds = (None, None)


def plain_ballots(votes: Sequence[bytes], points: Sequence[bytes], plain: Plain) -> list[Packed | None]:
    """This will read distinct ballots (`points` is empty where there are none); None for those that are not plain."""
    flat, sizes = plain.projects.read(votes)
    starts = np.cumsum(sizes) - sizes
    count = len(plain.costs) + 1
    owner = np.repeat(np.arange(len(votes), dtype=np.int32 if len(votes) * count < 2**31 else np.int64), sizes)
    good = np.logical_and(np.minimum.reduceat(flat, starts) >= 0, _within(sizes, plain.length))
    if plain.sum_cost != (None, None):
        good &= _within(np.add.reduceat(plain.costs[flat], starts), plain.sum_cost)
    base: NDArray[Any] = owner * count
    placed = base + flat.astype(base.dtype)
    order = np.argsort(placed, kind="stable") if plain.points is not None else None
    ordered = np.sort(placed) if order is None else placed[order]
    good[owner[1:][ordered[1:] == ordered[:-1]]] = False
    ordered = (ordered - base).astype(np.int64)
    if plain.points is None or order is None:
        return _packed(flat if plain.ranked else ordered, sizes, good)
    marks, counts = plain.points.read(points)
    good &= counts == sizes
    if not bool(good.all()):
        return _some(votes, points, plain, good)
    good &= _within(np.add.reduceat(marks, starts), plain.sum_points)
    good &= _within(np.minimum.reduceat(marks, starts), (plain.one_points[0] or Fraction(), None))
    good &= _within(np.maximum.reduceat(marks, starts), (None, plain.one_points[1]))
    return _packed(np.column_stack((ordered, marks[order])), sizes, good)


def _packed(numbers: Integers, sizes: Integers, good: Flags) -> list[Packed | None]:
    """This will part the numbers, so many for each ballot, and leave out those that are not good."""
    text, stops = numbers.tobytes(), np.cumsum(sizes * (numbers.nbytes // max(len(numbers), 1)))
    ballots: list[Packed | None] = list(cut(text, np.concatenate(([0], stops[:-1])), stops))
    for place in np.flatnonzero(~good).tolist():
        ballots[place] = None
    return ballots


def _some(votes: Sequence[bytes], points: Sequence[bytes], plain: Plain, good: Flags) -> list[Packed | None]:
    """This will read the good ones alone: their points stand beside their choices."""
    places = np.flatnonzero(good).tolist()
    ballots: list[Packed | None] = [None] * len(votes)
    if places:
        read = plain_ballots([votes[place] for place in places], [points[place] for place in places], plain)
        for place, ballot in zip(places, read, strict=True):
            ballots[place] = ballot
    return ballots


def _within(amounts: Integers, bounds: Bounds) -> Flags:
    """This will tell which amounts are within the bounds."""
    least, most = bounds
    low = -UNBOUND if least is None else ceil(least)
    high = UNBOUND if most is None else floor(most)
    return (amounts >= max(low, -UNBOUND)) & (amounts <= min(high, UNBOUND))
