"""Which statement a participant is shown next, with what probability, and rates corrected by that probability.

Three wishes are mixed, each with a share of the draw that is known in advance:

- information: how many bits the answer is expected to tell about what is not known yet, the participant's place and the
  statement itself (mutual information of the answer and its logit), times the chance of an opinion rather than a pass,
  times newness;
- an exposure floor: while statements have been shown less often than the floor, a share of the draw is theirs alone, in
  proportion to what they lack;
- chance: the rest goes to all open statements alike, so none has probability zero and every rate can be corrected.

The draw is a public lot over millionths; what was drawn is logged with its probability. Whoever is shown a statement
because of their opinions answers it otherwise than the rest would: `corrected` weighs each answer by the inverse of the
probability of being asked (Horvitz and Thompson 1952; the ratio of Hájek 1971; weights made steady as by Robins, Hernán
and Brumback, "Marginal structural models", Epidemiology 11 (2000), 550–560).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from ortaq.engines.lot import number_below, numbers
from ortaq.engines.opinion.online import Floats, Items, OwnVotes, Position, position
from ortaq.engines.opinion.votes import AGREE, Ints, Longs, Signs, canonical

MILLION: Final = 1_000_000
MOST_STATEMENTS: Final = 10_000
"""More open statements at once than this would leave a chance below ten millionths for each."""
MOST_NEWNESS: Final = 1000
NODES: Final = np.linspace(-5.0, 5.0, 51)
"""Where the expectation over a normal spread is taken, in standard deviations: the trapezoid's rule, which for a curve
this smooth is within 0.001 bit of the integral up to a spread of ten in logits."""


@dataclass(frozen=True)
class Policy:
    """How the draw is shared; it is published, for a probability means nothing without it.

    chance, lacking: millionths of the draw for all alike and for statements under the floor (it falls to information
    when none is). floor: times a statement is to be shown before it competes. newest: how many times the weight of an
    old statement a newborn one has. half_life: hours until half of that lead is gone.
    """

    chance: int = 100_000
    lacking: int = 300_000
    floor: int = 30
    newest: int = 3
    half_life: int = 48

    def __post_init__(self) -> None:
        if self.chance < 1 or self.lacking < 0 or self.chance + self.lacking > MILLION:
            raise ValueError("The shares of the draw are millionths, and chance has one.")
        if self.floor < 0 or not 1 <= self.newest <= MOST_NEWNESS or self.half_life < 1:
            raise ValueError("The floor is a count, newness 1 to 1 000, its half-life at least an hour.")


DEFAULT: Final = Policy()


@dataclass(frozen=True)
class Choice:
    """What is shown next. probabilities: every open statement the participant has not answered → millionths, summing
    to a million; probability is that of the one drawn.
    """

    statement: str
    probability: int
    probabilities: Mapping[str, int]


def next_statement(
    items: Items,
    votes: OwnVotes,
    *,
    open_statements: Sequence[str],
    shown: Mapping[str, int],
    ages: Mapping[str, int],
    seed: str,
    policy: Policy = DEFAULT,
) -> Choice | None:
    """This will draw what the participant sees next, or give None when they have answered everything.

    votes: their own. open_statements: ids that may be shown. shown: id → times shown to anyone. ages: id → whole hours
    since it was opened; an absent id is old. seed: text, another one for every draw. Raises ValueError for no seed or
    more than 10 000 statements.
    """
    if not seed:
        raise ValueError("A draw needs a seed.")
    names = [name for name in canonical(open_statements) if name not in votes]
    if not names:
        return None
    if len(names) > MOST_STATEMENTS:
        raise ValueError(f"At most {MOST_STATEMENTS} statements can be open at once.")
    chances = _mixed(
        _weights(items.chosen(names), position(items, votes), names, ages, policy),
        np.array([max(policy.floor - shown.get(name, 0), 0) for name in names], dtype=np.int64),
        policy,
    )
    drawn = number_below(MILLION, numbers(seed))
    place = int(np.searchsorted(np.cumsum(chances), drawn, side="right"))
    return Choice(names[place], int(chances[place]), dict(zip(names, chances.tolist(), strict=True)))


def bits(items: Items, place: Position) -> Floats:
    """This will give the information an answer to each statement is expected to bring, 0–1 bit.

    The logit of the answer is uncertain because the place is and because the statement's figures are; what the answer
    tells is H(E p) − E H(p) over that spread.
    """
    middle = items.base + items.loading @ np.array([place.x, place.y])
    spread = _spread(items, place)
    parts = np.exp(-NODES * NODES / 2)
    parts /= parts.sum()
    logit = middle[:, None] + np.sqrt(spread)[:, None] * NODES
    odds = np.exp(-np.abs(logit))
    unlikely = odds / (1 + odds)
    doubt = (np.log1p(odds) + np.abs(logit) * unlikely) @ parts
    agreeing = np.where(logit > 0, 1 - unlikely, unlikely) @ parts
    known: Floats = (_entropy(agreeing) - doubt) / np.log(2)
    return np.clip(known, 0.0, 1.0)


def _spread(items: Items, place: Position) -> Floats:
    """This will give the variance of each logit, from the place and from the statement."""
    first, second = items.loading.T
    vague_11, vague_12, vague_1b, vague_22, vague_2b, vague_bb = items.vagueness.T
    xx, xy, yy = place.covariance
    spread: Floats = xx * first * first + 2 * xy * first * second + yy * second * second
    spread = spread + (xx + place.x**2) * vague_11 + (yy + place.y**2) * vague_22 + vague_bb
    spread = spread + 2 * ((xy + place.x * place.y) * vague_12 + place.x * vague_1b + place.y * vague_2b)
    return np.maximum(spread, 0.0)


def _entropy(chance: Floats) -> Floats:
    kept = np.clip(chance, 1e-12, 1 - 1e-12)
    return -kept * np.log(kept) - (1 - kept) * np.log1p(-kept)


def _weights(items: Items, place: Position, names: Sequence[str], ages: Mapping[str, int], policy: Policy) -> Longs:
    """This will give whole weights: millionths of a bit, at least one, times newness in thousandths."""
    opinion = (items.answered + 1) / (items.answered + items.passed + 1)
    gain = np.maximum(np.rint(bits(items, place) * opinion * MILLION), 1).astype(np.int64)
    hours = np.array([max(ages[name], 0) if name in ages else np.inf for name in names])
    newness = np.rint(1000 * (1 + (policy.newest - 1) * np.exp2(-hours / policy.half_life))).astype(np.int64)
    weights: Longs = gain * newness
    return weights


def _mixed(weights: Longs, lacking: Longs, policy: Policy) -> Longs:
    """This will share a million among the statements by the policy, exactly."""
    floor = policy.lacking if lacking.any() else 0
    chances = _shares(np.ones_like(weights), policy.chance) + _shares(weights, MILLION - policy.chance - floor)
    return chances + _shares(lacking, floor) if floor else chances


def _shares(weights: Longs, whole: int) -> Longs:
    """This will divide a whole number in proportion, what is left over going to the largest remainders, ties to the
    first.
    """
    shares, rest = np.divmod(weights * whole, weights.sum())  # at most 10⁶ · 10⁶ · 10⁶, which 64 bits hold
    order = np.argsort(-rest, kind="stable")
    shares[order[: whole - int(shares.sum())]] += 1
    return shares


# ------------------------------------------------------------------ rates


@dataclass(frozen=True, eq=False)
class Showings:
    """Statements shown and answered, one entry each, a participant's in the order they were drawn.

    participant, statement: positions. value: −1, 0, +1. probability: millionths at this draw. unseen: millionths of the
    probability that this participant had not been shown it at an earlier draw (see `still_unseen`).
    """

    participant: Ints
    statement: Ints
    value: Signs
    probability: Longs
    unseen: Longs


@dataclass(frozen=True)
class Rate:
    """How one statement is answered. raw, corrected: millionths who agree among all answers, passes too; None without
    an answer. error: the standard error of the corrected rate, millionths. worth: how many evenly asked people the
    answers are worth (Kish).
    """

    answers: int
    raw: int | None
    corrected: int | None
    error: int | None
    worth: int


def still_unseen(unseen: Mapping[str, int], choice: Choice) -> dict[str, int]:
    """This will carry on, after a draw, the probability that each statement has not been shown to this participant:
    millionths, an absent id is certain not to have been. The one drawn leaves; no value falls to zero.
    """
    return {
        name: max(1, unseen.get(name, MILLION) * (MILLION - chance) // MILLION)
        for name, chance in choice.probabilities.items()
        if name != choice.statement
    }


def corrected(showings: Showings, statements: int) -> list[Rate]:
    """This will give the rate of each statement as if every participant had been asked.

    1 / (probability · unseen) at any one draw has the expectation 1 for everybody, whatever the draws before did to the
    next: "not shown yet" divided by its probability is a martingale. So has every mean of it over the draws, if the
    shares in the mean are the same for all; they are how often the statement came at that draw, which keeps the weights
    near 1. Raises ValueError for a probability that is not within 1 … 1 000 000.
    """
    for logged in (showings.probability, showings.unseen):
        if len(logged) and not 0 < int(logged.min()) <= int(logged.max()) <= MILLION:
            raise ValueError("A logged probability is 1 to 1 000 000 millionths.")
    weight = _usual(showings, statements) / ((showings.probability / MILLION) * (showings.unseen / MILLION))
    agreed = (showings.value == AGREE).astype(np.float64)

    def sums(values: Floats) -> Floats:
        return np.bincount(showings.statement, weights=values, minlength=statements).astype(np.float64)

    answers, agreeing, all_weight = sums(np.ones_like(weight)), sums(agreed), sums(weight)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = sums(weight * agreed) / all_weight
        off = weight * (agreed - share[showings.statement])
        error = np.sqrt(sums(off * off)) / all_weight
        worth = all_weight**2 / sums(weight * weight)
    return [
        Rate(int(count), _millionths(plain / count), _millionths(rate), _millionths(wide), round(evenly))
        if count
        else Rate(0, None, None, None, 0)
        for count, plain, rate, wide, evenly in zip(answers, agreeing, share, error, worth, strict=True)
    ]


def _usual(showings: Showings, statements: int) -> Floats:
    """This will give for each entry how often this statement comes at this draw, of all draws its participant had."""
    order = np.argsort(showings.participant, kind="stable")
    draws = np.bincount(showings.participant)
    nth = np.empty(len(order), dtype=np.int64)
    nth[order] = np.arange(len(order)) - np.repeat(np.cumsum(draws) - draws, draws)
    most = int(draws.max(initial=0))
    reached = np.cumsum(np.bincount(draws, minlength=most + 1)[::-1])[::-1][1:]
    came = np.bincount(showings.statement * np.int64(most) + nth, minlength=statements * most)
    often = came.reshape(statements, most) / reached
    all_draws = np.cumsum(often, axis=1)[showings.statement, draws[showings.participant] - 1]
    shares: Floats = often[showings.statement, nth] / all_draws
    return shares


def _millionths(share: float) -> int:
    return round(float(share) * MILLION)
