"""Appeals on a map, as compact GeoJSON: single pins when close, hexagons with counts from afar."""

from typing import Any, NamedTuple

import h3
from django.db.models import Count, QuerySet

from ortaq.civic.reception.models import Appeal
from ortaq.civic.reception.queries import topics
from ortaq.civic.reception.queries.lists import Filter, narrowed
from ortaq.core.matters.models import Matter
from ortaq.core.matters.queries import NEWEST_IN_PLACE

DECIMALS = 5
"""≈ 1 m: enough to find the lamp, less than a drawn photo tells."""
CLOSE = 0.08
"""Degrees: a narrower box is read by place, a wider one by time."""
FINE_ZOOM = 11
"""From this zoom on hexagons are of H3 resolution 9 (≈ 0.1 km²), before of 7 (≈ 5 km²)."""
SMALLEST = 5
"""A cell with fewer appeals is not drawn: nobody is to be picked out by where she lives."""


class Box(NamedTuple):
    """West, south, east, north in degrees."""

    west: float
    south: float
    east: float
    north: float

    @property
    def is_close(self) -> bool:
        return self.east - self.west < CLOSE and self.north - self.south < CLOSE


def pins(bbox: tuple[float, float, float, float], asked: Filter, limit: int = 1000) -> dict[str, Any]:
    """This will give the newest public appeals in a box as points, at most `limit`, in at most 4 statements.

    Properties: n number, t root topic's code, s stage. A thousand pins are ≈ 140 KB, ≈ 25 KB compressed.
    """
    box = Box(*bbox)
    rows = _in_box(narrowed(asked), box, newest=2 * limit if asked.is_empty() else None)
    cut = rows.order_by("-received_at", "-matter").values_list(
        "matter__lon", "matter__lat", "matter__number", "group", "matter__stage"
    )[: limit + 1]
    found = list(cut)
    roots = {root.id: root.code for root in topics.tree()}
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": _place(lon, lat)},
            "properties": {"n": number, "t": roots.get(group, ""), "s": stage},
        }
        for lon, lat, number, group, stage in found[:limit]
    ]
    return {"type": "FeatureCollection", "features": features, "more": len(found) > limit}


def _place(lon: float | None, lat: float | None) -> list[float]:
    """A place in a box has both."""
    return [round(lon or 0.0, DECIMALS), round(lat or 0.0, DECIMALS)]


def _in_box(rows: QuerySet[Appeal], box: Box, newest: int | None) -> QuerySet[Appeal]:
    inside = {"lon__gte": box.west, "lon__lte": box.east, "lat__gte": box.south, "lat__lte": box.north}
    if box.is_close:
        # The planner would walk all appeals by time; a list of ids from the place index keeps it from that. Where
        # nothing narrows them further, the newest are cut off before a row is read: a square kilometre may have 40 000.
        return rows.filter(pk__in=Matter.objects.filter(**inside).order_by(NEWEST_IN_PLACE).values("id")[:newest])
    return rows.filter(**{f"matter__{name}": value for name, value in inside.items()})


def hexes(bbox: tuple[float, float, float, float], zoom: float, asked: Filter) -> dict[str, Any]:
    """This will count public appeals by H3 cell in a box, as polygons with n, none under 5; at most 4 statements."""
    box = Box(*bbox)
    column = "h3_9" if zoom >= FINE_ZOOM else "h3_7"
    counted = [
        (cell, n) for cell, n in counts(column, asked) if _is_inside(h3.cell_to_latlng(h3.int_to_str(cell)), box)
    ]
    features = [_hexagon(cell, n) for cell, n in sorted(counted)]
    return {"type": "FeatureCollection", "features": features, "most": max((n for _, n in counted), default=0)}


def counts(column: str, asked: Filter) -> QuerySet[Any, tuple[int, int]]:
    """This will count public appeals by the H3 cell in a column of their cards; no cell has fewer than 5."""
    if asked.is_empty():  # from an index of the cards alone
        cards = Matter.objects.filter(kind="appeal", visibility=Matter.Visibility.PUBLIC)
        rows: QuerySet[Any, Any] = cards.filter(**{f"{column}__isnull": False}).values_list(column)
    else:
        column = f"matter__{column}"
        rows = narrowed(asked).filter(**{f"{column}__isnull": False}).values_list(column)
    counted: QuerySet[Any, tuple[int, int]] = rows.order_by().annotate(n=Count("pk")).filter(n__gte=SMALLEST)
    return counted


def _is_inside(middle: tuple[float, float], box: Box) -> bool:
    """Whether a cell is drawn: by its middle, so that its number is the same wherever the edge of the map lies."""
    lat, lon = middle
    return box.west <= lon <= box.east and box.south <= lat <= box.north


def _hexagon(cell: int, n: int) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": {"type": "Polygon", "coordinates": [ring(h3.int_to_str(cell))]},
        "properties": {"n": n},
    }


def ring(cell: str) -> list[list[float]]:
    """This will give the closed outline of a cell as [lon, lat] positions."""
    corners = [[round(lon, DECIMALS), round(lat, DECIMALS)] for lat, lon in h3.cell_to_boundary(cell)]
    return [*corners, corners[0]]
