"""What the search finds a plan by: its title, its summary, the text and the needs everyone reads now."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from ortaq.civic.plans.models import Measure, Need, NeedWords, Paragraph, Plan, PlanVersion
from ortaq.core.matters import search
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
    for model in (Need, Measure):
        said += [text for row in model.objects.filter(version=newest).values_list("title", "text") for text in row]
    said += Paragraph.objects.filter(version=newest).order_by("position").values_list("text", flat=True)
    text = _joined(said)
    matters.index_text(matter=plan.matter, text=text[:LONGEST], language=language, actor=actor, now=now)


def show_needs(version: PlanVersion) -> None:
    """Let akims find the needs of a version that has just been published, and those of the one before no more."""
    NeedWords.objects.filter(need__version__plan=version.plan_id).delete()
    needs = Need.objects.filter(version=version).prefetch_related("measures")
    made = [
        NeedWords(need=need, stems=f" {_stems([need.title, need.text, *(one.title for one in need.measures.all())])} ")
        for need in needs
    ]
    NeedWords.objects.bulk_create(made, batch_size=500)


def _joined(said: Iterable[Mapping[str, str]]) -> str:
    return "\n".join(content[code] for content in said for code in LANGUAGES if content.get(code))


def _stems(said: list[Mapping[str, str]]) -> str:
    """Stems of what is said, by the rules of the language it is said in."""
    found = (search.stems("\n".join(one.get(code) or "" for one in said), code) for code in LANGUAGES)
    return " ".join(dict.fromkeys(" ".join(found).split()))
