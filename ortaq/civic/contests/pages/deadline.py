"""Until when, as every page of a contest says it: the day, the hour, what is left, the written grace."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from ortaq.civic.contests import rules
from ortaq.civic.contests.queries.calls import window_of
from ortaq.core.ui.templatetags.ui_formats import localized

if TYPE_CHECKING:
    from ortaq.civic.contests.models import Application, Contest

SOON, OPEN, GRACE, OVER = "soon", "open", "grace", "over"


@dataclass(frozen=True, slots=True)
class Deadline:
    """What a page shows of a deadline."""

    state: str
    """ "soon" (not open yet), "open", "grace" (only who had begun), "over"."""
    at: datetime
    """The last second that counts."""
    days: int
    """Calendar days left, 0 on the last day."""
    opens_at: datetime | None = None
    grace_until: datetime | None = None
    grace_rule: str = ""
    asked_again: bool = False
    """The desk asked for more: this is the day for adding it."""


def of_contest(contest: "Contest", now: datetime) -> Deadline:
    """This will give the contest's deadline."""
    window = window_of(contest)
    if contest.state == "open" and now < contest.opens_at:
        state = SOON
    elif rules.may_begin(window, now):
        state = OPEN
    else:
        state = GRACE if rules.may_send(window, now) else OVER
    return Deadline(
        state=state,
        at=contest.closes_at,
        days=_days(contest.closes_at, now),
        opens_at=contest.opens_at,
        grace_until=contest.closes_at + timedelta(minutes=contest.grace_minutes) if contest.grace_minutes else None,
        grace_rule=localized(contest.grace_rule),
    )


def of_application(application: "Application", now: datetime) -> Deadline:
    """This will give the deadline that counts for an application: the contest's, or the day for adding what lacks."""
    until = application.supplement_until
    if application.state != "incomplete" or until is None:
        return of_contest(application.contest, now)
    state = OPEN if rules.may_supplement(until, now) else OVER
    return Deadline(state=state, at=until, days=_days(until, now), asked_again=True)


def _days(until: datetime, now: datetime) -> int:
    return (timezone.localtime(until).date() - timezone.localtime(now).date()).days
