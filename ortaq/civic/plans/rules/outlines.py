"""Outlines of zones and of rules drawn over them: canonical, mended, measured. Plain Python."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import shapely
from pyproj import Geod
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees."""
DECIMALS: Final = 7
"""≈ 1 cm: what is closer is the same place."""
GRID: Final = 10.0**-DECIMALS
AREAS: Final = ("Polygon", "MultiPolygon")
LINES: Final = ("LineString", "MultiLineString")
GLOBE: Final[Box] = (-180.0, -90.0, 180.0, 90.0)
_EARTH: Final = Geod(ellps="WGS84")
_SINGLE: Final = {"area": "Polygon", "line": "LineString"}


@dataclass(frozen=True, slots=True)
class Mended:
    """An outline as it is kept: `shape` is None when nothing is left, `why` says what was wrong, if anything."""

    shape: BaseGeometry | None
    why: str = ""


def mend(drawn: BaseGeometry, *, kind: str = "area") -> Mended:
    """This will give a valid outline on the canonical grid with areas only, or lines only for `kind` "line"."""
    flat = shapely.force_2d(drawn)
    why = "" if shapely.is_valid(flat) else str(shapely.is_valid_reason(flat))
    whole = _only(shapely.make_valid(flat, method="structure", keep_collapsed=False) if why else flat, kind)
    if whole is None:
        return Mended(None, why)
    return Mended(_only(shapely.set_precision(whole, GRID), kind), why)


def _only(drawn: BaseGeometry, kind: str) -> BaseGeometry | None:
    """The areas or the lines of a geometry; None where it has none."""
    parts = [part for part in _flat(drawn) if part.geom_type == _SINGLE[kind] and not part.is_empty]
    if len(parts) < 2:  # noqa: PLR2004, several
        return parts[0] if parts else None
    several: Any = shapely.multipolygons(parts) if kind == "area" else shapely.multilinestrings(parts)
    return several  # type: ignore[no-any-return]  # shapely gives an array to arrays only


def _flat(drawn: BaseGeometry) -> list[BaseGeometry]:
    parts: list[BaseGeometry] = list(shapely.get_parts(drawn))
    return [inner for part in parts for inner in (shapely.get_parts(part) if hasattr(part, "geoms") else [part])]


def digest(drawn: BaseGeometry) -> str:
    """This will give the digest of an outline: the same for the same land, wherever its rings begin."""
    ordered = shapely.normalize(drawn)
    places = np.rint(shapely.get_coordinates(ordered) / GRID).astype("<i8")
    rings = np.asarray([shapely.get_num_coordinates(part) for part in _rings(ordered)], dtype="<i8")
    return "sha256:" + hashlib.sha256(ordered.geom_type.encode() + rings.tobytes() + places.tobytes()).hexdigest()


def _rings(drawn: BaseGeometry) -> list[BaseGeometry]:
    parts = shapely.get_parts(drawn)
    return list(shapely.get_rings(parts)) if drawn.geom_type in AREAS else list(parts)


def area_m2(drawn: BaseGeometry) -> float:
    """This will measure an area on the ellipsoid, its holes taken off."""
    area, _length = _EARTH.geometry_area_perimeter(shapely.orient_polygons(drawn))
    return abs(float(area))


def length_m(drawn: BaseGeometry) -> float:
    """This will measure a line on the ellipsoid."""
    return float(_EARTH.geometry_length(drawn))


def box(drawn: BaseGeometry) -> Box:
    """This will give west, south, east and north of an outline."""
    west, south, east, north = (round(side, DECIMALS) for side in drawn.bounds)
    return west, south, east, north


def within(inner: Box, outer: Box) -> bool:
    """This will say whether a box lies in another one."""
    return inner[0] >= outer[0] and inner[1] >= outer[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


def grown(sides: Box, by: float) -> Box:
    """This will give a box that reaches farther by as many degrees on every side."""
    return sides[0] - by, sides[1] - by, sides[2] + by, sides[3] + by


def read(written: dict[str, Any]) -> BaseGeometry:
    """This will read an outline that was kept as GeoJSON."""
    return shape(written)


def middle(written: dict[str, Any]) -> tuple[float, float]:
    """This will give the lon and lat of a place inside an outline."""
    place = shape(written).representative_point()
    return round(place.x, DECIMALS), round(place.y, DECIMALS)


def geojson(drawn: BaseGeometry, decimals: int = DECIMALS) -> dict[str, Any]:
    """This will write an outline as GeoJSON with rounded positions."""
    rounded = shapely.transform(drawn, lambda places: np.round(places, decimals))
    return json.loads(json.dumps(mapping(rounded)))  # type: ignore[no-any-return]  # tuples become lists


def simpler(shapes: list[BaseGeometry], *, positions: int, tolerance: float) -> list[BaseGeometry]:
    """This will simplify areas for a map until all of them together have at most so many positions.

    A side two neighbours share is simplified once: no gap opens between them.
    """
    whole = np.asarray(shapes, dtype=object)
    simple = whole
    while tolerance and len(whole):
        simple = shapely.coverage_simplify(whole, tolerance)
        if int(shapely.get_num_coordinates(simple).sum()) <= positions or tolerance > 1:
            break
        tolerance *= 2
    return list(simple)
