"""How villages solved what hurts: measures of all public village plans, for an akim who has the same need."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from ortaq.civic.plans.models import Actual, Measure, MeasureStep, PlanVersion, Resource, Result, Spending
from ortaq.core.matters.search import MOST_WORDS
from ortaq.engines.language import query_terms

PAGE = 20
PLANNED = "planned"
"""Before its first step a measure has no row that says so."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for; empty fields ask for everything."""

    theme: str = ""
    words: str = ""
    kind: str = ""
    """Of a resource."""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """A resource with what was paid from it, None where nothing was told."""

    resource: Resource
    spent: int | None


@dataclass(frozen=True, slots=True)
class Reached:
    """A result with its newest value, None where nothing was told."""

    result: Result
    actual: Actual | None


@dataclass(slots=True)
class Solution:
    """A measure of a village with what it took and what it reached."""

    measure: Measure
    state: str
    took: list[Taken] = field(default_factory=list)
    reached: list[Reached] = field(default_factory=list)

    @property
    def people(self) -> int | None:
        """This will give the people reached: the most any result tells, for they may be the same people."""
        told = [one.actual.people for one in self.reached if one.actual and one.actual.people is not None]
        return max(told, default=None)


def solutions(asked: Asked, *, after: int | None = None, limit: int | None = None) -> tuple[list[Solution], int | None]:
    """This will give a page of measures, the newest first, and the key the next page goes on after.

    Five statements, one where nothing is found. Measures of the newest published version of every public plan alone.
    """
    limit = limit or PAGE
    wanted = public().filter(_conditions(asked))
    if after is not None:
        wanted = wanted.filter(pk__lt=after)
    related = ("need", "version__plan__body", "version__plan__territory")
    rows = list(wanted.select_related(*related).order_by("-pk")[: limit + 1])
    shown = [Solution(row, row.state) for row in rows[:limit]]  # type: ignore[attr-defined]  # annotated above
    _fill(shown)
    return shown, shown[-1].measure.pk if len(rows) > limit else None


def public() -> QuerySet[Measure]:
    """This will give the measures everyone may learn from, with the newest state of each as `state`."""
    later = PlanVersion.objects.filter(
        plan=OuterRef("version__plan"), published_at__isnull=False, number__gt=OuterRef("version__number")
    )
    steps = MeasureStep.objects.filter(plan=OuterRef("version__plan"), measure=OuterRef("key")).order_by("-pk")
    public = Measure.objects.filter(~Exists(later), version__published_at__isnull=False, version__plan__listed=True)
    return public.annotate(state=Coalesce(Subquery(steps.values("state")[:1]), Value(PLANNED)))


def _conditions(asked: Asked) -> Q:
    wanted = Q()
    if asked.theme:
        wanted &= Q(need__theme=asked.theme)
    if asked.state:
        wanted &= Q(state=asked.state)
    if asked.kind:
        wanted &= Q(Exists(Resource.objects.filter(measure=OuterRef("pk"), kind=asked.kind)))
    return wanted & _named(asked.words)


def _named(words: str) -> Q:
    """All words of the question, each by any of its stems, the last one by its beginning."""
    groups = query_terms(words)[:MOST_WORDS]
    wanted = Q()
    for place, group in enumerate(groups, 1):
        end = "" if place == len(groups) else " "
        one = Q()
        for term in group:
            one |= Q(need__words__stems__contains=f" {term}{end}")
        wanted &= one
    return wanted


def _fill(shown: Sequence[Solution]) -> None:
    """Hang onto each measure what it took and what it reached, with the newest figures. Four statements."""
    if not shown:
        return
    by_id = {one.measure.pk: one for one in shown}
    plans = {one.measure.version.plan_id for one in shown}
    resources = list(Resource.objects.filter(measure__in=by_id).order_by("position"))
    results = list(Result.objects.filter(measure__in=by_id).order_by("position"))
    spent = {
        (row.plan_id, row.resource): row.amount
        for row in Spending.objects.filter(plan__in=plans, resource__in={one.key for one in resources}).order_by(
            "on", "pk"
        )
    }
    actuals = {
        (row.plan_id, row.result): row
        for row in Actual.objects.filter(plan__in=plans, result__in={one.key for one in results}).order_by("on", "pk")
    }
    for resource in resources:
        held = by_id[resource.measure_id]
        held.took.append(Taken(resource, spent.get((held.measure.version.plan_id, resource.key))))
    for result in results:
        held = by_id[result.measure_id]
        held.reached.append(Reached(result, actuals.get((held.measure.version.plan_id, result.key))))
