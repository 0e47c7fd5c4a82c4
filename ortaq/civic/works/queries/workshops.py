"""Workshops of residents, and what became of their concepts."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q

from ortaq.civic.works.models import Concept, Workshop
from ortaq.civic.works.rules import rights
from ortaq.civic.works.rules.stages import BUILT, WAY, Stage
from ortaq.core.matters.models import Matter
from ortaq.core.people.actor import Actor

PUBLIC = Q(matter__visibility=Matter.Visibility.PUBLIC)


@dataclass(frozen=True, slots=True)
class Listed:
    """A workshop with how many concepts it gave, and how many of them are built."""

    workshop: Workshop
    concepts: int
    built: int


def listing(actor: Actor | None = None) -> list[Listed]:
    """This will list public workshops, or those an actor keeps, the newest first. One statement."""
    found = (
        Workshop.objects.filter(PUBLIC)
        .select_related("matter", "body")
        .annotate(
            n=Count("concepts"),
            done=Count("concepts", filter=Q(concepts__work__stage__in=[stage.value for stage in BUILT])),
        )
    )
    if actor is not None:
        found = found.filter(body__in=[body for body in actor.body_ids if rights.may_keep(actor, body)])
    return [Listed(row, row.n, row.done) for row in found]


def get(number: str) -> Workshop | None:
    """This will give a workshop by the number of its card, with its concepts and their works. Two statements."""
    concepts = Concept.objects.filter(PUBLIC).select_related("matter__territory", "work__matter")
    found = Workshop.objects.filter(PUBLIC, matter__number=number.strip()).select_related("matter", "body__territory")
    return found.prefetch_related(Prefetch("concepts", concepts)).first()


def desk_workshop(number: str, actor: Actor) -> Workshop | None:
    """This will give a workshop to those who keep it, None to everybody else."""
    found = get(number)
    return found if found is not None and rights.may_keep(actor, found.body_id) else None


def by_stage(workshop: Workshop) -> list[tuple[str, int]]:
    """This will count the concepts of a workshop that was read with `get` by the stage they have reached, in order."""
    stages = [concept.work.stage if concept.work else "" for concept in workshop.concepts.all()]
    order = ["", *(stage.value for stage in (*WAY, Stage.STOPPED))]
    return [(stage, stages.count(stage)) for stage in order if stage in stages]


def concept(number: str) -> Concept | None:
    """This will give a concept by the number of its card, with its workshop and its work. One statement."""
    rows = Concept.objects.filter(PUBLIC, matter__number=number.strip())
    return rows.select_related("matter__territory", "workshop__matter", "workshop__body", "work__matter").first()


def of_work(work_id: int) -> Concept | None:
    """This will give the concept a work was built on. One statement."""
    return Concept.objects.filter(PUBLIC, work=work_id).select_related("matter", "workshop__matter").first()


def workshop_address(matter_ids: Sequence[int]) -> dict[int, dict[str, str]]:
    """This will give what the addresses of workshops are made of. One statement."""
    rows = Workshop.objects.filter(matter__in=list(matter_ids)).values_list("matter", "matter__number")
    return {matter: {"workshop": number} for matter, number in rows}


def concept_address(matter_ids: Sequence[int]) -> dict[int, dict[str, str]]:
    """This will give what the addresses of concepts are made of. One statement."""
    rows = Concept.objects.filter(matter__in=list(matter_ids)).values_list("matter", "matter__number")
    return {matter: {"concept": number} for matter, number in rows}
