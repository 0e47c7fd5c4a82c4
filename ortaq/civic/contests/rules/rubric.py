"""The rubric: whole scores, whole weights, and the total they make. Plain Python."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ortaq.core.people.refusal import N_, YES, Answer, no

LONGEST_COMMENT = 4_000
MOST_CRITERIA = 12
LARGEST_WEIGHT = 100


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion: a juror gives a whole number from `lowest` to `highest`, it counts `weight` times."""

    code: str
    weight: int = 1
    lowest: int = 0
    highest: int = 10


def check_rubric(lines: Sequence[Line]) -> Answer:
    """This will say whether a rubric can be scored by."""
    if not lines:
        return no("no_criteria", N_("Write at least one criterion for the jury."))
    if len(lines) > MOST_CRITERIA or len({line.code for line in lines}) != len(lines):
        return no("criteria", N_("A rubric has up to %(most)s different criteria."), most=MOST_CRITERIA)
    for line in lines:
        if not 1 <= line.weight <= LARGEST_WEIGHT or not 0 <= line.lowest < line.highest <= LARGEST_WEIGHT:
            return no("scale", N_("The weight or the scale of “%(code)s” does not work."), code=line.code)
    return YES


def check_scores(lines: Sequence[Line], scores: Mapping[str, int], *, whole: bool) -> Answer:
    """This will say whether scores fit the rubric; `whole` asks for one of each criterion."""
    known = {line.code: line for line in lines}
    if not set(scores) <= set(known):
        return no("criterion", N_("This criterion is not in the rubric."))
    for code, value in scores.items():
        line = known[code]
        if isinstance(value, bool) or not line.lowest <= value <= line.highest:
            return no(
                "score",
                N_("Give a whole number from %(lowest)s to %(highest)s."),
                lowest=line.lowest,
                highest=line.highest,
            )
    if whole and set(scores) != set(known):
        return no("unscored", N_("Score every criterion before you hand it in."))
    return YES


def total(lines: Sequence[Line], scores: Mapping[str, int]) -> int:
    """This will give Σ weight × score."""
    return sum(line.weight * scores[line.code] for line in lines)


def span(lines: Sequence[Line]) -> tuple[int, int]:
    """This will give the smallest and the largest total the rubric allows."""
    return sum(line.weight * line.lowest for line in lines), sum(line.weight * line.highest for line in lines)


def check_comment(text: str) -> Answer:
    """This will say whether a juror's comment can be kept."""
    if len(text) > LONGEST_COMMENT:
        return no("too_long", N_("At most %(most)s signs."), most=LONGEST_COMMENT)
    return YES
