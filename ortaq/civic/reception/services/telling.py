"""Who hears of what: one warm, short message per person and event, in her language."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from ortaq.civic.reception import acts
from ortaq.civic.reception.models import Appeal, Assignment, Extension, Fix
from ortaq.core.journal.models import Entry
from ortaq.core.matters.localized import words
from ortaq.core.matters.queries import follower_ids
from ortaq.core.notices import services as notices
from ortaq.core.notices.rules import event_of
from ortaq.core.people.actor import Actor
from ortaq.core.people.models import Person
from ortaq.core.ui.dates import write_day

KINDS: dict[str, str] = {
    acts.OPENED: "appeal_received",
    acts.REDIRECTED: "appeal_redirected",
    acts.SPLIT: "appeal_split",
    acts.EXTENDED: "appeal_extended",
    acts.ANSWERED: "appeal_answered",
    acts.FIXED: "appeal_fixed",
    acts.FELL_SILENT: "appeal_silent",
    acts.HELD: "appeal_held",
}
"""act → template; what is not here is told to nobody."""
FOR_FOLLOWERS: dict[str, str] = {acts.ANSWERED: "followed_answered", acts.FIXED: "followed_fixed"}


@transaction.atomic
def tell_about(*, entry: Entry, actor: Actor, now: datetime) -> int:
    """This will tell the applicant, and for an answer and a repair those who follow, of one journal entry.

    Returns how many messages were written; the same entry again writes none.
    """
    kind = KINDS.get(entry.act)
    if kind is None:
        return 0
    appeal = Appeal.objects.select_related("matter", "lead", "applicant", "topic").get(pk=entry.matter_id)
    if entry.act == acts.FELL_SILENT and not entry.data.get("lead", True):
        return 0
    told = 0
    for person, template in _readers(appeal, entry, kind):
        context = _context(appeal, entry, person.language)
        written = notices.tell(
            person=person,
            event=event_of(entry.pk),
            kind=template,
            matter=appeal.matter,
            context=context,
            actor=actor,
            now=now,
        )
        told += written is not None
    if entry.act == acts.EXTENDED and told:  # where nobody can be written to, nobody has been told
        Extension.objects.filter(assignment=entry.data.get("assignment"), told_at__isnull=True).update(told_at=now)
    return told


def _readers(appeal: Appeal, entry: Entry, kind: str) -> Iterator[tuple[Person, str]]:
    """The applicant first; then, of a public appeal, who follows it."""
    if appeal.applicant is not None:
        yield appeal.applicant, kind
    followed = FOR_FOLLOWERS.get(entry.act)
    if followed and appeal.listed:
        others = [pk for pk in follower_ids(appeal.pk) if pk != appeal.applicant_id]
        for person in Person.objects.filter(pk__in=others).order_by("pk"):
            yield person, followed


def _context(appeal: Appeal, entry: Entry, language: str) -> dict[str, Any]:
    """What the templates may use; names in the reader's language, days as days."""
    page = f"{settings.ORIGIN}/{language}/appeals/{appeal.matter.number}/"
    context: dict[str, Any] = {
        "number": appeal.matter.number,
        "title": appeal.matter.title,
        "body": words(appeal.lead.name, language),
        "due_on": write_day(appeal.due_on, language=language) if appeal.due_on else "",
        "registered_on": write_day(appeal.registered_on, language=language),
        "code": appeal.access_code,
        "page": page,
        "complain": f"{page}complain/",
        "anonymous": appeal.applicant_id is None,
    }
    return context | _particulars(appeal, entry, language)


def _particulars(appeal: Appeal, entry: Entry, language: str) -> dict[str, Any]:
    """What only one kind of event has."""
    row = Assignment.objects.select_related("body").filter(pk=entry.data.get("assignment", 0)).first()
    if entry.act == acts.REDIRECTED:
        # The one this entry is about: by now the same duty may have sent other parts elsewhere.
        went = appeal.assignments.select_related("body").filter(came_from=row, body__code=entry.data.get("to"))
        target = went.order_by("-pk").first()
        return {
            "left": words(row.body.name, language) if row else "",
            "body": words(target.body.name, language) if target else "",
            "due_on": write_day(target.due_on, language=language) if target and target.due_on else "",
            "part": entry.data.get("part", ""),
        }
    if entry.act == acts.SPLIT and row is not None:
        codes = [part["body"] for part in entry.data.get("parts", [])]
        parts = appeal.assignments.select_related("body").filter(came_from=row, body__code__in=codes).order_by("pk")
        return {"bodies": [words(part.body.name, language) for part in parts]}
    if entry.act == acts.EXTENDED:
        extension = Extension.objects.filter(assignment=row).first()
        return {
            "until": write_day(extension.until, language=language) if extension else "",
            "motive": extension.motive if extension else "",
        }
    if entry.act == acts.FIXED:
        fix = Fix.objects.filter(appeal=appeal).order_by("-pk").first()
        return {
            "note": fix.public_note if fix else "",
            "done_on": write_day(fix.done_on, language=language) if fix else "",
        }
    if entry.act == acts.HELD:
        return {"reason": entry.data.get("reason", "")}
    return {}
