"""The map of opinion, by either method: where statements lie, where people stand, what each of their votes pulls at.

Both are made from votes that take a side; people are placed on a finished map by any votes of theirs. On the map of the
factors the unit is the standard deviation of the participants; statements lie at their loadings. On that of principal
components it is the unit of Polis, statements lie at their axes × √(number of statements), and no standard error is
known.
"""

from dataclasses import dataclass
from typing import Any, Final, Protocol

import numpy as np

from ortaq.engines.opinion import factors, logistic
from ortaq.engines.opinion.components import components, project
from ortaq.engines.opinion.fast import compiled
from ortaq.engines.opinion.logistic import Floats
from ortaq.engines.opinion.parts import only
from ortaq.engines.opinion.votes import Ints, Longs, Signs, Votes

PULL: Final = 5
"""A vote's pull: what it adds to the matrix [11, 12, 22] and to the right side [1, 2] of
(1 + matrix) · position = right side."""


class Chart(Protocol):
    """A finished map."""

    @property
    def statements(self) -> Floats:
        """Where the statements lie, m × 2."""
        ...

    def place(self, votes: Votes) -> tuple[Floats, Floats | None]:
        """This will place everybody by these votes: n × 2 and, where known, standard errors, n × 2."""
        ...

    def pulls(self, votes: Votes, first: int, last: int) -> Floats:
        """This will give what each vote of participants first … last − 1 pulls at: cells × `PULL`."""
        ...


def chart_of(votes: Votes, method: str) -> Chart:
    """This will draw the map by a method, "factors" or "components"."""
    sides = only(votes, votes.value != 0)
    if method == "factors":
        return FactorChart(factors.fit(sides))
    found = components(sides)
    return ComponentChart(found.centre, np.ascontiguousarray(found.axes.T))


@dataclass(frozen=True, eq=False)
class FactorChart:
    """The map of the model of two factors."""

    model: factors.Model

    @property
    def statements(self) -> Floats:
        """Their loadings."""
        return self.model.loading

    def place(self, votes: Votes) -> tuple[Floats, Floats]:
        """This will place everybody where their posterior has its mean."""
        position, doubt = factors.place(self.model, votes.rows, votes.statement, votes.value)
        return position, np.sqrt(doubt[:, [0, 2]])

    def pulls(self, votes: Votes, first: int, last: int) -> Floats:
        """This will give the parabola under each vote's likelihood, as `logistic.place_people` adds it up."""
        begin, end = int(votes.rows[first]), int(votes.rows[last])
        begins, statement, value = (
            votes.rows[first : last + 1] - begin,
            votes.statement[begin:end],
            votes.value[begin:end],
        )
        position, doubt = factors.place(self.model, begins, statement, value)
        out = np.zeros((end - begin, PULL))
        pull(begins, statement, value, position, doubt, *factors.laws(self.model), out)
        return out


@dataclass(frozen=True, eq=False)
class ComponentChart:
    """The map of principal components: means and axes (m × 2) of the statements."""

    centre: Floats
    axes: Floats

    @property
    def statements(self) -> Floats:
        """Their axes, stretched."""
        return self.axes * float(np.sqrt(len(self.axes)))

    def place(self, votes: Votes) -> tuple[Floats, None]:
        """This will place everybody by their answers that take a side, stretched as Polis does."""
        positions = np.zeros((len(votes.participants), 2))
        project(votes.rows, votes.statement, self._residual(votes.statement, votes.value), self.axes, positions)
        return positions * self._stretch(votes)[:, None], None

    def pulls(self, votes: Votes, first: int, last: int) -> Floats:
        """This will give each vote's summand."""
        begin, end = int(votes.rows[first]), int(votes.rows[last])
        statement, value = votes.statement[begin:end], votes.value[begin:end]
        out = np.zeros((end - begin, PULL))
        weight = self._residual(statement, value) * self._stretch(votes)[votes.participant[begin:end]]
        out[:, 3:] = weight[:, None] * self.axes[statement]
        return out

    def _residual(self, statement: Ints, value: Signs) -> Floats:
        residual: Floats = np.where(value != 0, value - self.centre[statement], 0.0)
        return residual

    def _stretch(self, votes: Votes) -> Any:
        sides = np.bincount(votes.participant[votes.value != 0], minlength=len(votes.participants))
        return np.sqrt(len(self.centre) / np.maximum(sides, 1))


@compiled
def pull(
    begins: Longs,
    statement: Ints,
    value: Signs,
    position: Floats,
    doubt: Floats,
    weights: Floats,
    spread: Floats,
    out: Floats,
) -> None:
    """Fill `out` with what each vote adds to the place of who cast it."""
    for person in range(len(begins) - 1):
        x, y = position[person]
        xx, xy, yy = x * x + doubt[person, 0], x * y + doubt[person, 1], y * y + doubt[person, 2]
        for cell in range(begins[person], begins[person + 1]):
            w, s = weights[statement[cell]], spread[statement[cell]]
            if value[cell] == 0:
                continue
            steep = logistic.curvature(xx * s[0] + yy * s[3] + s[5] + 2.0 * (xy * s[1] + x * s[2] + y * s[4]))
            out[cell, 0], out[cell, 1], out[cell, 2] = steep * s[0], steep * s[1], steep * s[3]
            out[cell, 3] = 0.5 * value[cell] * w[0] - steep * s[2]
            out[cell, 4] = 0.5 * value[cell] * w[1] - steep * s[4]
