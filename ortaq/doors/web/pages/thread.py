"""The thread: how a word became a decision, a decision a thing, a thing a figure. One readable story, and as JSON."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from ortaq.core.discussion import queries as discussion
from ortaq.core.journal import queries as journal
from ortaq.core.journal.threads import Moment, Part, Proof
from ortaq.core.matters import addresses
from ortaq.core.matters import queries as matters
from ortaq.core.matters.localized import words
from ortaq.core.ui.numbers import read_whole
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.templatetags.ui_formats import language

if TYPE_CHECKING:
    from ortaq.core.matters.models import Matter

PARTS: dict[Part, str | Promise] = {
    Part.SAID: pgettext_lazy("part of the chain", "Said"),
    Part.DISCUSSED: pgettext_lazy("part of the chain", "Discussed"),
    Part.DECIDED: pgettext_lazy("part of the chain", "Decided"),
    Part.BUILT: pgettext_lazy("part of the chain", "Built"),
    Part.MEASURED: pgettext_lazy("part of the chain", "Measured"),
}
SHOWN = 12
"""Moments of a part that stand in the story."""
FIRST = 4
"""So many stand there when there are more; all of them have a page of their own."""
AT_ONCE = 200
"""Moments on one such page."""


@dataclass(frozen=True, slots=True)
class Told:
    """A moment with the card it is on and the page of that card ("" for none)."""

    moment: Moment
    card: "Matter"
    href: str
    here: bool

    @property
    def who(self) -> str:
        return words(self.moment.who, language()) if self.moment.who else ""

    @property
    def proofs(self) -> list[Proof]:
        """What shows it, with addresses that lead there from anywhere."""
        found = []
        for proof in self.moment.proofs:
            here = proof.href.startswith("#")
            if self.href or not here:
                found.append(Proof(proof.label, f"{self.href}{proof.href}" if here else proof.href))
        return found


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the chain: its first moments and those of the card itself, and what there is of each sort when many."""

    part: Part
    name: str | Promise
    told: list[Told]
    more: int = 0
    """Moments that are not shown."""
    counts: tuple[tuple[str, int], ...] = ()


@require_safe
def page(request: HttpRequest, number: str) -> HttpResponse:
    """This will tell the way of a card, from the first word that led to it to the last thing that came of it."""
    found = _thread_or_404(request, number)
    if (part := request.GET.get("part")) in PARTS:
        return _whole_part(request, found, Part(part))
    told = _told(found.moments, found)
    own = next((one.href for one in told if one.here), "") or addresses.of([found.matter]).get(found.matter.pk, "")
    supporters, comments = discussion.voices(list(found.cards))
    context = {
        "matter": found.matter,
        "own": own,
        "chapters": _chapters(told),
        "ahead": _ahead(found.moments),
        "supporters": supporters,
        "comments": comments,
        "json": reverse("web:thread_data", args=[number]),
    }
    return render(request, "web/thread.html", context)


def _whole_part(request: HttpRequest, found: journal.Thread, part: Part) -> HttpResponse:
    """Every moment of one part, some hundred at a time."""
    here = reverse("web:thread", args=[found.matter.number])
    moments = [one for one in found.moments if one.part == part]
    start = min(read_whole(request.GET.get("from", "")), len(moments))
    end, before = start + AT_ONCE, max(start - AT_ONCE, 0)
    context = {
        "matter": found.matter,
        "chapter": Chapter(part, PARTS[part], _told(moments[start:end], found)),
        "story": here,
        "first": start + 1,
        "last": min(end, len(moments)),
        "of": len(moments),
        "newer": f"{here}?part={part}&from={before}" if start else "",
        "older": f"{here}?part={part}&from={end}" if end < len(moments) else "",
    }
    return render(request, "web/thread_part.html", context)


@require_safe
def data(request: HttpRequest, number: str) -> HttpResponse:
    """This will give the same as JSON: {"number", "title", "parts": [{"part", "moments": [{…}]}]}."""
    found = _thread_or_404(request, number)
    told = _told(found.moments, found)
    parts = [
        {"part": part, "moments": [_plain(one, request) for one in told if one.moment.part == part]} for part in Part
    ]
    facts = {"number": found.matter.number, "title": found.matter.title, "language": found.matter.language}
    answer = JsonResponse(facts | {"parts": parts}, json_dumps_params={"ensure_ascii": False})
    answer["Cache-Control"] = "private, max-age=60"
    return answer


def _thread_or_404(request: HttpRequest, number: str) -> journal.Thread:
    actor = actor_of(request)
    matter = matters.get(number, actor)
    if matter is None:
        raise Http404
    return journal.thread(matter, actor)


def _told(moments: Sequence[Moment], found: journal.Thread) -> list[Told]:
    cards = {pk: found.cards[pk] for pk in {one.matter for one in moments}}
    hrefs = addresses.of(list(cards.values()))
    return [Told(one, card := cards[one.matter], hrefs.get(card.pk, ""), card.pk == found.matter.pk) for one in moments]


def _ahead(moments: Sequence[Moment]) -> list[str | Promise]:
    """The parts after the last one that is told of: what was built without talk needs none any more."""
    told = {one.part for one in moments}
    last = max((place for place, part in enumerate(Part) if part in told), default=-1)
    return [PARTS[part] for part in list(Part)[last + 1 :]]


def _chapters(told: list[Told]) -> list[Chapter]:
    chapters = []
    for part, name in PARTS.items():
        here = [one for one in told if one.moment.part == part]
        many = len(here) > SHOWN
        counts = Counter(str(one.moment.what) for one in here).most_common() if many else []
        shown = [one for place, one in enumerate(here) if not many or place < FIRST or one.here]
        if here:
            chapters.append(Chapter(part, name, shown, len(here) - len(shown), tuple(counts)))
    return chapters


def _plain(one: Told, request: HttpRequest) -> dict[str, Any]:
    return {
        "at": one.moment.at.isoformat(),
        "what": str(one.moment.what),
        "number": one.card.number,
        "kind": one.card.kind,
        "title": one.card.title,
        "who": one.moment.who or {},
        "page": request.build_absolute_uri(one.href) if one.href else "",
        "evidence": [
            {"label": str(proof.label), "href": request.build_absolute_uri(proof.href)} for proof in one.proofs
        ],
    }
