"""One search over everything public."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from ortaq.civic.reception.queries import glimpses
from ortaq.core.matters import addresses
from ortaq.core.matters import queries as matters
from ortaq.core.matters.rules import number_as_written
from ortaq.core.people.actor import Actor
from ortaq.core.ui.requests import actor_of
from ortaq.doors.web.marks import Span, excerpt, spans

if TYPE_CHECKING:
    from ortaq.core.matters.models import Matter

LONGEST = 200
AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class Find:
    """One found matter: where it is, its title and a few words with the places of the finds."""

    matter: "Matter"
    href: str
    title: str
    title_marks: list[Span]
    words: str
    marks: list[Span]


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """This will find matters by number or by words in any form, the best first."""
    asked = request.GET.get("q", "").strip()[:LONGEST]
    found = finds(asked, actor_of(request)) if asked else []
    number = page_number(request.GET.get("page", ""), len(found))
    cut = found[number * AT_ONCE : (number + 1) * AT_ONCE]
    texts = glimpses.public_texts([matter.pk for matter in cut]) if cut else {}
    hrefs = addresses.of(cut)
    context = {
        "asked": asked,
        "count": len(found),
        "finds": [find(one, hrefs[one.pk], texts.get(one.pk, ""), asked) for one in cut if one.pk in hrefs],
        "newer": address(asked, number - 1) if number else "",
        "older": address(asked, number + 1) if (number + 1) * AT_ONCE < len(found) else "",
    }
    return render(request, "web/search.html", context)


def finds(asked: str, actor: Actor) -> list["Matter"]:
    """This will find by words and by a number as people write it: № 2026-001013, 2026 1013, 1013 of this year."""
    number = number_as_written(asked, year=timezone.localdate().year)
    return matters.found(asked, actor, kinds=addresses.kinds()) or (
        matters.found(number, actor, kinds=addresses.kinds()) if number else []
    )


def find(matter: "Matter", href: str, text: str, asked: str) -> Find:
    """This will make a find ready for the page."""
    title = matter.title or matter.number
    words, marks = excerpt(text, asked)
    return Find(matter, href, title, spans(title, asked), words, marks)


def page_number(text: str, count: int) -> int:
    """This will read which twenty are asked for; the first for nonsense."""
    last = max(0, (count - 1) // AT_ONCE)
    return min(int(text), last) if text.isascii() and text.isdigit() and len(text) < 6 else 0  # noqa: PLR2004, five digits reach any page


def address(asked: str, number: int) -> str:
    """This will give the address of another twenty."""
    return f"{reverse('web:search')}?{urlencode({'q': asked, 'page': str(number)})}"
