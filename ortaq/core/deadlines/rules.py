"""How legal terms are counted. Plain Python; the terms themselves are dated data (`RuleSet`), never constants here.

Source: Administrative Procedural and Process Code of Kazakhstan, in force since 1 July 2021, as told in the rule sets.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from ortaq.core.people.refusal import N_, YES, Answer, Refused, no

DAY = timedelta(days=1)
WORKING, CALENDAR = "working", "calendar"
AFTER_REGISTRATION, ON_RECEIPT = "day_after_registration", "day_of_receipt"
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Term:
    """So many days. `starts` names the first: the day after registration, or (older text) that of receipt."""

    n: int
    unit: str = WORKING
    starts: str = AFTER_REGISTRATION
    extendable: bool = False

    def __post_init__(self) -> None:
        if self.n < 1 or self.unit not in {WORKING, CALENDAR} or self.starts not in {AFTER_REGISTRATION, ON_RECEIPT}:
            raise ValueError(f"not a term: {self.n} {self.unit} days from {self.starts}")

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> "Term":
        """This will read a term of a rule set; what it does not know (certainty, note) stays there."""
        return cls(
            n=data["n"],
            unit=data.get("unit", WORKING),
            starts=data.get("starts", AFTER_REGISTRATION),
            extendable=bool(data.get("extendable", False)),
        )


class CalendarMissingYear(Refused):
    """The approved calendar ends before the day that is asked for."""

    def __init__(self, year: int) -> None:
        super().__init__(
            "calendar_missing_year",
            N_("The calendar of working days does not cover the year %(year)s yet. It has to be approved first."),
            year=year,
        )
        self.year = year


@dataclass(frozen=True, slots=True)
class CalendarDays:
    """Weekdays that are off and weekend days that are worked, in the years covered (None: all)."""

    off: frozenset[date]
    work: frozenset[date]
    years: frozenset[int] | None = None

    @classmethod
    def read(cls, years: Mapping[str, Mapping[str, Iterable[str]]]) -> "CalendarDays":
        """This will read the years of an approved calendar."""
        days = {
            kind: frozenset(date.fromisoformat(day) for year in years.values() for day in year.get(kind, ()))
            for kind in ("off", "work")
        }
        return cls(off=days["off"], work=days["work"], years=frozenset(int(year) for year in years))

    def is_working(self, day: date) -> bool:
        """This will say whether people work on the day; raises CalendarMissingYear outside the years covered."""
        if self.years is not None and day.year not in self.years:
            raise CalendarMissingYear(day.year)
        return day in self.work or (day.weekday() < SATURDAY and day not in self.off)

    def next_working(self, day: date) -> date:
        """This will give the day itself if it is worked, else the next one that is."""
        while not self.is_working(day):
            day += DAY
        return day


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of a term, and the days that were not counted on the way."""

    due_on: date
    skipped: tuple[date, ...]


def registered_on(received_at_local: datetime, calendar: CalendarDays, day_ends: time = time(18)) -> date:
    """This will give the day of registration: the same day, or the next working day after 18:00 or on a day off."""
    day = received_at_local.date()
    if calendar.is_working(day) and received_at_local.time().replace(tzinfo=None) <= day_ends:
        return day
    return calendar.next_working(day + DAY)


def due(registered_on: date, term: Term, calendar: CalendarDays) -> Due:
    """This will count a term from the day of registration; the last day is always a working one.

    Working days: days off on the way are skipped. Calendar days: all days count, and a last day that is off moves to
    the next working day.
    """
    first = registered_on + DAY if term.starts == AFTER_REGISTRATION else registered_on
    skipped = []
    if term.unit == CALENDAR:
        day = first + (term.n - 1) * DAY
        while not calendar.is_working(day):
            skipped.append(day)
            day += DAY
        return Due(day, tuple(skipped))
    day, left = first, term.n
    while True:
        if calendar.is_working(day):
            left -= 1
            if not left:
                return Due(day, tuple(skipped))
        else:
            skipped.append(day)
        day += DAY


def days_off_between(start: date, end: date, calendar: CalendarDays) -> tuple[date, ...]:
    """This will give the days off after `start` up to and with `end`: what a clock skips."""
    span = (start + step * DAY for step in range(1, (end - start).days + 1))
    return tuple(day for day in span if not calendar.is_working(day))


def working_days_between(a: date, b: date, calendar: CalendarDays) -> int:
    """This will count the working days after `a` up to and with `b`; 0 when b is not after a."""
    return max((b - a).days, 0) - len(days_off_between(a, b, calendar))


def add_months(day: date, months: int) -> date:
    """This will give the same day so many months later, or the last day of a shorter month."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - DAY).day
    return date(year, month, min(day.day, last))


def may_extend(
    *,
    term: Term,
    registered_on: date,
    due_on: date,
    first_due_on: date,
    until: date,
    calendar: CalendarDays,
    provision: Mapping[str, Any],
) -> Answer:
    """This will say whether a clock may be moved to `until`: later, on a working day, within the months allowed.

    `provision` is the rule set's: {"max_months": 2, "counts_whole_term": true}; "whole" counts from registration,
    otherwise from the first due day.
    """
    if not term.extendable:
        return no("not_extendable", N_("The law does not let this term be extended."))
    if until <= due_on:
        return no("extension_not_later", N_("The new day must be later than %(due)s."), due=due_on)
    latest = latest_extension(registered_on=registered_on, first_due_on=first_due_on, provision=provision)
    if until > latest:
        return no(
            "extension_too_long",
            N_("In all a term may be extended to %(latest)s at the latest."),
            latest=latest,
        )
    if not calendar.is_working(until):
        return no("extension_on_day_off", N_("The new day must be a working day."))
    return YES


def latest_extension(*, registered_on: date, first_due_on: date, provision: Mapping[str, Any]) -> date:
    """This will give the last day a term may be extended to."""
    start = registered_on if provision.get("counts_whole_term", True) else first_due_on
    return max(add_months(start, int(provision.get("max_months", 2))), first_due_on)


def propose_year(year: int) -> dict[str, list[str]]:
    """This will propose a year of the Kazakh calendar: {"off": weekdays off, "work": weekend days worked}, ISO dates.

    A proposal only: PyPI `holidays` estimates the religious days, the city reads and approves (`approve_calendar`).
    """
    import holidays

    known = holidays.country_holidays("KZ", years=year)
    off = sorted(day.isoformat() for day in known if day.year == year and day.weekday() < SATURDAY)
    work = sorted(day.isoformat() for day in known.weekend_workdays if day.year == year)
    return {"off": off, "work": work}
