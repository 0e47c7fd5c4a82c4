"""What is said about places of a version, on a map: a pin each, lines and areas as sketches, in few bytes."""

from typing import Any, Final, NamedTuple

from ortaq.civic.plans.models import Anchor, PlanVersion, Remark
from ortaq.civic.plans.queries.remarks import NEWEST, ORDERS, Filter, narrowed
from ortaq.core.territory import shapes

DECIMALS: Final = 5
"""≈ 1 m."""
MOST: Final = 1000
SKETCHES: Final = 100
"""Lines and areas drawn at once: the newest."""
SKETCH_POINTS: Final = 24


class Pin(NamedTuple):
    """One remark on the map."""

    lon: float
    lat: float
    number: str
    kind: str


class Found(NamedTuple):
    """What lies in a box; `sketches` are (GeoJSON, number)."""

    pins: list[Pin]
    sketches: list[tuple[dict[str, Any], str]]
    more: bool


def in_box(version: PlanVersion, bbox: tuple[float, float, float, float], asked: Filter, limit: int = MOST) -> Found:
    """This will give the newest remarks whose pin lies in a box, at most `limit`. Two statements."""
    west, south, east, north = bbox
    rows = narrowed(version, asked).filter(
        remark__matter__lon__gte=west, remark__matter__lon__lte=east, remark__matter__lat__gte=south,
        remark__matter__lat__lte=north,
    ).exclude(state=Anchor.State.ORPHANED).order_by(*ORDERS[NEWEST])  # fmt: skip
    names = ("remark__matter__lon", "remark__matter__lat", "remark__matter__number", "remark__kind")
    cut = list(rows.values_list(*names)[: limit + 1])
    pins = [Pin(round(lon, DECIMALS), round(lat, DECIMALS), *rest) for lon, lat, *rest in cut[:limit]]
    drawn = rows.filter(part=Anchor.Part.SHAPE).exclude(shape__type="Point")
    sketches = [
        (shapes.sketched(shape, most=SKETCH_POINTS, decimals=DECIMALS), number)
        for shape, number in drawn.values_list("shape", "remark__matter__number")[:SKETCHES]
        if shape
    ]
    return Found(pins, sketches, len(cut) > limit)


def one(remark: Remark, anchor: Anchor | None) -> Found:
    """This will give a single remark with its whole shape."""
    card = remark.matter
    if card.lon is None or card.lat is None:
        return Found([], [], more=False)
    pin = Pin(round(card.lon, DECIMALS), round(card.lat, DECIMALS), card.number, remark.kind)
    shape = anchor.shape if anchor else None
    drawn = [(shape, card.number)] if shape and shape.get("type") != "Point" else []
    return Found([pin], drawn, more=False)
