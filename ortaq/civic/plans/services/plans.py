"""A plan: begun with a first, empty version, and its title kept right."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from ortaq.civic.plans import acts
from ortaq.civic.plans.models import Plan, PlanVersion
from ortaq.civic.plans.rules import plans as rules
from ortaq.civic.plans.rules.rights import may_make
from ortaq.civic.plans.rules.stages import FIRST
from ortaq.civic.plans.services._held import held_plan, tell, year_of
from ortaq.civic.plans.services._shown import show_words
from ortaq.core.matters import services as matters
from ortaq.core.matters.localized import words
from ortaq.core.matters.models import Matter
from ortaq.core.people.actor import Actor
from ortaq.core.people.models import Person
from ortaq.core.people.refusal import N_, Refused, require
from ortaq.core.territory.models import Body, Territory

SERIES = {"general_plan": "g", "village_plan": "v", "scheme": "s"}
"""The letter each kind has in the numbers of its plans."""


@transaction.atomic
def open_plan(
    *,
    body: Body,
    territory: Territory,
    kind: str,
    title: Mapping[str, str],
    summary: Mapping[str, str] | None = None,
    stage: str = FIRST[0],
    code: str = "",
    language: str = "kk",
    demo: bool = False,
    actor: Actor,
    now: datetime,
) -> Plan:
    """This will begin a plan with a first version only its makers see; without a code it is called by its number."""
    require(may_make(actor, body_id=body.pk))
    require(rules.check_kind(kind))
    require(rules.check_title(title))
    require(rules.check_first(stage))
    matter = matters.open_matter(
        kind="plan",
        series=f"plan-{SERIES[kind]}{year_of(now)}",
        title=words(title, language),
        language=language,
        territory=territory,
        opened_by=Person.objects.filter(pk=actor.person_id or 0).first(),
        channel="desk",
        stage=stage,
        visibility=Matter.Visibility.PRIVATE.value,
        actor=actor,
        now=now,
    )
    code = code or f"{kind.replace('_', '-')}-{matter.number[1:5]}-{int(matter.number.rpartition('-')[2])}"
    require(rules.check_code(code))
    try:
        with transaction.atomic():
            plan = Plan.objects.create(
                matter=matter, code=code, kind=kind, body=body, territory=territory, title=dict(title),
                summary=dict(summary or {}), demo=demo,
            )  # fmt: skip
    except IntegrityError as error:
        raise Refused("code_taken", N_("Another plan has this address already. Choose another one.")) from error
    PlanVersion.objects.create(plan=plan, number=1, stage=stage, made_by_id=actor.person_id, made_at=now)
    tell(plan, acts.PLAN_OPENED, public=False, kind=kind, actor=actor, now=now)
    return plan


@transaction.atomic
def change_plan(*, plan: Plan, changes: Mapping[str, Any], actor: Actor, now: datetime) -> Plan:
    """This will change title, summary or when remarks are looked at; of a public plan the journal says which."""
    held = held_plan(plan)
    require(may_make(actor, body_id=held.body_id))
    changed = {name: value for name, value in changes.items() if getattr(held, name, None) != value}
    for name, value in changed.items():
        require(rules.may_change(name, rules.CHANGEABLE))
        setattr(held, name, value)
    require(rules.check_title(held.title))
    require(rules.check_moderation(held.moderation))
    if not changed:
        return held
    held.save(update_fields=list(changed))
    if held.listed:
        show_words(held, actor=actor, now=now)
    tell(held, acts.PLAN_CHANGED, public=held.listed, fields=sorted(changed), actor=actor, now=now)
    return held
