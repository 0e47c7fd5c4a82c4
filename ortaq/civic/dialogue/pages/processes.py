"""The list of processes, the page of one, and its timeline."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.views.decorators.http import require_safe

from ortaq.civic.dialogue.pages.entry import process_or_404
from ortaq.civic.dialogue.queries import listing
from ortaq.core.ui.requests import actor_of

if TYPE_CHECKING:
    from ortaq.civic.dialogue.models import Phase, Process


@require_safe
def processes(request: HttpRequest) -> HttpResponse:
    """This will list the dialogues: open now, coming, being answered, finished."""
    return render(request, "dialogue/list.html", {"found": listing.listing(now=timezone.now())})


@require_safe
def process(request: HttpRequest, code: str) -> HttpResponse:
    """This will show a process: what is asked, what people can do now and until when, and what there is to read."""
    found, now = process_or_404(request, code), timezone.now()
    phases = [_told(phase, found, now) for phase in found.phases.all()]
    context = {"process": found, "tab": "about", "phases": phases}
    return settle_cache(request, render(request, "dialogue/process.html", context))


def _told(phase: "Phase", found: "Process", now: datetime) -> dict[str, Any]:
    """A phase with where it stands in time; a closed process has none that runs."""
    over = phase.closes_at <= now or found.state == "closed"
    return {"phase": phase, "place": "over" if over else "runs" if phase.opens_at <= now else "ahead"}


def settle_cache(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """This will let the same page be shown for a few seconds to who is not signed in, and never be kept of others."""
    if actor_of(request).person_id is not None:
        add_never_cache_headers(response)
    else:
        patch_cache_control(response, private=True, max_age=15)
    return response
