"""Everything said, planned, decided and built around a place: found by a pin, a street, a park or a district."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ortaq.civic.plans.queries import listing as plans
from ortaq.civic.plans.queries import zones
from ortaq.civic.reception.queries import lists, nearby
from ortaq.civic.reception.queries.lists import Filter
from ortaq.core.matters import addresses
from ortaq.core.matters import queries as matters
from ortaq.core.matters.localized import words
from ortaq.core.territory import queries as territory
from ortaq.core.ui.requests import actor_of
from ortaq.doors.web import whereabouts

if TYPE_CHECKING:
    from ortaq.civic.plans.models import PlanVersion
    from ortaq.core.matters.models import Matter

RADII = (300, 700, 1500)
SHOWN = 30
KINDS = {"said": ("idea", "remark"), "decided": ("project", "application"), "built": ("work",)}
"""Kinds of cards beside the appeals, by the part of the chain they belong to."""
LONGEST = 100
EXACT = 0.00002
"""Degrees: two metres."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place somebody asked for: a point with a name, or a district by its code."""

    name: str
    lon: float | None = None
    lat: float | None = None
    district: str = ""
    house: bool = False
    """A house was asked for: this is the middle of its street."""
    pinned: bool = False
    """A point of the map, found by no words."""

    def lies_at(self, lon: float, lat: float) -> bool:
        """Whether a pin is where this spot is, as an address writes it."""
        if self.lon is None or self.lat is None:
            return False
        return max(abs(self.lon - lon), abs(self.lat - lat)) < EXACT


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """This will show what was said, planned, decided and built around here, on the map and as lists."""
    language = (get_language() or "kk").split("-")[0]
    asked = request.GET.get("q", "").strip()[:LONGEST]
    spot, fault = find(request, asked, language)
    metres = radius(request.GET.get("radius", ""))
    rows = around(request, spot, metres)
    context = {
        "asked": "" if spot and spot.pinned else asked,
        "spot": spot,
        "fault": fault,
        "rows": rows,
        "planned": planned(spot),
        **{name: cards(spot, metres, kinds) for name, kinds in KINDS.items()},
        "full": len(rows) == SHOWN,
        "metres": metres,
        "radii": RADII,
        "districts": [(place.code, words(place.name, language)) for place in territory.districts()],
        "district": "" if spot and spot.pinned else request.GET.get("district", ""),
        "today": timezone.localdate(),
    }
    return render(request, "web/place.html", context)


def find(request: HttpRequest, asked: str, language: str) -> tuple[Spot | None, str]:
    """This will find the place by degrees, by district or by name; and say so when it is unknown.

    A pin moved away from what was found before (`of` says by which words) wins over the words.
    """
    lon, lat = degrees(request.GET.get("lon", ""), 180), degrees(request.GET.get("lat", ""), 90)
    code = request.GET.get("district", "")
    if not asked and not code:
        return (None, "") if lon is None or lat is None else pin(lon, lat, language)
    spot, fault = by_code(code, language) if code else by_words(asked, language)
    if spot is None or lon is None or lat is None or request.GET.get("of") != (code or asked) or spot.lies_at(lon, lat):
        return spot, fault
    return pin(lon, lat, language)


def by_code(code: str, language: str) -> tuple[Spot | None, str]:
    """This will give a district by its code."""
    names = {place.code: words(place.name, language) for place in territory.districts()}
    return (Spot(names[code], district=code), "") if code in names else (None, _("There is no such district."))


def by_words(asked: str, language: str) -> tuple[Spot | None, str]:
    """This will give what somebody calls by name."""
    found = by_name(asked, language)
    return (
        (found, "") if found else (None, _("We know no such street, park or district. Try another word, or the map."))
    )


def pin(lon: float, lat: float, language: str) -> tuple[Spot | None, str]:
    """This will name a point by the territories around it."""
    around_it = territory.territory_at(lon, lat, timezone.localdate())
    if around_it is None:
        return None, _("This point is outside the city and its neighbours.")
    return Spot(words(around_it.name, language), lon, lat, pinned=True), ""


def by_name(asked: str, language: str) -> Spot | None:
    """This will find a district, street, corner, river or park by the words people call it."""
    found = whereabouts.find(asked, _of_the_city(territory.base_map(timezone.localdate())["features"]))
    if found is None:
        return None
    facts = found.feature["properties"]
    name = words(facts["name"], language)
    if found.point is None:
        return Spot(name, district=facts["code"])
    return Spot(name, *found.point, house=found.house)


def _of_the_city(features: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Neighbouring districts and the city itself are too large to be around a place."""
    return [one for one in features if one["properties"]["kind"] not in {"district", "city"} or _is_district(one)]


def _is_district(feature: dict[str, Any]) -> bool:
    facts = feature["properties"]
    return facts["kind"] == "district" and bool(facts.get("in_city"))


def around(request: HttpRequest, spot: Spot | None, metres: int) -> list[Any]:
    """This will give the newest appeals around the place."""
    if spot is None:
        return []
    if spot.district:
        return lists.appeals(actor_of(request), Filter(district=spot.district), limit=SHOWN).rows
    return list(nearby.around(spot.lon or 0.0, spot.lat or 0.0, metres)[:SHOWN])


def cards(spot: Spot | None, metres: int, kinds: tuple[str, ...]) -> "list[tuple[Matter, str]]":
    """This will give the newest cards of some kinds around the place, each with the address of its page."""
    if spot is None:
        return []
    if spot.district:
        where: dict[str, Any] = {"territory__code__startswith": spot.district}
    else:
        where = dict(matters.around(spot.lon or 0.0, spot.lat or 0.0, metres))
    found = matters.near(where, kinds, SHOWN)
    hrefs = addresses.of(found)
    return [(card, hrefs[card.pk]) for card in found if card.pk in hrefs]


def planned(spot: Spot | None) -> "list[tuple[PlanVersion, zones.Here]]":
    """This will give what the general plan says of the point; a district has too many zones to list here."""
    if spot is None or spot.district:
        return []
    point = {"type": "Point", "coordinates": [spot.lon, spot.lat]}
    said = [(version, zones.at(version, point)) for version in plans.holding("general_plan")]
    return [(version, here) for version, here in said if here.zones or here.rules]


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
