"""What rule choice.jury is given and what it gives back: applications by number, jurors by seat, whole numbers."""

from dataclasses import dataclass
from typing import Any, Final

from ortaq.civic.contests import rules
from ortaq.civic.contests.models import Application, Conflict, Contest, Review
from ortaq.civic.contests.queries.calls import lines_of
from ortaq.civic.contests.services._sharing import seat_names
from ortaq.core.decisions.models import Decision
from ortaq.engines import proof

TITLE: Final = {"kk": "Қазылар алқасының шешімі", "ru": "Решение жюри", "en": "The jury's decision"}
LOT_TITLE: Final = {
    "kk": "Бағасы бірдей өтінімдерге жеребе",
    "ru": "Жребий между заявками с неразличимыми оценками",
    "en": "A lot between applications the scores cannot tell apart",
}
FUND, TALK, NOT = "fund", "talk", "not"
BANDS: Final = {
    "above_line": FUND,
    "surely_above": FUND,
    "drawn": FUND,
    "near_line": TALK,
    # Nothing was said of it, so no score decides: people do.
    "no_scores": TALK,
    "too_few_scores": TALK,
}
"""The rule's word → what follows here; every other word means "not"."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the record says of one application."""

    place: int | None
    band: str
    why: str


def case_of(contest: Contest) -> dict[str, Any]:
    """The case as it stands: eligible applications, handed-in totals, sums asked for (1 for a prize), the money."""
    own = Application.objects.filter(contest=contest, state=Application.State.ELIGIBLE).select_related("matter")
    entries = {one.pk: one for one in own.order_by("matter__number")}
    names = seat_names(contest)
    lowest, highest = rules.span(lines_of(contest))
    handed_in = Review.objects.filter(application__in=entries, state=Review.State.SUBMITTED)
    scores = handed_in.values_list("application_id", "juror_id", "total")
    apart = Conflict.objects.filter(application__in=entries).values_list("application_id", "juror_id")
    return {
        "entries": [{"id": one.matter.number, "ask": cost_of(contest, one)} for one in entries.values()],
        "jurors": sorted(names.values()),
        "scores": sorted([entries[pk].matter.number, names[juror], total] for pk, juror, total in scores),
        "conflicts": sorted([entries[pk].matter.number, names[juror]] for pk, juror in apart),
        "withdrawn": [],
        "lowest": lowest,
        "highest": highest,
        "terms": {
            "budget": pot_of(contest),
            "order": "expected_rank",
            "line": contest.at_line,
            "minimum_scores": 1,
            "minimum_mean": contest.minimum_mean,
            "skip": True,
        },
    }


def cost_of(contest: Contest, application: Application) -> int:
    """What an application takes from the pot: the sum it asks for, or one of the prizes."""
    return application.asked if contest.award == Contest.Award.GRANT else 1


def pot_of(contest: Contest) -> int:
    """The money, or the number of prizes."""
    return contest.budget if contest.award == Contest.Award.GRANT else contest.places


def money_left(contest: Contest) -> int:
    """What is left of the pot after those funded already."""
    funded = Application.objects.filter(contest=contest, state=Application.State.FUNDED)
    return pot_of(contest) - sum(cost_of(contest, one) for one in funded)


def standings_of(record: Decision) -> dict[str, Standing]:
    """Each application's place and band out of a decided record."""
    rows = (record.outcome or {})["entries"]
    return {row["id"]: Standing(row["place"], BANDS.get(row["why"], NOT), row["why"]) for row in rows}


def is_current(contest: Contest, record: Decision) -> bool:
    """Whether the announced case is still what would be announced now."""
    return proof.digest(case_of(contest)) == record.case_digest
