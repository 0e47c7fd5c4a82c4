"""What a dialogue asked for and its body accepted goes on into a plan: its ideas, the process and the forums it was
spoken about. Into a village plan it goes under a need. Nobody writes remarks in the name of residents: their own words
are tied as they are.
"""

from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Q

from ortaq.civic.dialogue.models import Cluster, Forum, Idea
from ortaq.civic.plans.models import Need, Plan
from ortaq.civic.plans.queries import village
from ortaq.civic.plans.rules.rights import may_make
from ortaq.civic.plans.services.cards import card_of
from ortaq.core.discussion.rules.fates import ACCEPTED
from ortaq.core.journal import acts
from ortaq.core.journal.models import Entry
from ortaq.core.matters import services as matters
from ortaq.core.matters.models import Matter
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, Refused, require
from ortaq.journeys import tying

NOT_ACCEPTED: Final = N_("Only what was accepted goes on into a plan: give this an answer that accepts it first.")
NOT_PUBLIC: Final = N_("Publish the plan first: what residents said goes into what everyone can read.")


def open_to(actor: Actor) -> list[tuple[Plan, list[Need]]]:
    """This will list the plans the actor makes that everyone reads; of a village plan with its needs.

    One statement, two for each village plan.
    """
    bodies = [body for body in actor.body_ids if may_make(actor, body_id=body)]
    found = Plan.objects.filter(body__in=bodies, listed=True).order_by("pk")
    return [(plan, _needs(plan) if plan.kind == Plan.Kind.VILLAGE else []) for plan in found]


def _needs(plan: Plan) -> list[Need]:
    version = village.newest(plan.pk)
    return list(Need.objects.filter(version=version).order_by("position")) if version else []


@transaction.atomic
def hand_over(*, cluster: Cluster, plan: Plan, need: str = "", actor: Actor, now: datetime) -> int:
    """This will tie what was answered together to a plan, or to a `need` of a village plan (its key).

    Gives how many words were tied now; a second time none. Authors of ideas and statements, supporters and followers
    are told. Raises Refused: not_accepted, not_yours, second_factor, not_public, circle, and what `card_of` refuses.
    """
    if cluster.fate not in ACCEPTED or not cluster.process.listed:
        raise Refused("not_accepted", NOT_ACCEPTED)
    require(may_make(actor, body_id=plan.body_id))
    if not plan.listed:
        raise Refused("not_public", NOT_PUBLIC)
    into = card_of(plan=plan, kind="need", key=need, actor=actor, now=now) if need else plan.matter
    told: dict[str, Any] = {"result": into, "actor": actor, "now": now}
    talks = Forum.objects.filter(process=cluster.process_id, listed=True, state=Forum.State.HELD)
    for card in (cluster.process.matter, *(one.matter for one in talks.select_related("matter"))):
        matters.link(origin=card, **told)
    tied = tying.tie(origins=_ideas(cluster), body=plan.body, **told)
    process, said = cluster.process.matter, {"data__number": into.number, "data__cluster": cluster.number}
    if not Entry.objects.filter(matter=process, act=acts.BECAME, **said).exists():
        tying.note(card=process, body=plan.body, cluster=cluster.number, **told)
    return tied


def _ideas(cluster: Cluster) -> list[Matter]:
    """The cards of its ideas and of what was joined into them, in the order of their numbers."""
    shown = Q(idea__membership__cluster=cluster, idea__state=Idea.State.SHOWN)
    joined = Q(idea__root__membership__cluster=cluster, idea__state=Idea.State.JOINED)
    return list(Matter.objects.filter(shown | joined).order_by("pk"))
