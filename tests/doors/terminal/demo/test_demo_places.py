"""The drawn city: names, borders that fit, points inside, and the table that routes everything."""

import itertools
import json
from typing import Any

import pytest
from shapely.geometry import LineString, Point, shape
from shapely.ops import unary_union

from ortaq.doors.terminal.demo import atlas, places, routes, staff
from ortaq.engines import routing

LANGUAGES = {"kk", "ru", "en"}
CITY = "kz.almaty"
NO_OVERLAP = 1e-9
DISTRICTS = ("alatau", "almaly", "auezov", "bostandyk", "zhetisu", "medeu", "nauryzbay", "turksib")
KIND_OF_PARENT: dict[str, set[str | None]] = {
    "country": {None},
    "region": {"country"},
    "city": {"country", "region"},
    "district": {"city", "region"},
    "okrug": {"district"},
    "settlement": {"district", "okrug"},
}


def _units() -> dict[str, dict[str, Any]]:
    return {unit["code"]: unit for unit in atlas.rows("territory", "units")}


def _say_everything(words: dict[str, str]) -> bool:
    return set(words) == LANGUAGES and all(text.strip() for text in words.values())


def test_every_territory_has_one_code_a_known_parent_and_three_names() -> None:
    units = _units()
    assert len(units) == len(atlas.rows("territory", "units"))
    for code, unit in units.items():
        parent = unit["parent"]
        assert parent is None or units[parent], code
        assert (units[parent]["kind"] if parent else None) in KIND_OF_PARENT[unit["kind"]], code
        assert _say_everything(unit["names"]), code
        assert unit["schematic"] is True
        assert unit["population"] > 0
        assert unit["valid_from"]


def test_the_eight_districts_are_there_with_the_people_they_have() -> None:
    found = {code: unit["population"] for code, unit in _units().items() if unit["parent"] == CITY}
    assert set(found) == {f"{CITY}.{name}" for name in DISTRICTS}
    assert found["kz.almaty.bostandyk"] == 350_000
    assert sum(found.values()) == 2_040_000


@pytest.mark.parametrize("code", [unit["code"] for unit in atlas.rows("territory", "units")])
def test_a_centre_lies_inside_its_outline_and_the_outline_inside_its_parent(code: str) -> None:
    unit, outline = _units()[code], atlas.polygons()[code]
    assert outline.is_valid
    assert outline.covers(Point(unit["centre"]))
    assert (atlas.territory_at(*unit["centre"]) or "").startswith(code)
    if unit["parent"]:
        assert outline.difference(atlas.polygons()[unit["parent"]]).area < NO_OVERLAP


def test_districts_tile_the_city_without_gap_or_overlap() -> None:
    city = atlas.polygons()[CITY]
    districts = [atlas.polygons()[f"{CITY}.{name}"] for name in DISTRICTS]
    assert unary_union(districts).symmetric_difference(city).area < NO_OVERLAP
    for one, other in itertools.combinations(districts, 2):
        assert one.intersection(other).area < NO_OVERLAP
    assert all(15 <= len(outline.exterior.coords) - 1 <= 45 for outline in districts)


def test_strangers_never_overlap() -> None:
    for (one, first), (other, second) in itertools.combinations(atlas.polygons().items(), 2):
        if not other.startswith(one + "."):
            assert first.intersection(second).area < NO_OVERLAP, (one, other)


def test_a_border_with_a_gap_is_refused() -> None:
    lines = {"a": [[0.0, 0.0], [1.0, 0.0]], "b": [[2.0, 0.0], [3.0, 0.0]]}
    with pytest.raises(ValueError, match="gap before line b"):
        atlas.join_lines(["a", "b"], lines)
    with pytest.raises(ValueError, match="does not close"):
        atlas.join_lines(["a"], lines)


def test_the_collection_is_geojson_and_says_it_is_a_sketch() -> None:
    collection = json.loads(json.dumps(atlas.feature_collection()))
    assert collection["type"] == "FeatureCollection"
    assert all(shape(feature["geometry"]).is_valid for feature in collection["features"])
    assert all(feature["properties"]["schematic"] for feature in collection["features"])


def test_the_base_map_is_small_named_and_in_the_city() -> None:
    features = atlas.rows("base", "features")
    assert len(json.dumps(features, ensure_ascii=False, separators=(",", ":")).encode()) <= 60_000
    assert len({feature["code"] for feature in features}) == len(features)
    kinds = [feature["kind"] for feature in features]
    assert (kinds.count("river"), kinds.count("street")) == (4, 12)
    for feature in features:
        assert _say_everything(feature["names"])
        drawn = Point(feature["polygon"][0]) if "polygon" in feature else LineString(feature["line"])
        assert drawn.intersects(atlas.polygons()[CITY]), feature["code"]


def test_rivers_run_from_the_mountains_to_the_steppe() -> None:
    for feature in atlas.rows("base", "features"):
        if feature["kind"] == "river":
            latitudes = [lat for _, lat in feature["line"]]
            assert latitudes == sorted(latitudes), feature["code"]


def test_every_body_has_a_parent_a_territory_and_an_address_nobody_has() -> None:
    bodies = {row["code"]: row for row in atlas.rows("bodies", "bodies")}
    assert len(bodies) == len(atlas.rows("bodies", "bodies"))
    for code, body in bodies.items():
        assert "." not in code
        assert body["parent"] is None or body["parent"] in bodies
        assert body["territory"] in _units()
        assert body["kind"] in {"akimat", "department", "utility", "centre"}
        assert _say_everything(body["name"])
        assert _say_everything(body["short_name"])
        assert body["contacts"]["email"].endswith(".invalid")
        invented = body["kind"] == "utility" or "(demo)" in body["name"]["en"]
        assert body["demo"] is invented, code
    assert [code for code, body in bodies.items() if body["operator"]] == ["development-centre"]
    assert {f"akimat-{name}" for name in DISTRICTS} < set(bodies)


def test_topics_form_a_tree_in_three_languages() -> None:
    topics = {row["code"]: row for row in atlas.rows("topics", "topics")}
    assert len(topics) == len(atlas.rows("topics", "topics"))
    for code, topic in topics.items():
        assert topic["parent"] == (code.rpartition(".")[0] or None)
        assert topic["parent"] is None or topic["parent"] in topics
        assert _say_everything(topic["name"])
        assert _say_everything(topic["hint"])
        assert topic["evidence"] in {"after_photo", "none"}
        if topic["parent"]:
            assert all(topic["keywords"][language] for language in LANGUAGES)
    leaves = [code for code, topic in topics.items() if topic["parent"]]
    assert 55 <= len(leaves) <= 70
    assert set(leaves) == set(atlas.read("life")["topics"])


def test_every_topic_is_routed_everywhere_and_every_row_can_be_reached() -> None:
    rows = routes.table().rows
    bodies = {row["code"] for row in atlas.rows("bodies", "bodies")}
    assert routing.unreachable_rows(rows) == []
    assert {row.body for row in rows} <= bodies
    assert {row.holder for row in rows} - {routing.ANY} <= bodies
    assert all(_say_everything(row["why"]) for row in atlas.rows("routing", "rows"))
    for topic, territory in itertools.product(atlas.read("life")["topics"], [None, *_units()]):
        assert routes.route(topic, territory, None).body in bodies
    assert routes.route("roads.pothole", None, None).body == "development-centre"


@pytest.mark.parametrize(
    ("topic", "lon", "lat", "body"),
    [
        ("yard.bench", 76.905, 43.205, "akimat-bostandyk"),
        ("roads.pothole", 76.915, 43.241, "roads-demo"),
        ("roads.pothole", 76.895, 43.226, "akimat-bostandyk"),
        ("green.park", 76.9705, 43.2622, "green-demo"),
        ("social.kindergarten", 76.835, 43.297, "education"),
        ("social.kindergarten", 77.064, 43.288, "akimat-talgar"),
    ],
)
def test_a_resident_would_expect_this_body(topic: str, lon: float, lat: float, body: str) -> None:
    territory = atlas.territory_at(lon, lat)
    assert routes.route(topic, territory, routes.holder_at(topic, territory, lon, lat)).body == body


def test_holders_name_bodies_topics_and_territories_that_exist() -> None:
    bodies = {row["code"] for row in atlas.rows("bodies", "bodies")}
    topics = {row["code"] for row in atlas.rows("topics", "topics")}
    for row in atlas.rows("holders", "holders"):
        assert row["holder"] in bodies
        assert row["topic"] in topics
        assert row["territory"] in _units()


def test_streets_lie_in_the_district_they_are_listed_under() -> None:
    for place in places.all_places():
        assert {atlas.territory_at(*end) for end in place.line} == {place.territory}, place.words["en"]["name"]


def test_people_are_marked_as_invented_and_reach_every_office() -> None:
    mark = {"kk": "(демо)", "ru": "(демо)", "en": "(demo)"}
    people = atlas.read("people")
    bodies = {row["code"] for row in atlas.rows("bodies", "bodies")}
    assert {office["role"] for person in people["people"] for office in person["offices"]} == {
        "operator",
        "officer",
        "head",
        "moderator",
        "admin",
    }
    for person in people["people"]:
        assert person["name"].endswith(mark[person["language"]])
        assert person["email"].endswith("@demo.ortaq.invalid")
        assert {office["body"] for office in person["offices"]} <= bodies
    for language, names in people["names"].items():
        assert all(name.endswith(mark[language]) for name in names)


def test_every_body_has_an_officer_and_a_head_with_names_of_their_own() -> None:
    officials = staff.officials()
    bodies = {row["code"] for row in atlas.rows("bodies", "bodies")}
    assert set(officials) == set(itertools.product(bodies, ("officer", "head")))
    names = [person.name for person in officials.values() if not person.account]
    assert len(set(names)) == len(names)
    assert staff.signature("akimat-bostandyk", "officer", "ru") == "Ерлан Қайрат (демо)"
    assert officials["transport", "head"].account == "head"
