"""Legal days of an appeal, from the dated rule sets: until when it may be forwarded, how far it may be extended."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from ortaq.civic.reception import rules
from ortaq.civic.reception.models import Assignment
from ortaq.core.deadlines import queries as deadlines
from ortaq.core.deadlines import rules as terms
from ortaq.core.deadlines.models import Calendar, RuleSet
from ortaq.core.people.refusal import Refused


@dataclass(frozen=True, slots=True)
class Law:
    """The calendar and the rule set of one day, read once for everything a service has to count."""

    calendar: Calendar
    days: terms.CalendarDays
    rule_set: RuleSet
    _counted: dict[tuple[object, ...], Any] = field(default_factory=dict, compare=False, repr=False)
    """What was counted before: an import asks the same days again and again."""

    def due(self, registered_on: date, term: str) -> date:
        """This will give the last day of a term that starts with a registration."""
        found: date | None = self._counted.get((registered_on, term))
        if found is None:
            found = self._counted[registered_on, term] = terms.due(registered_on, self.term(term), self.days).due_on
        return found

    def term(self, name: str) -> terms.Term:
        return deadlines.term_of(self.rule_set, name)

    def working_days(self, since: date, until: date) -> int | None:
        """This will count the working days after `since` up to `until`; None where the calendar ends before."""
        if (since, until) not in self._counted:
            try:
                self._counted[since, until] = terms.working_days_between(since, until, self.days)
            except terms.CalendarMissingYear:
                self._counted[since, until] = None
        found: int | None = self._counted[since, until]
        return found


def law_on(day: date) -> Law:
    """This will give the law of a day; raises Refused where no rule set or calendar is in force."""
    calendar, days = deadlines.calendar_in_force()
    return Law(calendar, days, deadlines.rule_set_on(day))


def laws() -> Callable[[date], Law | None]:
    """This will give a function day → law that asks no database: an import asks for every day of many years."""
    try:
        calendar, days = deadlines.calendar_in_force()
    except Refused:
        return lambda _day: None
    known = deadlines.rule_sets()

    def law(day: date) -> Law | None:
        rule_set = next((one for one in known if deadlines.is_in_force(one, day)), None)
        return Law(calendar, days, rule_set) if rule_set else None

    return law


def registered_on(received_at: datetime, days: terms.CalendarDays) -> date:
    """This will give the day of registration: the same, or after 18:00 or on a day off the next working day."""
    return terms.registered_on(received_at.astimezone(timezone.get_default_timezone()), days)


def redirect_until(row: Assignment) -> date:
    """This will give the last day on which a body may say "not mine": three working days after registration.

    Where no law or calendar covers those days yet the end is not known and has not come: the last day there is.
    """
    try:
        return law_on(row.registered_on).due(row.registered_on, rules.REDIRECT)
    except Refused:
        return date.max


def extension_limit(row: Assignment) -> date | None:
    """This will give the last day an extension may reach, two months in all; None where the term knows no extension."""
    if row.clock is None:
        return None
    rule_set = row.clock.rule_set
    if not deadlines.term_of(rule_set, row.clock.term).extendable:
        return None
    return terms.latest_extension(
        registered_on=row.clock.registered_on,
        first_due_on=row.clock.first_due_on,
        provision=deadlines.provision(rule_set, "extension"),
    )


def describe(row: Assignment) -> dict[str, Any]:
    """This will say by which rule an assignment is due: {"term", "n", "unit", "rule_set", "source", "due_on"} or {}."""
    if row.clock is None:
        return {}
    clock = row.clock
    term = clock.rule_set.terms.get(clock.term, {})
    return {
        "term": clock.term,
        "n": term.get("n"),
        "unit": term.get("unit"),
        "rule_set": clock.rule_set.code,
        "source": clock.rule_set.source,
        "due_on": clock.due_on,
    }
