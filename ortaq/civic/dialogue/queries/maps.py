"""Ideas on a map: a pin each, lines and areas as sketches, in few statements and few bytes."""

from typing import Any, Final, NamedTuple

from django.db.models import F

from ortaq.civic.dialogue.models import Idea, Process
from ortaq.civic.dialogue.queries.ideas import NEWEST, ORDERS, Filter, narrowed
from ortaq.core.territory import shapes

DECIMALS: Final = 5
"""≈ 1 m."""
MOST: Final = 1000
SKETCHES: Final = 100
"""Lines and areas drawn at once: the newest."""
SKETCH_POINTS: Final = 24


class Pin(NamedTuple):
    """One idea on the map."""

    lon: float
    lat: float
    number: str
    theme: str
    supporters: int


class Found(NamedTuple):
    """What lies in a box; `sketches` are (GeoJSON, number)."""

    pins: list[Pin]
    sketches: list[tuple[dict[str, Any], str]]
    more: bool


def in_box(process: Process, bbox: tuple[float, float, float, float], asked: Filter, limit: int = MOST) -> Found:
    """This will give the newest public ideas whose pin lies in a box, at most `limit`. Three statements at most."""
    west, south, east, north = bbox
    # As sums, so that no planner walks the cards of the whole city by place: a process has far fewer ideas.
    placed = narrowed(process, asked).annotate(x=F("matter__lon") + 0.0, y=F("matter__lat") + 0.0)
    rows = placed.filter(x__gte=west, x__lte=east, y__gte=south, y__lte=north)
    names = ("matter__lon", "matter__lat", "matter__number", "theme", "supporters")
    cut = list(rows.order_by(*ORDERS[NEWEST]).values_list(*names)[: limit + 1])
    pins = [Pin(round(lon, DECIMALS), round(lat, DECIMALS), *rest) for lon, lat, *rest in cut[:limit]]
    drawn = rows.exclude(shape__type="Point").order_by(*ORDERS[NEWEST]).values_list("shape", "matter__number")
    sketches = [
        (shapes.sketched(shape, most=SKETCH_POINTS, decimals=DECIMALS), number)
        for shape, number in drawn[:SKETCHES]
        if shape
    ]
    return Found(pins, sketches, len(cut) > limit)


def one(idea: Idea) -> Found:
    """This will give a single idea with its whole shape."""
    card = idea.matter
    if card.lon is None or card.lat is None:
        return Found([], [], more=False)
    pin = Pin(round(card.lon, DECIMALS), round(card.lat, DECIMALS), card.number, idea.theme, idea.supporters)
    drawn = [(idea.shape, card.number)] if idea.shape and idea.shape.get("type") != "Point" else []
    return Found([pin], drawn, more=False)
