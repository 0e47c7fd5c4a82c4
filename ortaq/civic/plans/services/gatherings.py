"""Who has to be heard in a village, and the meetings where it was: attendance by group, minutes, size by law."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from ortaq.civic.plans import acts
from ortaq.civic.plans.models import Attendance, Gathering, Group, Need, Plan
from ortaq.civic.plans.rules import assemblies as rules
from ortaq.civic.plans.rules import needs
from ortaq.civic.plans.rules.plans import check_code
from ortaq.civic.plans.rules.rights import may_make
from ortaq.civic.plans.services._held import held_plan, tell
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, Refused, require

Words = Mapping[str, str]


@transaction.atomic
def keep_group(*, plan: Plan, code: str, name: Words, people: int | None = None, actor: Actor, now: datetime) -> Group:
    """This will name a group that has to be heard, or change the one with this code."""
    held = _held(plan, actor)
    require(check_code(code))
    require(rules.check_group(name))
    group, _ = Group.objects.update_or_create(plan=held, code=code, defaults={"name": dict(name), "people": people})
    return group


@transaction.atomic
def drop_group(*, group: Group, actor: Actor, now: datetime) -> None:
    """This will take a group out that neither came to a meeting nor named a need."""
    held = _held(group.plan, actor)
    named = any(
        group.code in codes for codes in Need.objects.filter(version__plan=held).values_list("groups", flat=True)
    )
    if named or Attendance.objects.filter(group=group).exists():
        raise Refused("group_heard", N_("This group came to a meeting or named a need: it stays."))
    Group.objects.filter(pk=group.pk).delete()


@transaction.atomic
def record_gathering(
    *,
    plan: Plan,
    kind: str,
    held_on: date,
    came: int,
    place: Words | None = None,
    residents: int | None = None,
    members: int | None = None,
    members_came: int | None = None,
    entitled: int | None = None,
    attendance: Mapping[str, int] | None = None,
    minutes: Words | None = None,
    actor: Actor,
    now: datetime,
) -> Gathering:
    """This will keep a meeting that was held and check its size by the rule of its day.

    `came` is everybody, each counted once; `attendance` leads from codes of groups to people. A meeting too small
    is kept too: its page says why it is not valid. One told already, form sent twice, is refused as "second".
    """
    held = _held(plan, actor)
    figures = {"residents": residents, "members": members, "members_came": members_came, "entitled": entitled}
    today = timezone.localtime(now).date()
    require(rules.check_meeting(kind, held_on=held_on, today=today, came=came, **figures))
    require(rules.check_minutes(minutes or {}))
    same = Gathering.objects.filter(plan=held, kind=kind, held_on=held_on, came=came, place=dict(place or {}))
    if same.exists():
        raise Refused("second", N_("This meeting was told already: the same day and place, as many people."))
    groups = {group.code: group for group in Group.objects.filter(plan=held)}
    for code, people in (attendance or {}).items():
        if code not in groups:
            raise Refused("no_group", N_("Choose groups of this village."))
        require(rules.check_attendance(group=groups[code].name, people=people, size=groups[code].people, came=came))
    rule = rules.rule_on(kind, held_on)
    valid = bool(rules.is_valid(rule, came=came, **figures)) if rule else None
    made = Gathering.objects.create(
        plan=held, kind=kind, held_on=held_on, place=dict(place or {}), came=came, **figures,
        minutes=dict(minutes or {}), rule=rule.code if rule else "", valid=valid, told_at=now,
    )  # fmt: skip
    Attendance.objects.bulk_create(
        Attendance(gathering=made, group=groups[code], people=people) for code, people in (attendance or {}).items()
    )
    said = {"kind": kind, "on": held_on.isoformat(), "came": came, "valid": valid}
    tell(held, acts.GATHERING_HELD, public=held.listed, **said, actor=actor, now=now)
    return made


def _held(plan: Plan, actor: Actor) -> Plan:
    held = held_plan(plan)
    require(may_make(actor, body_id=held.body_id))
    require(needs.check_kind_of_plan(held.kind))
    return held
