"""What is said under a card, shown on the card's own page."""

from typing import TYPE_CHECKING, Any

from django.template import Context, Library
from django.urls import reverse

from ortaq.core.discussion import queries
from ortaq.core.matters import queries as matters
from ortaq.core.people.actor import GUEST
from ortaq.core.ui.templatetags.ui_formats import language

if TYPE_CHECKING:
    from ortaq.civic.dialogue.models import Process
    from ortaq.core.matters.models import Matter

register = Library()
FIRST = 5


@register.inclusion_tag("dialogue/talk_glance.html", takes_context=True)
def talk_under(context: Context, process: "Process", matter: "Matter") -> dict[str, Any]:
    """Render the first comments under a card and the way to all of them. One statement."""
    actor = context.get("actor") or GUEST
    said = queries.talk(matter, actor, columns=process.columns, limit=FIRST)
    return {
        "talk": said,
        "here": reverse("dialogue:talk", args=[process.code, matter.number]),
        "matter": matter,
        "actor": actor,
    }


@register.inclusion_tag("dialogue/wording.html")
def other_words(process: "Process", matter: "Matter") -> dict[str, Any]:
    """Render an idea in the language of the page, where it was written in another and is translated. One statement."""
    here = language()
    known = matters.wordings(matter)
    return {"wording": known.get(here), "process": process, "matter": matter, "any": bool(known)}
