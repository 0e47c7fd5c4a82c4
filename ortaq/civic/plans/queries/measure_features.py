"""Measures of village plans that have a place, as a layer anyone may take away: the newest published versions."""

from datetime import date
from typing import Any

from django.db.models import Max, Min, OuterRef, Q, QuerySet, Subquery, Sum

from ortaq.civic.plans.models import Measure, Resource
from ortaq.civic.plans.queries import exchange
from ortaq.civic.plans.rules.needs import THEMES
from ortaq.civic.plans.rules.progress import STATES
from ortaq.core.people.refusal import N_
from ortaq.core.territory import layers

PROPERTIES = {
    "key": "key",
    "plan": "version__plan__code",
    "version": "version__number",
    "theme": "need__theme",
    "state": "state",
    "due_on": "due_on",
    "planned": "planned",
}
FILTERS = {name: PROPERTIES[name] for name in ("key", "plan", "theme", "state")}
TEXTS = {"title": "title", "need": "need__title", "responsible": "responsible"}


def _public() -> QuerySet[Measure]:
    planned = Resource.objects.filter(measure=OuterRef("pk")).order_by().values("measure").annotate(sum=Sum("planned"))
    return exchange.public().filter(lon__isnull=False).annotate(planned=Subquery(planned.values("sum")))


def _asked(asked: layers.Asked) -> Q:
    wanted = Q()
    for west, south, east, north in asked.boxes:
        wanted |= Q(lon__gte=west, lon__lte=east, lat__gte=south, lat__lte=north)
    if asked.item:
        wanted &= Q(pk=int(asked.item)) if asked.item.isascii() and asked.item.isdigit() else Q(pk__in=[])
    if asked.since:
        wanted &= Q(version__published_at__gte=asked.since)
    if asked.until:
        wanted &= Q(version__published_at__lte=asked.until)
    return wanted & Q(**{FILTERS[name]: value for name, value in asked.filters.items()})


def measures(asked: layers.Asked) -> layers.Page:
    """This will give one page of measures in the order they came. Two statements at most."""
    columns = ("lon", "lat", "version__published_at", *TEXTS.values(), *PROPERTIES.values())
    return layers.page(_public().filter(_asked(asked)), asked, columns, _row)


def _row(pk: int, lon: float, lat: float, published: Any, *values: Any) -> layers.Row:
    texts, facts = values[: len(TEXTS)], values[len(TEXTS) :]
    properties = dict(zip(PROPERTIES, facts, strict=True)) | {"published_at": published}
    for name, content in zip(TEXTS, texts, strict=True):
        properties |= layers.spread(name, content)
    return layers.Row(str(pk), layers.point(lon, lat), properties)


def _extent(today: date) -> layers.Extent:
    del today  # what is published stays
    found = _public().aggregate(
        west=Min("lon"), south=Min("lat"), east=Max("lon"), north=Max("lat"), since=Min("version__published_at")
    )
    since = found.pop("since")
    west, south, east, north = found.values()
    return layers.Extent(None if west is None else (west, south, east, north), since)


MEASURES = layers.Layer(
    id="plan-measures",
    title=N_("Measures of village plans"),
    description=N_("What villages do about their needs, where it has a place; planned money in tiyn."),
    shape="Point",
    fields=(
        layers.Field("key", filters=True),
        layers.Field("plan", filters=True),
        layers.Field("version", "integer"),
        layers.Field("theme", filters=True, values=THEMES),
        layers.Field("state", filters=True, values=STATES),
        layers.Field("due_on", "date"),
        layers.Field("planned", "integer"),
        *layers.localized("title"),
        *layers.localized("need"),
        *layers.localized("responsible"),
        layers.Field("published_at", "date-time"),
    ),
    rows=measures,
    extent=_extent,
)
