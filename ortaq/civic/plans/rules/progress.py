"""How far a village plan has come: states of measures, results, money, people; all exact. Plain Python."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Context, Decimal
from typing import Final

from ortaq.civic.plans.rules.needs import KINDS, LARGEST, MOST_TIYN, WITHOUT_MONEY, is_written
from ortaq.core.people.refusal import N_, YES, Answer, no

PLANNED: Final = "planned"
RUNNING: Final = "running"
DONE: Final = "done"
STOPPED: Final = "stopped"
STATES: Final = (PLANNED, RUNNING, DONE, STOPPED)
NEXT: Final[Mapping[str, tuple[str, ...]]] = {
    PLANNED: (RUNNING, DONE, STOPPED),
    RUNNING: (DONE, STOPPED),
    DONE: (RUNNING,),
    STOPPED: (RUNNING,),
}
"""What was done turns out unfinished, what was stopped goes on: a new step says so, the old one stays."""
WIDE: Final = Context(prec=50)
THOUSANDTH: Final = Decimal("0.001")
DECEMBER: Final = 12
SOURCE: Final = 300
"""Signs of a source."""
DAY_AHEAD = N_("This day has not come yet: %(day)s. Say it when it has.")
SHRINKS = N_("All that was spent or reached so far only grows, and this does not fit the days around it. Say why.")


# ── what is computed ─────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    done: int
    of: int

    @property
    def percent(self) -> int | None:
        """Whole per cent, rounded down so that only all is 100; None of nothing."""
        return self.done * 100 // self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Money:
    """Tiyn of one kind of resource."""

    kind: str
    planned: int
    spent: int


@dataclass(frozen=True, slots=True)
class Reached:
    """People a plan reached. Results count the same person more than once, so they are never added up."""

    at_least: int | None
    """The most any one result reached: so many different people at least. None where nobody counted."""
    by_result: Mapping[str, int]
    """Key of the result → the most people it reached on any day."""


def share_done(states: Iterable[str]) -> Share:
    """This will give the share of the plan that is done: measures done of all that were not stopped."""
    counted = [state for state in states if state != STOPPED]
    return Share(sum(state == DONE for state in counted), len(counted))


def gone_from(baseline: Decimal, target: Decimal, value: Decimal) -> Decimal:
    """This will give how far a result has come from its baseline to its target, 0 to 1 in thousandths.

    Rounded down, so that 1 is said only of what is reached; falling targets work alike.
    """
    gone = WIDE.divide(WIDE.subtract(value, baseline), WIDE.subtract(target, baseline))
    return min(max(gone, Decimal(0)), Decimal(1)).quantize(THOUSANDTH, rounding=ROUND_FLOOR)


def is_reached(baseline: Decimal, target: Decimal, value: Decimal) -> bool:
    """This will tell whether a value is at the target or beyond."""
    return value >= target if target > baseline else value <= target


def money(rows: Iterable[tuple[str, int, int]]) -> list[Money]:
    """This will add (kind, planned, spent) by kind, in the order of the kinds; kinds nobody plans are left out."""
    sums: dict[str, tuple[int, int]] = {}
    for kind, planned, spent in rows:
        before = sums.get(kind, (0, 0))
        sums[kind] = before[0] + planned, before[1] + spent
    return [Money(kind, *sums[kind]) for kind in KINDS if kind in sums]


def people(rows: Iterable[tuple[str, int | None]]) -> Reached:
    """This will give the people reached from (key of the result, people on a day)."""
    most: dict[str, int] = {}
    for key, count in rows:
        if count is not None:
            most[key] = max(count, most.get(key, 0))
    return Reached(max(most.values(), default=None), most)


def is_late(state: str, due_on: date, today: date | None) -> bool:
    """This will tell whether a measure should have been done and is not; one that was stopped is late no more."""
    return today is not None and state in (PLANNED, RUNNING) and due_on < today


# ── what may be told ─────────────────────────────────────────────────────────────────────────────────────────────────


def can_move(now_is: str, state: str) -> Answer:
    """This will say whether a measure can come from one state to another."""
    if state in NEXT.get(now_is, ()):
        return YES
    return no("measure_order", N_("A measure does not come from this state to that one."))


def check_step(note: Mapping[str, str], *, on: date, today: date, last_on: date | None) -> Answer:
    """This will say whether a step has its words and a day that fits."""
    if not is_written(note):
        return no("no_note", N_("Say in Kazakh and in Russian how it went, or why it was stopped."))
    if last_on is not None and on < last_on:
        return no("step_order", N_("The step before was on %(day)s: this one cannot be earlier."), day=last_on)
    return check_day(on, today=today)


def check_day(on: date, *, today: date) -> Answer:
    """This will say whether something can have been that day."""
    return YES if on <= today else no("day_ahead", DAY_AHEAD, day=on)


def check_source(source: str, reason: str = "") -> Answer:
    """This will say whether a figure says where it comes from."""
    if not source.strip():
        return no("no_source", N_("Name the document that shows this figure."))
    if len(sourced(source, reason)) > SOURCE:
        return no("source_long", N_("The source and the reason together have at most %(most)s signs."), most=SOURCE)
    return YES


def sourced(source: str, reason: str) -> str:
    """This will give a source with the reason a figure contradicts the ones around it."""
    return f"{source.strip()} — {reason.strip()}" if reason.strip() else source.strip()


def check_amount(kind: str, amount: object) -> Answer:
    """This will say whether so much can have been paid from a kind of resource."""
    if not isinstance(amount, int) or isinstance(amount, bool) or not 0 <= amount <= MOST_TIYN:
        return no("sum", N_("Write the sum as a number from 0."))
    if kind == WITHOUT_MONEY and amount:
        return no("free_sum", N_("What is done without budget money has no sum."))
    return YES


def check_growth(amount: int, *, before: int | None, after: int | None, reason: str) -> Answer:
    """This will ask why a sum that only grows has shrunk; `before` and `after` were told for days around this one."""
    shrinks = (before is not None and amount < before) or (after is not None and amount > after)
    if not shrinks or reason.strip():
        return YES
    return no("shrinks", SHRINKS)


def check_value(value: Decimal, *, on: date, baseline_on: date) -> Answer:
    """This will say whether a result can have had this value that day."""
    if not value.is_finite() or abs(value) >= LARGEST:
        return no("value", N_("This value is too large to be true."))
    if on < baseline_on:
        return no("before_baseline", N_("This is before the baseline of %(day)s."), day=baseline_on)
    return YES


def check_report(text: Mapping[str, str], year: int, *, today: date, since: date) -> Answer:
    """This will say whether a year can be reported: it is over or nearly, the plan was there, there are words."""
    if year > today.year or (year == today.year and today.month < DECEMBER):
        return no("year_ahead", N_("A year is reported when it is over, from its December on."))
    if year < since.year:
        return no("before_plan", N_("The plan was not there yet in %(year)s."), year=year)
    if not is_written(text):
        return no("no_report", N_("Write the report in Kazakh and in Russian."))
    return YES
