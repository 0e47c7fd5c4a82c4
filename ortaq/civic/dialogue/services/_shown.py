"""What the search finds a process by: its own words and those of everything shown around it."""

from datetime import datetime

from ortaq.civic.dialogue.models import ContentVersion, Process
from ortaq.core.matters import services as matters
from ortaq.core.matters.localized import words
from ortaq.core.people.actor import Actor
from ortaq.engines.language import LANGUAGES

WORDS = ("title", "question", "summary", "report")


def show_words(process: Process, *, actor: Actor, now: datetime) -> None:
    """Bring the card's title and the search text to what a public process says now; all three languages are found."""
    language = process.matter.language
    process.matter.title = words(process.title, language)[: matters.TITLE]
    process.matter.save(update_fields=["title"])
    shown = ContentVersion.objects.filter(pk__in=process.contents.exclude(shown=None).values("shown"))
    said = [getattr(process, name) for name in WORDS]
    said += [content for pair in shown.values_list("title", "text") for content in pair]
    text = "\n".join(filter(None, (content.get(code, "") for content in said for code in LANGUAGES)))
    matters.index_text(matter=process.matter, text=text, language=language, actor=actor, now=now)
