"""Which place a point lies in, who holds which office, and what the map shows."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point, shape

from ortaq.core.people.actor import GUEST, HeldOffice, Role
from ortaq.core.people.models import Person
from ortaq.core.territory import outlines, queries
from ortaq.core.territory.models import Body, Feature, Office, Territory
from ortaq.doors.terminal.demo import atlas
from tests.conftest import NOW
from tests.core.territory.test_import import bring, collection, feature

DAY = date(2027, 3, 1)


@pytest.fixture
def city(db):
    """The demo city with its operator, which makes it the desk's city."""
    bring(atlas.feature_collection(), schematic=True)
    place = Territory.objects.get(code="kz.almaty")
    return Body.objects.create(
        code="centre", kind="centre", name={}, short_name={}, territory=place, operator=True, demo=True
    )


@pytest.mark.parametrize(
    ("lon", "lat", "code"),
    [
        (76.905, 43.205, "kz.almaty.bostandyk"),
        (76.85, 43.388, "kz.almaty-region.ile.boralday.boralday"),
        (68.0, 48.0, "kz"),
        (-73.98, 40.75, None),
        (181.0, 95.0, None),
    ],
)
def test_the_deepest_territory_around_a_point_is_found(city, lon, lat, code):
    place = queries.territory_at(lon, lat, DAY)
    assert (place.code if place else None) == code
    assert queries.locators()(DAY).code_at(lon, lat) == code


def test_before_any_boundary_there_is_no_place(city):
    assert queries.territory_at(76.905, 43.205, date(2000, 1, 1)) is None


def test_a_point_on_a_shared_border_always_belongs_to_the_same_side(db):
    bring(
        collection(
            feature("kz", "country", 0, 0, 10),
            feature("kz.b", "region", 0, 0, 1, parent="kz"),
            feature("kz.a", "region", 1, 0, 1, parent="kz"),
        )
    )
    for lat in (0.0, 0.25, 0.5, 1.0):
        assert queries.territory_at(1.0, lat, DAY).code == "kz.a"
    assert queries.territory_at(0.999999, 0.5, DAY).code == "kz.b"
    assert queries.territory_at(0.0, 0.0, DAY).code == "kz.b"


DRAWN = outlines.Outlines((), {code: {**polygon.__geo_interface__} for code, polygon in atlas.polygons().items()})


@given(st.floats(76.6, 77.3), st.floats(43.0, 43.5))
def test_the_tree_says_what_trying_every_outline_says(lon, lat):
    covering = [code for code in atlas.polygons() if shape(DRAWN.shape(code)).covers(Point(lon, lat))]
    deepest = min(covering, key=lambda code: (-code.count("."), code), default=None)
    assert DRAWN.code_at(lon, lat) == deepest


@given(st.lists(st.tuples(st.floats(76.6, 77.3), st.floats(43.0, 43.5)), max_size=40))
def test_many_points_asked_together_are_told_what_each_is_told(points):
    assert DRAWN.codes_at(points) == [DRAWN.code_at(*point) for point in points]


def test_outlines_are_built_once_per_version(city, django_assert_num_queries):
    queries.territory_at(76.9, 43.2, DAY)
    with django_assert_num_queries(2):
        queries.territory_at(76.95, 43.25, DAY)
    with django_assert_num_queries(1):
        locators = queries.locators()
    with django_assert_num_queries(0):
        assert [locators(DAY).code_at(76.905, 43.205) for _ in range(3)] == ["kz.almaty.bostandyk"] * 3
        assert locators(date(2000, 1, 1)).code_at(76.905, 43.205) is None


def test_inside_and_outside_the_city(city):
    assert queries.inside_city(76.905, 43.205, DAY)
    assert not queries.inside_city(77.24, 43.30, DAY)
    assert not queries.inside_city(-73.98, 40.75, DAY)


def test_nothing_is_outside_while_no_city_is_drawn(db):
    assert queries.inside_city(-73.98, 40.75, DAY)


def test_the_path_and_the_district_of_a_place(city):
    village = Territory.objects.get(code="kz.almaty-region.ile.boralday.boralday")
    assert [place.code.rpartition(".")[2] for place in queries.path_of(village)] == [
        "kz", "almaty-region", "ile", "boralday", "boralday",
    ]  # fmt: skip
    by_code = queries.by_code(["kz.almaty.medeu", "kz.almaty", "kz", "kz.almaty-region.konaev"])
    assert queries.district_of(village).code == "kz.almaty-region.ile"
    assert queries.district_of(by_code["kz.almaty.medeu"]).code == "kz.almaty.medeu"
    assert queries.district_of(by_code["kz.almaty"]).code == "kz.almaty"
    assert queries.district_of(by_code["kz.almaty-region.konaev"]).code == "kz.almaty-region.konaev"
    assert queries.district_of(by_code["kz"]) is None


def test_the_districts_are_those_of_the_desks_city(city):
    assert len(queries.districts()) == 8
    assert {district.code.rpartition(".")[0] for district in queries.districts()} == {"kz.almaty"}
    Body.objects.update(operator=False)
    assert len(queries.districts()) == 15


def test_the_base_map_shows_districts_and_features_and_says_that_it_is_a_sketch(city, django_assert_max_num_queries):
    Feature.objects.create(
        code="esentai", kind="river", name={"kk": "Есентай"}, shape={"type": "LineString", "coordinates": []}
    )
    with django_assert_max_num_queries(6):
        shown = queries.base_map(DAY)
    assert shown["schematic"] is True
    in_city = [each["id"] for each in shown["features"] if each["properties"].get("in_city")]
    assert len(in_city) == 9
    assert shown["features"][-1]["properties"] == {"kind": "river", "code": "esentai", "name": {"kk": "Есентай"}}
    assert all(each["geometry"]["type"] in {"Polygon", "MultiPolygon", "LineString"} for each in shown["features"])


# ── offices ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_actor_holds_the_offices_of_the_day(city):
    person = Person.objects.create(name="Болат (demo)", language="ru", created_at=NOW, demo=True)
    medeu = Territory.objects.get(code="kz.almaty.medeu")
    closed = Body.objects.create(
        code="closed", kind="department", name={}, short_name={}, territory=medeu, active=False
    )
    for body, role, since, until, place in [
        (city, "officer", DAY - timedelta(days=9), None, medeu),
        (city, "head", DAY - timedelta(days=9), DAY - timedelta(days=1), None),
        (city, "operator", DAY - timedelta(days=9), DAY, None),
        (city, "moderator", DAY + timedelta(days=1), None, None),
        (closed, "admin", DAY - timedelta(days=9), None, None),
    ]:
        Office.objects.create(person=person, body=body, role=role, since=since, until=until, territory=place)
    actor = queries.actor_of(person, strong=True, on=DAY)
    assert actor.offices == (
        HeldOffice(Role.OFFICER, city.pk, "centre", "kz.almaty.medeu"),
        HeldOffice(Role.OPERATOR, city.pk, "centre", ""),
    )
    assert (actor.person_id, actor.language, actor.strong) == (person.pk, "ru", True)
    assert queries.actor_of(None, strong=True, on=DAY) is GUEST


def test_bodies_come_with_their_places_in_one_query(city, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert {body.territory.code for body in queries.bodies().values()} == {"kz.almaty"}


def test_a_body_is_found_by_the_code_in_an_address(city, django_assert_num_queries):
    with django_assert_num_queries(1):
        known = queries.bodies_by_code()
    assert (known["centre"].pk, known.get("nobody")) == (city.pk, None)
