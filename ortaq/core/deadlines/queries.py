"""Which rule, which calendar, and whose time runs out."""

import json
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Q

from ortaq.core.deadlines.models import Calendar, Clock, RuleSet
from ortaq.core.deadlines.rules import CalendarDays, Term
from ortaq.core.matters.models import Matter
from ortaq.core.people.refusal import N_, Refused


def calendar_in_force() -> tuple[Calendar, CalendarDays]:
    """This will give the approved calendar and its days, read once as long as they are the same."""
    calendar = Calendar.objects.filter(in_force=True).first()
    if calendar is None:
        raise Refused("no_calendar", N_("No calendar of working days has been approved yet."))
    return calendar, _days(json.dumps(calendar.years))


def calendar_days(calendar_id: int) -> CalendarDays:
    """This will give the days of a calendar by id: an old clock keeps its own version."""
    return _days(json.dumps(Calendar.objects.values_list("years", flat=True).get(pk=calendar_id)))


@lru_cache(maxsize=16)
def _days(years: str) -> CalendarDays:
    return CalendarDays.read(json.loads(years))


def rule_set_on(day: date) -> RuleSet:
    """This will give the legal terms in force on a day."""
    found = (
        RuleSet.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)
        .order_by("-valid_from", "-pk")
        .first()
    )
    if found is None:
        raise Refused("no_rule_set", N_("No legal terms are known for %(day)s."), day=day)
    return found


def rule_sets() -> list[RuleSet]:
    """This will give all rule sets in the order in which a day looks for its own."""
    return list(RuleSet.objects.order_by("-valid_from", "-pk"))


def is_in_force(rule_set: RuleSet, day: date) -> bool:
    """This will say whether a rule set is in force on a day."""
    return rule_set.valid_from <= day and (rule_set.valid_to is None or rule_set.valid_to > day)


def term_of(rule_set: RuleSet, name: str) -> Term:
    """This will give one term of a rule set."""
    try:
        return Term.read(rule_set.terms[name])
    except KeyError:
        raise Refused(
            "no_term",
            N_("The legal terms %(version)s do not name the term %(name)s."),
            version=rule_set.code,
            name=name,
        ) from None


def provision(rule_set: RuleSet, name: str) -> dict[str, Any]:
    """This will give what a rule set says beside its terms: "extension", "registration", "kinds"…; {} if nothing."""
    return dict(rule_set.provisions.get(name) or {})


def due_before(day: date) -> list[Clock]:
    """This will give the running clocks whose due day has passed before `day`, the oldest first."""
    return list(
        Clock.objects.filter(stopped_at__isnull=True, due_on__lt=day)
        .select_related("matter", "body")
        .order_by("due_on", "pk")
    )


def clocks_of(matter: Matter) -> list[Clock]:
    """This will give a matter's clocks in the order they began."""
    return list(Clock.objects.filter(matter=matter).select_related("body", "rule_set", "calendar").order_by("pk"))


def clock(clock_id: int) -> Clock | None:
    """This will give a clock by id."""
    return Clock.objects.filter(pk=clock_id).first()
