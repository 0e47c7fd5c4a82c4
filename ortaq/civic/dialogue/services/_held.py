"""Rows held against other writers until the transaction ends, and what the services beside share."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from ortaq.civic.dialogue.models import Process
from ortaq.civic.dialogue.queries import processes
from ortaq.civic.dialogue.rules import phases, rights
from ortaq.core.journal import services as journal
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import require
from ortaq.core.tasks.rows import hold


def held_process(process: Process) -> Process:
    """The process as it is now, held."""
    hold(Process.objects.filter(pk=process.pk))
    return Process.objects.select_related(*processes.WITH).get(pk=process.pk)


def organised(process: Process, actor: Actor) -> Process:
    """The process as it is now, held; refused to who does not organise it."""
    held = held_process(process)
    require(rights.may_organise(actor, body_id=held.body_id))
    return held


def moderated(process: Process, actor: Actor) -> Process:
    """The process as it is now, held; refused to who does not look at what residents write in it."""
    held = held_process(process)
    require(rights.may_moderate(actor, body_id=held.body_id))
    return held


def require_phase(process: Process, deed: phases.Deed, *, now: datetime) -> None:
    """Refuse with a sentence what no phase of the process takes at this moment."""
    require(phases.may_now(deed, processes.spans(process), state=process.state, now=now))


def tell(process: Process, act: str, *, actor: Actor, now: datetime, public: bool = True, **data: Any) -> None:
    """Write an act into the journal of the process."""
    journal.write(act=act, matter=process.matter, data=data, public=public, body=process.body, actor=actor, now=now)


def year_of(now: datetime) -> int:
    """The year by the city's clock: it stands in numbers."""
    return timezone.localtime(now).year
