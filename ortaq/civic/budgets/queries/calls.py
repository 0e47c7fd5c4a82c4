"""Calls and their pots."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count as CountOf
from django.db.models import Q, QuerySet

from ortaq.civic.budgets.models import Call, Pot
from ortaq.civic.budgets.rules import calls as rules
from ortaq.civic.budgets.rules.projects import PUBLIC
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import Answer


def visible(actor: Actor) -> QuerySet[Call]:
    """This will give the calls an actor may see: those that were opened, and drafts to whoever runs them."""
    found = Call.objects.select_related("matter", "body", "ballot_order")
    if actor.system:
        return found
    return found.exclude(~Q(body__in=actor.body_ids), state=Call.State.DRAFT.value)


def every(actor: Actor) -> list[Call]:
    """This will list calls, the newest vote first. One statement."""
    return list(visible(actor).order_by("-votes_from", "-pk"))


def get(code: str, actor: Actor) -> Call | None:
    """This will give a call by its code; "not yours" looks like "not there". One statement."""
    return visible(actor).filter(code=code).first()


def current(actor: Actor) -> Call | None:
    """This will give the call residents ask for now: the newest one that was opened."""
    return visible(actor).exclude(state=Call.State.DRAFT).order_by("-votes_from", "-pk").first()


def pots(call: Call) -> list[Pot]:
    """This will list a call's pots by district with `handed_in` (public projects) each. One statement."""
    public = Q(projects__state__in=[stage.value for stage in PUBLIC])
    found = call.pots.select_related("district", "akimat").annotate(handed_in=CountOf("projects", filter=public))
    return list(found.order_by("district__code"))


def pot(call: Call, district: str) -> Pot | None:
    """This will give a call's pot by the dotted code of its district."""
    return call.pots.select_related("district", "akimat").filter(district__code=district).first()


def rights(call: Call, actor: Actor, now: datetime) -> dict[str, Answer]:
    """This will say of each step whether it is the time for it: take_projects, vote, close, totals, results, run."""
    return {
        "take_projects": rules.may_take_projects(
            call.state, collects_from=call.collects_from, collects_until=call.collects_until, now=now
        ),
        "vote": rules.may_take_ballots(call.state, votes_from=call.votes_from, votes_until=call.votes_until, now=now),
        "close": rules.may_close(call.state, votes_until=call.votes_until, now=now),
        "totals": rules.may_see_totals(call.state),
        "results": rules.may_see_results(call.state),
        "run": rules.may_run(actor, body_id=call.body_id),
    }


@dataclass(frozen=True, slots=True)
class Turn:
    """What residents can do in a call now ("vote" or "take_projects"), and until when."""

    call: Call
    deed: str
    until: datetime


def turns(actor: Actor, now: datetime) -> list[Turn]:
    """This will list the calls in which residents can do something now, by what. One statement."""
    found = []
    for call in (
        visible(actor).filter(state__in=[Call.State.COLLECTING, Call.State.VOTING]).order_by("votes_from", "pk")
    ):
        may = rights(call, actor, now)
        if may["vote"]:
            found.append(Turn(call, "vote", call.votes_until))
        elif may["take_projects"]:
            found.append(Turn(call, "take_projects", call.collects_until))
    return found


def voted_on(actor: Actor, limit: int = 20) -> list[Call]:
    """This will list the calls that came to a vote, the newest first. One statement."""
    states = [Call.State.VOTING, Call.State.CLOSED, Call.State.DECIDED, Call.State.PUBLISHED]
    return list(visible(actor).filter(state__in=states).order_by("-votes_from", "-pk")[:limit])


def address_parts(matter_ids: Sequence[int]) -> dict[int, dict[str, str]]:
    """This will give what the addresses of calls are made of. One statement."""
    rows = Call.objects.filter(pk__in=list(matter_ids)).exclude(state=Call.State.DRAFT.value)
    return {pk: {"code": code} for pk, code in rows.values_list("pk", "code")}
