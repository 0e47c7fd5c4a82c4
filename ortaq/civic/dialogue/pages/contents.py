"""What there is to read around a process: the library, a text with an address of its own, and its card."""

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ortaq.civic.dialogue.pages import cards
from ortaq.civic.dialogue.pages.entry import process_or_404
from ortaq.civic.dialogue.queries import contents
from ortaq.civic.dialogue.rules.contents import MISSING
from ortaq.civic.dialogue.templatetags.processes import CONTENTS, RECIPES
from ortaq.core.ui.navigation import city_name
from ortaq.core.ui.printing import FontsMissing
from ortaq.core.ui.templatetags.ui_formats import language, localized
from ortaq.engines.language import LANGUAGES

if TYPE_CHECKING:
    from ortaq.civic.dialogue.models import Content, ContentVersion, Process

CARD_AGE = 3600


def told(version: "ContentVersion") -> dict[str, Any]:
    """This will give a version's words in the language of the page, else in the one it was written in, and which."""
    wanted = language()
    chosen = next(
        (code for code in (wanted, version.source_language, *LANGUAGES) if version.title.get(code)), wanted
    )  # fmt: skip
    return {
        "language": chosen,
        "title": version.title.get(chosen, ""),
        "text": version.text.get(chosen, ""),
        "state": version.states.get(chosen, MISSING),
        "other": chosen != wanted,
    }


def shown(rows: "list[Content]") -> "list[dict[str, Any]]":
    """This will give texts with their words, as lists show them."""
    return [{"content": row, "said": told(row.shown), "file": ready_file(row)} for row in rows if row.shown]


def ready_file(content: "Content") -> Any:
    """This will give the file of what is shown once it can be had."""
    file = content.shown.file if content.shown else None
    return file if file is not None and file.state == "ready" else None


@require_safe
def library(request: HttpRequest, code: str) -> HttpResponse:
    """This will list everything there is to read: explainers, news, materials, partners."""
    process = process_or_404(request, code)
    found = contents.library(process)
    context = {
        "process": process, "tab": "read", "filled": found.filled,
        "explainers": shown(found.explainers), "news": shown(found.news), "materials": shown(found.materials),
        "partners": shown(found.partners),
    }  # fmt: skip
    return render(request, "dialogue/library.html", context)


def _content_or_404(request: HttpRequest, code: str, content: str) -> "tuple[Process, Content]":
    process = process_or_404(request, code)
    found = contents.get(process, content)
    if found is None:
        raise Http404
    return process, found


@require_safe
def content(request: HttpRequest, code: str, content: str) -> HttpResponse:
    """This will show one text on a page of its own, with what networks need to show it when it is shared."""
    process, found = _content_or_404(request, code, content)
    (row,) = shown([found])
    picture = reverse("dialogue:content_card", args=[code, content])
    context = {
        "process": process, "tab": "read", "slim": True, "content": found, "row": row,
        "share": sharing(request, row["said"]["title"], row["said"]["text"], picture),
    }  # fmt: skip
    return render(request, "dialogue/content.html", context)


def sharing(request: HttpRequest, title: str, text: str, picture: str) -> dict[str, str]:
    """This will give what stands in a page's head for those who show a link to it."""
    return {
        "title": title,
        "text": " ".join(text.split())[:200],
        "page": request.build_absolute_uri(request.path),
        "picture": request.build_absolute_uri(picture),
        "locale": {"kk": "kk_KZ", "ru": "ru_RU", "en": "en_GB"}.get(language(), "kk_KZ"),
        "width": str(cards.WIDTH),
        "height": str(cards.HEIGHT),
    }


@require_safe
def content_card(request: HttpRequest, code: str, content: str) -> HttpResponse:
    """This will give the picture of a text."""
    process, found = _content_or_404(request, code, content)
    (row,) = shown([found])
    return _card(request, process, str(CONTENTS[found.kind]), row["said"]["title"], localized(process.title))


@require_safe
def process_card(request: HttpRequest, code: str) -> HttpResponse:
    """This will give the picture of a process."""
    process = process_or_404(request, code)
    kind = f"{_('Dialogue')} · {RECIPES[process.recipe]}"
    return _card(request, process, kind, localized(process.title), localized(process.body.name))


def _card(request: HttpRequest, process: "Process", kind: str, title: str, under: str) -> HttpResponse:
    try:
        picture = cards.draw(kind, title, under, city_name())
    except FontsMissing as missing:
        raise Http404 from missing
    response = HttpResponse(picture, content_type="image/png")
    response["Cache-Control"] = f"public, max-age={CARD_AGE}" if process.listed else "private, no-store"
    return response
