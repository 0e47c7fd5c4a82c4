"""What the scores of one entry say before any model: how many, mean, median, spread; whole numbers and fractions."""

from dataclasses import dataclass
from fractions import Fraction

from ortaq.engines.choice.jury.panel import Panel


@dataclass(frozen=True, slots=True)
class Summary:
    """The scores of one entry, in fixed points; everything but `count` is None where too few scores define it."""

    count: int
    total: int
    mean: Fraction | None
    median: Fraction | None
    lowest: int | None
    highest: int | None
    variance: Fraction | None
    """Of a sample (divided by count - 1); from two scores on."""

    @property
    def spread(self) -> int | None:
        """This will give the distance from the lowest score to the highest."""
        return None if self.highest is None or self.lowest is None else self.highest - self.lowest


def summarise(scores: list[int]) -> Summary:
    """This will summarise the scores of one entry; none at all is a summary too."""
    ordered, count, total = sorted(scores), len(scores), sum(scores)
    if not ordered:
        return Summary(0, 0, None, None, None, None, None)
    median = Fraction(ordered[(count - 1) // 2] + ordered[count // 2], 2)
    variance = None
    if count > 1:
        variance = Fraction(count * sum(score * score for score in ordered) - total * total, count * (count - 1))
    return Summary(count, total, Fraction(total, count), median, ordered[0], ordered[-1], variance)


def summaries(panel: Panel) -> tuple[Summary, ...]:
    """This will summarise every entry, in the order of the panel."""
    found: list[list[int]] = [[] for _ in panel.entries]
    for (entry, _), score in sorted(panel.scores.items()):
        found[entry].append(score)
    return tuple(map(summarise, found))
