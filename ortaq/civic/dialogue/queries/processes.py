"""Processes as everyone sees them, and the spans of time their rules ask for."""

from collections.abc import Iterable

from ortaq.civic.dialogue.models import Phase, Process
from ortaq.civic.dialogue.rules import rights
from ortaq.civic.dialogue.rules.phases import Span
from ortaq.core.matters.models import Matter
from ortaq.core.people.actor import Actor

WITH = ("matter", "body", "territory")


def get(code: str, actor: Actor) -> Process | None:
    """This will give a process that is public, or a draft at its organisers' desk; None for all others."""
    found = Process.objects.select_related(*WITH).filter(code=code).first()
    if found is None or found.listed or rights.may_organise(actor, body_id=found.body_id):
        return found
    return None


def by_matter(matter: Matter) -> Process | None:
    """This will give the process on a card."""
    return Process.objects.select_related(*WITH).filter(matter=matter).first()


def spans(process: Process) -> list[Span]:
    """This will give the phases of a process as the rules read them. One statement."""
    return spans_of(process.phases.all())


def spans_of(phases: Iterable[Phase]) -> list[Span]:
    """This will give phases as the rules read them."""
    return [Span(phase.kind, phase.opens_at, phase.closes_at, tuple(phase.allows)) for phase in phases]
