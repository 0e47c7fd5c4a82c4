"""Rows held against other writers until the transaction ends, and what the services beside share."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from ortaq.civic.plans.models import Plan, PlanVersion
from ortaq.civic.plans.queries import plans
from ortaq.civic.plans.rules.plans import FROZEN
from ortaq.core.journal import services as journal
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import Refused
from ortaq.core.tasks.rows import hold


def held_plan(plan: Plan) -> Plan:
    """The plan as it is now, held."""
    hold(Plan.objects.filter(pk=plan.pk))
    return Plan.objects.select_related(*plans.WITH).get(pk=plan.pk)


def open_version(version: PlanVersion) -> PlanVersion:
    """A version that may still be edited, with its plan held; raises Refused for a published one."""
    held_plan(version.plan)
    now_is = PlanVersion.objects.select_related("plan__matter", "plan__body", "plan__territory").get(pk=version.pk)
    if now_is.published_at is not None:
        raise Refused("published", FROZEN)
    return now_is


def tell(plan: Plan, act: str, *, actor: Actor, now: datetime, public: bool = True, **data: Any) -> None:
    """Write an act into the journal of the plan."""
    journal.write(act=act, matter=plan.matter, data=data, public=public, body=plan.body, actor=actor, now=now)


def year_of(now: datetime) -> int:
    """The year by the city's clock: it stands in numbers."""
    return timezone.localtime(now).year
