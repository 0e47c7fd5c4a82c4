"""How far jurors agree beyond chance: Krippendorff's alpha for incomplete tables, in exact numbers.

Source: K. Krippendorff, Content Analysis (2004), ch. 11: alpha = 1 - D_observed / D_expected over all pairs of scores
of one entry, each entry with m scores counting its pairs 1 / (m - 1) times; entries with one score say nothing. 1 is
perfect agreement, 0 is what chance gives, below 0 is systematic disagreement.

Two facts keep it quick. The ordinal distance between two values is the difference of their mid-ranks, so ordinal is
interval on mid-ranks; and the sum of squared differences over all pairs needs only the sum and the sum of squares.
The ratio distance has a denominator of its own for every pair: its terms are whole numbers of 2⁻¹²⁸, cut down.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import combinations
from typing import Final

from ortaq.engines.choice.jury.panel import Panel

RATIO_ONE: Final = 1 << 128


class Level(StrEnum):
    """What the numbers mean: names, an order, distances, or distances from a true zero."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class Agreement:
    """Alpha, or None with the reason: no_scores, one_juror, no_overlap, identical_scores, below_zero.

    identical_scores: all that can be compared is one and the same value, so chance agrees too and the ratio is 0 ÷ 0.
    below_zero: a ratio scale has no negative values.
    """

    level: Level
    alpha: Fraction | None
    reason: str = ""
    compared: int = 0
    """Scores of entries with at least two of them."""

    @property
    def thousandths(self) -> int | None:
        """This will give alpha in whole thousandths, halves rounded up."""
        return None if self.alpha is None else (self.alpha * 2000 + 1).__floor__() // 2


def agreement(panel: Panel, level: Level = Level.INTERVAL) -> Agreement:
    """This will give the agreement of a panel on one level of measurement."""
    rows: dict[int, list[int]] = {}
    for (entry, _), score in sorted(panel.scores.items()):
        rows.setdefault(entry, []).append(score)
    if not rows:
        return Agreement(level, None, "no_scores")
    if len({juror for _, juror in panel.scores}) == 1:
        return Agreement(level, None, "one_juror")
    return alpha(list(rows.values()), level)


def alpha(rows: Sequence[Sequence[int]], level: Level) -> Agreement:
    """This will give alpha for rows of scores, a row to an entry; who gave which does not matter."""
    kept = [row for row in rows if len(row) > 1]
    if not kept:
        return Agreement(level, None, "no_overlap" if any(rows) else "no_scores")
    counts = Counter(score for row in kept for score in row)
    compared = counts.total()
    if len(counts) == 1:
        return Agreement(level, None, "identical_scores", compared)
    if level is Level.RATIO and min(counts) < 0:
        return Agreement(level, None, "below_zero", compared)
    pairs = _SUMS[level]
    if level is Level.ORDINAL:
        rank = _doubled_midranks(counts)
        kept = [[rank[score] for score in row] for row in kept]
        counts = Counter({rank[score]: times for score, times in counts.items()})
    by_size: dict[int, int] = {}
    for row in kept:
        by_size[len(row)] = by_size.get(len(row), 0) + pairs(Counter(row))
    observed = sum((Fraction(total, size - 1) for size, total in by_size.items()), Fraction(0))
    return Agreement(level, 1 - (compared - 1) * observed / pairs(counts), "", compared)


def _doubled_midranks(counts: Counter[int]) -> dict[int, int]:
    """Twice the mid-rank, so that it is whole; twice everywhere cancels out of alpha."""
    ranks, below = {}, 0
    for score in sorted(counts):
        ranks[score] = 2 * below + counts[score]
        below += counts[score]
    return ranks


def _pairs_that_differ(counts: Counter[int]) -> int:
    size = counts.total()
    return (size * size - sum(times * times for times in counts.values())) // 2


def _squared_differences(counts: Counter[int]) -> int:
    total = sum(score * times for score, times in counts.items())
    return counts.total() * sum(score * score * times for score, times in counts.items()) - total * total


def _squared_proportions(counts: Counter[int]) -> int:
    found = 0
    for (one, times), (other, others) in combinations(counts.items(), 2):
        found += RATIO_ONE * times * others * (one - other) ** 2 // (one + other) ** 2
    return found


# Each sums the squared distance over unordered pairs of scores; the same factor above and below cancels.
_SUMS: Final[dict[Level, Callable[[Counter[int]], int]]] = {
    Level.NOMINAL: _pairs_that_differ,
    Level.ORDINAL: _squared_differences,
    Level.INTERVAL: _squared_differences,
    Level.RATIO: _squared_proportions,
}
