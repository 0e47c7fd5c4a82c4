"""What came of a contest: the winners' table, the bands, the reasons."""

from dataclasses import dataclass
from typing import Any

from ortaq.civic.contests.models import Application, Contest, Review
from ortaq.core.people.actor import Actor


@dataclass(frozen=True, slots=True)
class Winner:
    """A line of the winners' table."""

    place: int
    """№ in the table, from 1."""
    number: str
    """Of the application's card."""
    name: str
    """As she agreed to be named."""
    project: str
    amount: int
    """Minor units of the contest's currency; 0 for a prize."""


@dataclass(frozen=True, slots=True)
class Reasons:
    """What an applicant reads about her own application."""

    application: Application
    reason: str
    place: int | None
    reviews: int
    totals: list[int]
    """Without the jurors' names, the largest first."""
    comments: list[str]


def winners(contest: Contest) -> list[Winner]:
    """This will give the winners' table once the results are told, else []. One statement."""
    if contest.state not in (Contest.State.APPEALS, Contest.State.FINAL):
        return []
    found = Application.objects.filter(contest=contest, state=Application.State.FUNDED).select_related("matter")
    return [
        Winner(place, one.matter.number, one.public_name, one.public_title, one.granted)
        for place, one in enumerate(found.order_by("place", "pk"), 1)
    ]


def figures(contest: Contest) -> dict[str, int]:
    """This will count for the public page: received, eligible, funded, granted. {} while applications are taken."""
    raise NotImplementedError


def reasons(application: Application, actor: Actor) -> Reasons | None:
    """This will give her reasons to an applicant once the results are told; None before, and to everyone else."""
    raise NotImplementedError


def statistics(contest: Contest) -> dict[str, Any]:
    """This will give the record's statistics: agreement (alpha in thousandths), means, spreads; {} before the decision."""
    raise NotImplementedError


_ = Review
