"""Appeals on the map, and what the map is drawn from."""

import hashlib
import json
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ortaq.civic.reception.pages.listing import asked, plain_filter
from ortaq.civic.reception.pages.place import place_name
from ortaq.civic.reception.queries import lists, maps
from ortaq.civic.reception.queries import topics as topic_queries
from ortaq.civic.reception.templatetags.reception import STAGES
from ortaq.core.matters.localized import words
from ortaq.core.territory import queries as territory
from ortaq.core.ui.maps import read_box
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.templatetags.ui_formats import language

PINS_FROM = 13
"""From this zoom on single pins are drawn, before that hexagons with counts."""
TWIN = 8
"""Appeals in the list beside the map."""


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """This will show the map with the newest appeals of the same filter beside it."""
    found = asked(request)
    newest = lists.appeals(actor_of(request), found.filter, limit=TWIN)
    context = {
        "form": found.form,
        "page": newest,
        "query": found.query,
        "narrowed": not found.filter.is_empty(),
        "more": found.uses_more(),
        "source": reverse("reception:map_points") + (f"?{found.query}" if found.query else ""),
        "today": timezone.localdate(),
    }
    return render(request, "reception/map.html", context)


@require_safe
def points(request: HttpRequest) -> HttpResponse:
    """This will give what lies in a box: hexagons with counts from afar, pins when close."""
    box, zoom = read_box(request.GET.get("bbox", "")), zoom_of(request.GET.get("zoom", ""))
    if box is None:
        return JsonResponse({"error": _("bbox is west,south,east,north in degrees.")}, status=400)
    narrowed = plain_filter(request)
    if zoom < PINS_FROM:
        return answer(request, maps.hexes(box, zoom, narrowed))
    return answer(request, compact(maps.pins(box, narrowed)))


def compact(found: dict[str, Any]) -> dict[str, Any]:
    """This will write pins as short rows [lon, lat, number, topic, stage] with the words they point to, told once.

    A thousand of them are ≈ 40 KB; as GeoJSON with titles they would be six times as much.
    """
    code = language()
    names = {node.code: words(node.name, code) for node in topic_queries.tree()}
    topics, stages = list(names), list(STAGES)
    pins = [
        [
            *pin["geometry"]["coordinates"],
            pin["properties"]["n"],
            topics.index(pin["properties"]["t"]) if pin["properties"]["t"] in names else -1,
            stages.index(pin["properties"]["s"]) if pin["properties"]["s"] in STAGES else -1,
        ]
        for pin in found["features"]
    ]
    return {
        "type": "FeatureCollection",
        "features": [],
        "pins": pins,
        "kinds": [names[topic] for topic in topics],
        "states": [[str(STAGES[stage][0]), STAGES[stage][1]] for stage in stages],
        "href": reverse("reception:appeal", kwargs={"number": "NUMBER"}),
        "title": _("Appeal No. %(number)s") % {"number": "NUMBER"},
        "more": found.get("more", False),
    }


@require_safe
def base(request: HttpRequest) -> HttpResponse:
    """This will give the muted base: districts, rivers, parks."""
    return answer(request, territory.base_map(timezone.localdate()), seconds=3600)


@require_safe
def place(request: HttpRequest) -> HttpResponse:
    """This will name a point for whoever puts a pin on the map."""
    try:
        lon, lat = float(request.GET.get("lon", "")), float(request.GET.get("lat", ""))
    except ValueError:
        return JsonResponse({"error": _("lon and lat are degrees.")}, status=400)
    name = place_name(lon, lat, timezone.localdate(), language())
    return answer(request, {"label": name or _("outside the city")}, seconds=3600)


def answer(request: HttpRequest, data: dict[str, Any], seconds: int = 60) -> HttpResponse:
    """This will send JSON that caches may keep for a while and ask about by its ETag."""
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    etag = quote_etag(hashlib.sha256(body).hexdigest()[:32])
    if etag in request.headers.get("If-None-Match", ""):
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = HttpResponse(body, content_type="application/json")
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={seconds}"
    return response


def zoom_of(text: str) -> float:
    """This will read a zoom; a far one for nothing or nonsense."""
    try:
        zoom = float(text)
    except ValueError:
        return 10.0
    return min(max(zoom, 0.0), 24.0) if zoom == zoom else 10.0  # noqa: PLR0124, NaN is not equal to itself
