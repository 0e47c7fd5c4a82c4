"""Who hears that a statement was looked at: its author, once per event, in their language."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from ortaq.civic.dialogue import acts
from ortaq.civic.dialogue.models import Statement
from ortaq.core.journal.models import Entry
from ortaq.core.matters.localized import words
from ortaq.core.notices import services as notices
from ortaq.core.notices.rules import event_of
from ortaq.core.people.actor import Actor


@transaction.atomic
def tell_about(*, entry: Entry, actor: Actor, now: datetime) -> int:
    """This will tell an author that a statement is shown, or why it is not; what she did herself is not told back.

    Returns how many messages were written; the same entry again writes none.
    """
    found = (
        Statement.objects.select_related("author", "process__matter")
        .filter(process__matter_id=entry.matter_id, number=entry.data["statement"])
        .first()
    )
    if found is None or found.author is None or entry.person_id == found.author_id:
        return 0
    language = found.author.language
    written = notices.tell(
        person=found.author,
        event=event_of(entry.pk),
        kind="statement_judged",
        matter=found.process.matter,
        context={
            "shown": entry.act == acts.STATEMENT_SHOWN,
            "text": found.text,
            "reason": entry.data.get("reason", ""),
            "process": words(found.process.title, language),
            "page": f"{settings.ORIGIN}/{language}/dialogue/{found.process.code}/statements/",
        },
        actor=actor,
        now=now,
    )
    return int(written is not None)
