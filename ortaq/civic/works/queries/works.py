"""The register: works narrowed and in order, and one work."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from ortaq.civic.works.models import Evidence, Quantity, Step, Work
from ortaq.civic.works.rules import rights, stages
from ortaq.core.matters import queries as matters
from ortaq.core.matters.models import Link, Matter
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import Answer

AT_ONCE = 20
WITH = ("matter__territory", "body")


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list is narrowed to; "" and None ask for everything."""

    kind: str = ""
    stage: str = ""
    district: str | None = None
    """"" asks for works of the whole city."""
    year: int | None = None
    measure: str = ""
    """A figure's list: works that make this."""
    built: bool = True
    """With `measure`: built, or still planned."""


@dataclass(frozen=True, slots=True)
class Page:
    """Twenty works, and the key the next page begins before (0 for none); with a figure also how much each makes."""

    works: list[Work]
    older: int = 0
    amounts: dict[int, int] | None = None


def narrowed(asked: Filter) -> QuerySet[Work]:
    """This will give the public works a filter asks for, in no order."""
    found = Work.objects.filter(matter__visibility=Matter.Visibility.PUBLIC)
    given = {"kind": asked.kind or None, "stage": asked.stage or None, "district": asked.district, "year": asked.year}
    found = found.filter(**{name: value for name, value in given.items() if value is not None})
    return found.filter(pk__in=_makers(asked).values("work")) if asked.measure else found


def _makers(asked: Filter) -> QuerySet[Quantity]:
    rows = Quantity.objects.filter(kind=asked.measure, built=asked.built, amount__gt=0)
    given = {"year": asked.year, "district": asked.district}
    return rows.filter(**{name: value for name, value in given.items() if value is not None})


def listing(asked: Filter | None = None, *, before: int = 0, limit: int = AT_ONCE) -> Page:
    """This will list works, the newest first, with body and card. One statement, two for the list of a figure."""
    asked = asked or Filter()
    if asked.measure:
        return _of_figure(asked, before, limit)
    found = narrowed(asked).select_related(*WITH).order_by("-pk")
    works = list((found.filter(pk__lt=before) if before else found)[: limit + 1])
    return Page(works[:limit], works[limit - 1].pk if len(works) > limit else 0)


def _of_figure(asked: Filter, before: int, limit: int) -> Page:
    """By its own index: the works of one figure among a hundred thousand."""
    rows = _makers(asked).filter(work__matter__visibility=Matter.Visibility.PUBLIC)
    if asked.kind or asked.stage:
        given = {"work__kind": asked.kind, "work__stage": asked.stage}
        rows = rows.filter(**{name: value for name, value in given.items() if value})
    rows = (rows.filter(work__lt=before) if before else rows).order_by("-work")
    amounts = dict(list(rows.values_list("work", "amount")[: limit + 1]))
    ids = list(amounts)[:limit]
    found = Work.objects.select_related(*WITH).in_bulk(ids)
    return Page([found[pk] for pk in ids], ids[-1] if len(amounts) > limit else 0, {pk: amounts[pk] for pk in ids})


def get(number: str) -> Work | None:
    """This will give a work by the number of its card, with its steps and what shows them. Three statements."""
    steps = Step.objects.prefetch_related(Prefetch("evidence", Evidence.objects.select_related("file")))
    found = Work.objects.filter(matter__visibility=Matter.Visibility.PUBLIC).select_related(*WITH, "body__territory")
    return found.prefetch_related(Prefetch("steps", steps)).filter(matter__number=number.strip()).first()


def quantities_of(work: Work) -> list[Quantity]:
    """This will list how much a work makes. One statement."""
    return list(work.quantities.order_by("kind"))


def origins(work: Work, actor: Actor) -> list[Link]:
    """This will give what led to a work, as far as the actor may see it."""
    return [link for link in matters.links_of(work.matter, actor) if link.result_id == work.matter_id]


def may_move(work: Work, actor: Actor) -> Answer:
    """This will tell whether the actor may say that the work reached a stage."""
    return rights.may_keep(actor, work.body_id)


def next_stages(work: Work) -> list[str]:
    """This will list the stages a work may go to; nothing is designed or bid for with a grant."""
    left_out = stages.BID_FOR if work.kind == "grant" else frozenset()
    return [stage.value for stage in stages.Stage if stages.can_move(work.stage, stage) and stage not in left_out]


def of_matters(matter_ids: list[int]) -> dict[int, Work]:
    """This will give the works that became of matters: matter id → work."""
    links = Link.objects.filter(origin__in=matter_ids, result__kind="work").select_related("result__work")
    return {link.origin_id: link.result.work for link in links}


def years() -> list[int]:
    """This will list the years works are counted in, the newest first. One statement."""
    return list(Work.objects.filter(year__gt=0).order_by("-year").values_list("year", flat=True).distinct())


# ── at the desk ──────────────────────────────────────────────────────────────────────────────────────────────────


def desk_work(number: str, actor: Actor) -> Work | None:
    """This will give a work to those who keep it (second factor), None to everybody else."""
    found = get(number)
    return found if found is not None and rights.may_keep(actor, found.body_id) else None


def at_desk(actor: Actor, *, before: int = 0, limit: int = AT_ONCE) -> Page:
    """This will list the works of the actor's bodies that she keeps, the newest first. One statement."""
    bodies = [body for body in actor.body_ids if rights.may_keep(actor, body)]
    found = Work.objects.filter(body__in=bodies).select_related(*WITH).order_by("-pk")
    works = list((found.filter(pk__lt=before) if before else found)[: limit + 1])
    return Page(works[:limit], works[limit - 1].pk if len(works) > limit else 0)


def may_see_files(actor: Actor, matter: Matter) -> bool:
    """This will tell whether private photos of a work are open: to those who keep it."""
    work = Work.objects.filter(matter=matter).first()
    return work is not None and bool(rights.may_keep(actor, work.body_id))


# ── for the table anyone may take away ───────────────────────────────────────────────────────────────────────────

ROW = (
    "matter__number", "kind", "stage", "title", "body__code", "district", "year", "contractor", "contract_number",
    "planned", "spent", "currency", "starts_on", "ends_on", "done_on", "matter__lon", "matter__lat", "matter__address",
)  # fmt: skip
BATCH = 2000


def rows(asked: Filter) -> Iterator[tuple[dict[str, Any], dict[str, tuple[int | None, int | None]]]]:
    """This will give every work of a filter as facts with its quantities (kind → planned, built), batch by batch."""
    after = 0
    while True:
        batch = list(narrowed(asked).filter(pk__gt=after).order_by("pk").values("pk", *ROW)[:BATCH])
        if not batch:
            return
        made: dict[int, dict[str, tuple[int | None, int | None]]] = {}
        counted = Quantity.objects.filter(work__in=[row["pk"] for row in batch])
        for work, kind, planned, done in counted.values_list("work", "kind", "planned", "done"):
            made.setdefault(work, {})[kind] = (planned, done)
        for row in batch:
            yield row, made.get(row["pk"], {})
        after = batch[-1]["pk"]
