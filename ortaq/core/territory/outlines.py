"""Outlines in memory: an STRtree to find candidates, an exact test to decide, the deepest territory wins."""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from threading import Lock
from typing import Any

import shapely
from shapely.geometry import shape

Key = tuple[tuple[int, str], ...]
"""(id, digest) of each boundary version in force, earliest first."""

MOST_KEPT = 4
_kept: OrderedDict[Key, "Outlines"] = OrderedDict()
_lock = Lock()


class Outlines:
    """The territories of one set of boundary versions, by code."""

    def __init__(self, key: Key, shapes: dict[str, dict[str, Any]]) -> None:
        self.version_ids = [version_id for version_id, _ in key]
        self._shapes = shapes
        # Deepest first, then by code: the first that covers a point is the answer, on borders too.
        self._codes = sorted(shapes, key=lambda code: (-code.count("."), code))
        polygons = [shape(shapes[code]) for code in self._codes]
        for polygon in polygons:
            shapely.prepare(polygon)
        self._tree = shapely.STRtree(polygons)

    def has(self, code: str) -> bool:
        """This will say whether the territory is drawn."""
        return code in self._shapes

    def shape(self, code: str) -> dict[str, Any]:
        """This will give a territory's outline as GeoJSON."""
        return self._shapes[code]

    def code_at(self, lon: float, lat: float) -> str | None:
        """This will give the code of the deepest territory that covers the point, its border included."""
        covering = self._tree.query(shapely.Point(lon, lat), predicate="covered_by")
        return self._codes[min(covering)] if len(covering) else None


def cached(key: Key, load: Callable[[Iterable[int]], dict[str, dict[str, Any]]]) -> Outlines:
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
