"""What the author of an idea hears of it: shown, held, not shown, joined, parted. Once per event, in her language."""

from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.db import transaction

from ortaq.civic.dialogue import acts
from ortaq.civic.dialogue.models import Idea, Joining
from ortaq.civic.dialogue.queries import ideas
from ortaq.core.journal.models import Entry
from ortaq.core.matters.localized import words
from ortaq.core.notices import services as notices
from ortaq.core.notices.rules import event_of
from ortaq.core.people.actor import Actor
from ortaq.core.ui.dates import write_moment

NEWS: Final[dict[str, str]] = {
    acts.IDEA_SHOWN: "shown",
    acts.IDEA_HELD: "held",
    acts.IDEA_REJECTED: "rejected",
    acts.IDEA_JOINED: "joined",
    acts.JOINING_KEPT: "kept",
    acts.IDEA_PARTED: "parted",
}
"""act → what the letter says; what is not here is told to nobody."""


@transaction.atomic
def tell_about(*, entry: Entry, actor: Actor, now: datetime) -> int:
    """This will tell an idea's author of one journal entry; what she did herself is not told back to her.

    Returns how many messages were written; the same entry again writes none.
    """
    news, idea = NEWS.get(entry.act), ideas.by_matter(entry.matter_id)
    if news is None or idea is None or entry.person_id == idea.author_id:
        return 0
    if news == "held" and not entry.data.get("reason"):
        return 0  # the page she sent it from said so
    written = notices.tell(
        person=idea.author,
        event=event_of(entry.pk),
        kind="idea_news",
        matter=idea.matter,
        context={"news": news, "reason": entry.data.get("reason", ""), **_of(idea, entry)},
        actor=actor,
        now=now,
    )
    return int(written is not None)


def _of(idea: Idea, entry: Entry) -> dict[str, Any]:
    language = idea.author.language
    home = f"{settings.ORIGIN}/{language}/dialogue/{idea.process.code}/ideas"
    joining = Joining.objects.select_related("into__matter").filter(pk=entry.data.get("joining", 0)).first()
    return {
        "title": idea.matter.title,
        "process": words(idea.process.title, language),
        "into": joining.into.matter.title if joining else "",
        "until": write_moment(joining.objection_until, language=language) if joining else "",
        "page": f"{home}/{idea.matter.number}/",
        "object": f"{home}/{idea.matter.number}/object/",
    }
