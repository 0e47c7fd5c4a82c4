"""Ideas on the map, with the list that says the same."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ortaq.civic.dialogue.forms.idea_choices import THEMES
from ortaq.civic.dialogue.pages.entry import process_or_404
from ortaq.civic.dialogue.pages.ideas import asked, idea_or_404, plain_filter
from ortaq.civic.dialogue.pages.processes import settle_cache
from ortaq.civic.dialogue.queries import ideas as queries
from ortaq.civic.dialogue.queries import maps
from ortaq.core.ui.maps import pins_answer, read_box

TWIN = 8
"""Ideas in the list beside the map."""


@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """This will show the map with the first ideas of the same filter beside it."""
    process = process_or_404(request, code)
    found = asked(request, process)
    context = {
        "process": process,
        "tab": "ideas",
        "form": found.form,
        "query": found.query,
        "narrowed": found.narrowed,
        "page": queries.listed(process, found.filter, limit=TWIN),
        "source": reverse("dialogue:ideas_points", args=[code]) + (f"?{found.query}" if found.query else ""),
        "here": reverse("dialogue:ideas_map", args=[code]),
    }
    return settle_cache(request, render(request, "dialogue/ideas_map.html", context))


@require_safe
def points(request: HttpRequest, code: str) -> HttpResponse:
    """This will give the ideas of a box, as the map draws them."""
    box = read_box(request.GET.get("bbox", ""))
    if box is None:
        return JsonResponse({"error": _("bbox is west,south,east,north in degrees.")}, status=400)
    process = process_or_404(request, code)
    return _answer(code, maps.in_box(process, box, plain_filter(request, process)), public=process.listed)


@require_safe
def place(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """This will give one idea with its whole shape, as the map draws it."""
    return _answer(code, maps.one(idea_or_404(request, code, number)), public=False)


def _answer(code: str, found: maps.Found, *, public: bool) -> HttpResponse:
    themes = list(THEMES)
    pins = [
        [pin.lon, pin.lat, pin.number, themes.index(pin.theme) if pin.theme in themes else -1, 0] for pin in found.pins
    ]
    return pins_answer(
        pins, found.sketches, kinds=THEMES.values(), states=[["", "now"]],
        href=reverse("dialogue:idea", args=[code, "NUMBER"]), title=_("Idea No. %(number)s") % {"number": "NUMBER"},
        more=found.more, public=public,
    )  # fmt: skip
