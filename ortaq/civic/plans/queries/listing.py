"""Public plans by their kind, and the plans of a desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, QuerySet

from ortaq.civic.plans import acts
from ortaq.civic.plans.models import (
    Anchor,
    Gathering,
    GrantCall,
    Layer,
    Measure,
    Need,
    Paragraph,
    Plan,
    PlanVersion,
    Zone,
)
from ortaq.civic.plans.queries.plans import WITH
from ortaq.civic.plans.rules import rights
from ortaq.civic.plans.rules.plans import KINDS
from ortaq.civic.plans.rules.remarks import OPEN_STAGES
from ortaq.civic.plans.rules.stages import DAYS
from ortaq.core.journal.models import Entry
from ortaq.core.people.actor import Actor
from ortaq.core.territory.models import Territory

PLACES = ("city", "district", "okrug", "settlement")
PAGE = 50


@dataclass(frozen=True, slots=True)
class Listed:
    """A plan with the version its row tells about."""

    plan: Plan
    version: PlanVersion | None


def public(kind: str, *, after: int | None = None) -> tuple[list[Listed], int | None]:
    """This will give a page of the public plans of a kind, the newest first, and what the next page begins after.

    Two statements.
    """
    found = Plan.objects.filter(listed=True, kind=kind).select_related(*WITH).order_by("-matter")
    rows = list((found.filter(matter__lt=after) if after else found)[: PAGE + 1])
    newest = _newest(PlanVersion.objects.filter(plan__in=rows, published_at__isnull=False))
    shown = [Listed(plan, newest.get(plan.pk)) for plan in rows[:PAGE]]
    return shown, shown[-1].plan.pk if len(rows) > PAGE else None


def kinds() -> dict[str, int]:
    """This will count the public plans of each kind. One statement."""
    counted = Plan.objects.filter(listed=True).order_by().values_list("kind").annotate(n=Count("pk"))
    found = dict(counted)
    return {kind: found.get(kind, 0) for kind in KINDS}


def at_desk(actor: Actor) -> list[Listed]:
    """This will list the plans of the bodies the actor makes plans for, with their newest versions. Two statements."""
    bodies = [body for body in actor.body_ids if rights.may_make(actor, body_id=body)]
    rows = list(Plan.objects.filter(body__in=bodies).select_related(*WITH).order_by("-matter"))
    newest = _newest(PlanVersion.objects.filter(plan__in=rows))
    return [Listed(plan, newest.get(plan.pk)) for plan in rows]


def _newest(versions: QuerySet[PlanVersion]) -> dict[int, PlanVersion]:
    return {version.plan_id: version for version in versions.order_by("number")}


def versions(plan: Plan, actor: Actor) -> list[PlanVersion]:
    """This will list the versions everyone reads, with the one in the making to its makers. One statement."""
    found = PlanVersion.objects.filter(plan=plan).order_by("-number")
    makes = rights.may_make(actor, body_id=plan.body_id)
    return list(found if makes else found.filter(published_at__isnull=False))


def reached(version: PlanVersion) -> dict[str, date | datetime]:
    """This will give the stages a version came to in front of everyone, each with its day. One statement."""
    told = Entry.objects.filter(
        matter=version.plan_id, public=True, act__in=[acts.VERSION_PUBLISHED, acts.STAGE_REACHED]
    ).order_by("seq")
    mine = [entry for entry in told if entry.data.get("version") == version.number]
    found: dict[str, date | datetime] = {
        entry.data["stage"]: date.fromisoformat(on) if (on := entry.data.get("on")) else entry.at for entry in mine
    }
    days = ((stage, getattr(version, name)) for stage, name in DAYS.items())
    return found | {stage: day for stage, day in days if day}


@dataclass(frozen=True, slots=True)
class Parts:
    """Which parts a version has: its pages show a view only of what is there."""

    text: bool
    zones: bool
    grants: bool
    """Of the plan, whichever version is shown."""
    needs: bool
    gatherings: bool
    said: bool
    """Somebody's words that everyone reads."""


def parts_of(version: PlanVersion) -> Parts:
    """This will tell which parts a version has. One statement."""
    here = PlanVersion.objects.filter(pk=version.pk).values_list(
        Exists(Paragraph.objects.filter(version=OuterRef("pk"))),
        Exists(Zone.objects.filter(version=OuterRef("pk"))),
        Exists(GrantCall.objects.filter(plan=OuterRef("plan"))),
        Exists(Need.objects.filter(version=OuterRef("pk"))),
        Exists(Gathering.objects.filter(plan=OuterRef("plan"))),
        Exists(Anchor.objects.filter(version=OuterRef("pk"), remark__state="shown")),
    )
    return Parts(*here.get())


def counts(version: PlanVersion) -> dict[str, int]:
    """This will count the parts of a version, for the page that asks before it is published. Five statements."""
    return {
        "paragraphs": Paragraph.objects.filter(version=version).count(),
        "layers": Layer.objects.filter(version=version).count(),
        "zones": Zone.objects.filter(version=version).count(),
        "needs": Need.objects.filter(version=version).count(),
        "measures": Measure.objects.filter(version=version).count(),
    }


def desk_plan(code: str, actor: Actor) -> Plan | None:
    """This will give a plan to its makers (second factor), None to everybody else."""
    found = Plan.objects.select_related(*WITH).filter(code=code).first()
    return found if found is not None and rights.may_make(actor, body_id=found.body_id) else None


def in_making(plan: Plan) -> PlanVersion | None:
    """This will give the version of a plan that is in the making, for a plan the desk was given."""
    return PlanVersion.objects.select_related("plan", "before").filter(plan=plan, published_at__isnull=True).first()


def places() -> list[Territory]:
    """This will list the places a plan can be about. One statement."""
    return list(Territory.objects.filter(kind__in=PLACES).order_by("code"))


def address_parts(matter_ids: Sequence[int]) -> dict[int, dict[str, str]]:
    """This will give what the addresses of plans are made of. One statement."""
    rows = Plan.objects.filter(pk__in=list(matter_ids))
    return {pk: {"code": code} for pk, code in rows.values_list("pk", "code")}


def taking_remarks(today: date) -> list[PlanVersion]:
    """This will list the newest versions people can speak about until a day, the nearest day first. One statement."""
    later = PlanVersion.objects.filter(plan=OuterRef("plan"), published_at__isnull=False, number__gt=OuterRef("number"))
    found = PlanVersion.objects.filter(
        ~Exists(later), plan__listed=True, published_at__isnull=False, stage__in=OPEN_STAGES, remarks_until__gte=today
    )
    return list(found.select_related("plan__territory").order_by("remarks_until", "plan"))


def holding(kind: str) -> list[PlanVersion]:
    """This will list which version holds of every public plan of a kind: in force, else the newest. One statement."""
    found = PlanVersion.objects.filter(plan__listed=True, plan__kind=kind, published_at__isnull=False)
    held: dict[int, PlanVersion] = {}
    for version in found.select_related("plan").order_by("plan", "number"):
        last = held.get(version.plan_id)
        if last is None or last.stage != PlanVersion.Stage.IN_FORCE:
            held[version.plan_id] = version
    return list(held.values())
