"""Working days of the calendar in force, for planning the demo's two years."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from ortaq.doors.terminal.demo import atlas

SATURDAY = 5


@dataclass(frozen=True)
class WorkingDays:
    """Days off on weekdays and weekend days moved to be working, within the years covered."""

    years: frozenset[int]
    off: frozenset[date]
    work: frozenset[date]

    def is_working(self, day: date) -> bool:
        """Tell whether offices work that day; raises ValueError outside the years of the calendar."""
        if day.year not in self.years:
            raise ValueError(f"the calendar does not cover {day.year}")
        return day in self.work or (day.weekday() < SATURDAY and day not in self.off)

    def first_from(self, day: date) -> date:
        """Return the day itself when it is a working day, otherwise the next one."""
        while not self.is_working(day):
            day += timedelta(days=1)
        return day

    def add(self, day: date, count: int) -> date:
        """Return the count-th working day after the day, which itself is not counted."""
        for _ in range(count):
            day = self.first_from(day + timedelta(days=1))
        return day

    def registered_on(self, received_at: datetime, closes_at: time) -> date:
        """Return the legal day of registration: after closing time or on a day off, the next working day."""
        day = received_at.date()
        if received_at.time() >= closes_at:
            day += timedelta(days=1)
        return self.first_from(day)


def _days(texts: Iterable[str]) -> frozenset[date]:
    return frozenset(date.fromisoformat(text) for text in texts)


@lru_cache(maxsize=1)
def calendar_in_force() -> WorkingDays:
    """Return the calendar version of `calendar.json` that is in force."""
    version = next(row for row in atlas.rows("calendar", "versions") if row["in_force"])
    years = version["years"]
    return WorkingDays(
        years=frozenset(int(year) for year in years),
        off=_days(day for year in years.values() for day in year["off"]),
        work=_days(day for year in years.values() for day in year["work"]),
    )
