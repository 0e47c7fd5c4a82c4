"""How far an indicator has come from its baseline to its target: exact, whichever way is better."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ortaq.core.people.refusal import N_, YES, Answer, no


@dataclass(frozen=True, slots=True)
class Progress:
    """The part of the way that is done, and the part of the time that is over."""

    done: Fraction
    """1 is the target, below 0 is farther from it than the baseline was."""
    elapsed: Fraction
    """Between 0 and 1."""
    word: str
    """reached, ahead, behind, away or missed."""

    @property
    def percent(self) -> int:
        """Whole percent of the way, rounded down: 100 only where it is reached."""
        return _floor(self.done * 100)

    @property
    def shown(self) -> int:
        """That percent as a bar shows it: never outside."""
        return min(max(self.percent, 0), 100)

    @property
    def elapsed_percent(self) -> int:
        """Whole percent of the time that is over."""
        return _floor(self.elapsed * 100)


def _floor(value: Fraction) -> int:
    return value.numerator // value.denominator


def check_target(*, baseline: int, target: int, baseline_on: date, due_on: date, direction: str) -> Answer:
    """This will say whether a target is one: another value than the baseline, later, and the better way."""
    if baseline == target:
        return no("same", N_("The target is the same as the baseline: there is no way to go."))
    if due_on <= baseline_on:
        return no("order", N_("The target has to lie after the baseline."))
    if (direction == "up" and target < baseline) or (direction == "down" and target > baseline):
        return no("wrong_way", N_("For this indicator that way is worse: check the target and the baseline."))
    return YES


def progress(*, baseline: int, target: int, now_is: int, baseline_on: date, due_on: date, today: date) -> Progress:
    """This will compute progress as (now − baseline) ÷ (target − baseline), against the time that is over."""
    done = Fraction(now_is - baseline, target - baseline)
    days = Fraction((today - baseline_on).days, (due_on - baseline_on).days)
    elapsed = min(max(days, Fraction(0)), Fraction(1))
    return Progress(done, elapsed, _word(done, elapsed, over=today > due_on))


def _word(done: Fraction, elapsed: Fraction, *, over: bool) -> str:
    if done >= 1:
        return "reached"
    if over:
        return "missed"
    if done < 0:
        return "away"
    return "ahead" if done >= elapsed else "behind"
