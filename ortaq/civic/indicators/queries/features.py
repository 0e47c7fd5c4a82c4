"""Values as a layer anyone may take away: those that hold, at the middle of the place they stand for."""

from datetime import date
from typing import Any

from django.db.models import Max, Min, Q, QuerySet
from django.utils import timezone

from ortaq.civic.indicators.models import Value
from ortaq.civic.indicators.queries.values import holding
from ortaq.civic.indicators.rules.values import write
from ortaq.civic.indicators.rules.words import STATES, THEMES, UNITS
from ortaq.core.people.refusal import N_
from ortaq.core.territory import layers

FILTERS = {
    "indicator": "indicator__code",
    "theme": "indicator__theme",
    "territory": "territory__code",
    "split": "split",
    "state": "state",
}
PROPERTIES = FILTERS | {
    "unit": "indicator__unit",
    "start": "start",
    "end": "end",
    "source": "source",
    "source_url": "source_url",
    "licence": "licence",
    "measured_on": "measured_on",
    "demo": "demo",
}


def _placed() -> QuerySet[Value]:
    return holding().filter(territory__lon__isnull=False, territory__lat__isnull=False)


def _asked(asked: layers.Asked) -> Q:
    wanted = Q()
    for west, south, east, north in asked.boxes:
        wanted |= Q(territory__lon__range=(west, east), territory__lat__range=(south, north))
    if asked.item:
        wanted &= Q(pk=int(asked.item)) if asked.item.isascii() and asked.item.isdigit() else Q(pk__in=[])
    if asked.since:
        wanted &= Q(end__gte=timezone.localtime(asked.since).date())
    if asked.until:
        wanted &= Q(start__lte=timezone.localtime(asked.until).date())
    return wanted & Q(**{FILTERS[name]: value for name, value in asked.filters.items()})


def values(asked: layers.Asked) -> layers.Page:
    """This will give one page of values in the order they came. Two statements at most."""
    columns = ("territory__lon", "territory__lat", "amount", "territory__name", *PROPERTIES.values())
    return layers.page(_placed().filter(_asked(asked)), asked, columns, _row)


def _row(pk: int, lon: float, lat: float, amount: int, name: Any, *facts: Any) -> layers.Row:
    properties = {"value": float(write(amount)), "exact": write(amount)} | dict(zip(PROPERTIES, facts, strict=True))
    return layers.Row(str(pk), layers.point(lon, lat), properties | layers.spread("name", name))


def _extent(today: date) -> layers.Extent:
    del today  # what was measured stays
    found = _placed().aggregate(
        west=Min("territory__lon"), south=Min("territory__lat"), east=Max("territory__lon"), north=Max("territory__lat")
    )
    west, south, east, north = found.values()
    return layers.Extent(None if west is None else (west, south, east, north))


VALUES = layers.Layer(
    id="indicator-values",
    title=N_("Values of indicators"),
    description=N_("What the city measures, by territory and period, with source and state; the point is its middle."),
    shape="Point",
    fields=(
        layers.Field("indicator", filters=True),
        layers.Field("theme", filters=True, values=tuple(THEMES)),
        layers.Field("territory", filters=True),
        *layers.localized("name"),
        layers.Field("split", filters=True),
        layers.Field("state", filters=True, values=tuple(STATES)),
        layers.Field("value", "number"),
        layers.Field("exact"),
        layers.Field("unit", values=tuple(UNITS)),
        layers.Field("start", "date"),
        layers.Field("end", "date"),
        layers.Field("source"),
        layers.Field("source_url"),
        layers.Field("licence"),
        layers.Field("measured_on", "date"),
        layers.Field("demo", "boolean"),
    ),
    rows=values,
    extent=_extent,
)
