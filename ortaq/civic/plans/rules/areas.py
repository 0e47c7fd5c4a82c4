"""How much land passes from one class of zones to another between two versions of a plan. Plain Python.

Everything is measured on an equal-area plane around the middle of the plan. Zones whose outline is the same in both
versions are not laid over each other. Where zones of one version overlap, the land belongs to the one whose key comes
first; how much that was is told.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import shapely
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

NOWHERE: Final = ""
"""The class of land outside the plan: what leaves it or comes into it."""
THIN_M: Final = 1.0
SMALL_M2: Final = 10.0
"""A piece narrower or smaller than this comes from drawing anew, not from planning: it is summed up, but not drawn."""
EXACT: Final = 1e-9
"""Of an area: what the arithmetic may lose."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A zone as it is compared; `shape` in degrees."""

    key: str
    code: str
    digest: str
    shape: BaseGeometry


@dataclass(frozen=True, slots=True)
class Moved:
    """Land that passed from a class to another; keys and classes are "" outside the plan."""

    before: str
    after: str
    before_key: str
    after_key: str
    m2: float
    shape: BaseGeometry
    """In degrees."""


@dataclass(slots=True)
class Transition:
    """What became of the land: (class before, class after) → m²."""

    cells: dict[tuple[str, str], float] = field(default_factory=lambda: defaultdict(float))
    moved: list[Moved] = field(default_factory=list)
    slivers: int = 0
    slivers_m2: float = 0.0
    """Part of `cells`, no part of `moved`."""
    before_m2: float = 0.0
    after_m2: float = 0.0
    """Land in zones of each version, every place counted once."""
    overlaps_m2: float = 0.0
    identical: int = 0
    """Zones whose outline was not touched."""

    @property
    def kept_m2(self) -> float:
        """Land whose class is the same in both versions."""
        return sum(m2 for (before, after), m2 in self.cells.items() if before == after)

    @property
    def moved_m2(self) -> float:
        """Land of the version before that is of another class now, or outside the plan."""
        return sum(m2 for (before, after), m2 in self.cells.items() if before not in (after, NOWHERE))

    @property
    def come_m2(self) -> float:
        """Land the version before had no zone for."""
        return sum(m2 for (before, _after), m2 in self.cells.items() if before == NOWHERE)


class _Plane:
    """Degrees ↔ metres on the equal-area cylinder through the middle of some shapes.

    On it parallels and meridians are straight, as they are in degrees: a long side that one version parts by another
    corner makes no lens of lost land.
    """

    def __init__(self, shapes: Sequence[BaseGeometry]) -> None:
        west, south, east, north = shapely.total_bounds(np.asarray(shapes, dtype=object))
        at = f"+lat_ts={round((south + north) / 2, 2)} +lon_0={round((west + east) / 2, 2)}"
        plane = f"+proj=cea {at} +datum=WGS84 +units=m +no_defs"
        self._to: Any = Transformer.from_crs("OGC:CRS84", plane, always_xy=True).transform
        self._from: Any = Transformer.from_crs(plane, "OGC:CRS84", always_xy=True).transform

    def metres(self, pieces: Iterable[Piece]) -> Any:
        shapes = np.asarray([piece.shape for piece in pieces], dtype=object)
        return shapely.transform(shapes, self._to, interleaved=False)

    def degrees(self, shape: BaseGeometry) -> BaseGeometry:
        there: BaseGeometry = shapely.transform(shape, self._from, interleaved=False)
        return there


def between(before: Sequence[Piece], after: Sequence[Piece]) -> Transition:
    """This will say how much land of each class became which class, and where."""
    found = Transition()
    if not before and not after:
        return found
    same, old, new = _paired(before, after)
    plane = _Plane([piece.shape for piece in (*before, *after)])
    shapes = plane.metres(one for _, one in same)
    for (was, became), shape, m2 in zip(same, shapes, shapely.area(shapes), strict=True):
        found.identical += 1
        found.before_m2 += m2
        found.after_m2 += m2
        _add(found, plane, was, became, shape, m2)
    a, b = _apart(plane.metres(old), found), _apart(plane.metres(new), found)
    found.before_m2 += float(shapely.area(a).sum())
    found.after_m2 += float(shapely.area(b).sum())
    _lay_over(found, plane, (old, a), (new, b))
    return found


def _paired(
    before: Sequence[Piece], after: Sequence[Piece]
) -> tuple[list[tuple[Piece, Piece]], list[Piece], list[Piece]]:
    """Zones with the same outline in both, then the rest of each, ordered by key."""
    waiting: dict[str, list[Piece]] = defaultdict(list)
    for piece in sorted(before, key=lambda one: one.key, reverse=True):
        waiting[piece.digest].append(piece)
    same, new = [], []
    for piece in sorted(after, key=lambda one: one.key):
        if waiting[piece.digest]:
            same.append((waiting[piece.digest].pop(), piece))
        else:
            new.append(piece)
    old = sorted((piece for rest in waiting.values() for piece in rest), key=lambda one: one.key)
    return same, old, new


def _apart(shapes: Any, found: Transition) -> Any:
    """The shapes without what an earlier one covers already."""
    if len(shapes) < 2:  # noqa: PLR2004, nothing to lie over
        return shapes
    later, earlier = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    pairs = earlier < later
    later, earlier = later[pairs], earlier[pairs]
    over = ~shapely.touches(shapes[later], shapes[earlier])
    cut = shapes.copy()
    for one, other in zip(later[over].tolist(), earlier[over].tolist(), strict=True):
        whole = shapely.area(cut[one])
        cut[one] = _areas(shapely.difference(cut[one], shapes[other]))
        found.overlaps_m2 += float(whole - shapely.area(cut[one]))
    return cut


def _areas(shape: BaseGeometry) -> BaseGeometry:
    """A geometry without its points and lines."""
    if shape.geom_type != "GeometryCollection":
        return shape
    return shapely.union_all([part for part in shapely.get_parts(shape) if shapely.get_dimensions(part) == 2])  # noqa: PLR2004, areas


def _lay_over(found: Transition, plane: _Plane, old: tuple[list[Piece], Any], new: tuple[list[Piece], Any]) -> None:
    (before, a), (after, b) = old, new
    if len(a) and len(b):
        i, j = shapely.STRtree(b).query(a, predicate="intersects")
        common = shapely.intersection(a[i], b[j])
        areas = shapely.area(common)
    else:
        i = j = np.zeros(0, dtype=int)
        common, areas = np.zeros(0, dtype=object), np.zeros(0)
    for one, other, shape, m2 in zip(i.tolist(), j.tolist(), common, areas.tolist(), strict=True):
        if m2 > 0:
            _add(found, plane, before[one], after[other], shape, m2)
    for piece, shape, m2 in _uncovered(before, a, b, i, j, areas):
        _add(found, plane, piece, None, shape, m2)
    for piece, shape, m2 in _uncovered(after, b, a, j, i, areas):
        _add(found, plane, None, piece, shape, m2)


def _uncovered(
    pieces: list[Piece], shapes: Any, others: Any, mine: Any, theirs: Any, areas: Any
) -> list[tuple[Piece, BaseGeometry, float]]:
    """What of the shapes no other one covers."""
    covered = np.bincount(mine, weights=areas, minlength=len(shapes)) if len(shapes) else np.zeros(0)
    whole = shapely.area(shapes)
    bare = np.flatnonzero(whole - covered > np.maximum(whole * EXACT, EXACT))
    found = []
    for one in bare.tolist():
        rest = shapely.difference(shapes[one], shapely.union_all(others[theirs[mine == one]]))
        if (m2 := float(shapely.area(rest))) > 0:
            found.append((pieces[one], rest, m2))
    return found


def _add(
    found: Transition, plane: _Plane, was: Piece | None, became: Piece | None, shape: BaseGeometry, m2: float
) -> None:
    before, after = was.code if was else NOWHERE, became.code if became else NOWHERE
    found.cells[before, after] += float(m2)
    if before == after:
        return
    if m2 < SMALL_M2 or 2 * m2 / shapely.length(shape) < THIN_M:
        found.slivers += 1
        found.slivers_m2 += float(m2)
        return
    keys = was.key if was else "", became.key if became else ""
    found.moved.append(Moved(before, after, *keys, float(m2), plane.degrees(_areas(shape))))


def written(found: Transition) -> dict[str, Any]:
    """This will write the matrix for the record: whole square decimetres, for canonical JSON knows no fractions."""
    cells = sorted((before, after, round(m2 * 100)) for (before, after), m2 in found.cells.items())
    return {
        "unit": "dm2",
        "cells": [list(cell) for cell in cells],
        "before": round(found.before_m2 * 100),
        "after": round(found.after_m2 * 100),
        "overlaps": round(found.overlaps_m2 * 100),
        "slivers": [found.slivers, round(found.slivers_m2 * 100)],
        "identical": found.identical,
        "pieces": len(found.moved),
    }
