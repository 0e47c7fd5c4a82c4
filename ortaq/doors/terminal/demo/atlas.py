"""Reads the demo city's data files and resolves the shared border lines into polygons."""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from shapely.geometry import Point, Polygon
from shapely.geometry.base import BaseGeometry

Coordinate = tuple[float, float]
Ring = list[Coordinate]

DATA = files(__package__) / "data"


@cache
def read(name: str) -> Any:
    """Return the parsed content of `data/<name>.json`; callers share it and must not change it."""
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


def read_text(name: str) -> str:
    """Return `data/<name>` as UTF-8 text."""
    return (DATA / name).read_text(encoding="utf-8")


def rows(name: str, key: str) -> list[dict[str, Any]]:
    """Return the list stored under `key` in `data/<name>.json`."""
    return list(read(name)[key])


def join_lines(names: list[str], lines: dict[str, list[list[float]]]) -> Ring:
    """Walk shared border lines end to end and return a closed ring of (lon, lat).

    A name with a leading minus is walked backwards; a line may also be met at either end, so the
    walker turns it when only its far end touches. Raises ValueError when the walk has a gap.
    """
    walked = [_directed(name, lines) for name in names]
    if len(walked) > 1 and walked[0][-1] not in (walked[1][0], walked[1][-1]):
        walked[0].reverse()
    ring = list(walked[0])
    for name, line in zip(names[1:], walked[1:], strict=True):
        if line[0] != ring[-1]:
            line.reverse()
        if line[0] != ring[-1]:
            raise ValueError(f"the border has a gap before line {name}")
        ring.extend(line[1:])
    if ring[0] != ring[-1]:
        raise ValueError(f"the border does not close after line {names[-1]}")
    return ring


def _directed(name: str, lines: dict[str, list[list[float]]]) -> Ring:
    points = [(lon, lat) for lon, lat in lines[name.removeprefix("-")]]
    return points[::-1] if name.startswith("-") else points


def rings_of(unit: dict[str, Any]) -> list[Ring]:
    """Return the outer ring and the hole, if any, of one unit of `territory.json`."""
    if "shape" in unit:
        return [[(lon, lat) for lon, lat in unit["shape"]]]
    lines = read("territory")["lines"]
    rings = [join_lines(unit["ring"], lines)]
    if "hole" in unit:
        rings.append(join_lines(unit["hole"], lines))
    return rings


@cache
def polygons() -> dict[str, Polygon]:
    """Return territory code → polygon for all units, in the order of the file (parents first)."""
    found = {}
    for unit in rows("territory", "units"):
        outer, *holes = rings_of(unit)
        found[unit["code"]] = Polygon(outer, holes)
    return found


def feature_collection() -> dict[str, Any]:
    """Return all units as a plain GeoJSON FeatureCollection with the unit's fields as properties."""
    features = []
    for unit in rows("territory", "units"):
        properties = {key: value for key, value in unit.items() if key not in ("ring", "hole", "shape")}
        coordinates = [[list(point) for point in ring] for ring in rings_of(unit)]
        geometry = {"type": "Polygon", "coordinates": coordinates}
        features.append({"type": "Feature", "properties": properties, "geometry": geometry})
    return {"type": "FeatureCollection", "features": features}


def territory_at(lon: float, lat: float) -> str | None:
    """Return the code of the deepest unit that covers the point, None outside the country."""
    point: BaseGeometry = Point(lon, lat)
    covering = [code for code, polygon in polygons().items() if polygon.covers(point)]
    return max(covering, key=lambda code: code.count("."), default=None)
