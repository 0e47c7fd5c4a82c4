"""Where one participant stands after each vote, without counting everybody again.

The last full count says of each statement how often it is agreed with and how it leans along two axes (logit P(agree) =
base + x · loading, the model of `factors`). With these held fixed a participant's place depends on their own votes
alone: the highest point of their posterior under a standard normal prior, found by Newton's steps on a concave curve,
and the covariance there (Laplace's approximation). A pass says nothing about the place.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import atan2, sqrt
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ortaq.engines.opinion.votes import AGREE, PASS, Longs, Votes

if TYPE_CHECKING:  # the loops of `factors` take a second to load, which a page has no use for
    from ortaq.engines.opinion.factors import Model

Floats: TypeAlias = NDArray[np.float64]
OwnVotes: TypeAlias = Mapping[str, int]
"""What one participant answered: statement → −1, 0, +1."""

STEPS: Final = 60
NEAR: Final = 1e-10
SMALL: Final = 1e-4
"""A step so short is Newton's own business: the height differs by rounding only."""


@dataclass(frozen=True, eq=False)
class Items:
    """What the last full count found of each statement: m bases and m × 2 loadings, their vagueness (m × 6, the
    covariance of loadings and base as [11, 12, 1b, 22, 2b, bb]), and how many people took a side and passed.

    unknown_base, unknown_loading: the standard deviations held for a statement nobody has answered.
    """

    statements: tuple[str, ...]
    base: Floats
    loading: Floats
    vagueness: Floats
    answered: Longs
    passed: Longs
    unknown_base: float = sqrt(10)
    unknown_loading: float = sqrt(10 / 3)

    @cached_property
    def place(self) -> Mapping[str, int]:
        """Statement → its position in the arrays."""
        return {name: position for position, name in enumerate(self.statements)}

    def chosen(self, statements: Sequence[str]) -> "Items":
        """This will give these statements in this order; one the count did not know is all uncertainty."""
        last = len(self.statements)
        cells = np.fromiter((self.place.get(name, last) for name in statements), dtype=np.int64, count=len(statements))
        loose, vague = self.unknown_loading**2, self.unknown_base**2

        def floats(values: Floats, other: Floats | float) -> Floats:
            return np.concatenate([values, np.full((1, *values.shape[1:]), other)])[cells]

        def counts(values: Longs) -> Longs:
            return np.concatenate([values, np.zeros(1, dtype=np.int64)])[cells]

        return replace(
            self,
            statements=tuple(statements),
            base=floats(self.base, 0.0),
            loading=floats(self.loading, 0.0),
            vagueness=floats(self.vagueness, np.array([loose, 0.0, 0.0, loose, 0.0, vague])),
            answered=counts(self.answered),
            passed=counts(self.passed),
        )


def nothing_known() -> Items:
    """This will give the state before the first full count."""
    none, whole = np.zeros(0), np.zeros(0, dtype=np.int64)
    return Items((), none, none.reshape(0, 2), none.reshape(0, 6), whole, whole)


def items_of(votes: Votes, model: "Model") -> Items:
    """This will take what a full count of these votes learnt of the statements; a new one is thought like them."""
    m = len(votes.statements)
    if m == 0:
        return nothing_known()
    passed = np.bincount(votes.statement[votes.value == PASS], minlength=m)
    asked = np.bincount(votes.statement, minlength=m)
    spread = np.square(model.loading).mean() + model.vagueness[:, [0, 3]].mean()
    return Items(
        votes.statements,
        model.base,
        model.loading,
        model.vagueness,
        asked - passed,
        passed,
        sqrt(float(np.square(model.base).mean() + model.vagueness[:, 5].mean())),
        sqrt(float(spread)),
    )


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
    return _highest(items.base[cells], items.loading[cells], agreed)


def _highest(base: Floats, loading: Floats, agreed: Floats) -> Position:
    """This will climb to the top of the log posterior: it is concave, so halved steps always arrive."""
    place = np.zeros(2)
    height = _height(place, base, loading, agreed)
    for _ in range(STEPS):
        chance = _logistic(base + loading @ place)
        step = np.linalg.solve(_bend(chance, loading), loading.T @ (agreed - chance) - place)
        while True:
            risen = _height(place + step, base, loading, agreed)
            if risen >= height or np.abs(step).max() < SMALL:
                break
            step /= 2
        place, height = place + step, risen
        if np.abs(step).max() < NEAR:
            break
    cover = np.linalg.inv(_bend(_logistic(base + loading @ place), loading))
    return Position(
        float(place[0]), float(place[1]), (float(cover[0, 0]), float(cover[0, 1]), float(cover[1, 1])), len(agreed)
    )


def _bend(chance: Floats, loading: Floats) -> Floats:
    return np.eye(2) + loading.T @ ((chance * (1 - chance))[:, None] * loading)


def _height(place: Floats, base: Floats, loading: Floats, agreed: Floats) -> float:
    logit = base + loading @ place
    return float(np.sum(agreed * logit - np.logaddexp(0, logit)) - place @ place / 2)


def _logistic(logit: Floats) -> Floats:
    return 1 / (1 + np.exp(-np.clip(logit, -500, 500)))
