"""The list of processes, the page of one, and its timeline."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ortaq.civic.dialogue.pages.contents import sharing, shown
from ortaq.civic.dialogue.pages.entry import process_or_404
from ortaq.civic.dialogue.pages.stops import stops_of
from ortaq.civic.dialogue.queries import contents, forums, listing, processes
from ortaq.civic.dialogue.rules.phases import Deed
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.templatetags.ui_formats import localized

if TYPE_CHECKING:
    from ortaq.civic.dialogue.models import Phase, Process

NEWS = 3
"""News and forums on the page itself; the rest is on pages of their own."""


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """This will list the dialogues: open now, coming, being answered, finished."""
    return render(request, "dialogue/list.html", {"found": listing.listing(now=timezone.now())})


@require_safe
def process(request: HttpRequest, code: str) -> HttpResponse:
    """This will show a process: what is asked, what people can do now and until when, and what there is to read."""
    found, now = process_or_404(request, code), timezone.now()
    read, coming = contents.library(found), forums.listed(now=now, process=found).coming
    picture = reverse("dialogue:process_card", args=[code])
    context = {
        "process": found, "tab": "about", "phases": phases_of(found, now), "doors": _doors(found, now),
        "explainers": shown(read.explainers), "news": shown(read.news[:NEWS]), "materials": len(read.materials),
        "partners": shown(read.partners), "forums": coming[:NEWS],
        "share": sharing(request, localized(found.title), localized(found.question), picture),
    }  # fmt: skip
    return settle_cache(request, render(request, "dialogue/process.html", context))


def phases_of(found: "Process", now: datetime) -> list[dict[str, Any]]:
    """This will give the phases with where each stands in time; a closed process has none that runs."""
    return [
        {"phase": phase, "place": "over" if _is_over(phase, found, now) else _place(phase, now)}
        for phase in found.phases.all()
    ]


def _is_over(phase: "Phase", found: "Process", now: datetime) -> bool:
    return phase.closes_at <= now or found.state == "closed"


def _place(phase: "Phase", now: datetime) -> str:
    return "runs" if phase.opens_at <= now else "ahead"


def _doors(found: "Process", now: datetime) -> list[tuple[str, str, str]]:
    """What people can do on a page of its own now: address, words, and how loud its button is."""
    runs = [span for span in processes.spans(found) if span.runs(now)] if found.state == "published" else []
    opened = {deed for span in runs for deed in span.allows}
    offers = [
        (Deed.IDEA, reverse("dialogue:new_idea", args=[found.code]), _("Send an idea")),
        (Deed.OPINION, reverse("dialogue:statements", args=[found.code]), _("Agree or disagree")),
        (Deed.COMMENT, reverse("dialogue:talk", args=[found.code, found.matter.number]), _("Comments")),
    ]
    here = [(href, words) for deed, href, words in offers if deed in opened]
    return [(href, words, "second" if number else "") for number, (href, words) in enumerate(here)]


@require_safe
def timeline(request: HttpRequest, code: str) -> HttpResponse:
    """This will show everything that happened in a process and is still to come."""
    found = process_or_404(request, code)
    context = {"process": found, "tab": "timeline", "stops": stops_of(found, timezone.now())}
    return settle_cache(request, render(request, "dialogue/timeline.html", context))


def settle_cache(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """This will let the same page be shown for a few seconds to who is not signed in, and never be kept of others."""
    if actor_of(request).person_id is not None:
        add_never_cache_headers(response)
    else:
        patch_cache_control(response, private=True, max_age=15)
    return response
