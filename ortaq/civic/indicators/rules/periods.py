"""Periods of values: read as people write them, compared, counted on. Plain Python."""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from ortaq.core.people.refusal import N_, YES, Answer, no

MONTHS: Final = {"year": 12, "quarter": 3, "month": 1}
"""How many months a usual period is long."""
EARLIEST, LATEST = 1900, 2200
BAD: Final = N_("Write the period as 2026, 2026-Q3, 2026-07 or 2026-07-01/2026-07-15.")
_YEAR = re.compile(r"(\d{4})")
_QUARTER = re.compile(r"(\d{4})-[QqКк]([1-4])")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_SPAN = re.compile(r"(\d{4}-\d{2}-\d{2})\s*/\s*(\d{4}-\d{2}-\d{2})")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A stretch of days, both ends included."""

    start: date
    end: date
    kind: str

    def overlaps(self, other: "Period") -> bool:
        """This will say whether the two have a day in common."""
        return self.start <= other.end and other.start <= self.end

    def __str__(self) -> str:
        """Give the form that `read` reads."""
        match self.kind:
            case "year":
                return f"{self.start:%Y}"
            case "quarter":
                return f"{self.start:%Y}-Q{(self.start.month + 2) // 3}"
            case "month":
                return f"{self.start:%Y-%m}"
            case _:
                return f"{self.start.isoformat()}/{self.end.isoformat()}"


def of(kind: str, day: date) -> Period:
    """This will give the year, quarter or month a day lies in."""
    months = MONTHS[kind]
    first = (day.month - 1) // months * months + 1
    last = first + months - 1
    return Period(date(day.year, first, 1), date(day.year, last, monthrange(day.year, last)[1]), kind)


def before(period: Period) -> Period:
    """This will give the year, quarter or month before one."""
    return of(period.kind, period.start - timedelta(days=1))


def last_whole(kind: str, today: date) -> Period:
    """This will give the last year, quarter or month that is over."""
    return before(of(kind, today))


def last(kind: str, today: date, count: int) -> list[Period]:
    """This will give the last `count` periods that are over, the earliest first."""
    found = [last_whole(kind, today)]
    while len(found) < count:
        found.append(before(found[-1]))
    return found[::-1]


def read(text: str) -> Period | None:
    """This will read a period as it is written, None for what is none."""
    text = text.strip()
    if found := _SPAN.fullmatch(text):
        return _span(*found.groups())
    if found := _QUARTER.fullmatch(text):
        return _known("quarter", int(found[1]), int(found[2]) * 3)
    if found := _MONTH.fullmatch(text):
        return _known("month", int(found[1]), int(found[2]))
    if found := _YEAR.fullmatch(text):
        return _known("year", int(found[1]), 1)
    return None


def _known(kind: str, year: int, month: int) -> Period | None:
    if not (EARLIEST <= year < LATEST and 1 <= month <= MONTHS["year"]):
        return None
    return of(kind, date(year, month, 1))


def _span(first: str, last: str) -> Period | None:
    try:
        start, end = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        return None
    return Period(start, end, "span") if start <= end and EARLIEST <= start.year < LATEST else None


def check(period: Period, *, today: date) -> Answer:
    """This will say whether something can have been measured over a period: it is over."""
    if period.end >= today:
        return no("not_over", N_("This period is not over yet: it ends on %(day)s."), day=period.end)
    return YES


def check_free(period: Period, taken: Iterable[Period]) -> Answer:
    """This will say whether no value stands for a part of the period yet, and which one does."""
    for other in taken:
        if (period.start, period.end) == (other.start, other.end):
            return no("second", N_("There is a value for %(period)s already: correct that one."), period=str(period))
        if period.overlaps(other):
            return no(
                "overlaps",
                N_("%(period)s overlaps %(other)s, for which there is a value already."),
                period=str(period),
                other=str(other),
            )
    return YES
