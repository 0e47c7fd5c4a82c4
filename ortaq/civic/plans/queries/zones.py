"""Zones, the table they come from, and the rules drawn over them, as pages and services ask for them."""

from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

import shapely
from django.db.models import Count, F, Q, QuerySet, Sum
from shapely.geometry import shape

from ortaq.civic.plans.models import Layer, PlanVersion, SupplementaryRule, Zone, ZoneClass
from ortaq.civic.plans.rules.outlines import Box
from ortaq.civic.plans.rules.zones import THEMES

PAGE = 50
SEVERAL = 8
"""Zones of a street that are told."""


def classes(on: date) -> list[ZoneClass]:
    """This will give the table of zones that holds on a day: its newest version. One statement."""
    newest = ZoneClass.objects.filter(valid_from__lte=on).order_by("-valid_from", "-table_version")
    return list(ZoneClass.objects.filter(table_version=newest.values("table_version")[:1]).order_by("code"))


@dataclass(frozen=True, slots=True)
class ThemeSum:
    """A theme that has something to show."""

    code: str
    zones: int
    area_m2: float
    rules: int


def themes(version: PlanVersion) -> list[ThemeSum]:
    """This will list the themes of a version in the map's order. Two statements."""
    zones = {
        theme: (count, area)
        for theme, count, area in Zone.objects.filter(version=version)
        .values_list("zone_class__theme")
        .annotate(count=Count("pk"), area=Sum("area_m2"))
        .order_by()
    }
    rules = dict(
        SupplementaryRule.objects.filter(version=version)
        .values_list("layer__theme")
        .annotate(count=Count("pk"))
        .order_by()
    )
    return [
        ThemeSum(code, *zones.get(code, (0, 0.0)), rules.get(code, 0))
        for code in THEMES
        if code in zones or code in rules
    ]


@dataclass(frozen=True, slots=True)
class ClassSum:
    """A class with the land it has in a version."""

    zone_class: ZoneClass
    zones: int
    area_m2: float


def legend(version: PlanVersion, theme: str) -> list[ClassSum]:
    """This will list the classes a theme shows in a version. Two statements."""
    return _summed(Zone.objects.filter(version=version, zone_class__theme=theme))


def legend_of_all(version: PlanVersion) -> list[ClassSum]:
    """This will list the classes a version has zones of. Two statements, one where it has none."""
    return _summed(Zone.objects.filter(version=version))


def _summed(zones: QuerySet[Zone]) -> list[ClassSum]:
    sums = {
        pk: (count, area)
        for pk, count, area in zones.values_list("zone_class")
        .annotate(count=Count("pk"), area=Sum("area_m2"))
        .order_by()
    }
    found = ZoneClass.objects.filter(pk__in=sums).order_by("code")
    return [ClassSum(one, *sums[one.pk]) for one in found]


def rules_of(version: PlanVersion, theme: str) -> list[SupplementaryRule]:
    """This will list the rules drawn over the zones under a theme. One statement."""
    return list(SupplementaryRule.objects.filter(version=version, layer__theme=theme).order_by("key"))


def _zones(version: PlanVersion) -> QuerySet[Zone]:
    return Zone.objects.filter(version=version).select_related("zone_class")


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of zones; `next` is the key the page after it begins behind, "" for none."""

    rows: list[Zone]
    next: str


def listed(version: PlanVersion, theme: str = "", after: str = "", limit: int = PAGE) -> Listed:
    """This will give a page of a theme's zones by key, without their outlines. One statement."""
    found = _zones(version).defer("shape").order_by("key")
    found = found.filter(zone_class__theme=theme) if theme else found
    rows = list((found.filter(key__gt=after) if after else found)[: limit + 1])
    return Listed(rows[:limit], rows[limit - 1].key if len(rows) > limit else "")


def get(version: PlanVersion, key: str) -> Zone | None:
    """This will give a zone with its class and layer. One statement."""
    return _zones(version).select_related("zone_class", "layer").filter(key=key).first()


def over(zone: Zone) -> list[SupplementaryRule]:
    """This will list the rules that lie over a zone, or cross it. One statement."""
    return _meeting_rules(zone.version_id, (zone.west, zone.south, zone.east, zone.north), shape(zone.shape))


def _meets(box: Box) -> Q:
    west, south, east, north = box
    return Q(west__lte=east, east__gte=west, south__lte=north, north__gte=south)


def _meeting_rules(version_id: int, box: Box, drawn: Any) -> list[SupplementaryRule]:
    near = SupplementaryRule.objects.filter(_meets(box), version=version_id).order_by("kind", "key")
    return [one for one in near if shapely.intersects(shape(one.shape), drawn)]


@dataclass(frozen=True, slots=True)
class Here:
    """What a version says of a place: its zones, the one with most of it first, and the rules over them."""

    zones: list[Zone]
    rules: list[SupplementaryRule]


def at(version: PlanVersion | None, place: dict[str, Any]) -> Here:
    """This will say what lies at a point or along a line (GeoJSON). Two statements."""
    if version is None:
        return Here([], [])
    drawn = shape(place)
    near = list(_zones(version).filter(_meets(drawn.bounds)).order_by("key"))
    part = {zone.pk: shapely.intersection(shape(zone.shape), drawn).length for zone in near}
    crossed = [zone for zone in near if part[zone.pk] > 0 or shapely.intersects(shape(zone.shape), drawn)]
    if place["type"] != "Point":
        crossed = [zone for zone in crossed if part[zone.pk] > 0]
    crossed.sort(key=lambda zone: -part[zone.pk])
    return Here(crossed[:SEVERAL], _meeting_rules(version.pk, drawn.bounds, drawn))


def same(zones: list[Zone], version: PlanVersion | None) -> dict[str, Zone]:
    """This will give the zones of another version under the same keys. One statement."""
    if version is None:
        return {}
    found = _zones(version).defer("shape").filter(key__in=[zone.key for zone in zones])
    return {zone.key: zone for zone in found}


def in_box(version: PlanVersion, theme: str, box: Box, limit: int) -> tuple[list[Zone], list[SupplementaryRule], bool]:
    """This will give what a theme's map shows in a box, the largest first. Two statements."""
    found = _zones(version).filter(_meets(box), zone_class__theme=theme).order_by(F("area_m2").desc(), "key")
    rows = list(found[: limit + 1])
    rules = SupplementaryRule.objects.filter(_meets(box), version=version, layer__theme=theme).order_by("key")
    return rows[:limit], list(rules[:limit]), len(rows) > limit


@dataclass(frozen=True, slots=True)
class Drawn:
    """A layer with the number of zones and rules on it."""

    layer: Layer
    zones: int
    rules: int


def layers(version: PlanVersion) -> list[Drawn]:
    """This will list the layers of a version with what is drawn on them. Three statements."""
    on = {
        model: dict(model.objects.filter(version=version).order_by().values_list("layer").annotate(n=Count("pk")))
        for model in (Zone, SupplementaryRule)
    }
    found = Layer.objects.filter(version=version).order_by("position", "key")
    return [Drawn(one, on[Zone].get(one.pk, 0), on[SupplementaryRule].get(one.pk, 0)) for one in found]


def layer(version: PlanVersion, key: str) -> Layer | None:
    """This will give a layer of a version."""
    return Layer.objects.select_related("version").filter(version=version, key=key).first()


def tables() -> list[dict[str, Any]]:
    """This will list the published versions of the code table, the newest first, with their rows. One statement."""
    found = ZoneClass.objects.values("table_version", "valid_from", "source").annotate(rows=Count("pk"))
    return [dict(one) for one in found.order_by("-valid_from", "-table_version")]


def table(table_version: str) -> list[ZoneClass]:
    """This will give one version of the code table. One statement."""
    return list(ZoneClass.objects.filter(table_version=table_version).order_by("code"))


def free_layer_key(version: PlanVersion) -> str:
    """This will give a key no layer of the plan had before. One statement."""
    taken = set(Layer.objects.filter(version__plan=version.plan_id).values_list("key", flat=True))
    return next(key for n in count(1) if (key := f"layer-{n}") not in taken)
