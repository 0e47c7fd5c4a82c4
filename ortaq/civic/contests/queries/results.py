"""What came of a contest: the winners' table, the figures, the reasons."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from ortaq.civic.contests import rules
from ortaq.civic.contests.models import Application, Contest, Review
from ortaq.civic.contests.queries.applications import blinded
from ortaq.core.decisions.models import Decision
from ortaq.core.people.actor import Actor

TOLD = (Contest.State.APPEALS, Contest.State.FINAL)


@dataclass(frozen=True, slots=True)
class Winner:
    """A line of the winners' table."""

    place: int
    """№ in the table, from 1."""
    number: str
    """Of the application's card."""
    name: str
    """As she agreed to be named; "" when her data were erased."""
    project: str
    amount: int
    """Minor units of the contest's currency; 0 for a prize."""
    language: str = ""
    """Of the project's name."""


@dataclass(frozen=True, slots=True)
class Reasons:
    """What an applicant reads about her own application."""

    application: Application
    reason: str
    """The organiser's words, "" for none."""
    place: int | None
    judged: int
    """Applications the jury looked at."""
    totals: list[int]
    """Without the jurors' names, the largest first."""
    lowest: int
    highest: int
    """The least and the most a juror could give."""
    comments: list[str]
    """The jurors', masked, in no order of jurors."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What everyone reads of the numbers, once they say nothing about anybody."""

    received: int
    judged: int
    funded: int
    granted: int
    """Minor units, in all."""


def winners(contest: Contest) -> list[Winner]:
    """This will give the winners' table once the results are told, else []. One statement."""
    if contest.state not in TOLD:
        return []
    found = Application.objects.filter(contest=contest, state=Application.State.FUNDED).select_related("matter")
    return [
        Winner(place, one.matter.number, one.public_name, one.public_title, one.granted, one.language)
        for place, one in enumerate(sorted(found, key=lambda one: (one.place or 10**6, one.matter.number)), 1)
    ]


def figures(contest: Contest, won: Sequence[Winner]) -> Figures | None:
    """This will count for the public page beside the winners, None while applications are taken. One statement."""
    if contest.state in (Contest.State.DRAFT, Contest.State.OPEN):
        return None
    own = Application.objects.filter(contest=contest)
    found = own.aggregate(received=Count("pk", filter=Q(state__in=rules.SENT)), judged=Count("pk", filter=~Q(band="")))
    return Figures(found["received"], found["judged"], len(won), sum(line.amount for line in won))


def reasons(application: Application, actor: Actor) -> Reasons | None:
    """This will give her reasons to an applicant (or the organisers) once the results are told; else None."""
    contest = application.contest
    own = actor.person_id is not None and actor.person_id == application.applicant_id
    if contest.state not in TOLD or not application.band:
        return None
    if not own and not rules.may_organise(actor, body_id=contest.body_id):
        return None
    reviews = list(Review.objects.filter(application=application, state=Review.State.SUBMITTED))
    lines = [rules.Line(one.code, one.weight, one.lowest, one.highest) for one in contest.criteria.all()]
    lowest, highest = rules.span(lines)
    return Reasons(
        application=application,
        reason=application.reason,
        place=application.place,
        judged=Application.objects.filter(contest=contest).exclude(band="").count(),
        totals=sorted((one.total or 0 for one in reviews), reverse=True),
        lowest=lowest,
        highest=highest,
        comments=sorted(blinded(application, one.comment) for one in reviews if one.comment),
    )


def records(contest: Contest) -> list[Decision]:
    """This will list the contest's public decision records: sharing-out, ranking, lot. One statement."""
    ids = [contest.assignment_record_id, contest.ranking_record_id, contest.lot_record_id]
    return list(Decision.objects.filter(pk__in=[pk for pk in ids if pk]).order_by("announced_at", "pk"))


def statistics(contest: Contest) -> dict[str, Any]:
    """This will give what the ranking record says of agreement and spread, as its rule wrote it; {} before."""
    record = contest.ranking_record
    return dict(record.outcome) if record is not None and record.outcome else {}
