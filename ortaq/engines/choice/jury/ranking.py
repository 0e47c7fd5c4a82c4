"""Calibrated scores and expected ranks: how good each entry is once severe and mild jurors are told apart, and how
sure that is.

The expected rank of an entry is 1 + the sum over the others of the probability that they are better (Laird and Louis
1989; Heyard et al. 2022), a sum of normal probabilities at each place of the quadrature over the spreads. The
interval is the middle half of the rank itself (the 50 % credible interval of the SNSF): its quarters have no closed
form, so ranks are counted in DRAWS draws from the posterior whose bits are fixed once and for all. A draw is no lot
here: the same scores give the same interval always, on every machine (arithmetic.py says how).

Cost: places × entries² × (jurors + 30) operations; places are at most points² and mostly a third of that.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ortaq.engines.choice.jury import arithmetic, posterior
from ortaq.engines.choice.jury.panel import Panel
from ortaq.engines.choice.jury.posterior import Facts, Model

if TYPE_CHECKING:
    from ortaq.engines.choice.jury.arithmetic import Floats, Whole

DRAWS: Final = 1 << 13
STREAM: Final = 2022
"""Where the fixed bits of the draws start; any number would do, it must only never change."""
ROWS: Final = 64
BITS: Final = 40
HUNDREDTHS: Final = 100


@dataclass(frozen=True, slots=True)
class Standing:
    """One entry: ranks and score in whole hundredths, so that whatever follows compares whole numbers."""

    expected_rank: int
    """Hundredths of a place; 100 is certainly the best."""
    rank_low: int
    rank_high: int
    """Places; half of the probability lies from one to the other."""
    calibrated: int
    """Hundredths of a fixed point of the score: what a juror of average severity would be expected to give."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """What the model says; `standings` and `severities` are None where there is no score to say it from."""

    standings: tuple[Standing | None, ...]
    severities: tuple[int | None, ...]
    """Per juror, hundredths of a fixed point: below 0 gives less than the others for the same entry."""
    noise: int = 0
    entry_spread: int = 0
    """Expected s and τ, hundredths of a fixed point."""
    places: int = 0
    """Of the quadrature that carried weight: what it cost."""


@dataclass(frozen=True, slots=True)
class _Beliefs:
    """The posterior of p entries at one place: θ = mean + √own · z + common @ w, z and w standard normal."""

    mean: "Floats"
    own: "Floats"
    common: "Floats"
    severity: "Floats"


def calibrate(panel: Panel, among: Sequence[int] | None = None, model: Model | None = None) -> Calibration:
    """This will calibrate the entries named (all, unless said), leaving out those without a score."""
    import numpy as np

    model = model or Model()
    scored = {entry for entry, _ in panel.scores}
    chosen = [entry for entry in (range(len(panel.entries)) if among is None else among) if entry in scored]
    if not chosen:
        return Calibration((None,) * len(panel.entries), (None,) * len(panel.jurors))
    facts = posterior.gather(panel, chosen)
    noise, spread, weight = posterior.places(facts, model)
    size, seats = facts.present.shape
    rank, mean, severity = np.zeros(size), np.zeros(size), np.zeros(seats)
    ranks, at = np.zeros((size, DRAWS), dtype=np.int16), 0
    stream = np.random.PCG64(STREAM)
    for s, t, w, draws in zip(noise, spread, weight, _shared_out(weight), strict=True):
        beliefs = _believe(facts, model, float(s), float(t))
        rank += w * _expected_ranks(beliefs)
        mean += w * beliefs.mean
        severity += w * beliefs.severity
        if draws:
            ranks[:, at : at + draws] = _drawn_ranks(beliefs, draws, stream)
        at += draws
    ranks.sort(axis=1)
    reach = panel.highest - panel.lowest
    middle = sum(panel.scores[pair] for pair in panel.scores if pair[0] in set(chosen)) / facts.scores
    standings: list[Standing | None] = [None] * len(panel.entries)
    for index, entry in enumerate(chosen):
        standings[entry] = Standing(
            expected_rank=_hundredths(rank[index]),
            rank_low=int(ranks[index, DRAWS // 4 - 1]),
            rank_high=int(ranks[index, 3 * DRAWS // 4 - 1]),
            calibrated=_hundredths(middle + mean[index] * reach),
        )
    active = facts.present.max(axis=0) > 0
    return Calibration(
        tuple(standings),
        tuple(_hundredths(severity[j] * reach) if active[j] else None for j in range(seats)),
        noise=_hundredths(arithmetic.in_order(noise * weight) * reach),
        entry_spread=_hundredths(arithmetic.in_order(spread * weight) * reach),
        places=len(weight),
    )


def _hundredths(number: float) -> int:
    return int(number * HUNDREDTHS + 0.5) if number >= 0 else -int(-number * HUNDREDTHS + 0.5)


def _shared_out(weight: "Floats") -> list[int]:
    """DRAWS among the places by largest remainders; the earlier place first when equal."""
    exact = [number * DRAWS for number in weight.tolist()]
    given = [int(number) for number in exact]
    rest = sorted(range(len(exact)), key=lambda k: (given[k] - exact[k], k))
    for k in rest[: DRAWS - sum(given)]:
        given[k] += 1
    return given


def _believe(facts: Facts, model: Model, noise: float, spread: float) -> _Beliefs:
    """The posterior at one pair of spreads; integrating the entries out first leaves one triangle of jurors."""
    import numpy as np

    solved = posterior.solve(facts, model, np.array([noise]), np.array([spread]))
    severity = solved.severity[0]
    s2, t2 = noise * noise, spread * spread
    share = t2 / (s2 + facts.counts * t2)
    left = facts.totals.copy()
    for juror in range(len(severity)):
        left -= facts.present[:, juror] * severity[juror]
    common = arithmetic.product(facts.present, posterior.inverse(solved.root[0]).T)
    return _Beliefs(share * left, share * s2, (noise * share)[:, None] * common, severity)


def _expected_ranks(beliefs: _Beliefs) -> "Floats":
    """1 + Σ P(another is better); probabilities become whole numbers of 2⁻⁴⁰ and their sums are exact."""
    import numpy as np

    gram = arithmetic.product(beliefs.common, beliefs.common.T)
    alone = beliefs.own + np.diagonal(gram)
    sums: Whole = np.zeros(len(alone), dtype=np.int64)
    for top in range(0, len(alone), ROWS):
        rows = slice(top, top + ROWS)
        apart = np.sqrt(alone[rows, None] + alone - 2.0 * gram[rows])
        better = arithmetic.cumulative((beliefs.mean - beliefs.mean[rows, None]) / apart)
        sums[rows] = np.rint(np.ldexp(better, BITS)).astype(np.int64).sum(axis=1)
    itself = 1 << (BITS - 1)
    return 1.0 + np.ldexp((sums - itself).astype(np.float64), -BITS)


def _drawn_ranks(beliefs: _Beliefs, draws: int, stream: object) -> "Whole":
    """The rank of each entry in each draw, (entries, draws)."""
    import numpy as np

    size, seats = beliefs.common.shape
    each = arithmetic.normals(stream, draws * size).reshape(draws, size)
    shared = arithmetic.normals(stream, draws * seats).reshape(draws, seats)
    drawn = beliefs.mean + np.sqrt(beliefs.own) * each + arithmetic.product(shared, beliefs.common.T)
    order = np.argsort(-drawn, axis=1, kind="stable")
    ranks = np.empty((draws, size), dtype=np.int64)
    np.put_along_axis(ranks, order, np.arange(1, size + 1)[None, :], axis=1)
    return ranks.T
