"""Who hears of what: one short message per person and event, in her language."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.db import transaction

from ortaq.civic.contests import acts
from ortaq.civic.contests.models import Agreement, Application, Contest, Juror, Objection, Review
from ortaq.core.journal.models import Entry
from ortaq.core.matters.localized import words
from ortaq.core.notices import services as notices
from ortaq.core.notices.rules import event_of
from ortaq.core.people.actor import Actor
from ortaq.core.people.models import Person
from ortaq.core.ui.dates import write_day, write_moment
from ortaq.core.ui.numbers import write_number

APPLICANTS: Final[dict[str, str]] = {
    acts.SUBMITTED: "application_received",
    acts.INCOMPLETE: "application_incomplete",
    acts.ELIGIBLE: "application_eligible",
    acts.NOT_ELIGIBLE: "application_not_eligible",
    acts.RESULT: "application_result",
    acts.OBJECTED: "objection_received",
    acts.OBJECTION_ANSWERED: "objection_answered",
    acts.AGREED: "grant_agreement",
}
"""act on an application → template for its applicant."""
JURORS: Final[dict[str, str]] = {acts.JUROR_INVITED: "jury_invited", acts.ASSIGNED: "jury_assigned"}
"""act on a contest → template for its jury."""


@transaction.atomic
def tell_about(*, entry: Entry, actor: Actor, now: datetime) -> int:
    """This will tell the applicant, or the jurors, of one journal entry.

    Returns how many messages were written; the same entry again writes none.
    """
    told = 0
    for person, kind, context in _letters(entry):
        written = notices.tell(
            person=person,
            event=event_of(entry.pk),
            kind=kind,
            matter=entry.matter,
            context=context,
            actor=actor,
            now=now,
        )
        told += written is not None
    return told


def _letters(entry: Entry) -> Iterator[tuple[Person, str, dict[str, Any]]]:
    """Who gets which template with what in it."""
    if kind := APPLICANTS.get(entry.act):
        application = Application.objects.select_related("matter", "contest__body", "applicant").get(pk=entry.matter_id)
        if not (entry.act == acts.ELIGIBLE and entry.data.get("upheld")):  # she reads it in the answer to her objection
            yield application.applicant, kind, _of_application(application, entry)
    elif kind := JURORS.get(entry.act):
        contest = Contest.objects.select_related("body").get(pk=entry.matter_id)
        for juror in _jurors(contest, entry):
            yield juror.person, kind, _of_juror(contest, juror)


def _jurors(contest: Contest, entry: Entry) -> list[Juror]:
    own = Juror.objects.filter(contest=contest, left_at=None).select_related("person").order_by("pk")
    if entry.act == acts.JUROR_INVITED:
        return list(own.filter(pk=(entry.personal or {}).get("juror", 0)))
    return list(own.filter(reviews__state=Review.State.ASSIGNED).distinct())


def _of_juror(contest: Contest, juror: Juror) -> dict[str, Any]:
    language = juror.person.language
    due = contest.reviews_due_at
    return {
        "contest": words(contest.title, language),
        "body": words(contest.body.name, language),
        "count": Review.objects.filter(juror=juror, state=Review.State.ASSIGNED).count(),
        "due": write_moment(due, language=language) if due else "",
        "page": f"{settings.ORIGIN}/{language}/jury/{contest.code}/",
    }


def _of_application(application: Application, entry: Entry) -> dict[str, Any]:
    """What the templates may use; days written as days, sums as people write them."""
    contest, language = application.contest, application.applicant.language
    page = f"{settings.ORIGIN}/{language}/contests/{contest.code}/applications/{application.matter.number}/"
    until = application.objection_until
    return {
        "number": application.matter.number,
        "title": application.title,
        "contest": words(contest.title, language),
        "body": words(contest.body.name, language),
        "note": application.note,
        "reason": application.reason,
        "supplement_until": _moment(application.supplement_until, language),
        "objection_until": _moment(until, language),
        "again": not entry.data.get("first", True),
        "funded": bool(entry.data.get("funded")),
        "prize": words(contest.prize, language),
        "grant": contest.award == Contest.Award.GRANT,
        "granted": f"{write_number(application.granted / 100, language=language)} {contest.currency}",
        "why": application.why,
        "by_lot": contest.lot_record_id is not None,
        "settlement": contest.settlement,
        "place": entry.data.get("place"),
        "count": entry.data.get("count"),
        "page": page,
        "object": f"{page}object/",
    } | _particulars(application, entry, language)


def _moment(value: datetime | None, language: str) -> str:
    return write_moment(value, language=language) if value else ""


def _particulars(application: Application, entry: Entry, language: str) -> dict[str, Any]:
    """What only one kind of event has."""
    if entry.act in (acts.OBJECTED, acts.OBJECTION_ANSWERED):
        objection = Objection.objects.filter(pk=entry.data.get("objection", 0)).first()
        return {
            "upheld": objection is not None and objection.state == Objection.State.UPHELD,
            "answer": objection.answer if objection else "",
        }
    if entry.act == acts.AGREED:
        agreement = Agreement.objects.filter(application=application).prefetch_related("instalments").first()
        parts = list(agreement.instalments.all()) if agreement else []
        return {
            "agreement": agreement.number if agreement else "",
            "parts": [
                {
                    "amount": f"{write_number(part.amount / 100, language=language)} {application.contest.currency}",
                    "due_on": write_day(part.due_on, language=language),
                }
                for part in parts
            ],
        }
    return {}
