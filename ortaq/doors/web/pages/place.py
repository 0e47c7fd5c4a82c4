"""Everything said around a place: found by a pin, a street, a park or a district."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from shapely.geometry import shape

from ortaq.civic.reception.queries import lists, nearby
from ortaq.civic.reception.queries.lists import Filter
from ortaq.core.matters.localized import words
from ortaq.core.territory import queries as territory
from ortaq.core.ui.requests import actor_of
from ortaq.engines.language import fold

RADII = (300, 700, 1500)
SHOWN = 30
LONGEST = 100


@dataclass(frozen=True, slots=True)
class Spot:
    """A place somebody asked for: a point with a name, or a district by its code."""

    name: str
    lon: float | None = None
    lat: float | None = None
    district: str = ""


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """This will show what was said around here, on the map and as a list."""
    language = (get_language() or "kk").split("-")[0]
    asked = request.GET.get("q", "").strip()[:LONGEST]
    spot, fault = find(request, asked, language)
    metres = radius(request.GET.get("radius", ""))
    rows = around(request, spot, metres)
    context = {
        "asked": asked,
        "spot": spot,
        "fault": fault,
        "rows": rows,
        "full": len(rows) == SHOWN,
        "metres": metres,
        "radii": RADII,
        "districts": [(place.code, words(place.name, language)) for place in territory.districts()],
        "district": request.GET.get("district", ""),
        "today": timezone.localdate(),
    }
    return render(request, "web/place.html", context)


def find(request: HttpRequest, asked: str, language: str) -> tuple[Spot | None, str]:
    """This will find the place by degrees, by district or by name; and say so when it is unknown."""
    lon, lat = degrees(request.GET.get("lon", ""), 180), degrees(request.GET.get("lat", ""), 90)
    if lon is not None and lat is not None and not asked and not request.GET.get("district"):
        return pin(lon, lat, language)
    if request.GET.get("district"):
        code = request.GET["district"]
        names = {place.code: words(place.name, language) for place in territory.districts()}
        return (Spot(names[code], district=code), "") if code in names else (None, _("There is no such district."))
    if asked:
        found = by_name(asked, language)
        return (
            (found, "")
            if found
            else (None, _("We know no such street, park or district. Try another word, or the map."))
        )
    return None, ""


def pin(lon: float, lat: float, language: str) -> tuple[Spot | None, str]:
    """This will name a point by the territories around it."""
    around_it = territory.territory_at(lon, lat, timezone.localdate())
    if around_it is None:
        return None, _("This point is outside the city and its neighbours.")
    return Spot(words(around_it.name, language), lon, lat), ""


def by_name(asked: str, language: str) -> Spot | None:
    """This will find a district, street, river or park whose name holds the words, in any of the three languages."""
    wanted = fold(asked)
    for feature in territory.base_map(timezone.localdate())["features"]:
        facts = feature["properties"]
        if not any(wanted in fold(str(name)) for name in facts.get("name", {}).values()):
            continue
        name = words(facts["name"], language)
        if facts["kind"] == "district" and facts.get("in_city"):
            return Spot(name, district=facts["code"])
        if facts["kind"] not in {"district", "city"}:
            lon, lat = middle(feature["geometry"])
            return Spot(name, lon, lat)
    return None


def middle(geometry: dict[str, Any]) -> tuple[float, float]:
    """This will give a point in the middle of a drawn thing: on the line itself, inside the park."""
    drawn = shape(geometry)
    spot = drawn.interpolate(0.5, normalized=True) if drawn.geom_type == "LineString" else drawn.representative_point()
    return spot.x, spot.y


def around(request: HttpRequest, spot: Spot | None, metres: int) -> list[Any]:
    """This will give the newest appeals around the place."""
    if spot is None:
        return []
    if spot.district:
        return lists.appeals(actor_of(request), Filter(district=spot.district), limit=SHOWN).rows
    return list(nearby.around(spot.lon or 0.0, spot.lat or 0.0, metres)[:SHOWN])


def degrees(text: str, most: int) -> float | None:
    """This will read degrees; None for nothing, nonsense and more than there are."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if -most <= value <= most else None


def radius(text: str) -> int:
    """This will read one of the three distances; the middle one for anything else."""
    return int(text) if text in {str(metres) for metres in RADII} else RADII[1]
