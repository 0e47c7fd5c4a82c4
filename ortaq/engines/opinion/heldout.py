"""Which of two maps foresees votes better: the model of two factors, or the principal components of Polis?

Every vote (agree or disagree) is laid into one of `FOLDS` folds; both maps are made without a fold and asked how likely
each of its votes was. The figure is the mean of −ln(probability of the vote that was cast), in nats: 0.693 is a coin.

A place on the map of principal components says how strongly somebody agrees on a scale from −1 to 1, not how likely it
is; read as a chance it is (1 + centre + position · axis) ÷ 2, kept between `SUREST` and 1 − `SUREST`.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from ortaq.engines.opinion import draws, factors
from ortaq.engines.opinion.components import components
from ortaq.engines.opinion.logistic import Floats
from ortaq.engines.opinion.parts import only, thinned
from ortaq.engines.opinion.votes import Ints, Votes

FOLDS: Final = 5
MANY: Final = 400_000
"""Beyond so many votes one fold is enough, of so many participants as cast about so many votes, taken evenly."""
SUREST: Final = 0.02
MILLIONTHS: Final = 1_000_000


@dataclass(frozen=True)
class Comparison:
    """Log losses on votes not seen, in millionths of a nat a vote, and on how many votes they were found."""

    votes: int
    factors: int
    components: int

    @property
    def better(self) -> str:
        """The method that foresees better; of equals the factors."""
        return "components" if self.components < self.factors else "factors"


def compare(votes: Votes, seed: str) -> Comparison:
    """This will try both maps on votes they have not seen; without votes both losses are 0."""
    sides = only(votes, votes.value != 0)
    few = len(sides.value) <= MANY
    if not few:
        sides = thinned(sides, MANY)
    fold = draws.folds(sides, seed, FOLDS)
    lost, count = np.zeros(2), 0
    for number in range(FOLDS if few else 1):
        asked = fold == number
        count += int(asked.sum())
        lost += losses(only(sides, ~asked), only(sides, asked))
    by_factors, by_components = (round(float(loss) / max(count, 1) * MILLIONTHS) for loss in lost)
    return Comparison(count, by_factors, by_components)


def losses(seen: Votes, asked: Votes) -> Floats:
    """This will give the sums of the log losses of both maps, made of the votes seen, on those asked for."""
    learnt = factors.chances(factors.fit(seen), asked.participant, asked.statement)
    return np.array([surprise(chance, asked) for chance in (learnt, read(seen, asked.participant, asked.statement))])


def read(seen: Votes, participant: Ints, statement: Ints) -> Floats:
    """This will read chances of agreeing from the map of principal components."""
    found = components(replace(seen, hidden=np.zeros_like(seen.hidden)))
    along = found.positions[participant] * found.axes.T[statement]
    return np.clip((1.0 + found.centre[statement] + along[:, 0] + along[:, 1]) / 2.0, SUREST, 1.0 - SUREST)


def surprise(chance: Floats, asked: Votes) -> float:
    """This will add up −ln(chance of what was cast)."""
    cast = np.where(asked.value > 0, chance, 1.0 - chance)
    return float(-np.log(cast).sum())
