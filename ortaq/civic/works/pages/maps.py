"""Works on the map, with the same in words beside it."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ortaq.civic.works.pages.entry import asked, plain_filter, settle_cache, tabs_of, work_or_404
from ortaq.civic.works.pages.works import VIEWS
from ortaq.civic.works.queries import maps
from ortaq.civic.works.queries import works as queries
from ortaq.civic.works.templatetags.works import KINDS, STAGES, stage_tone
from ortaq.core.ui.maps import pins_answer, read_box

TWIN = 8
"""Works in the list beside the map."""


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """This will show the map with the first works of the same choice beside it."""
    found = asked(request)
    rows = queries.listing(found.filter, limit=TWIN)
    context = {
        "form": found.form, "query": found.query, "narrowed": bool(found.query), "tabs": tabs_of("map", VIEWS, ""),
        "rows": [{"work": work, "district": found.districts.get(work.district, "")} for work in rows.works],
        "source": reverse("works:points") + (f"?{found.query}" if found.query else ""), "here": reverse("works:map"),
    }  # fmt: skip
    return settle_cache(request, render(request, "works/map.html", context))


@require_safe
def points(request: HttpRequest) -> HttpResponse:
    """This will give the works of a box, as the map draws them."""
    box = read_box(request.GET.get("bbox", ""))
    if box is None:
        return JsonResponse({"error": _("bbox is west,south,east,north in degrees.")}, status=400)
    return _answer(maps.in_box(box, plain_filter(request)))


@require_safe
def place(request: HttpRequest, number: str) -> HttpResponse:
    """This will give one work with its whole shape, as the map draws it."""
    return _answer(maps.one(work_or_404(number)))


def _answer(found: maps.Found) -> HttpResponse:
    kinds, stages = list(KINDS), list(STAGES)
    pins = [[pin.lon, pin.lat, pin.number, kinds.index(pin.kind), stages.index(pin.stage)] for pin in found.pins]
    return pins_answer(
        pins, found.sketches, kinds=KINDS.values(),
        states=[[str(word), stage_tone(stage)] for stage, word in STAGES.items()],
        href=reverse("works:work", args=["NUMBER"]), title=_("Work No. %(number)s") % {"number": "NUMBER"},
        more=found.more, public=True,
    )  # fmt: skip
