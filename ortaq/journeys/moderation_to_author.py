"""A moderator's decision reaches the author of the words: a hidden comment, and the answer to any objection."""

from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.db import transaction

from ortaq.civic.dialogue.models import Statement
from ortaq.civic.plans import acts as plan
from ortaq.core.discussion import acts
from ortaq.core.discussion import queries as discussion
from ortaq.core.discussion.models import ModerationAppeal
from ortaq.core.journal.models import Entry
from ortaq.core.notices import services as notices
from ortaq.core.notices.rules import event_of
from ortaq.core.people.actor import Actor

ANSWERED: Final = (acts.OBJECTION_UPHELD, acts.OBJECTION_DISMISSED)


@transaction.atomic
def tell_about(*, entry: Entry, actor: Actor, now: datetime) -> int:
    """This will write one message about a journal entry of moderation; the same entry again writes none."""
    if entry.act in ANSWERED:
        found = _answered(entry)
    else:
        comment = discussion.hidden_by(entry)
        found = (comment.author, "comment", comment.pk, {"reason": entry.data.get("reason", "")}) if comment else None
    if found is None:
        return 0
    person, kind, pk, context = found
    page = f"{settings.ORIGIN}/{person.language}/moderation/{kind}/{pk}/"
    kept = notices.tell(
        person=person,
        event=event_of(entry.pk, "author"),
        kind="objection_settled" if entry.act in ANSWERED else "comment_hidden",
        matter=entry.matter,
        context=context | {"page": page},
        actor=actor,
        now=now,
    )
    return int(kept is not None)


def _answered(entry: Entry) -> tuple[Any, str, int, dict[str, Any]] | None:
    """Who objected, to the hiding of what, and what was answered."""
    found = ModerationAppeal.objects.select_related("author", "entry").filter(
        entry__matter=entry.matter_id, entry__seq=entry.data.get("entry", 0)
    ).first()  # fmt: skip
    if found is None:
        return None
    decided, context = found.entry, {"upheld": entry.act == acts.OBJECTION_UPHELD, "answer": found.answer}
    if decided.act == acts.COMMENT_HIDDEN:
        return found.author, "comment", int(decided.data["comment"]), context
    if number := decided.data.get("statement"):
        said = Statement.objects.filter(process=decided.matter_id, number=number).first()
        return (found.author, "statement", said.pk, context) if said else None
    return found.author, "remark" if decided.act == plan.REMARK_REJECTED else "idea", decided.matter_id, context
