"""Zones of plans as a layer anyone may take away: the newest published version of every plan."""

import json
from datetime import date
from typing import Any

from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet

from ortaq.civic.plans.models import PlanVersion, Zone
from ortaq.civic.plans.rules.zones import HILUCS, THEMES
from ortaq.core.people.refusal import N_
from ortaq.core.territory import layers

PROPERTIES = {
    "key": "key",
    "plan": "version__plan__code",
    "version": "version__number",
    "stage": "version__stage",
    "code": "zone_class__code",
    "theme": "zone_class__theme",
    "hilucs": "zone_class__hilucs",
    "height_m": "height_m",
    "storeys": "storeys",
    "density": "density",
    "area_m2": "area_m2",
}
FILTERS = {name: PROPERTIES[name] for name in ("key", "plan", "stage", "code", "theme", "hilucs")}


def _public() -> QuerySet[Zone]:
    later = PlanVersion.objects.filter(
        plan=OuterRef("version__plan"), published_at__isnull=False, number__gt=OuterRef("version__number")
    )
    return Zone.objects.filter(~Exists(later), version__published_at__isnull=False, version__plan__listed=True)


def _asked(asked: layers.Asked) -> Q:
    wanted = Q()
    for west, south, east, north in asked.boxes:
        wanted |= Q(west__lte=east, east__gte=west, south__lte=north, north__gte=south)
    if asked.item:
        wanted &= Q(pk=int(asked.item)) if asked.item.isascii() and asked.item.isdigit() else Q(pk__in=[])
    if asked.since:
        wanted &= Q(version__published_at__gte=asked.since)
    if asked.until:
        wanted &= Q(version__published_at__lte=asked.until)
    return wanted & Q(**{FILTERS[name]: value for name, value in asked.filters.items()})


def zones(asked: layers.Asked) -> layers.Page:
    """This will give one page of zones in the order they came. Two statements at most."""
    columns = ("shape", "name", "zone_class__name", "version__published_at", *PROPERTIES.values())
    return layers.page(_public().filter(_asked(asked)), asked, columns, _row)


def _row(pk: int, shape: Any, name: Any, class_name: Any, published: Any, *values: Any) -> layers.Row:
    properties = dict(zip(PROPERTIES, values, strict=True))
    properties |= layers.spread("name", name) | layers.spread("class", class_name) | {"published_at": published}
    return layers.Row(str(pk), json.dumps(shape, separators=(",", ":")), properties)


def _extent(today: date) -> layers.Extent:
    del today  # what is published stays
    found = _public().aggregate(
        west=Min("west"), south=Min("south"), east=Max("east"), north=Max("north"), since=Min("version__published_at")
    )
    since = found.pop("since")
    west, south, east, north = found.values()
    return layers.Extent(None if west is None else (west, south, east, north), since)


ZONES = layers.Layer(
    id="plan-zones",
    title=N_("Zones of plans"),
    description=N_("Functional zones with their limits from the newest published version of every plan."),
    shape="MultiPolygon",
    fields=(
        layers.Field("key", filters=True),
        layers.Field("plan", filters=True),
        layers.Field("version", "integer"),
        layers.Field("stage", filters=True, values=tuple(PlanVersion.Stage.values)),
        layers.Field("code", filters=True),
        *layers.localized("class"),
        layers.Field("theme", filters=True, values=tuple(THEMES)),
        layers.Field("hilucs", filters=True, values=tuple(HILUCS)),
        *layers.localized("name"),
        layers.Field("height_m", "integer"),
        layers.Field("storeys", "integer"),
        layers.Field("density", "integer"),
        layers.Field("area_m2", "number"),
        layers.Field("published_at", "date-time"),
    ),
    rows=zones,
    extent=_extent,
)
