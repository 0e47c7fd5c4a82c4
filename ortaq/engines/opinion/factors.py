"""A logistic model of two factors: how likely is it that this person agrees with this statement?

    logit P(i agrees with j | i agrees or disagrees) = base[j] + position[i] · loading[j]

    position[i] ~ N(0, 1) on both axes      loading[j] ~ N(0, 2) on both axes      base[j] ~ N(centre, spread)

A pass says nothing about the side somebody is on, so it has no part here; who only passed stays at 0 with a standard
error of 1. The centre and the spread of the bases are learnt from the votes. The variance of the loadings is not: this
kind of fit gives up an axis too early where votes are few (docs/decisions/0010-opinion-engine.md has the measurement).

Fitted by variational Bayes with the bound of Jaakkola and Jordan ("Bayesian parameter estimation via variational
methods", Statistics and Computing 10 (2000), 25–37): given the statements each position has a normal law in closed
form, and the other way round. Unlike a single best guess this carries along how little a few votes say, which is what
a prediction for votes not seen needs. After each round the axes are centred, scaled and turned to their standard form
(parameter expansion, Qi and Jaakkola, NIPS 2006), which also makes them the same for the same votes.

The loops are in `logistic.py`: one thread, a written order, so that two machines find the same digits.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ortaq.engines.opinion import logistic
from ortaq.engines.opinion.logistic import Floats
from ortaq.engines.opinion.votes import Longs, Votes

ROUNDS: Final = 60
"""Most rounds of learning; each goes over all votes twice."""
STILL: Final = 3e-3
"""Learning ends when no loading and no base moved by more on average (root mean square, in logits)."""
LEARNERS: Final = 50_000
"""From more participants, the first rounds use so many, taken evenly; the last rounds always use everybody."""
FINISH: Final = 3
"""Rounds with everybody after the first ones were made with a part of them."""
SETTLE: Final = 8
"""Rounds that place one person on a map that stays as it is."""
STRICT: Final = 0.5
"""1 ÷ the variance of the loadings; held-out votes hardly tell anything between 0.3 and 1 apart."""


@dataclass(frozen=True, eq=False)
class Model:
    """What the votes say. All in logits, or in standard deviations of the participants.

    position: n × 2. doubt: n × 3, its covariance [xx, xy, yy]. loading: m × 2 and base: m. vagueness: m × 6, the
    covariance of (loading, base) as [11, 12, 1b, 22, 2b, bb]. rounds: how many it took.
    """

    position: Floats
    doubt: Floats
    loading: Floats
    base: Floats
    vagueness: Floats
    rounds: int

    @property
    def standard_error(self) -> Floats:
        """Of each position on each axis: n × 2."""
        return np.sqrt(self.doubt[:, [0, 2]])


def fit(votes: Votes) -> Model:
    """This will learn the model from all votes of `votes`, hidden statements too: leave those out before."""
    n, m = votes.shape
    people, things = _Side.of(votes, by_person=True), _Side.of(votes, by_person=False)
    state = _State(n, m, _shares(things))
    rounds = 0
    if n > LEARNERS:
        few = np.zeros(n, dtype=np.bool_)
        few[(np.arange(LEARNERS) * n) // LEARNERS] = True
        part = votes.of(few)
        rounds = state.learn(_Side.of(part, by_person=True), _Side.of(part, by_person=False), few, ROUNDS)
    everyone = np.ones(n, dtype=np.bool_)
    rounds += state.learn(people, things, everyone, FINISH if rounds else ROUNDS)
    return Model(
        np.ascontiguousarray(state.position), state.doubt, np.ascontiguousarray(state.weights[:, :2]),
        np.ascontiguousarray(state.weights[:, 2]), state.vagueness, rounds,
    )  # fmt: skip


def place(model: Model, rows: Longs, statement: NDArray[np.int32], value: NDArray[np.int8]) -> tuple[Floats, Floats]:
    """This will give positions and their covariances of people on the map of a model; the map stays as it is.

    rows: where each person's cells begin in `statement` and `value` (as in `Votes`); passes are not seen.
    """
    count = len(rows) - 1
    position, doubt = np.zeros((count, 2)), np.tile(np.array([1.0, 0.0, 1.0]), (count, 1))
    weights, spread = laws(model)
    for _ in range(SETTLE):
        logistic.place_people(rows, statement, value, spread, weights, position, doubt)
    return position, doubt


def laws(model: Model) -> tuple[Floats, Floats]:
    """This will give what the loops need of the statements: means of (loading, base), and E[w wᵀ]."""
    weights = np.column_stack([model.loading, model.base])
    return weights, _moments(weights, model.vagueness)


def chances(model: Model, participant: NDArray[np.int32], statement: NDArray[np.int32]) -> Floats:
    """This will give the probability that each participant agrees with each statement, if they take a side at all.

    Both are positions, of one length. What is not known draws the probability towards one half.
    """
    found = np.empty(len(participant))
    weights = np.column_stack([model.loading, model.base])
    logistic.foresee(participant, statement, model.position, model.doubt, weights, model.vagueness, found)
    return found


# ── learning ─────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, eq=False)
class _Side:
    """The votes of one side, participants or statements: where each begins, whom each cell meets, what was said."""

    begins: Longs
    other: NDArray[np.int32]
    value: NDArray[np.int8]

    @classmethod
    def of(cls, votes: Votes, *, by_person: bool) -> "_Side":
        if by_person:
            return cls(votes.rows, votes.statement, votes.value)
        begins, order = votes.columns
        return cls(begins, votes.participant[order], votes.value[order])


class _State:
    """What is believed of everybody and everything between two rounds."""

    def __init__(self, n: int, m: int, shares: Floats) -> None:
        self.position = np.zeros((n, 2))
        self.doubt = np.tile(np.array([1.0, 0.0, 1.0]), (n, 1))
        self.weights = np.zeros((m, 3))
        logistic.scatter(self.weights)
        self.weights[:, 2] = shares
        self.vagueness = np.zeros((m, 6))
        self.strictness = np.array([STRICT, STRICT, 1.0])
        self.centre = 0.0

    def learn(self, people: _Side, things: _Side, present: NDArray[np.bool_], limit: int) -> int:
        """This will go round until nothing moves, and give the rounds it took."""
        for done in range(1, limit + 1):
            before = self.weights.copy()
            logistic.place_people(
                people.begins, people.other, people.value, _moments(self.weights, self.vagueness), self.weights,
                self.position, self.doubt,
            )  # fmt: skip
            logistic.place_statements(
                things.begins, things.other, things.value, self.position, self.doubt, self.strictness, self.centre,
                self.weights, self.vagueness,
            )  # fmt: skip
            logistic.standardise(self.position, self.doubt, present, self.weights, self.vagueness)
            self.centre = logistic.believe(self.weights, self.vagueness, self.strictness)
            if logistic.moved(before, self.weights) <= STILL:
                return done
        logistic.place_people(
            people.begins, people.other, people.value, _moments(self.weights, self.vagueness), self.weights,
            self.position, self.doubt,
        )  # fmt: skip
        return limit


def _shares(things: _Side) -> Floats:
    """This will give each statement's first base: twice the surplus of agreement, near the logit of its share."""
    found = np.zeros(len(things.begins) - 1)
    logistic.surplus(things.begins, things.value, found)
    return found


def _moments(weights: Floats, vagueness: Floats) -> Floats:
    """This will give E[w wᵀ] of each statement as [11, 12, 1b, 22, 2b, bb]."""
    first, second, base = weights.T
    products = [first * first, first * second, first * base, second * second, second * base, base * base]
    return np.ascontiguousarray(vagueness + np.column_stack(products))
