"""Votes counted into groups of opinion: a decision anyone can recompute, and what a page shows of it."""

from datetime import datetime
from secrets import SystemRandom
from typing import TYPE_CHECKING, Any

import numpy as np
from django.db import transaction

from ortaq.civic.dialogue import acts
from ortaq.civic.dialogue.models import OpinionCount, OpinionSeat, Process
from ortaq.civic.dialogue.queries import statements, votes
from ortaq.civic.dialogue.rules import groups as rules
from ortaq.civic.dialogue.services._held import held_process, tell
from ortaq.core.decisions import queries as decision_queries
from ortaq.core.decisions import services as decisions
from ortaq.core.decisions.models import Decision
from ortaq.core.decisions.queries import Counted
from ortaq.core.people.actor import Actor
from ortaq.engines.opinion import picture
from ortaq.engines.opinion.online import items_of
from ortaq.engines.opinion.routing import Rate, corrected

if TYPE_CHECKING:
    from ortaq.engines.opinion.factors import Model

TITLES = {
    "kk": "%(process)s: пікір топтары",
    "ru": "%(process)s: группы мнений",
    "en": "%(process)s: groups of opinion",
}
SEED_SOURCE = "SHA-256 (case)"
"""The seed is the digest of the case itself: after the votes are in nobody can choose it."""


def count_due(*, actor: Actor, now: datetime) -> int:
    """This will count the processes whose votes have changed enough, each in its own transaction; how many it were."""
    counted = 0
    for tally in votes.tallies():
        if rules.is_count_due(
            counted_votes=tally.counted_votes, counted_at=tally.counted_at, votes=tally.votes, newest=tally.newest,
            now=now,
        ):  # fmt: skip
            counted += count_groups(process=tally.process, actor=actor, now=now) is not None
    return counted


def count_groups(*, process: Process, actor: Actor, now: datetime) -> OpinionCount | None:
    """This will count the votes that stand now; None where nobody has voted.

    Participants stand in an order drawn by lot, so that their places tell nothing of when they came. Only the system
    and a head may count (`decisions.rules.may_decide`). The count runs ahead of the transaction that keeps it: it
    takes seconds, and nobody waits for it.
    """
    from ortaq.engines.opinion import factors, records

    order = votes.voters(process)
    if not order:
        OpinionCount.objects.filter(process=process).delete()  # the last voter took all back; decisions stay
        return None
    SystemRandom().shuffle(order)
    ballots = votes.ballots(process, order)
    case = records.case_of(ballots.votes)
    counted = decision_queries.counted(rule=records.RULE, version=records.VERSION, case=case)
    return _keep(process, order, ballots, case, counted, factors.fit(ballots.votes), actor=actor, now=now)


@transaction.atomic
def _keep(
    process: Process, order: list[int], ballots: votes.Ballots, case: dict[str, Any], counted: Counted, model: "Model",
    *, actor: Actor, now: datetime,
) -> OpinionCount:  # fmt: skip
    """The record, what a page shows of it, and who is which participant: all of it or nothing."""
    from ortaq.engines.opinion import records

    held = held_process(process)
    decision = decisions.announce(
        rule=records.RULE, version=records.VERSION, case=case, title=_title(held), matter=held.matter, actor=actor,
        now=now,
    )  # fmt: skip
    decision = decisions.decide(
        decision=decision, seed=counted.seed, seed_source=SEED_SOURCE, counted=counted, actor=actor, now=now
    )
    rates = corrected(votes.showings(held, ballots), len(ballots.statements))
    count = OpinionCount.objects.create(
        process=held, decision=decision, votes=len(ballots.votes.value), people=len(order), counted_at=now,
        rates=dict(zip(map(str, ballots.statements), map(_rate, rates), strict=True)),
        summary=_summary(decision, model.position),
        items=statements.kept_items(items_of(ballots.votes, model)),
    )  # fmt: skip
    _seat(count, order, decision)
    tell(
        held, acts.GROUPS_FOUND, decision=str(decision.public_id), votes=count.votes, people=count.people,
        groups=len(count.summary["groups"]), actor=actor, now=now,
    )  # fmt: skip
    return count


def _title(process: Process) -> dict[str, str]:
    return {name: words % {"process": process.title.get(name) or process.code} for name, words in TITLES.items()}


def _rate(rate: Rate) -> dict[str, int | None]:
    return {"answers": rate.answers, "raw": rate.raw, "corrected": rate.corrected, "error": rate.error}


def _seat(count: OpinionCount, order: list[int], decision: Decision) -> None:
    """Tell everybody which participant they are; seats of earlier counts are given up."""
    OpinionSeat.objects.filter(count__process_id=count.process_id).delete()
    groups = (decision.outcome or {})["people"]["group"]
    OpinionSeat.objects.bulk_create(
        (
            OpinionSeat(count=count, person_id=person_id, position=position, group=groups[position])
            for position, person_id in enumerate(order)
        ),
        batch_size=2000,
    )


def _summary(decision: Decision, live: "np.ndarray[Any, np.dtype[np.float64]]") -> dict[str, Any]:
    """The outcome as a page shows it: without its lists of people, with the map drawn small."""
    outcome: dict[str, Any] = decision.outcome or {}
    people = outcome["people"]
    there = [position for position, place in enumerate(people["place"]) if place is not None]
    places = np.array([people["place"][position] for position in there], dtype=np.float64).reshape(-1, 2)
    groups = np.array([people["group"][position] for position in there], dtype=np.int32)
    centres = picture.middles(places, groups, len(outcome["groups"]))
    turn = picture.turn(live[there], places)
    return {
        **{name: outcome[name] for name in ("verdict", "counts", "method", "existence")},
        "groups": [
            {"size": group["size"], "findings": group["findings"][: rules.NAMED], "centre": list(centre)}
            for group, centre in zip(outcome["groups"], centres, strict=True)
        ],
        "common_ground": [one for one in outcome["common_ground"] if one["score"] >= rules.AGREED][: rules.NAMED],
        "divisive": outcome["divisive"][: rules.NAMED],
        "statements": {one["id"]: [one["agree"], one["disagree"], one["pass"]] for one in outcome["statements"]},
        "spots": [[spot.x, spot.y, spot.group, spot.people] for spot in picture.spots(places, groups)],
        "turn": [[round(part * picture.THOUSAND) for part in row] for row in turn],
    }
