"""What may be drawn: a point, a line or an area in GeoJSON, and the pin that stands for it. No Django."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from shapely.geometry import LineString, Polygon, shape
from shapely.geometry.base import BaseGeometry

from ortaq.core.people.refusal import N_, YES, Answer, no

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees."""
KINDS: Final = ("point", "line", "area")
TYPES: Final = {"point": "Point", "line": "LineString", "area": "Polygon"}
MOST: Final = 500
"""Positions of one shape."""
DECIMALS: Final = 6
FINE: Final = 200
"""A sketch leaves out what is smaller than this part of the whole length."""
FAR: Final = 10**6
"""No degree and no height: beyond it, and where a number is none, nothing is a position."""
GLOBE: Final[Box] = (-180.0, -90.0, 180.0, 90.0)
SMALLEST: Final = {"Point": 1, "LineString": 2, "Polygon": 4}
"""A ring says its first position again at the end."""

NOT_A_SHAPE = N_("Show the place as a point, a line or an area.")
TOO_FEW = {
    "Point": NOT_A_SHAPE,
    "LineString": N_("A line needs at least two different points."),
    "Polygon": N_("An area needs at least three different points."),
}


def built(kind: str, places: Sequence[tuple[float, float]]) -> dict[str, Any]:
    """This will make GeoJSON of (lon, lat) places; an area is closed by itself."""
    positions: Any = [[round(lon, DECIMALS), round(lat, DECIMALS)] for lon, lat in places]
    if kind == "point":
        positions = positions[-1] if positions else []
    if kind == "area":
        closed = positions if positions[:1] == positions[-1:] and len(positions) > 1 else positions + positions[:1]
        positions = [closed]
    return {"type": TYPES[kind], "coordinates": positions}


def positions(geometry: Mapping[str, Any]) -> list[Any] | None:
    """This will list the positions of a geometry as they were written; None where they do not fit its type."""
    found = geometry.get("coordinates")
    if not isinstance(found, list):
        return None
    match geometry.get("type"):
        case "Point":
            return [found]
        case "LineString":
            return found
        case "Polygon":
            return found[0] if len(found) == 1 and isinstance(found[0], list) else None
        case _:
            return None


def _is_position(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) in (2, 3)
        and all(isinstance(part, (int, float)) and not isinstance(part, bool) and abs(part) < FAR for part in value)
    )


def check(geometry: Any, *, box: Box = GLOBE) -> Answer:
    """This will say whether a shape can be kept: well formed, in the box, at most 500 points, not crossing itself."""
    written = positions(geometry) if isinstance(geometry, dict) else None
    if written is None or not all(map(_is_position, written)):
        return no("shape", NOT_A_SHAPE)
    kind = geometry["type"]
    if len(written) > MOST:
        return no("too_many_points", N_("That is too detailed: at most %(most)s points."), most=MOST)
    if kind == "Polygon" and written[:1] != written[-1:]:
        return no("open_ring", N_("The area is not closed."))
    if len(written) < SMALLEST[kind] or len({tuple(place[:2]) for place in written}) < SMALLEST[kind] - (
        kind == "Polygon"
    ):
        return no("too_few_points", TOO_FEW[kind])
    west, south, east, north = box
    if not all(west <= place[0] <= east and south <= place[1] <= north for place in written):
        return no("outside", N_("The place lies outside the area this is about. Move it inside."))
    return _crosses(kind, written)


def _crosses(kind: str, written: list[Any]) -> Answer:
    flat = [(place[0], place[1]) for place in written]
    if kind == "LineString" and not LineString(flat).is_simple:
        return no("crosses", N_("The line crosses itself. Draw it without crossings."))
    if kind == "Polygon" and not Polygon(flat).is_valid:
        return no("crosses", N_("The outline of the area crosses itself. Draw it without crossings."))
    return YES


def plain(geometry: Mapping[str, Any]) -> dict[str, Any]:
    """This will give a checked shape with nothing but its type and rounded positions: heights and names go."""
    flat = [[round(place[0], DECIMALS), round(place[1], DECIMALS)] for place in positions(geometry) or []]
    kind = geometry["type"]
    return {"type": kind, "coordinates": {"Point": flat[0], "LineString": flat, "Polygon": [flat]}[kind]}


def pin(geometry: Mapping[str, Any]) -> tuple[float, float]:
    """This will give the (lon, lat) that stands for a checked shape: of it, and in its middle."""
    drawn: BaseGeometry = shape(dict(geometry))
    if isinstance(drawn, LineString):
        drawn = drawn.interpolate(0.5, normalized=True)
    middle = drawn.representative_point()
    return round(middle.x, DECIMALS), round(middle.y, DECIMALS)


def sketched(geometry: Mapping[str, Any], *, most: int, decimals: int) -> dict[str, Any]:
    """This will give a line or an area with at most `most` positions, for a map of many."""
    drawn: BaseGeometry = shape(dict(geometry))
    flat = _outline(drawn.simplify(drawn.length / FINE))
    if len(flat) > most:
        step = (len(flat) - 1) / (most - 1)
        flat = [flat[round(n * step)] for n in range(most)]
    rounded = [[round(x, decimals), round(y, decimals)] for x, y in flat]
    return {"type": geometry["type"], "coordinates": rounded if geometry["type"] == "LineString" else [rounded]}


def _outline(drawn: BaseGeometry) -> list[tuple[float, float]]:
    line = drawn.exterior if isinstance(drawn, Polygon) else drawn
    return [(place[0], place[1]) for place in line.coords]
