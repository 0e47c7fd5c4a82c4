"""The matrix of areas: kept and moved make the whole, however plans are drawn."""

from itertools import count
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Polygon, box

from ortaq.civic.plans.rules import areas, outlines
from ortaq.civic.plans.rules.areas import NOWHERE, Piece

LON, LAT = 76.9, 43.25
SIDE = 0.01


def piece(key: str, code: str, shape: Any) -> Piece:
    kept = outlines.mend(shape).shape
    assert kept is not None
    return Piece(key, code, outlines.digest(kept), kept)


def square(key: str, code: str, x: float, y: float = 0.0, wide: float = 1.0) -> Piece:
    return piece(key, code, box(LON + x * SIDE, LAT + y * SIDE, LON + (x + wide) * SIDE, LAT + (y + 1) * SIDE))


def holds(found: areas.Transition) -> None:
    """Kept + moved = total, before and after, to 1e-6."""
    assert found.kept_m2 + found.moved_m2 == pytest.approx(found.before_m2, rel=1e-6, abs=1e-3)
    staying = sum(m2 for (_, after), m2 in found.cells.items() if after != NOWHERE)
    assert staying == pytest.approx(found.after_m2, rel=1e-6, abs=1e-3)


def test_the_same_plan_keeps_everything_and_is_not_laid_over_itself() -> None:
    plan = [square("a", "R", 0), square("b", "G", 1)]
    found = areas.between(plan, plan[::-1])
    assert (found.identical, found.moved_m2, found.moved, found.slivers) == (2, 0, [], 0)
    holds(found)


def test_a_zone_that_becomes_another_class_moves_whole() -> None:
    found = areas.between([square("a", "R", 0)], [square("a", "G", 0)])
    ((cell, m2),) = found.cells.items()
    assert cell == ("R", "G")
    assert m2 == pytest.approx(outlines.area_m2(found.moved[0].shape), rel=1e-6)
    holds(found)


def test_a_border_that_moves_hands_over_the_land_between() -> None:
    before = [square("a", "R", 0), square("b", "G", 1)]
    after = [square("a", "R", 0, wide=1.25), square("b", "G", 1.25, wide=0.75)]
    found = areas.between(before, after)
    assert sorted(found.cells) == [("G", "G"), ("G", "R"), ("R", "R")]
    assert found.cells["G", "R"] == pytest.approx(found.cells["G", "G"] / 3, rel=1e-4)
    (moved,) = found.moved
    assert (moved.before_key, moved.after_key) == ("b", "a")
    holds(found)


def test_land_that_leaves_and_land_that_comes_is_told_apart() -> None:
    found = areas.between([square("a", "R", 0)], [square("a", "R", 0.5)])
    assert set(found.cells) == {("R", "R"), ("R", NOWHERE), (NOWHERE, "R")}
    assert found.come_m2 == pytest.approx(found.moved_m2, rel=1e-3)
    holds(found)


def test_a_first_version_and_an_emptied_one() -> None:
    plan = [square("a", "R", 0)]
    assert list(areas.between([], plan).cells) == [(NOWHERE, "R")]
    assert list(areas.between(plan, []).cells) == [("R", NOWHERE)]
    assert areas.between([], []).cells == {}


def test_a_strip_thinner_than_a_metre_is_summed_but_not_drawn() -> None:
    before = [square("a", "R", 0), square("b", "G", 1)]
    thin = 5e-7 / SIDE  # four centimetres
    after = [square("a", "R", 0, wide=1 + thin), square("b", "G", 1 + thin, wide=1 - thin)]
    found = areas.between(before, after)
    assert (found.moved, found.slivers) == ([], 1)
    assert found.cells["G", "R"] == pytest.approx(found.slivers_m2)
    holds(found)


def test_overlapping_zones_are_counted_once_and_told() -> None:
    before = [square("a", "R", 0), square("b", "G", 0.5)]
    after = [square("a", "R", 0, wide=1.1), square("b", "G", 0.5, wide=1.1)]
    found = areas.between(before, after)
    half = outlines.area_m2(square("x", "R", 0, wide=0.5).shape)
    assert found.overlaps_m2 == pytest.approx(half + 1.2 * half, rel=1e-4)
    holds(found)


def test_the_record_holds_whole_numbers_that_add_up() -> None:
    found = areas.written(areas.between([square("a", "R", 0)], [square("a", "R", 0.5), square("c", "G", 0, wide=0.5)]))
    assert all(isinstance(part, int) for cell in found["cells"] for part in cell[2:])
    assert sum(m2 for before, _, m2 in found["cells"] if before) == pytest.approx(found["before"], abs=3)
    assert found["cells"] == sorted(found["cells"])


def _plan(points: Any, codes: list[str]) -> list[Piece]:
    """A town parted among points: no gaps, no overlaps."""
    town = box(0, 0, 10, 10)
    parts = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(points), extend_to=town))
    number = count(1)
    cut = [shapely.intersection(part, town) for part in parts]
    scaled = [shapely.transform(part, lambda xy: np.array([LON, LAT]) + xy * SIDE) for part in cut]
    return [piece(f"z{n}", codes[n % len(codes)], part) for part in scaled if part.area > 0 for n in [next(number)]]


@settings(max_examples=25, deadline=None, derandomize=True)
@given(
    seed=st.integers(0, 2**16),
    zones=st.integers(2, 30),
    moved=st.integers(0, 6),
    codes=st.lists(st.sampled_from("ABCDE"), min_size=1, max_size=5),
)
def test_kept_and_moved_make_the_whole(seed: int, zones: int, moved: int, codes: list[str]) -> None:
    chance = np.random.default_rng(seed)
    points = chance.uniform(0, 10, (zones, 2))
    redrawn = points.copy()
    redrawn[: min(moved, zones)] += chance.normal(0, 0.3, (min(moved, zones), 2))
    found = areas.between(_plan(points, codes), _plan(redrawn, codes))
    holds(found)
    assert found.before_m2 == pytest.approx(found.after_m2, rel=1e-5)


def test_a_bow_tie_is_mended_before_it_is_measured() -> None:
    bow = Polygon([(LON, LAT), (LON + SIDE, LAT + SIDE), (LON + SIDE, LAT), (LON, LAT + SIDE)])
    found = areas.between([piece("a", "R", bow)], [square("a", "R", 0)])
    assert found.cells["R", "R"] == pytest.approx(found.before_m2)
    holds(found)
