"""What rule choice.assignment is given and what it gives back: applications by number, jurors by seat."""

import hashlib
from typing import Any, Final

from ortaq.civic.contests.models import Application, Conflict, Contest, Juror, Review
from ortaq.core.decisions.models import Decision
from ortaq.core.people.refusal import N_, Refused
from ortaq.engines import proof

TITLE: Final = {
    "kk": "Өтінімдерді қазыларға бөлу",
    "ru": "Распределение заявок между членами жюри",
    "en": "Sharing out the applications among the jury",
}
FOREIGN: Final = 8
"""What it costs to give a juror an application in a language she does not read (the rule takes 0 to 15)."""


def seat_names(contest: Contest) -> dict[int, str]:
    """The jurors' pseudonyms in public records, by id: the same in every record of a contest, in no order of the jury.

    The list of the jury is public, so a number by invitation would tell whose scores are whose.
    """
    rows = Juror.objects.filter(contest=contest).order_by("pk").values_list("pk", "person__public_id")
    return {pk: "J" + hashlib.sha256(f"{contest.code}:{secret}".encode()).hexdigest()[:8] for pk, secret in rows}


def case_of(contest: Contest) -> dict[str, Any]:
    """The case as it stands now; raises Refused when every application has its jurors."""
    names = seat_names(contest)
    jurors = list(Juror.objects.filter(contest=contest, left_at=None).order_by("pk"))
    each = min(contest.reviews_each, len(jurors))
    live = Review.objects.filter(application__contest=contest).exclude(state=Review.State.RELEASED)
    held: dict[int, set[int]] = {}
    for application_id, juror_id in live.values_list("application_id", "juror_id"):
        held.setdefault(application_id, set()).add(juror_id)
    own = Application.objects.filter(contest=contest, state=Application.State.ELIGIBLE).select_related("matter")
    short = [one for one in own.order_by("matter__number") if len(held.get(one.pk, ())) < each]
    if not short:
        raise Refused("nothing", N_("Every application has its jurors already."))
    apart = set(Conflict.objects.filter(juror__in=jurors).values_list("application_id", "juror_id"))
    number = {one.pk: one.matter.number for one in short}
    apart |= {(pk, juror) for pk in number for juror in held.get(pk, ())}
    return {
        "entries": [one.matter.number for one in short],
        "jurors": sorted(names[juror.pk] for juror in jurors),
        "most": None,
        "each": max(each - len(held.get(one.pk, ())) for one in short),
        "conflicts": sorted([number[pk], names[juror]] for pk, juror in apart if pk in number and juror in names),
        "costs": sorted(
            [one.matter.number, names[juror.pk], FOREIGN]
            for one in short
            for juror in jurors
            if juror.languages and one.language not in juror.languages
        ),
    }


def is_current(contest: Contest, record: Decision) -> bool:
    """Whether the announced case is still what would be announced now."""
    try:
        return proof.digest(case_of(contest)) == record.case_digest
    except Refused:
        return False


def pairs_of(contest: Contest, record: Decision) -> list[tuple[Juror, Application]]:
    """Who got what, out of a decided record."""
    names = {name: pk for pk, name in seat_names(contest).items()}
    jurors = {one.pk: one for one in Juror.objects.filter(contest=contest)}
    own = {one.matter.number: one for one in Application.objects.filter(contest=contest).select_related("matter")}
    outcome = record.outcome or {}
    return [(jurors[names[juror]], own[entry]) for entry, given in outcome["jurors"].items() for juror in given]
