"""Who hears what of a forum: one short message per person and event, in her language."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.db import transaction

from ortaq.civic.dialogue import acts
from ortaq.civic.dialogue.models import Forum, Registration
from ortaq.civic.dialogue.queries import forums, registrations
from ortaq.civic.dialogue.rules import forums as rules
from ortaq.core.journal.models import Entry
from ortaq.core.matters.localized import words
from ortaq.core.notices import services as notices
from ortaq.core.notices.rules import event_of
from ortaq.core.people.actor import Actor
from ortaq.core.ui.dates import write_moment

ONE: Final[dict[str, str]] = {
    acts.REGISTERED: "forum_registered",
    acts.WAITING: "forum_waiting",
    acts.OFFERED: "forum_offered",
    acts.OFFER_LAPSED: "forum_lapsed",
    acts.CANCELLED_SEAT: "forum_given_back",
    acts.REMINDED: "forum_reminder",
}
"""act on one registration → template for its person."""
STILL: Final[dict[str, str]] = {
    acts.REGISTERED: Registration.State.CONFIRMED.value,
    acts.WAITING: Registration.State.WAITING.value,
    acts.OFFERED: Registration.State.OFFERED.value,
}
"""act → what the registration must still be for its message to be true when it is written."""
ALL: Final[dict[str, str]] = {
    acts.FORUM_CANCELLED: "forum_cancelled",
    acts.FORUM_CHANGED: "forum_changed",
    acts.FORUM_HELD: "forum_certificate",
    acts.MINUTES_PUBLISHED: "forum_minutes",
}
"""act on the forum → template for those it concerns."""


@transaction.atomic
def tell_about(*, entry: Entry, actor: Actor, now: datetime) -> int:
    """This will tell whoever should hear of a journal entry; the same entry again tells nobody."""
    kind = ONE.get(entry.act) or ALL[entry.act]
    told = 0
    for row in _concerned(entry):
        person = row.person
        written = notices.tell(
            person=person, event=event_of(entry.pk), kind=kind, matter=entry.matter,
            context=_context(row, person.language), actor=actor, now=now,
        )  # fmt: skip
        told += written is not None
    return told


def _concerned(entry: Entry) -> Iterator[Registration]:
    """The registrations an entry is about: those it names, or all it changes something for."""
    forum = Forum.objects.select_related(*forums.WITH).get(pk=entry.matter_id)
    rows = Registration.objects.filter(forum=forum).select_related("person").order_by("position")
    if entry.act in ONE:
        if state := STILL.get(entry.act):
            rows = rows.filter(state=state)
        named: Iterable[int] = (entry.personal or {}).get("registrations") or [
            (entry.personal or {}).get("registration", 0)
        ]
        rows = rows.filter(pk__in=list(named))
    elif entry.act == acts.FORUM_CHANGED:
        rows = rows.filter(state__in=rules.LISTED) if rules.RETOLD & set(entry.data["fields"]) else rows.none()
    elif entry.act == acts.FORUM_CANCELLED:
        rows = rows.filter(state__in=rules.LISTED)
    else:
        rows = rows.filter(checked_in_at__isnull=False)
        rows = rows.none() if entry.act == acts.FORUM_HELD and not forum.certificate else rows
    for row in rows:
        row.forum = forum
        yield row


def _context(row: Registration, language: str) -> dict[str, Any]:
    """What the templates may use; moments written by the city's clock."""
    forum = row.forum
    page = f"{settings.ORIGIN}/{language}/forums/{forum.code}/"
    return {
        "forum": words(forum.title, language),
        "body": words(forum.process.body.name, language),
        "starts": write_moment(forum.starts_at, language=language),
        "venue": words(forum.venue, language),
        "access": words(forum.access, language),
        "reason": words(forum.reason, language),
        "code": row.code,
        "number": registrations.ahead_of(row) + 1 if row.state == Registration.State.WAITING else 0,
        "until": write_moment(row.offered_until, language=language) if row.offered_until else "",
        "page": page,
        "mine": f"{page}mine/",
    }
