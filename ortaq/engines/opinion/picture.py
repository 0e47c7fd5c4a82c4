"""A map of opinion small enough for a page: dots or patches, middles of groups, and where a live position lies on it.

The groups of a count lie on the map of that count; positions between two counts (`online`) have axes of their own. Both
place the same people, so the straight turn from one to the other is found by least squares and laid over new positions.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from ortaq.engines.opinion.online import Floats, Position
from ortaq.engines.opinion.votes import Ints

THOUSAND: Final = 1000
MOST_DOTS: Final = 600
"""More people are drawn as patches: a page stays small and nobody is pointed at."""
CELLS: Final = 24
"""Patches along the longer side."""
NOBODY: Final = -1
HELD_BACK: Final = 0.02
"""Of the unit in which live positions vary: a full axis loses about a fiftieth, an empty one nearly all."""


@dataclass(frozen=True)
class Spot:
    """People at a place of the map, in thousandths of its unit: one, or as many as stand in a patch."""

    x: int
    y: int
    group: int
    people: int


def spots(places: Floats, groups: Ints, *, most: int = MOST_DOTS) -> list[Spot]:
    """This will give everybody as a spot, or patches where there are more than `most`. places: n × 2, thousandths."""
    if len(places) == 0:
        return []
    if len(places) <= most:
        found = np.rint(places).astype(np.int64)
    else:
        low, side = places.min(axis=0), max(float(np.ptp(places, axis=0).max()) / CELLS, 1.0)
        found = np.rint(low + (np.floor((places - low) / side) + 0.5) * side).astype(np.int64)
    cells, counts = np.unique(np.column_stack([found, groups]), axis=0, return_counts=True)
    return [Spot(x, y, group, people) for (x, y, group), people in zip(cells.tolist(), counts.tolist(), strict=True)]


def middles(places: Floats, groups: Ints, count: int) -> list[tuple[int, int]]:
    """This will give the mean place of each group, in thousandths."""
    found = []
    for group in range(count):
        own = places[groups == group]
        x, y = np.rint(own.mean(axis=0)).tolist() if len(own) else (0, 0)
        found.append((int(x), int(y)))
    return found


def turn(live: Floats, drawn: Floats) -> list[list[float]]:
    """This will find the straight turn from live positions to places on the drawn map: 2 × 3, the last column a shift.

    live, drawn: the same n people, n × 2. An axis along which nobody stands apart says nothing of the map, so slopes
    are held back a little (ridge): a person without a place on it is not thrown far out.
    """
    if len(live) == 0:
        return [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]
    middle, onto = live.mean(axis=0), drawn.mean(axis=0)
    apart = live - middle
    slopes = np.linalg.solve(apart.T @ apart + HELD_BACK * len(live) * np.eye(2), apart.T @ (drawn - onto)).T
    rows: list[list[float]] = np.column_stack([slopes, onto - slopes @ middle]).tolist()
    return rows


def turned(place: Position, by: list[list[float]]) -> Position:
    """This will lay a live position, with its uncertainty, over the drawn map."""
    matrix = np.array(by)
    xx, xy, yy = place.covariance
    x, y = (matrix[:, :2] @ np.array([place.x, place.y]) + matrix[:, 2]).tolist()
    cover = matrix[:, :2] @ np.array([[xx, xy], [xy, yy]]) @ matrix[:, :2].T
    return Position(x, y, (float(cover[0, 0]), float(cover[0, 1]), float(cover[1, 1])), place.votes)


def nearest(x: float, y: float, centres: list[tuple[int, int]]) -> int:
    """This will give the group whose middle is nearest, the first of equally near ones; −1 without groups."""
    far = [(cx - x) ** 2 + (cy - y) ** 2 for cx, cy in centres]
    return far.index(min(far)) if far else NOBODY
