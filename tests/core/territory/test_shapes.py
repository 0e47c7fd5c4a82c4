import pytest

from ortaq.core.territory import shapes

BOX = (76.7, 43.1, 77.1, 43.4)
A, B, C, D = [76.8, 43.2], [76.9, 43.2], [76.9, 43.3], [76.8, 43.3]


def point(*place):
    return {"type": "Point", "coordinates": list(place)}


def line(*places):
    return {"type": "LineString", "coordinates": list(places)}


def area(*ring):
    return {"type": "Polygon", "coordinates": [list(ring)]}


@pytest.mark.parametrize(
    "shape", [point(*A), point(*A, 800.0), line(A, B), line(A, B, C, A), area(A, B, C, D, A), point(76.7, 43.1)]
)
def test_points_lines_and_areas_are_taken(shape):
    assert shapes.check(shape, box=BOX)


@pytest.mark.parametrize(
    ("shape", "code"),
    [
        (None, "shape"),
        ([], "shape"),
        ("POINT(76 43)", "shape"),
        ({}, "shape"),
        ({"type": "Point"}, "shape"),
        ({"type": "MultiPoint", "coordinates": [A]}, "shape"),
        ({"type": ["Point"], "coordinates": A}, "shape"),
        (point(76.8), "shape"),
        (point(*A, 1, 2), "shape"),
        (point("76.8", "43.2"), "shape"),
        (point(True, 43.2), "shape"),
        (point(float("nan"), 43.2), "shape"),
        (point(float("inf"), 43.2), "shape"),
        (point(10**400, 43.2), "shape"),
        (line(A, None), "shape"),
        ({"type": "Polygon", "coordinates": [[A, B, C, A], [A, B, C, A]]}, "shape"),
        ({"type": "Polygon", "coordinates": []}, "shape"),
        (line(A), "too_few_points"),
        (line(A, A), "too_few_points"),
        (line(), "too_few_points"),
        (area(A, B, A), "too_few_points"),
        (area(A, B, A, A), "too_few_points"),
        (area(A, B, C, D), "open_ring"),
        (point(76.0, 43.2), "outside"),
        (line(A, [76.8, 60.0]), "outside"),
        (line(A, C, B, D), "crosses"),
        (area(A, C, B, D, A), "crosses"),
        (area(A, B, [76.85, 43.2], A), "crosses"),
        (line(*([76.8 + n / 10000, 43.2] for n in range(501))), "too_many_points"),
    ],
)
def test_anything_else_is_refused_with_a_code(shape, code):
    assert shapes.check(shape, box=BOX).code == code


def test_five_hundred_points_are_taken():
    assert shapes.check(line(*([76.8 + n / 10000, 43.2] for n in range(500))), box=BOX)


def test_a_pin_lies_on_the_shape():
    assert shapes.pin(point(*A)) == tuple(A)
    assert shapes.pin(line(A, B, C)) == pytest.approx((76.9, 43.2), abs=0.06)
    hollow = area([76.8, 43.2], [76.9, 43.2], [76.9, 43.3], [76.89, 43.3], [76.89, 43.21], [76.8, 43.21], [76.8, 43.2])
    lon, lat = shapes.pin(hollow)
    assert 76.8 < lon < 76.9
    assert lat < 43.21 or lon > 76.89


def test_what_is_typed_becomes_a_shape_and_an_area_closes_itself():
    assert shapes.built("point", [(76.8, 43.2), (76.9, 43.3)]) == point(76.9, 43.3)
    assert shapes.built("line", [(76.8, 43.2), (76.9, 43.3)]) == line([76.8, 43.2], [76.9, 43.3])
    assert shapes.built("area", [(76.8, 43.2), (76.9, 43.2), (76.9, 43.3)]) == area(A, B, C, A)
    assert shapes.built("area", [(76.8, 43.2), (76.9, 43.2), (76.9, 43.3), (76.8, 43.2)]) == area(A, B, C, A)
    for kind in shapes.KINDS:
        assert not shapes.check(shapes.built(kind, []))


def test_only_type_and_positions_are_kept():
    given = {"type": "Point", "coordinates": [76.8, 43.2, 812.5], "bbox": [1], "name": "Айгерім"}
    assert shapes.plain(given) == point(*A)


@pytest.mark.parametrize("make", [line, lambda *ring: area(*ring, ring[0])])
def test_a_sketch_is_short_and_keeps_its_kind(make):
    from math import cos, pi, sin

    ring = [[76.9 + 0.05 * cos(2 * pi * n / 400), 43.2 + 0.04 * sin(2 * pi * n / 400)] for n in range(399)]
    sketch = shapes.sketched(make(*ring), most=24, decimals=5)
    flat = sketch["coordinates"] if sketch["type"] == "LineString" else sketch["coordinates"][0]
    assert 4 <= len(flat) <= 24
    assert all(len(str(part).partition(".")[2]) <= 5 for place in flat for part in place)
