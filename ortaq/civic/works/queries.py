"""Every question about public works. All of them are public."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from ortaq.civic.works import rules
from ortaq.civic.works.models import Work
from ortaq.core.matters import queries as matters
from ortaq.core.matters.models import Link, Matter
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, Answer
from ortaq.core.territory import layers

AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class Page:
    """Twenty works, and the keys of the pages around them (0 for none)."""

    works: list[Work]
    older: int = 0


def listing(*, stage: str = "", district: str = "", before: int = 0) -> Page:
    """This will list works, the newest first, with body and card. One query."""
    found = _public().select_related("matter__territory", "body").order_by("-pk")
    if stage:
        found = found.filter(stage=stage)
    if district:
        found = found.filter(matter__territory__code__startswith=district)
    if before:
        found = found.filter(pk__lt=before)
    works = list(found[: AT_ONCE + 1])
    return Page(works[:AT_ONCE], works[AT_ONCE - 1].pk if len(works) > AT_ONCE else 0)


def get(number: str) -> Work | None:
    """This will give a work by the number of its card, with its steps."""
    found = _public().select_related("matter__territory", "body").prefetch_related("steps")
    return found.filter(matter__number=number.strip()).first()


def origins(work: Work, actor: Actor) -> list[Link]:
    """This will give what led to a work, as far as the actor may see it."""
    return [link for link in matters.links_of(work.matter, actor) if link.result_id == work.matter_id]


def may_move(work: Work, actor: Actor) -> Answer:
    """This will tell whether the actor may say that the work reached a stage."""
    return rules.may_keep(actor, work.body_id)


def next_stages(work: Work) -> list[str]:
    """This will list the stages a work may go to."""
    return [stage.value for stage in rules.Stage if rules.can_move(work.stage, stage)]


def of_matters(matter_ids: list[int]) -> dict[int, Work]:
    """This will give the works that became of matters: matter id → work."""
    links = Link.objects.filter(origin__in=matter_ids, result__kind="work").select_related("result__work")
    return {link.origin_id: link.result.work for link in links}


def _public() -> QuerySet[Work]:
    return Work.objects.filter(matter__visibility=Matter.Visibility.PUBLIC)


# ── the layer anyone may take away ───────────────────────────────────────────────────────────────────────────────

PROPERTIES = {
    "number": "matter__number",
    "kind": "kind",
    "stage": "stage",
    "title": "title",
    "body": "body__code",
    "planned": "planned",
    "spent": "spent",
    "currency": "currency",
    "opened_at": "matter__opened_at",
}


def drawn_works(asked: layers.Asked) -> layers.Page:
    """This will give one page of works that have a place, without those who carry them out. Two statements at most."""
    return matters.placed(Work.objects.all(), asked, PROPERTIES, _finished)


def _finished(facts: dict[str, Any]) -> dict[str, Any]:
    title = facts.pop("title")
    return {**facts, **layers.spread("title", title)}


def _extent(today: date) -> layers.Extent:
    del today  # works stay
    return matters.spanned(Work.objects.all())


WORKS = layers.Layer(
    id="works",
    title=N_("Public works"),
    description=N_("Works of the city that have a place, with their stage and money in the smallest unit (tiyn)."),
    shape="Point",
    fields=(
        layers.Field("number"),
        layers.Field("kind", filters=True, values=tuple(Work.Kind.values)),
        layers.Field("stage", filters=True, values=tuple(Work.Stage.values)),
        layers.Field("body", filters=True),
        layers.Field("planned", "integer"),
        layers.Field("spent", "integer"),
        layers.Field("currency"),
        layers.Field("opened_at", "date-time"),
        *layers.localized("title"),
    ),
    rows=drawn_works,
    extent=_extent,
)
