"""The steps of a call up to the close of its vote; counting has its own file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from ortaq.civic.budgets import acts
from ortaq.civic.budgets.models import BallotDraft, Call, Pot, Project
from ortaq.civic.budgets.queries import specs
from ortaq.civic.budgets.rules import calls as rules
from ortaq.civic.budgets.rules.projects import Stage
from ortaq.civic.budgets.services._held import locked_call, step
from ortaq.core.decisions import services as decisions
from ortaq.core.journal import services as journal
from ortaq.core.matters import services as matters
from ortaq.core.matters.localized import words
from ortaq.core.matters.models import Matter
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, Refused, require
from ortaq.core.territory.models import Body, Territory

LOT = {
    "kk": "Жобалардың бюллетеньдегі реті",
    "ru": "Порядок проектов в бюллетене",
    "en": "Order of the projects on the ballot",
}


TAKEN = ("new", "how")
"""Codes that are addresses of their own."""


@dataclass(frozen=True, slots=True)
class PotPlan:
    """One district's money: `amount` and `cap` in tiyn."""

    district: Territory
    amount: int
    cap: int
    akimat: Body | None = None


@transaction.atomic
def draw_up_call(
    *,
    code: str,
    name: Mapping[str, str],
    body: Body,
    pots: Sequence[PotPlan],
    collects_from: datetime,
    collects_until: datetime,
    votes_from: datetime,
    votes_until: datetime,
    about: Mapping[str, str] | None = None,
    ballot_kind: str = Call.BallotKind.APPROVAL.value,
    limit: int = 3,
    points: int = 10,
    rung: str = Call.Rung.VERIFIED_RESIDENT.value,
    paper: bool = True,
    spec: Mapping[str, Any] | None = None,
    beside: Mapping[str, Any] | None = None,
    demo: bool = False,
    actor: Actor,
    now: datetime,
) -> Call:
    """This will write a call down with its pots; nobody sees it before `open_call`.

    `spec` and `beside` are RuleSpecs as canonical JSON: Equal Shares elects and greedy stands beside it unless told
    otherwise. Raises Refused for dates out of order, a cap above its pot, paper without verified residents, a rule
    that is none, a code that is taken.
    """
    require(rules.may_run(actor, body_id=body.pk))
    require(rules.check_dates([collects_from, collects_until, votes_from, votes_until]))
    require(rules.check_paper(paper=paper, rung=rung))
    for plan in pots:
        require(rules.check_pot(amount=plan.amount, cap=plan.cap))
    if not pots:
        raise Refused("pots", N_("A call needs a pot for at least one district."))
    kind = Call.BallotKind(ballot_kind).value
    chosen = specs.checked(spec) if spec else specs.elects(kind)
    other = specs.checked(beside) if beside else specs.stands_beside(kind)
    if code in TAKEN or Call.objects.filter(code=code).exists():
        raise Refused("code", N_("There is a call with this code already."))
    matter = matters.open_matter(
        kind="budget_call", series=f"call-bc{votes_from.year}", title=words(dict(name), "kk"), language="kk",
        channel="desk", stage=Call.State.DRAFT.value, visibility=Matter.Visibility.HELD.value, actor=actor, now=now,
    )  # fmt: skip
    call = Call.objects.create(
        matter=matter, code=code, name=dict(name), about=dict(about or {}), body=body,
        collects_from=collects_from, collects_until=collects_until, votes_from=votes_from, votes_until=votes_until,
        ballot_kind=kind, limit=limit, points=points, rung=Call.Rung(rung).value, paper=paper,
        spec=chosen, beside=other, demo=demo,
    )  # fmt: skip
    Pot.objects.bulk_create(
        [Pot(call=call, district=p.district, akimat=p.akimat, amount=p.amount, cap=p.cap) for p in pots]
    )
    return call


@transaction.atomic
def open_call(*, call: Call, actor: Actor, now: datetime) -> Call:
    """This will make a call public: from its first moment on residents hand in projects."""
    held = locked_call(call)
    require(rules.may_run(actor, body_id=held.body_id))
    data: dict[str, object] = {
        "pots": dict(held.pots.values_list("district__code", "amount")),
        "spec": held.spec,
    }
    return step(held, Call.State.COLLECTING.value, act=acts.OPENED, data=data, actor=actor, now=now)


@transaction.atomic
def end_collecting(*, call: Call, actor: Actor, now: datetime) -> Call:
    """This will end the taking in of projects once its time is over; drafts that were never handed in stay drafts."""
    held = locked_call(call)
    require(rules.may_run(actor, body_id=held.body_id))
    if now < held.collects_until:
        raise Refused("too_early", N_("Projects are taken in until the time everybody was told."))
    data: dict[str, object] = {"projects": Project.objects.filter(call=held, state__in=_HANDED_IN).count()}
    return step(held, Call.State.CHECKING.value, act=acts.CHECKING, data=data, actor=actor, now=now)


_HANDED_IN = [Stage.SUBMITTED.value, Stage.FEASIBLE.value, Stage.NOT_FEASIBLE.value]


@transaction.atomic
def announce_ballot(*, call: Call, actor: Actor, now: datetime) -> Call:
    """This will make the list of feasible projects final and announce the lot that will order it.

    Raises Refused while a project waits for its check. From now on no check can be changed.
    """
    held = locked_call(call)
    require(rules.may_run(actor, body_id=held.body_id))
    require(rules.can_become(held.state, Call.State.VOTING.value))
    if held.ballot_order_id is not None:
        raise Refused("second", N_("The list of the ballot has been announced already."))
    if waiting := Project.objects.filter(call=held, state=Stage.SUBMITTED.value).count():
        raise Refused("unchecked", N_("%(count)s projects have not been checked yet."), count=waiting)
    entries = sorted(_feasible(held).values_list("matter__number", flat=True))
    if not entries:
        raise Refused("nothing", N_("There is no feasible project to vote on."))
    held.ballot_order = decisions.announce(
        rule="lot.order", version=1, case={"entries": entries}, title=LOT, matter=held.matter, actor=actor, now=now
    )
    held.save(update_fields=["ballot_order"])
    journal.write(
        act=acts.BALLOT_ANNOUNCED, matter=held.matter, data={"projects": len(entries)}, body=held.body,
        actor=actor, now=now,
    )  # fmt: skip
    return held


def _feasible(call: Call) -> "Any":
    return Project.objects.filter(call=call, state=Stage.FEASIBLE.value)


@transaction.atomic
def open_voting(*, call: Call, seed: str, seed_source: str, actor: Actor, now: datetime) -> Call:
    """This will draw the order of the ballot with the public seed, number its projects and begin the vote.

    Numbers run through the districts in the order of their codes, within each by the lot. Ballots are taken from
    `votes_from` on, whatever the moment of this step.
    """
    held = locked_call(call)
    require(rules.may_run(actor, body_id=held.body_id))
    require(rules.can_become(held.state, Call.State.VOTING.value))
    if held.ballot_order is None:
        raise Refused("not_announced", N_("Announce the list of the ballot first, then draw its order."))
    if not seed.strip():
        raise Refused("seed", N_("Write the number that was drawn."))
    drawn = decisions.decide(
        decision=held.ballot_order, seed=seed.strip(), seed_source=seed_source, actor=actor, now=now
    )
    order = {number: place for place, number in enumerate((drawn.outcome or {})["order"])}
    projects = sorted(
        _feasible(held).select_related("matter", "pot__district"),
        key=lambda project: (project.pot.district.code, order[project.matter.number]),
    )
    for number, project in enumerate(projects, 1):
        project.ballot_number, project.state = number, Stage.ON_BALLOT.value
        matters.move(matter=project.matter, stage=project.state, actor=actor, now=now)
        journal.write(
            act=acts.ON_BALLOT, matter=project.matter, data={"number": number}, body=held.body, actor=actor, now=now
        )
    Project.objects.bulk_update(projects, ["ballot_number", "state"], batch_size=200)
    data: dict[str, object] = {"projects": len(projects), "order": str(drawn.public_id)}
    return step(held, Call.State.VOTING.value, act=acts.VOTING, data=data, actor=actor, now=now)


@transaction.atomic
def close_voting(*, call: Call, actor: Actor, now: datetime) -> Call:
    """This will end the vote after its time and forget every mark that was never cast.

    The ballots lie in a new random order afterwards: not even the order of the rows tells who came when.
    """
    held = locked_call(call)
    require(rules.may_run(actor, body_id=held.body_id))
    require(rules.may_close(held.state, votes_until=held.votes_until, now=now))
    BallotDraft.objects.filter(call=held).delete()
    return step(held, Call.State.CLOSED.value, act=acts.CLOSED, actor=actor, now=now)
