"""Processes at the organisers' desk."""

from ortaq.civic.dialogue.models import Phase, Process
from ortaq.civic.dialogue.queries.processes import WITH
from ortaq.civic.dialogue.queries.processes import get as get_public
from ortaq.civic.dialogue.rules import rights
from ortaq.core.people.actor import Actor
from ortaq.core.territory.models import Territory

PLACES = ("city", "district", "okrug", "settlement")


def processes(actor: Actor) -> list[Process]:
    """This will list the processes of the bodies the actor organises for, the newest first. Two statements."""
    bodies = [body for body in actor.body_ids if rights.may_organise(actor, body_id=body)]
    found = Process.objects.filter(body__in=bodies).select_related(*WITH).prefetch_related("phases")
    return list(found.order_by("-matter"))


def get(code: str, actor: Actor) -> Process | None:
    """This will give a process to its organisers (second factor), None to everybody else."""
    found = Process.objects.select_related(*WITH).filter(code=code).first()
    return found if found is not None and rights.may_organise(actor, body_id=found.body_id) else None


def moderated(code: str, actor: Actor) -> Process | None:
    """This will give a process to who looks at what residents write in it; a draft to its organisers alone."""
    found = get_public(code, actor)
    return found if found is not None and rights.may_moderate(actor, body_id=found.body_id) else None


def phase(process: Process, position: int) -> Phase | None:
    """This will give one phase of a process the desk was given."""
    return Phase.objects.filter(process=process, position=position).first()


def places() -> list[Territory]:
    """This will list the places a process can be about, by name of kind and code. One statement."""
    return list(Territory.objects.filter(kind__in=PLACES).order_by("code"))
