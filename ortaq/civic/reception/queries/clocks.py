"""The clocks of an appeal as a reader wants them: whose, until when, how many days are left, which do not count."""

from dataclasses import dataclass
from datetime import date

from ortaq.civic.reception.queries.detail import Story
from ortaq.core.deadlines import queries as deadlines
from ortaq.core.deadlines.models import Clock
from ortaq.core.deadlines.rules import CalendarDays, CalendarMissingYear, working_days_between
from ortaq.core.territory.models import Body

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Term:
    """A clock as the page tells it."""

    body: Body | None
    clock: Clock
    left: int | None
    """Working days to the due day; negative when it has passed; None when the clock has stopped."""
    late: bool
    skipped: list[date]
    """Days off on which people usually work; weekends need no naming."""


def terms(story: Story, today: date) -> list[Term]:
    """This will give the clocks that say something to a resident: those of answers, the newest first."""
    bodies = {assignment.body_id: assignment.body for assignment in story.assignments}
    calendar = None
    found: list[Term] = []
    for clock in story.clocks:
        if clock.duty != "answer":
            continue
        left = None
        if clock.stopped_at is None:
            calendar = calendar or deadlines.calendar_in_force()[1]
            left = days_left(today, clock.due_on, calendar)
        days = [day for day in map(date.fromisoformat, clock.skipped) if day.weekday() < SATURDAY]
        late = clock.stopped_at is None and clock.due_on < today
        found.append(Term(bodies.get(clock.body_id), clock, left, late, days))
    return list(reversed(found))


def days_left(today: date, due_on: date, calendar: CalendarDays) -> int | None:
    """This will count the working days that are left; negative ones are days of delay; None without a calendar."""
    try:
        if due_on < today:
            return -max(1, working_days_between(due_on, today, calendar))  # late from the first day off on
        return working_days_between(today, due_on, calendar)
    except CalendarMissingYear:  # an old record, or next year's calendar is not approved yet: the page is shown
        return None
