"""What the ballot shows one voter, and what a receipt proves. Nothing here counts anything before the close."""

from dataclasses import dataclass
from datetime import datetime

from ortaq.civic.budgets.models import BallotDraft, Call, Pot, Project, Receipt
from ortaq.civic.budgets.queries import voters
from ortaq.civic.budgets.rules import ballots
from ortaq.civic.budgets.rules import calls as call_rules
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import YES, Answer, Refused, no

NOTHING = ballots.Marks(())


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one person stands in a vote."""

    may_vote: Answer
    """No with a code: not_yet, over, sign_in, verified_resident, phone_verified, voted."""
    way: str = ""
    """"online" or "paper" once she is on the list."""
    draft: ballots.Marks = NOTHING
    """Marks kept and not cast."""


def standing(call: Call, actor: Actor, now: datetime) -> Standing:
    """This will say whether the actor may vote now, whether she has, and what she has marked. Three statements."""
    way = ""
    may: Answer = YES
    try:
        voter_hash = voters.hash_of(call, actor)
    except Refused as refused:
        may = no(refused.code, refused.reason, **refused.params)
    else:
        way = voters.way_of(call, voter_hash)
        may = voters.may_vote_again(way)
    open_now = call_rules.may_take_ballots(
        call.state, votes_from=call.votes_from, votes_until=call.votes_until, now=now
    )
    if not way and not open_now:
        may = open_now
    return Standing(may, way, _draft(call, actor) if may else NOTHING)


def _draft(call: Call, actor: Actor) -> ballots.Marks:
    row = BallotDraft.objects.filter(call=call, person=actor.person_id).first() if actor.person_id else None
    return ballots.Marks(tuple(row.projects), tuple(row.points)) if row else NOTHING


@dataclass(frozen=True, slots=True)
class Section:
    """One district on the ballot, its projects in the order of the lot; withdrawn ones stand struck out."""

    pot: Pot
    projects: list[Project]


def ballot_paper(call: Call) -> list[Section]:
    """This will give the ballot as everyone sees it: districts by code, projects by their number. Two statements."""
    by_pot: dict[int, list[Project]] = {}
    numbered = Project.objects.filter(call=call, ballot_number__isnull=False).select_related("matter")
    for project in numbered.order_by("ballot_number"):
        by_pot.setdefault(project.pot_id, []).append(project)
    pots = call.pots.select_related("district").order_by("district__code")
    return [Section(pot, by_pot[pot.pk]) for pot in pots if pot.pk in by_pot]


def marked(call: Call, given: ballots.Marks) -> list[tuple[Project, int]]:
    """This will give the projects of some marks in their order with their points (0 without), for "check your vote"."""
    chosen = Project.objects.filter(call=call, pk__in=given.projects).select_related("matter", "pot__district")
    known = {project.pk: project for project in chosen}
    points = dict(zip(given.projects, given.points, strict=False))
    return [(known[pk], points.get(pk, 0)) for pk in given.projects if pk in known]


@dataclass(frozen=True, slots=True)
class ReceiptFound:
    """What a receipt shows. `ours`: the vote gave it out; `listed`: a ballot with it was taken in."""

    ours: bool
    listed: bool


def receipt(call: Call, code: str) -> ReceiptFound:
    """This will look a receipt up: it proves that the ballot was taken in and never what it says."""
    found = Receipt.objects.filter(call=call, digest=ballots.listed(call.code, code)).exists()
    return ReceiptFound(ballots.is_ours(voters.key(), call.code, code), found)


def receipts(call: Call) -> list[str]:
    """This will give the published list of receipts in ascending order; raises Refused before the close."""
    answer = call_rules.may_see_totals(call.state)
    if not answer:
        raise Refused(answer.code, answer.reason)
    return list(Receipt.objects.filter(call=call).order_by("digest").values_list("digest", flat=True))
