"""What the search finds a plan by: its title, its summary and the text everyone reads now."""

from datetime import datetime

from ortaq.civic.plans.models import Paragraph, Plan, PlanVersion
from ortaq.core.matters import services as matters
from ortaq.core.matters.localized import words
from ortaq.core.people.actor import Actor
from ortaq.engines.language import LANGUAGES

LONGEST = 200_000
"""Signs of a text the search reads: the first hundred pages of a plan."""


def show_words(plan: Plan, *, actor: Actor, now: datetime) -> None:
    """Bring the card's title and the search text to what a public plan says now; all three languages are found."""
    language = plan.matter.language
    plan.matter.title = words(plan.title, language)[: matters.TITLE]
    plan.matter.save(update_fields=["title"])
    newest = PlanVersion.objects.filter(plan=plan, published_at__isnull=False).order_by("-number").first()
    said = [plan.title, plan.summary, *([newest.label, newest.legal_basis] if newest else [])]
    said += Paragraph.objects.filter(version=newest).order_by("position").values_list("text", flat=True)
    text = "\n".join(content[code] for content in said for code in LANGUAGES if content.get(code))
    matters.index_text(matter=plan.matter, text=text[:LONGEST], language=language, actor=actor, now=now)
