"""Outlines in memory: their boxes to find candidates, an exact test to decide, the deepest territory wins."""

import json
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from threading import Lock
from typing import Any

import numpy as np
import shapely
from shapely.geometry import shape

Key = tuple[tuple[int, str], ...]
"""(id, digest) of each boundary version in force, earliest first."""

Shapes = dict[str, dict[str, Any]]
"""Territory code → outline as GeoJSON."""

MOST_KEPT = 4
_kept: OrderedDict[Key, "Outlines"] = OrderedDict()
_lock = Lock()


class Outlines:
    """The territories of one set of boundary versions, by code."""

    def __init__(self, key: Key, shapes: Shapes) -> None:
        self.version_ids = [version_id for version_id, _ in key]
        self._shapes = shapes
        # Deepest first, then by code: the first that covers a point is the answer, on borders too.
        self._codes = sorted(shapes, key=lambda code: (-code.count("."), code))
        self._polygons = [shape(shapes[code]) for code in self._codes]
        shapely.prepare(self._polygons)
        self._west, self._south, self._east, self._north = shapely.bounds(self._polygons).reshape(-1, 4).T.copy()
        self._texts: dict[str, str] = {}

    def has(self, code: str) -> bool:
        """This will say whether the territory is drawn."""
        return code in self._shapes

    def shape(self, code: str) -> dict[str, Any]:
        """This will give a territory's outline as GeoJSON."""
        return self._shapes[code]

    def text(self, code: str) -> str:
        """This will give a territory's outline as GeoJSON text, written once."""
        if code not in self._texts:
            self._texts[code] = json.dumps(self._shapes[code], separators=(",", ":"))
        return self._texts[code]

    def codes(self) -> list[str]:
        """This will list the codes of all territories drawn, in their order."""
        return sorted(self._codes)

    def meeting(self, west: float, south: float, east: float, north: float) -> set[str]:
        """This will give the codes of the territories that have a point in common with a box."""
        near = (self._west <= east) & (west <= self._east) & (self._south <= north) & (south <= self._north)
        window = shapely.box(west, south, east, north)
        return {
            self._codes[index]
            for index in np.flatnonzero(near).tolist()
            if shapely.intersects(self._polygons[index], window)
        }

    def bounds(self) -> tuple[float, float, float, float] | None:
        """This will give west, south, east and north of all outlines together, None where there are none."""
        if not self._codes:
            return None
        return float(self._west.min()), float(self._south.min()), float(self._east.max()), float(self._north.max())

    def box(self, code: str) -> tuple[float, float, float, float] | None:
        """This will give west, south, east and north of a territory's outline, None for one that is not drawn."""
        if code not in self._shapes:
            return None
        west, south, east, north = shape(self._shapes[code]).bounds
        return west, south, east, north

    def replaces(self, code: str, outline: dict[str, Any]) -> bool:
        """This will say whether a territory of the same depth lies over the middle of this outline."""
        middle = shape(outline).representative_point()
        return any(other.count(".") == code.count(".") for other in self._covering(middle.x, middle.y))

    def code_at(self, lon: float, lat: float) -> str | None:
        """This will give the code of the deepest territory that covers the point, its border included."""
        return next(self._covering(lon, lat), None)

    def codes_at(self, points: Sequence[tuple[float, float]]) -> list[str | None]:
        """This will give for many points (lon, lat) what `code_at` gives for each, a territory at a time."""
        lon, lat = np.array(points, dtype=float).reshape(-1, 2).T
        found = np.full(len(points), -1)
        left = np.arange(len(points))
        for index, polygon in enumerate(self._polygons):
            xs, ys = lon[left], lat[left]
            near = left[
                (self._west[index] <= xs)
                & (xs <= self._east[index])
                & (self._south[index] <= ys)
                & (ys <= self._north[index])
            ]
            if near.size:
                found[near[shapely.intersects_xy(polygon, lon[near], lat[near])]] = index
                left = left[found[left] < 0]
        return [self._codes[index] if index >= 0 else None for index in found.tolist()]

    def _covering(self, lon: float, lat: float) -> Iterator[str]:
        """Give the codes of all territories that cover the point, the deepest first."""
        near = (self._west <= lon) & (lon <= self._east) & (self._south <= lat) & (lat <= self._north)
        for index in np.flatnonzero(near).tolist():
            if shapely.intersects_xy(self._polygons[index], lon, lat):
                yield self._codes[index]


def cached(key: Key, load: Callable[[Iterable[int]], Shapes]) -> Outlines:
    """This will give the outlines of a set of versions; a changed digest or another set is loaded anew."""
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    made = Outlines(key, load(version_id for version_id, _ in key))
    with _lock:
        _kept[key] = made
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return made


def merged(versions: list[Shapes]) -> Shapes:
    """This will lay dated versions over one another, the earliest first in the list.

    A later version takes the place of an earlier outline of the same territory, and of a territory of the same depth
    whose middle it covers: a district that was divided, renamed or moved to another region is not there twice.
    """
    kept: Shapes = {}
    for shapes in reversed(versions):
        later = Outlines((), kept)
        kept |= {
            code: outline for code, outline in shapes.items() if code not in kept and not later.replaces(code, outline)
        }
    return kept
