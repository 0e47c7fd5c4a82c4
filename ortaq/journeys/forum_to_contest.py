"""Who came to a forum meets a rule of a contest: eligibility is computed from the door's facts, not typed.

A contest is tied to a forum by its rule of eligibility: {"code": "came", "kind": "attended", "forum": "<code>", …}.
"""

from datetime import datetime

from django.db import transaction

from ortaq.civic.contests.models import Application, Check, Contest
from ortaq.civic.contests.rules import eligibility as rules
from ortaq.civic.contests.services import checking
from ortaq.civic.dialogue.models import Forum, Registration
from ortaq.core.people.actor import Actor

STATES = (Contest.State.OPEN, Contest.State.CLOSED)
"""While a contest is in one of these its rules are looked at."""


def tied_to(forum: Forum) -> list[Contest]:
    """This will list the contests whose rules ask whether somebody came to the forum. One statement."""
    found = Contest.objects.filter(state__in=STATES).select_related("matter", "body").order_by("pk")
    return [contest for contest in found if any(_asks(rule, forum.code) for rule in contest.eligibility)]


def _asks(rule: dict[str, object], code: str) -> bool:
    return rule["kind"] == rules.ATTENDED and rule.get("forum") == code


@transaction.atomic
def mark_all(*, forum: Forum, person_id: int | None = None, actor: Actor, now: datetime) -> int:
    """This will mark the rule for every application tied to a forum, or one person's; how many marks were new.

    Whoever was checked in meets it. Whoever was not fails it only once the forum has taken place. What an officer has
    said stays. A second time marks nothing.
    """
    marked = 0
    for contest in tied_to(forum):
        applications = Application.objects.filter(contest=contest, state__in=checking.LOOKED_AT)
        if person_id is not None:
            applications = applications.filter(applicant=person_id)
        came = _came(forum, [one.applicant_id for one in applications])
        for rule in contest.eligibility:
            if not _asks(rule, forum.code):
                continue
            for application in applications:
                state = _state(forum, came=application.applicant_id in came)
                marked += _mark(application, rule["code"], state, actor=actor, now=now)
    return marked


@transaction.atomic
def mark_one(*, application: Application, actor: Actor, now: datetime) -> int:
    """This will mark what an application sent in after the forum must know; how many marks were new."""
    codes = [rule["forum"] for rule in application.contest.eligibility if rule.get("forum")]
    found = Forum.objects.filter(code__in=codes).order_by("pk")
    return sum(mark_all(forum=one, person_id=application.applicant_id, actor=actor, now=now) for one in found)


def _came(forum: Forum, people: list[int]) -> set[int]:
    rows = Registration.objects.filter(forum=forum, person__in=people, checked_in_at__isnull=False)
    return set(rows.values_list("person_id", flat=True))


def _state(forum: Forum, *, came: bool) -> str:
    if came:
        return rules.MET
    return rules.NOT_MET if forum.state == Forum.State.HELD else rules.UNKNOWN


def _mark(application: Application, rule: str, state: str, *, actor: Actor, now: datetime) -> bool:
    known = Check.objects.filter(application=application, rule=rule).first()
    said = known is not None and (known.by_id is not None or known.state == state)
    if said or state == rules.UNKNOWN:
        return False
    checking.record_check(application=application, rule=rule, state=state, actor=actor, now=now)
    return True
