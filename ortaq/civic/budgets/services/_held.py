"""Rows held for the length of a transaction, and the step every call takes the same way."""

from datetime import datetime

from ortaq.civic.budgets.models import Call, Project
from ortaq.civic.budgets.rules import calls as rules
from ortaq.core.journal import services as journal
from ortaq.core.matters import services as matters
from ortaq.core.matters.models import Matter
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import require


def locked_call(call: Call) -> Call:
    """Give the call as it is now; ballots on their way in are waited for, later ones wait."""
    return Call.objects.select_for_update(of=("self",)).select_related("matter", "body").get(pk=call.pk)


def locked_project(project: Project) -> Project:
    """Give the project as it is now, held till the transaction ends."""
    held = Project.objects.select_for_update(of=("self",))
    return held.select_related("matter", "call__matter", "pot__district", "pot__akimat").get(pk=project.pk)


def step(call: Call, new: str, *, act: str, data: dict[str, object] | None = None, actor: Actor, now: datetime) -> Call:
    """Take a held call on to its next state, with its card and its entry."""
    require(rules.can_become(call.state, new))
    call.state = new
    call.save()
    matters.move(matter=call.matter, stage=new, visibility=Matter.Visibility.PUBLIC.value, actor=actor, now=now)
    journal.write(act=act, matter=call.matter, data=data, body=call.body, actor=actor, now=now)
    return call
