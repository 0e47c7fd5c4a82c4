"""The page that shows every component in every state, for those who build pages and those who check them."""

from math import cos, pi, sin
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, pgettext

from ortaq.core.ui import dates, errors, icons, samples
from ortaq.core.ui.charts import Point
from ortaq.core.ui.forms import SampleFilters, SampleForm
from ortaq.core.ui.tables import sort_of

CENTRE = (76.905, 43.238)
TONES = ("good", "late", "wait", "now", "plain", "off")
HEXAGONS_BELOW = 12
WRONG = {"text": "", "kind": "", "email": "saule@", "topic": "pavement"}


# The tab that is open among the samples.
OPEN_TAB = 2


def _language() -> str:
    return (get_language() or "en").split("-")[0]


def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component."""
    words = samples.words_of(_language())
    content = {
        "words": words,
        "error_codes": tuple(errors.SAID),
        **_parts(request, words),
        **_charts(words),
        **_forms(request),
    }
    return render(request, "ui/gallery.html", content)


def _parts(request: HttpRequest, words: samples.Words) -> dict[str, Any]:
    sort = sort_of(request, allowed=("due", "days"), default="due")
    return {
        "icons": icons.NAMES,
        "table": samples.table(words, sort=sort, query=request.GET.urlencode()),
        "stops": samples.stops(words),
        "before": static("samples/before.svg"),
        "after": static("samples/after.svg"),
        "sums": [{"label": label, "value": value, "href": "#sums"} for label, value in words.sums],
        "summary": [
            {"term": words.heads[0], "value": words.quote, "change": "#forms"},
            {"term": words.heads[1], "value": words.body, "change": "#forms"},
            {"term": pgettext("gallery", "Photos"), "value": "", "change": "#forms"},
        ],
        "facts": [(words.received, "1\u202f284"), (words.answered, "93\u202f%"), (words.fixed, "611")],
        "tabs": [
            {
                "label": words.states[index][0].capitalize(),
                "href": "#tabs",
                "current": index == OPEN_TAB,
                "count": count,
            }
            for index, count in ((2, 12), (1, 3), (0, 1284))
        ],
        "crumbs": [("Ortaq", f"/{_language()}/"), (words.body, "#crumbs"), (words.topic, "")],
        "steps": [
            pgettext("gallery", "What happened?"),
            pgettext("gallery", "Where?"),
            pgettext("gallery", "About you"),
            pgettext("gallery", "Check your answers"),
        ],
        "tasks": _tasks(words),
        "day": samples.DAY,
        "moment": samples.MOMENT,
        "lefts": (15, 3, 1, 0, -1, -2, -21),
    }


def _tasks(words: samples.Words) -> list[dict[str, Any]]:
    told = [
        (pgettext("gallery", "What happened?"), pgettext("gallery", "done"), "good", ""),
        (pgettext("gallery", "Where?"), pgettext("gallery", "begun"), "now", words.street),
        (pgettext("gallery", "About you"), pgettext("gallery", "still ahead"), "plain", ""),
    ]
    return [
        {"label": label, "href": "#tasks", "word": word, "tone": tone, "hint": hint} for label, word, tone, hint in told
    ]


def _charts(words: samples.Words) -> dict[str, Any]:
    months = [
        dates.write_month(samples.DAY.replace(month=number), language=_language(), short=True)
        for number in range(1, 13)
    ]
    monthly = [Point(label, value) for label, value in zip(months, samples.MONTHLY, strict=True)]
    shares = [Point(label, value) for label, value in zip(months, samples.SHARES, strict=True)]
    groups = [
        (
            name,
            [
                Point(
                    point.label,
                    None if point.value is None else point.value - 6 * index + (position * 7 * (index + 1)) % 5,
                )
                for position, point in enumerate(shares)
            ],
        )
        for index, name in enumerate(words.bodies[:4])
    ]
    return {
        "bodies": samples.bodies(words),
        "spans": samples.spans(words),
        "monthly": monthly,
        "shares": shares,
        "share_values": samples.SHARES,
        "groups": groups,
    }


def _forms(request: HttpRequest) -> dict[str, Any]:
    return {
        "form": SampleForm(auto_id="fresh_%s"),
        "wrong": SampleForm(WRONG, auto_id="wrong_%s"),
        "filters": SampleFilters(request.GET or None, auto_id="filter_%s"),
    }


def desk(request: HttpRequest) -> HttpResponse:
    """Show the layout of the desk: a list with a preview beside it."""
    words = samples.words_of(_language())
    sort = sort_of(request, allowed=("due", "days"), default="due")
    content = {
        "words": words,
        "stops": samples.stops(words),
        "filters": SampleFilters(request.GET or None),
        "table": samples.table(words, sort=sort, query=request.GET.urlencode(), walk=True),
    }
    return render(request, "ui/gallery_desk.html", content)


def error(request: HttpRequest, status: int) -> HttpResponse:
    """Show the page of an error, with its true status."""
    if status not in errors.SAID:
        raise Http404
    return errors.page(request, status)


def map_base(request: HttpRequest) -> JsonResponse:
    """Answer a made-up base: a round city of two halves, a river and a park."""
    lon, lat = CENTRE
    ring = [[lon + 0.09 * cos(step * pi / 18), lat + 0.065 * sin(step * pi / 18)] for step in range(37)]
    west = [point for point in ring if point[0] <= lon + 1e-9]
    east = [point for point in ring if point[0] >= lon - 1e-9]
    river = [[lon + 0.012 * sin(step / 3), lat - 0.08 + step * 0.008] for step in range(21)]
    park = [[lon + 0.03 + 0.012 * cos(step * pi / 3), lat + 0.02 + 0.01 * sin(step * pi / 3)] for step in range(7)]
    shapes = [
        _shape("district", {"kk": "Бостандық", "ru": "Бостандык", "en": "Bostandyk"}, "Polygon", [[*west, west[0]]]),
        _shape("district", {"kk": "Медеу", "ru": "Медеу", "en": "Medeu"}, "Polygon", [_closed(east)]),
        _shape("park", {"kk": "Саябақ", "ru": "Парк", "en": "Park"}, "Polygon", [park]),
        _shape("river", {"kk": "Есентай", "ru": "Есентай", "en": "Esentai"}, "LineString", river),
    ]
    return JsonResponse({"type": "FeatureCollection", "features": shapes}, content_type="application/geo+json")


def _closed(points: list[list[float]]) -> list[list[float]]:
    half = len(points) // 2
    ordered = points[half:] + points[:half]
    return [*ordered, ordered[0]]


def _shape(layer: str, name: dict[str, str], kind: str, coordinates: object) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"layer": layer, "name": name},
        "geometry": {"type": kind, "coordinates": coordinates},
    }


def map_points(request: HttpRequest) -> JsonResponse:
    """Answer made-up pins, or hexagons when the map is far (`zoom`)."""
    try:
        near = int(request.GET.get("zoom", "")) >= HEXAGONS_BELOW
    except ValueError:
        near = True
    features = (
        [_pin(number) for number in range(36)]
        if near
        else [_hexagon(column, row) for column in range(-4, 5) for row in range(-3, 4)]
    )
    return JsonResponse({"type": "FeatureCollection", "features": features}, content_type="application/geo+json")


def _pin(number: int) -> dict[str, Any]:
    words = samples.words_of(_language())
    tone = TONES[number % len(TONES)]
    turn = number * 2.399963  # the golden angle spreads points evenly
    spread = 0.055 * (number / 36) ** 0.5
    place = [CENTRE[0] + spread * cos(turn), CENTRE[1] + spread * 0.72 * sin(turn)]
    told = {
        "title": words.appeal,
        "kind": words.topic,
        "tone": tone,
        "word": {known: word for word, known in words.states}[tone],
        "href": reverse("ui:gallery") + "#line",
    }
    return {"type": "Feature", "properties": told, "geometry": {"type": "Point", "coordinates": place}}


def _hexagon(column: int, row: int) -> dict[str, Any]:
    size = 0.0085
    lon = CENTRE[0] + column * size * 1.5
    lat = CENTRE[1] + (row + (column % 2) / 2) * size * 1.262
    ring = [[lon + size * cos(step * pi / 3), lat + size * 0.7285 * sin(step * pi / 3)] for step in range(7)]
    count = max(1, round(120 / (1 + column * column + row * row)))
    return {"type": "Feature", "properties": {"n": count}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
