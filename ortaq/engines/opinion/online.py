"""Where one participant stands after each vote, without counting everybody again.

The last full count says of each statement how often it is agreed with and how it leans along two axes (logit P(agree) =
intercept + x · loading, the model of `factors`). With these held fixed a participant's place depends on their own votes
alone: the highest point of their posterior under a standard normal prior, found by Newton's steps on a concave curve,
and the covariance there (Laplace's approximation). A pass says nothing about the place.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import atan2, sqrt
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ortaq.engines.opinion.votes import AGREE, PASS, Longs

Floats: TypeAlias = NDArray[np.float64]
OwnVotes: TypeAlias = Mapping[str, int]
"""What one participant answered: statement → −1, 0, +1."""

STEPS: Final = 60
NEAR: Final = 1e-10


@dataclass(frozen=True, eq=False)
class Items:
    """What the last full count found of each statement: m intercepts, m × 2 loadings (zeros for an axis that did not
    hold), their standard errors, and how many people answered and passed.

    unknown_intercept, unknown_loading: the standard deviations held for a statement nobody has answered.
    """

    statements: tuple[str, ...]
    intercept: Floats
    loading: Floats
    intercept_error: Floats
    loading_error: Floats
    answered: Longs
    passed: Longs
    unknown_intercept: float = sqrt(10)
    unknown_loading: float = sqrt(10 / 3)

    @cached_property
    def place(self) -> Mapping[str, int]:
        """Statement → its position in the arrays."""
        return {name: position for position, name in enumerate(self.statements)}

    def chosen(self, statements: Sequence[str]) -> "Items":
        """This will give these statements in this order; one the count did not know is all uncertainty."""
        last = len(self.statements)
        cells = np.fromiter((self.place.get(name, last) for name in statements), dtype=np.int64, count=len(statements))

        def taken(values: NDArray[np.generic], other: float) -> NDArray[np.generic]:
            return np.concatenate([values, np.full((1, *values.shape[1:]), other, dtype=values.dtype)])[cells]

        return Items(
            tuple(statements),
            taken(self.intercept, 0.0).astype(np.float64),
            taken(self.loading, 0.0).astype(np.float64),
            taken(self.intercept_error, self.unknown_intercept).astype(np.float64),
            taken(self.loading_error, self.unknown_loading).astype(np.float64),
            taken(self.answered, 0).astype(np.int64),
            taken(self.passed, 0).astype(np.int64),
            self.unknown_intercept,
            self.unknown_loading,
        )


def nothing_known() -> Items:
    """This will give the state before the first full count."""
    none, whole = np.zeros(0), np.zeros(0, dtype=np.int64)
    return Items((), none, none.reshape(0, 2), none, none.reshape(0, 2), whole, whole)


@dataclass(frozen=True)
class Position:
    """A place on the map, in standard deviations of the participants, and how sure it is.

    covariance: xx, xy, yy. votes: the answers it rests on; with none it is the middle, with the prior's circle.
    """

    x: float
    y: float
    covariance: tuple[float, float, float]
    votes: int

    def ellipse(self) -> tuple[float, float, float]:
        """This will give the half axes, longer first, and the angle of the longer, in radians, of one standard
        deviation.
        """
        xx, xy, yy = self.covariance
        middle, half = (xx + yy) / 2, sqrt(((xx - yy) / 2) ** 2 + xy * xy)
        return sqrt(middle + half), sqrt(max(middle - half, 0.0)), atan2(2 * xy, xx - yy) / 2


def position(items: Items, votes: OwnVotes) -> Position:
    """This will place a participant by their own votes; votes on statements the last count did not know wait for the
    next one. Raises ValueError for a vote that is not −1, 0, +1.
    """
    if any(sign not in {-1, 0, 1} for sign in votes.values()):
        raise ValueError("A vote is −1, 0 or +1.")
    used = [(items.place[name], sign) for name, sign in votes.items() if sign != PASS and name in items.place]
    used.sort()
    cells = np.array([cell for cell, _ in used], dtype=np.int64)
    agreed = np.array([sign == AGREE for _, sign in used], dtype=np.float64)
    return _highest(items.intercept[cells], items.loading[cells], agreed)


def _highest(intercept: Floats, loading: Floats, agreed: Floats) -> Position:
    """This will climb to the top of the log posterior: it is concave, so halved steps always arrive."""
    place = np.zeros(2)
    height = _height(place, intercept, loading, agreed)
    for _ in range(STEPS):
        chance = _logistic(intercept + loading @ place)
        slope = loading.T @ (agreed - chance) - place
        step = np.linalg.solve(_bend(chance, loading), slope)
        if np.abs(step).max() < NEAR:
            break
        size = 1.0
        while (risen := _height(place + size * step, intercept, loading, agreed)) < height and size > NEAR:
            size /= 2
        place, height = place + size * step, risen
    cover = np.linalg.inv(_bend(_logistic(intercept + loading @ place), loading))
    return Position(
        float(place[0]), float(place[1]), (float(cover[0, 0]), float(cover[0, 1]), float(cover[1, 1])), len(agreed)
    )


def _bend(chance: Floats, loading: Floats) -> Floats:
    return np.eye(2) + loading.T @ ((chance * (1 - chance))[:, None] * loading)


def _height(place: Floats, intercept: Floats, loading: Floats, agreed: Floats) -> float:
    logit = intercept + loading @ place
    return float(np.sum(agreed * logit - np.logaddexp(0, logit)) - place @ place / 2)


def _logistic(logit: Floats) -> Floats:
    return 1 / (1 + np.exp(-np.clip(logit, -500, 500)))
