"""Outlines: the same land has the same digest; what is broken is mended or left out."""

import pytest
import shapely
from shapely.geometry import GeometryCollection, LineString, MultiPolygon, Point, Polygon, box, shape

from ortaq.civic.plans.rules import outlines

SQUARE = box(76.9, 43.2, 76.91, 43.21)


def test_the_digest_does_not_ask_where_a_ring_begins_or_which_way_it_runs() -> None:
    ring = list(SQUARE.exterior.coords)[:-1]
    turned = Polygon([*ring[2:], *ring[:2]])
    assert outlines.digest(turned) == outlines.digest(SQUARE) == outlines.digest(Polygon(ring[::-1]))
    assert outlines.digest(box(76.9, 43.2, 76.91, 43.2100001)) != outlines.digest(SQUARE)


def test_the_digest_tells_a_hole_from_a_part() -> None:
    inner = box(76.902, 43.202, 76.904, 43.204)
    holed = Polygon(SQUARE.exterior.coords, [inner.exterior.coords])
    both = MultiPolygon([SQUARE, box(76.92, 43.2, 76.93, 43.21)])
    assert len({outlines.digest(one) for one in (SQUARE, holed, both)}) == 3


def test_area_is_measured_on_the_ellipsoid() -> None:
    assert outlines.area_m2(SQUARE) == pytest.approx(902_576, rel=1e-3)
    assert outlines.area_m2(shape(outlines.geojson(SQUARE))) == pytest.approx(outlines.area_m2(SQUARE))


def test_a_self_crossing_outline_becomes_its_two_halves() -> None:
    bow = Polygon([(76.9, 43.2), (76.91, 43.21), (76.91, 43.2), (76.9, 43.21)])
    mended = outlines.mend(bow)
    assert "Self-intersection" in mended.why
    assert mended.shape is not None
    assert (mended.shape.geom_type, mended.shape.is_valid) == ("MultiPolygon", True)


def test_a_valid_outline_is_not_called_mended_and_loses_its_heights() -> None:
    mended = outlines.mend(Polygon([(76.9, 43.2, 5), (76.91, 43.2, 5), (76.91, 43.21, 5)]))
    assert (mended.why, mended.shape.has_z if mended.shape else None) == ("", False)


@pytest.mark.parametrize(
    "drawn", [Point(76.9, 43.2), LineString([(76.9, 43.2), (76.91, 43.2)]), Polygon(), box(76.9, 43.2, 76.9, 43.2),
              Polygon([(76.9, 43.2), (76.91, 43.2), (76.92, 43.2)])]
)  # fmt: skip
def test_nothing_is_left_of_what_has_no_area(drawn: object) -> None:
    assert outlines.mend(drawn).shape is None  # type: ignore[arg-type]  # parametrize knows no types


def test_of_a_mixed_geometry_the_areas_stay() -> None:
    mixed = GeometryCollection([SQUARE, LineString([(76.9, 43.2), (76.95, 43.2)])])
    assert outlines.mend(mixed).shape == outlines.mend(SQUARE).shape
    line = outlines.mend(mixed, kind="line").shape
    assert line is not None
    assert line.geom_type == "LineString"


def test_a_map_gets_no_more_positions_than_it_bears() -> None:
    round_one = Point(76.9, 43.2).buffer(0.01, quad_segs=500)
    (simple,) = outlines.simpler([round_one], positions=60, tolerance=1e-6)
    assert simple.boundary.length > 0
    assert shapely.get_num_coordinates(simple) <= 60
    assert outlines.simpler([round_one], positions=60, tolerance=0) == [round_one]
