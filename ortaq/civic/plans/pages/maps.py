"""The map of a version by theme with its legend and list, a zone, a street, and the land that changed."""

import json
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ortaq.civic.plans.forms.maps import PlaceForm
from ortaq.civic.plans.pages.entry import settle_cache, version_or_404
from ortaq.civic.plans.queries import areas as area_queries
from ortaq.civic.plans.queries import remarks
from ortaq.civic.plans.queries import zones as queries
from ortaq.civic.plans.rules import areas, outlines
from ortaq.civic.plans.rules.zones import HILUCS, PATTERNS, THEMES
from ortaq.civic.plans.templatetags.zones import hectares, tile
from ortaq.core.territory import queries as territory
from ortaq.core.ui.maps import read_box
from ortaq.core.ui.templatetags.ui_formats import localized

if TYPE_CHECKING:
    from ortaq.civic.plans.models import PlanVersion, Zone

TWIN = 8
"""Zones in the list beside the map."""
MOST = 1500
POSITIONS = 12_000
"""Of all outlines of one answer: about 300 KB."""
DECIMALS = 5
KEY = "KEY"


@require_safe
def page(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """This will show one theme: its map, what its signs mean, and its zones as a list."""
    plan, version = version_or_404(request, code, number)
    themes = queries.themes(version)
    if not themes:
        raise Http404
    asked = request.GET.get("theme", "")
    theme = asked if asked in {one.code for one in themes} else themes[0].code
    context = {
        "plan": plan, "version": version, "tab": "map", "theme": theme, "slim": True,
        "name": _(THEMES[theme][0]), "said": _(THEMES[theme][1]),
        "themes": [
            {"label": _(THEMES[one.code][0]), "href": f"?theme={one.code}", "current": one.code == theme}
            for one in themes
        ],
        "legend": _with_before(version, queries.legend(version, theme)),
        "rules": queries.rules_of(version, theme),
        "listed": queries.listed(version, theme, request.GET.get("after", "")[:60], limit=TWIN),
        "source": reverse("plans:map_data", args=[code, number]) + f"?theme={theme}",
        "streets": [(one.code, localized(one.name)) for one in territory.streets()],
        "here": request.path, "may": remarks.open_now(version, today=timezone.localdate()),
        "layers": remarks.layers(version, theme),
    }  # fmt: skip
    return settle_cache(request, render(request, "plans/map.html", context))


def _with_before(version: "PlanVersion", sums: list[queries.ClassSum]) -> list[dict[str, Any]]:
    """Each class with how much land it gained or lost since the version before, where that was counted."""
    counted = version.changes.get("zones") or {}
    gained: dict[str, int] = {}
    for before, after, dm2 in counted.get("cells", []):
        gained[after] = gained.get(after, 0) + dm2
        gained[before] = gained.get(before, 0) - dm2
    return [
        {"zone_class": one.zone_class, "zones": one.zones, "area": one.area_m2,
         "gained": gained.get(one.zone_class.code, 0) / 100 if counted else None}
        for one in sums
    ]  # fmt: skip


@require_safe
def data(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """This will give a theme's zones in a box as the map draws them."""
    box, theme = read_box(request.GET.get("bbox", "")), request.GET.get("theme", "")
    if box is None or theme not in THEMES:
        return JsonResponse({"error": _("bbox is west,south,east,north in degrees.")}, status=400)
    plan, version = version_or_404(request, code, number)
    zones, rules, more = queries.in_box(version, theme, box, MOST)
    classes = list({zone.zone_class.code: zone.zone_class for zone in zones}.values())
    place = {one.code: index for index, one in enumerate(classes)}
    drawn = zip(zones, _simple([zone.shape for zone in zones], request), strict=True)
    features = [
        _feature(shape, c=place[zone.zone_class.code], key=zone.key, title=localized(zone.name) or zone.key,
                 word=hectares(zone.area_m2))
        for zone, shape in drawn
    ]  # fmt: skip
    features += [
        _feature(outlines.read(one.shape), rule=one.kind, title=localized(one.title), word=localized(one.rule))
        for one in rules
    ]
    href = reverse("plans:zone", args=[code, number, KEY])
    return _answer(features, [tile(one) for one in classes], href=href, more=more, public=plan.listed)


@require_safe
def zone_data(request: HttpRequest, code: str, number: int, key: str) -> HttpResponse:
    """This will give one zone with its whole outline and the rules over it."""
    plan, version = version_or_404(request, code, number)
    zone = _zone_or_404(version, key)
    features = [_feature(outlines.read(zone.shape), c=0, title=localized(zone.name) or key)]
    features += [
        _feature(outlines.read(one.shape), rule=one.kind, title=localized(one.title), word=localized(one.rule))
        for one in queries.over(zone)
    ]
    return _answer(features, [tile(zone.zone_class)], public=plan.listed)


def _simple(shapes: list[Any], request: HttpRequest) -> list[Any]:
    zoom = request.GET.get("zoom", "")
    level = min(int(zoom), 18) if zoom.isdecimal() and len(zoom) < 3 else 18  # noqa: PLR2004, two digits
    return outlines.simpler([outlines.read(one) for one in shapes], positions=POSITIONS, tolerance=0.1 / 2**level)


def _feature(shape: Any, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "geometry": outlines.geojson(shape, DECIMALS), "properties": properties}


def _answer(
    features: list[Any], classes: list[dict[str, str]], *, href: str = "", more: bool = False, public: bool
) -> HttpResponse:
    boxes = [outlines.read(one["geometry"]).bounds for one in features]
    sides = list(zip(*boxes, strict=True))
    box = [min(sides[0]), min(sides[1]), max(sides[2]), max(sides[3])] if boxes else None
    found = {"type": "FeatureCollection", "features": features, "classes": classes, "href": href, "box": box,
             "more": more}  # fmt: skip
    body = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    response = HttpResponse(body, content_type="application/geo+json")
    response["Cache-Control"] = "public, max-age=60" if public else "private, max-age=15"
    return response


def _zone_or_404(version: "PlanVersion", key: str) -> "Zone":
    found = queries.get(version, key)
    if found is None:
        raise Http404
    return found


@require_safe
def zone(request: HttpRequest, code: str, number: int, key: str) -> HttpResponse:
    """This will show what holds in a zone, and what held there before."""
    plan, version = version_or_404(request, code, number)
    found = _zone_or_404(version, key)
    middle = outlines.middle(found.shape)
    before = queries.at(version.before, {"type": "Point", "coordinates": middle}).zones
    context = {
        "plan": plan, "version": version, "tab": "map", "zone": found, "rules": queries.over(found), "slim": True,
        "hilucs": _(HILUCS[found.zone_class.hilucs]), "before": before[0] if before else None,
        "uses": [(_(name), one["allowed"]) for one in found.uses if (name := HILUCS.get(one["use"]))],
        "source": reverse("plans:zone_data", args=[code, number, key]), "lon": middle[0], "lat": middle[1],
        "said": remarks.of_part(version, "zone", key), "may": remarks.open_now(version, today=timezone.localdate()),
    }  # fmt: skip
    return settle_cache(request, render(request, "plans/zone.html", context))


@require_safe
def street(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """This will say what a version plans along a street or at a point, and what the one before it planned there."""
    plan, version = version_or_404(request, code, number)
    known = {one.code: one for one in territory.streets()}
    form = PlaceForm(request.GET or None, streets=[(one.code, localized(one.name)) for one in known.values()])
    context: dict[str, Any] = {"plan": plan, "version": version, "tab": "map", "form": form, "slim": True}
    if form.is_valid():
        read = form.cleaned_data
        line = known.get(read["street"])
        place = line.shape if line else {"type": "Point", "coordinates": [read["lon"], read["lat"]]}
        now, before = queries.at(version, place), queries.at(version.before, place)
        context |= {
            "now": now, "before": before, "changed": _differs(now, before),
            "street": localized(line.name) if line else "",
        }  # fmt: skip
    return settle_cache(request, render(request, "plans/street.html", context, status=422 if form.errors else 200))


def _differs(now: queries.Here, before: queries.Here) -> bool:
    """Whether anything a resident meets is another: class, limits or rules."""
    said = [
        ({(z.zone_class.code, z.height_m, z.storeys, z.density) for z in here.zones}, {one.key for one in here.rules})
        for here in (now, before)
    ]
    return said[0] != said[1]


@require_safe
def changed(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """This will show how much land passed from class to class since the version before, and where."""
    plan, version = version_or_404(request, code, number)
    if version.before is None:
        raise Http404
    counted = version.changes.get("zones") or area_queries.counted(version)
    if not counted:
        raise Http404
    names = area_queries.class_names({one for cell in counted["cells"] for one in cell[:2]}, version)
    rows = sorted(
        ((names.get(old), names.get(new), dm2 / 100) for old, new, dm2 in counted["cells"] if old != new),
        key=lambda row: -row[2],
    )
    kept = sum(dm2 for old, new, dm2 in counted["cells"] if old == new) / 100
    moved = sum(dm2 for old, new, dm2 in counted["cells"] if old not in (new, areas.NOWHERE)) / 100
    context = {
        "plan": plan, "version": version, "before": version.before, "tab": "changes", "rows": rows, "kept": kept,
        "moved": moved, "total": counted["before"] / 100, "counted": counted, "slim": True,
        "slivers": counted["slivers"][1] / 100, "overlaps": counted["overlaps"] / 100,
        "source": reverse("plans:areas_data", args=[code, number]),
    }  # fmt: skip
    return settle_cache(request, render(request, "plans/areas.html", context))


@require_safe
def changed_data(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """This will give the land that changed, coloured by what it is now."""
    plan, version = version_or_404(request, code, number)
    if version.before is None:
        raise Http404
    found = area_queries.transition(version.before, version)
    moved = sorted(found.moved, key=lambda one: -one.m2)
    names = area_queries.class_names({code for one in moved for code in (one.before, one.after)}, version)
    nowhere = {"name": _("outside the plan"), "colour": "#ffffff", "draw": PATTERNS["cross"]}
    codes = list(dict.fromkeys(one.after for one in moved[:MOST]))
    features = [
        _feature(one.shape, c=codes.index(one.after), key=one.after_key,
                 title=f"{_name(names, one.before)} → {_name(names, one.after)}", word=hectares(one.m2))
        for one in moved[:MOST]
    ]  # fmt: skip
    classes = [tile(names[one]) if one in names else nowhere for one in codes]
    href = reverse("plans:zone", args=[code, number, KEY])
    return _answer(features, classes, href=href, more=len(moved) > MOST, public=plan.listed)


def _name(names: dict[str, Any], code: str) -> str:
    return localized(names[code].name) if code in names else _("outside the plan")


@require_safe
def classes(request: HttpRequest) -> HttpResponse:
    """This will show the city's table of functional zones."""
    rows = [(one, _(HILUCS[one.hilucs]), _(THEMES[one.theme][0])) for one in queries.classes(timezone.localdate())]
    return settle_cache(request, render(request, "plans/classes.html", {"rows": rows}))
