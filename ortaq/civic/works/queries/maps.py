"""Works on a map: a pin each, lines and areas as sketches, in few statements and few bytes."""

from typing import Any, Final, NamedTuple

from ortaq.civic.works.models import Work
from ortaq.civic.works.queries.works import Filter, narrowed
from ortaq.core.territory import shapes

DECIMALS: Final = 5
"""≈ 1 m."""
MOST: Final = 1000
SKETCHES: Final = 150
SKETCH_POINTS: Final = 24


class Pin(NamedTuple):
    """One work on the map."""

    lon: float
    lat: float
    number: str
    kind: str
    stage: str


class Found(NamedTuple):
    """What lies in a box; `sketches` are (GeoJSON, number)."""

    pins: list[Pin]
    sketches: list[tuple[dict[str, Any], str]]
    more: bool


def in_box(bbox: tuple[float, float, float, float], asked: Filter, limit: int = MOST) -> Found:
    """This will give the newest public works whose pin lies in a box, at most `limit`. Two statements."""
    west, south, east, north = bbox
    rows = narrowed(asked).filter(
        matter__lon__gte=west, matter__lon__lte=east, matter__lat__gte=south, matter__lat__lte=north
    )
    names = ("matter__lon", "matter__lat", "matter__number", "kind", "stage")
    cut = list(rows.order_by("-pk").values_list(*names)[: limit + 1])
    pins = [Pin(round(lon, DECIMALS), round(lat, DECIMALS), *rest) for lon, lat, *rest in cut[:limit]]
    drawn = rows.filter(shape__isnull=False).exclude(shape__type="Point").order_by("-pk")
    sketches = [
        (shapes.sketched(shape or {}, most=SKETCH_POINTS, decimals=DECIMALS), number)
        for shape, number in drawn.values_list("shape", "matter__number")[:SKETCHES]
    ]
    return Found(pins, sketches, len(cut) > limit)


def one(work: Work) -> Found:
    """This will give a single work with its whole shape."""
    card = work.matter
    if card.lon is None or card.lat is None:
        return Found([], [], more=False)
    pin = Pin(round(card.lon, DECIMALS), round(card.lat, DECIMALS), card.number, work.kind, work.stage)
    drawn = [(work.shape, card.number)] if work.shape and work.shape.get("type") != "Point" else []
    return Found([pin], drawn, more=False)
