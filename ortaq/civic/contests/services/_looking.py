"""The rules of eligibility a program can look at; the others wait for a person."""

from datetime import date, datetime

from django.utils import timezone

from ortaq.civic.contests import rules
from ortaq.civic.contests.models import Application, Check
from ortaq.engines.personal import InvalidIin, parse_iin


def look_at(application: Application, now: datetime) -> None:
    """Write one check per rule; what a person has said stays."""
    facts = rules.Facts(
        birth_on=_birth_on(application.applicant.iin),
        organisation_kind=application.organisation_kind,
        answers=application.answers,
    )
    on = timezone.localtime(application.contest.closes_at).date()
    said = set(Check.objects.filter(application=application, by__isnull=False).values_list("rule", flat=True))
    for rule in application.contest.eligibility:
        if rule["code"] not in said:
            Check.objects.update_or_create(
                application=application,
                rule=rule["code"],
                defaults={"state": rules.look(rule, facts, on=on), "checked_at": now},
            )


def _birth_on(iin: str | None) -> date | None:
    try:
        return parse_iin(iin).birth_date if iin else None
    except InvalidIin:
        return None
