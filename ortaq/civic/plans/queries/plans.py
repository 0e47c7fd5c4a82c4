"""Plans and versions as everyone sees them, or their makers."""

from django.db.models import Exists, OuterRef

from ortaq.civic.plans.models import Plan, PlanVersion
from ortaq.civic.plans.rules import rights
from ortaq.core.people.actor import Actor

WITH = ("matter", "body", "territory")


def get(code: str, actor: Actor) -> Plan | None:
    """This will give a plan that is public, or one in the making at its makers' desk; None for all others."""
    found = Plan.objects.select_related(*WITH).filter(code=code).first()
    if found is None or found.listed or rights.may_make(actor, body_id=found.body_id):
        return found
    return None


def version(plan: Plan, number: int | None, actor: Actor) -> PlanVersion | None:
    """This will give a published version, the newest without a number; one in the making to its makers alone.

    It knows whether a later one is published (`has_later`): people speak about the newest.
    """
    later = PlanVersion.objects.filter(
        plan=OuterRef("plan"), published_at__isnull=False, number__gt=OuterRef("number")
    )  # fmt: skip
    found = PlanVersion.objects.select_related("before").annotate(has_later=Exists(later)).filter(plan=plan)
    if number is None:
        return found.filter(published_at__isnull=False).order_by("-number").first()
    one = found.filter(number=number).first()
    if one is None or one.published_at is not None or rights.may_make(actor, body_id=plan.body_id):
        return one
    return None
