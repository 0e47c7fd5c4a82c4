"""Two plans of two thousand zones laid over each other: `python bench/plans.py`.

The zones part a square of 30 km; in the second plan a twentieth of them is drawn anew and 60 become another class. Told
is the processor's time of the comparison, of laying everything over everything beside it, and of what a plan costs to
be read from GeoJSON, as the database keeps it.
"""

import argparse
import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np
import shapely
from shapely.geometry import box, shape

from bench.showing import say, table
from bench.stage import load, machine
from ortaq.civic.plans.rules import areas, outlines

LON, LAT, WIDE = 76.7, 43.1, 0.35
CLASSES = 12
LIMIT = 1.5
"""Seconds the comparison may take."""
EXACT = 1e-6


def plan(points: Any, codes: list[int]) -> list[areas.Piece]:
    """This will part a square among points."""
    town = box(LON, LAT, LON + WIDE, LAT + WIDE)
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(points), extend_to=town))
    tree = shapely.STRtree(cells)
    found = []
    for number, point in enumerate(shapely.points(points)):
        cell = cells[tree.query(point, predicate="within")[0]]
        kept = outlines.mend(shapely.intersection(cell, town)).shape
        if kept is not None:
            found.append(areas.Piece(f"z{number}", str(codes[number]), outlines.digest(kept), kept))
    return found


def two_plans(count: int) -> tuple[list[areas.Piece], list[areas.Piece]]:
    """This will draw a plan and the one after it."""
    chance, dice = np.random.default_rng(3), random.Random(3)
    points = chance.uniform((LON, LAT), (LON + WIDE, LAT + WIDE), (count, 2))
    codes = [dice.randrange(CLASSES) for _ in range(count)]
    anew, recoded = points.copy(), list(codes)
    for one in dice.sample(range(count), count // 20):
        anew[one] += chance.normal(0, 0.001, 2)
    for one in dice.sample(range(count), count * 3 // 100):
        recoded[one] = dice.randrange(CLASSES)
    return plan(points, codes), plan(np.clip(anew, (LON, LAT), (LON + WIDE, LAT + WIDE)), recoded)


def spent(act: Callable[[], Any], times: int = 5) -> tuple[float, Any]:
    """This will give the median of the processor's seconds, and what came out."""
    taken, found = [], None
    for _ in range(times):
        began = time.process_time()
        found = act()
        taken.append(time.process_time() - began)
    return statistics.median(taken), found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--zones", type=int, default=2000)
    given = parser.parse_args()
    before, after = two_plans(given.zones)
    blind = [areas.Piece(one.key, one.code, one.key + " again", one.shape) for one in after]
    seconds, found = spent(lambda: areas.between(before, after))
    naive, _ = spent(lambda: areas.between(before, blind), 3)
    written = [outlines.geojson(one.shape) for one in before]
    reading, _ = spent(lambda: [shape(one) for one in written])
    lost = abs(found.kept_m2 + found.moved_m2 - found.before_m2) / found.before_m2
    say(f"{machine()}; load {load()}\n")
    rows = [
        [f"comparing two plans of {given.zones} zones", f"{seconds:.2f}"],
        ["the same with no outline known to be equal", f"{naive:.2f}"],
        ["reading the outlines of one plan", f"{reading:.2f}"],
    ]
    say(table(["CPU seconds, median", "s"], rows))
    say(
        f"\n{found.identical} outlines untouched, {len(found.moved)} pieces moved, {found.slivers} slivers; "
        f"kept + moved differs from the whole by {lost:.1e} of it."
    )
    return 0 if seconds <= LIMIT and lost <= EXACT else 1


if __name__ == "__main__":
    sys.exit(main())
