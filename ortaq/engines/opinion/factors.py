"""A logistic model of two factors: how likely is it that this person agrees with this statement?

    logit P(i agrees with j | i agrees or disagrees) = base[j] + position[i] · loading[j]

    position[i] ~ N(0, 1) on both axes      loading[j] ~ N(0, 1/a), N(0, 1/b)      base[j] ~ N(centre, 1/c)

A pass says nothing about the side somebody is on, so it has no part here; who only passed stays at 0 with a standard
error of 1. a, b, c and the centre are learnt from the votes: where nothing spreads people the loadings shrink to 0 and
the model says each statement's mean.

Fitted by variational Bayes with the bound of Jaakkola and Jordan ("Bayesian parameter estimation via variational
methods", Statistics and Computing 10 (2000), 25–37): given the statements each position has a normal law in closed
form, and the other way round. Unlike a single best guess this carries along how little a few votes say, which is what
a prediction for votes not seen needs. After each round the axes are centred, scaled and turned to their standard form
(parameter expansion, Qi and Jaakkola, NIPS 2006), which also makes them the same for the same votes.

Every float is made of + − × ÷ √ in a written order by one thread (`exponential` is made of them too), so that two
machines of IEEE 754 find the same digits.
"""

from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ortaq.engines.opinion.fast import compiled
from ortaq.engines.opinion.votes import Longs, Votes

Floats: TypeAlias = NDArray[np.float64]

ROUNDS: Final = 200
"""Most rounds of learning; each goes over all votes twice."""
STILL: Final = 1e-3
"""Learning ends when no loading and no base moved by more on average (root mean square, in logits)."""
LEARNERS: Final = 50_000
"""From more participants, the first rounds use so many, taken evenly; the last rounds always use everybody."""
FINISH: Final = 3
"""Rounds with everybody after the first ones were made with a part of them."""
SETTLE: Final = 4
"""Rounds that place one person on a map that stays as it is."""
LOOSE: Final = (1.0, 0.5)
"""Weak knowledge about a, b and c before any vote: shape and rate of a gamma law."""

LN2_HIGH: Final = 6.93147180369123816490e-01
LN2_LOW: Final = 1.90821492927058770002e-10
"""ln 2 in two parts: whole multiples of the first are exact."""
FARTHEST: Final = 700.0
MODERATE: Final = 0.39269908169872414
"""π/8, with which a logistic curve smeared by a normal law is a flatter logistic curve (MacKay 1992)."""


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
    weights = np.column_stack([model.loading, model.base])
    spread = _moments(weights, model.vagueness)
    for _ in range(SETTLE):
        place_people(rows, statement, value, spread, weights, position, doubt)
    return position, doubt


def chances(model: Model, participant: NDArray[np.int32], statement: NDArray[np.int32]) -> Floats:
    """This will give the probability that each participant agrees with each statement, if they take a side at all.

    Both are positions, of one length. What is not known draws the probability towards one half.
    """
    found = np.empty(len(participant))
    weights = np.column_stack([model.loading, model.base])
    foresee(participant, statement, model.position, model.doubt, weights, model.vagueness, found)
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
        scatter(self.weights)
        self.weights[:, 2] = shares
        self.vagueness = np.zeros((m, 6))
        self.strictness = np.array([1.0, 1.0, 1.0])
        self.centre = 0.0

    def learn(self, people: _Side, things: _Side, present: NDArray[np.bool_], limit: int) -> int:
        """This will go round until nothing moves, and give the rounds it took."""
        for done in range(1, limit + 1):
            before = self.weights.copy()
            place_people(
                people.begins, people.other, people.value, _moments(self.weights, self.vagueness), self.weights,
                self.position, self.doubt,
            )  # fmt: skip
            place_statements(
                things.begins, things.other, things.value, self.position, self.doubt, self.strictness, self.centre,
                self.weights, self.vagueness,
            )  # fmt: skip
            standardise(self.position, self.doubt, present, self.weights, self.vagueness)
            self.centre = believe(self.weights, self.vagueness, self.strictness)
            if moved(before, self.weights) <= STILL:
                return done
        place_people(
            people.begins, people.other, people.value, _moments(self.weights, self.vagueness), self.weights,
            self.position, self.doubt,
        )  # fmt: skip
        return limit


def _shares(things: _Side) -> Floats:
    """This will give each statement's first base: twice the surplus of agreement, near the logit of its share."""
    found = np.zeros(len(things.begins) - 1)
    surplus(things.begins, things.value, found)
    return found


def _moments(weights: Floats, vagueness: Floats) -> Floats:
    """This will give E[w wᵀ] of each statement as [11, 12, 1b, 22, 2b, bb]."""
    first, second, base = weights.T
    products = [first * first, first * second, first * base, second * second, second * base, base * base]
    return np.ascontiguousarray(vagueness + np.column_stack(products))


# ── loops ────────────────────────────────────────────────────────────────────────────────────────────────────────


@compiled
def exponential(x: float) -> float:
    """e to the x for |x| ≤ 700, to about 15 digits: Taylor's series after whole powers of two are taken out."""
    x = min(max(x, -FARTHEST), FARTHEST)
    whole = np.floor(x / LN2_HIGH + 0.5)
    rest = (x - whole * LN2_HIGH) - whole * LN2_LOW
    series = 1.0
    for term in range(13, 0, -1):
        series = series * rest / term + 1.0
    power, factor = int(abs(whole)), 2.0 if whole > 0 else 0.5
    while power:
        if power & 1:
            series *= factor
        factor *= factor
        power >>= 1
    return series


@compiled
def logistic(x: float) -> float:
    """1 ÷ (1 + e to the −x)."""
    return 1.0 / (1.0 + exponential(-x))


@compiled
def curvature(square: float) -> float:
    """Twice the λ of Jaakkola and Jordan at ξ² = `square`: (σ(ξ) − ½) ÷ ξ."""
    if square < 1e-8:
        return 0.25
    root = np.sqrt(square)
    return (logistic(root) - 0.5) / root


@compiled
def place_people(
    begins: Longs,
    statement: NDArray[np.int32],
    value: NDArray[np.int8],
    spread: Floats,
    weights: Floats,
    position: Floats,
    doubt: Floats,
) -> None:
    """One step for each person: the normal law of their position, given the statements and the last position."""
    for person in range(len(begins) - 1):
        x, y = position[person]
        xx, xy, yy = x * x + doubt[person, 0], x * y + doubt[person, 1], y * y + doubt[person, 2]
        p11, p12, p22, right1, right2 = 1.0, 0.0, 1.0, 0.0, 0.0
        for cell in range(begins[person], begins[person + 1]):
            side = value[cell]
            if side == 0:
                continue
            w = weights[statement[cell]]
            s = spread[statement[cell]]
            square = xx * s[0] + yy * s[3] + s[5] + 2.0 * (xy * s[1] + x * s[2] + y * s[4])
            steep = curvature(square)
            p11 += steep * s[0]
            p12 += steep * s[1]
            p22 += steep * s[3]
            right1 += 0.5 * side * w[0] - steep * s[2]
            right2 += 0.5 * side * w[1] - steep * s[4]
        size = p11 * p22 - p12 * p12
        doubt[person, 0], doubt[person, 1], doubt[person, 2] = p22 / size, -p12 / size, p11 / size
        position[person, 0] = (p22 * right1 - p12 * right2) / size
        position[person, 1] = (p11 * right2 - p12 * right1) / size


@compiled
def place_statements(
    begins: Longs,
    participant: NDArray[np.int32],
    value: NDArray[np.int8],
    position: Floats,
    doubt: Floats,
    strictness: Floats,
    centre: float,
    weights: Floats,
    vagueness: Floats,
) -> None:
    """One step for each statement: the normal law of its loading and base, given the people."""
    for thing in range(len(begins) - 1):
        a, b, c = weights[thing]
        s = vagueness[thing]
        aa, ab, ac = a * a + s[0], a * b + s[1], a * c + s[2]
        bb, bc, cc = b * b + s[3], b * c + s[4], c * c + s[5]
        p11, p12, p13 = strictness[0], 0.0, 0.0
        p22, p23, p33 = strictness[1], 0.0, strictness[2]
        right1, right2, right3 = 0.0, 0.0, strictness[2] * centre
        for cell in range(begins[thing], begins[thing + 1]):
            side = value[cell]
            if side == 0:
                continue
            person = participant[cell]
            x, y = position[person]
            xx, xy, yy = x * x + doubt[person, 0], x * y + doubt[person, 1], y * y + doubt[person, 2]
            steep = curvature(xx * aa + yy * bb + cc + 2.0 * (xy * ab + x * ac + y * bc))
            p11 += steep * xx
            p12 += steep * xy
            p13 += steep * x
            p22 += steep * yy
            p23 += steep * y
            p33 += steep
            right1 += 0.5 * side * x
            right2 += 0.5 * side * y
            right3 += 0.5 * side
        c11, c12, c13 = p22 * p33 - p23 * p23, p13 * p23 - p12 * p33, p12 * p23 - p13 * p22
        c22, c23, c33 = p11 * p33 - p13 * p13, p12 * p13 - p11 * p23, p11 * p22 - p12 * p12
        size = p11 * c11 + p12 * c12 + p13 * c13
        s[0], s[1], s[2], s[3], s[4], s[5] = c11 / size, c12 / size, c13 / size, c22 / size, c23 / size, c33 / size
        weights[thing, 0] = s[0] * right1 + s[1] * right2 + s[2] * right3
        weights[thing, 1] = s[1] * right1 + s[3] * right2 + s[4] * right3
        weights[thing, 2] = s[2] * right1 + s[4] * right2 + s[5] * right3


@compiled
def standardise(
    position: Floats, doubt: Floats, present: NDArray[np.bool_], weights: Floats, vagueness: Floats
) -> None:
    """Say the same with people of mean 0 and variance 1, and axes along which loadings do not go together: the stronger
    first, each turned so that the sum of its loadings' cubes is positive.
    """
    count, x, y, xx, xy, yy = 0, 0.0, 0.0, 0.0, 0.0, 0.0
    for person in range(len(position)):
        if present[person]:
            count += 1
            x += position[person, 0]
            y += position[person, 1]
    if count == 0:
        return
    x, y = x / count, y / count
    for person in range(len(position)):
        if present[person]:
            right, up = position[person, 0] - x, position[person, 1] - y
            xx += right * right + doubt[person, 0]
            xy += right * up + doubt[person, 1]
            yy += up * up + doubt[person, 2]
    # The variance is G·Gᵀ with G lower triangular; people become G⁻¹·(x − mean), loadings Gᵀ·l.
    g11 = np.sqrt(xx / count)
    g21 = xy / count / g11
    g22 = np.sqrt(max(yy / count - g21 * g21, 1e-12))
    aa, ab, bb = 0.0, 0.0, 0.0
    for thing in range(len(weights)):
        a, b = weights[thing, 0], weights[thing, 1]
        left, right = g11 * a + g21 * b, g22 * b
        aa += left * left
        ab += left * right
        bb += right * right
    cosine, sine = turn(aa, ab, bb)
    t11, t12 = cosine * g11, cosine * g21 + sine * g22
    t21, t22 = -sine * g11, cosine * g22 - sine * g21
    first, second = 0.0, 0.0
    for thing in range(len(weights)):
        left = t11 * weights[thing, 0] + t12 * weights[thing, 1]
        right = t21 * weights[thing, 0] + t22 * weights[thing, 1]
        first += left * left * left
        second += right * right * right
    if first < 0.0:
        t11, t12 = -t11, -t12
    if second < 0.0:
        t21, t22 = -t21, -t22
    for thing in range(len(weights)):
        a, b = weights[thing, 0], weights[thing, 1]
        s = vagueness[thing]
        s11, s12, s13, s22, s23, s33 = s[0], s[1], s[2], s[3], s[4], s[5]
        weights[thing, 2] += a * x + b * y
        weights[thing, 0], weights[thing, 1] = t11 * a + t12 * b, t21 * a + t22 * b
        along1, along2 = s11 * x + s12 * y, s12 * x + s22 * y
        s[5] = s33 + 2.0 * (s13 * x + s23 * y) + x * along1 + y * along2
        s[2], s[4] = t11 * (s13 + along1) + t12 * (s23 + along2), t21 * (s13 + along1) + t22 * (s23 + along2)
        s[0] = t11 * t11 * s11 + 2.0 * t11 * t12 * s12 + t12 * t12 * s22
        s[1] = t11 * t21 * s11 + (t11 * t22 + t12 * t21) * s12 + t12 * t22 * s22
        s[3] = t21 * t21 * s11 + 2.0 * t21 * t22 * s12 + t22 * t22 * s22
    # People move by the inverse of the transpose.
    size = t11 * t22 - t12 * t21
    u11, u12, u21, u22 = t22 / size, -t21 / size, -t12 / size, t11 / size
    for person in range(len(position)):
        right, up = position[person, 0] - x, position[person, 1] - y
        d11, d12, d22 = doubt[person, 0], doubt[person, 1], doubt[person, 2]
        position[person, 0], position[person, 1] = u11 * right + u12 * up, u21 * right + u22 * up
        doubt[person, 0] = u11 * u11 * d11 + 2.0 * u11 * u12 * d12 + u12 * u12 * d22
        doubt[person, 1] = u11 * u21 * d11 + (u11 * u22 + u12 * u21) * d12 + u12 * u22 * d22
        doubt[person, 2] = u21 * u21 * d11 + 2.0 * u21 * u22 * d12 + u22 * u22 * d22


@compiled
def turn(aa: float, ab: float, bb: float) -> tuple[float, float]:
    """The cosine and sine that turn the larger axis of the symmetric matrix [[aa, ab], [ab, bb]] into the first."""
    half = 0.5 * (aa - bb)
    long = np.sqrt(half * half + ab * ab)
    if long <= 1e-12 * (aa + bb):
        return 1.0, 0.0
    cosine = np.sqrt(0.5 * (1.0 + half / long)) if half > -long else 0.0
    sine = np.sqrt(max(1.0 - cosine * cosine, 0.0))
    return cosine, sine if ab >= 0.0 else -sine


@compiled
def believe(weights: Floats, vagueness: Floats, strictness: Floats) -> float:
    """Learn how widely loadings and bases spread (the strictness 1 ÷ variance) and give the centre of the bases."""
    shape, rate = LOOSE
    count = len(weights)
    centre, sums = 0.0, np.zeros(3)
    for thing in range(count):
        centre += weights[thing, 2]
    centre /= count + 1.0
    for thing in range(count):
        a, b, c = weights[thing, 0], weights[thing, 1], weights[thing, 2] - centre
        sums[0] += a * a + vagueness[thing, 0]
        sums[1] += b * b + vagueness[thing, 3]
        sums[2] += c * c + vagueness[thing, 5]
    for axis in range(3):
        strictness[axis] = (count + 2.0 * shape) / (sums[axis] + 2.0 * rate)
    return centre


@compiled
def moved(before: Floats, after: Floats) -> float:
    """Root mean square of what changed."""
    total = 0.0
    for thing in range(len(before)):
        for axis in range(3):
            change = after[thing, axis] - before[thing, axis]
            total += change * change
    return float(np.sqrt(total / max(3.0 * len(before), 1.0)))


@compiled
def scatter(weights: Floats) -> None:
    """Fill the first loadings with fixed numbers around 0 in no statement's favour (Weyl's sequence)."""
    for thing in range(len(weights)):
        for axis in range(2):
            part = (thing + 1.0) * (0.7548776662466927 if axis == 0 else 0.5698402909980532)
            weights[thing, axis] = part - np.floor(part) - 0.5


@compiled
def surplus(begins: Longs, value: NDArray[np.int8], out: Floats) -> None:
    """Twice (agrees − disagrees) ÷ (both + 2) for each statement."""
    for thing in range(len(begins) - 1):
        balance, sides = 0.0, 2.0
        for cell in range(begins[thing], begins[thing + 1]):
            balance += value[cell]
            sides += abs(value[cell])
        out[thing] = 2.0 * balance / sides


@compiled
def foresee(
    participant: NDArray[np.int32],
    statement: NDArray[np.int32],
    position: Floats,
    doubt: Floats,
    weights: Floats,
    vagueness: Floats,
    out: Floats,
) -> None:
    """The probability of agreeing, with the doubt about both sides taken in."""
    for cell in range(len(participant)):
        x, y = position[participant[cell]]
        d = doubt[participant[cell]]
        a, b, c = weights[statement[cell]]
        s = vagueness[statement[cell]]
        variance = a * a * d[0] + 2.0 * a * b * d[1] + b * b * d[2]
        variance += x * x * s[0] + y * y * s[3] + s[5] + 2.0 * (x * y * s[1] + x * s[2] + y * s[4])
        variance += d[0] * s[0] + 2.0 * d[1] * s[1] + d[2] * s[3]
        out[cell] = logistic((a * x + b * y + c) / np.sqrt(1.0 + MODERATE * variance))
