"""Until when: by the server's clock, to the second, with grace only where it is written down. Plain Python."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from ortaq.core.people.refusal import N_, YES, Answer, no


@dataclass(frozen=True, slots=True)
class Window:
    """When a contest takes applications. `closes_at` is the last second that counts."""

    state: str
    opens_at: datetime
    closes_at: datetime
    grace_minutes: int = 0

    @property
    def ends_at(self) -> datetime:
        """The last second with the grace."""
        return self.closes_at + timedelta(minutes=self.grace_minutes)


def to_second(moment: datetime) -> datetime:
    """This will leave out what is below a second: "23:59:59" lasts until 23:59:59.999999."""
    return moment.replace(microsecond=0)


def may_begin(window: Window, now: datetime) -> Answer:
    """This will tell whether a new application may be begun: until the deadline, grace is for those who had begun."""
    if window.state != "open":
        return no("closed", N_("This contest takes no applications now."))
    if now < window.opens_at:
        return no("not_open", N_("Applications are taken from %(day)s."), day=window.opens_at)
    if to_second(now) > window.closes_at:
        return no("late", N_("The deadline has passed. What you have written is kept."))
    return YES


def may_send(window: Window, now: datetime) -> Answer:
    """This will tell whether an application may be sent now, the written grace included."""
    if window.state == "open" and now < window.opens_at:
        return no("not_open", N_("Applications are taken from %(day)s."), day=window.opens_at)
    if window.state != "open" or to_second(now) > window.ends_at:
        return no("late", N_("The deadline has passed. What you have written is kept."))
    return YES


def in_grace(window: Window, now: datetime) -> bool:
    """This will tell whether something sent now owes it to the grace."""
    return to_second(now) > window.closes_at


def is_over(window: Window, now: datetime) -> bool:
    """This will tell whether the contest can be closed: the grace is over."""
    return to_second(now) > window.ends_at


def may_object(until: datetime | None, now: datetime) -> Answer:
    """This will tell whether the window for objections is open."""
    if until is None:
        return no("no_result", N_("There is nothing to object to yet."))
    if to_second(now) > until:
        return no("window", N_("The time for objections ended on %(day)s."), day=until)
    return YES


def may_object_to(state: str, *, filed: bool, until: datetime | None, now: datetime) -> Answer:
    """This will tell whether an applicant may object to what was decided: once, within the window."""
    if state not in ("not_eligible", "not_funded"):
        return no("no_result", N_("There is nothing to object to yet."))
    if filed:
        return no("second", N_("Your objection is in already."))
    return may_object(until, now)


def may_supplement(until: datetime | None, now: datetime) -> Answer:
    """This will tell whether what was missing may still be added."""
    if until is None or to_second(now) > until:
        return no("late", N_("The deadline has passed. What you have written is kept."))
    return YES
