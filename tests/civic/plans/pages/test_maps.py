"""Maps of a plan: themes with their signs and list, a zone, a street, the land that changed; each in few statements."""

import json
from typing import Any

import pytest

from tests.civic.plans import maps, stories
from tests.civic.plans.maps import square
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
ROADS = {"code": "abay", "kind": "street", "names": {"kk": "Абай", "ru": "Абая", "en": "Abay"},
         "line": [[76.9, 43.255], [76.93, 43.255]]}  # fmt: skip


def told(zones: int = 1) -> Any:
    """A plan in two published versions: homes grow by a quarter of a square into the green."""
    from ortaq.civic.plans.services import gis, versions
    from ortaq.core.people.actor import system
    from ortaq.core.territory import services as territory

    plan, officer = stories.a_plan()
    maps.a_table()
    territory.keep_features(rows=[ROADS], actor=system("test"), now=NOW)
    first = stories.a_version(plan)
    homes = {"code": "R", "key": "r-1", "name_kk": "Орта", "name_ru": "Центр", "storeys": 9, "uses": "5_1: yes"}
    more = [({"code": "R", "key": f"r-{n}"}, square(0, n)) for n in range(2, zones + 1)]
    maps.drawn(first, officer, (homes, square(0)), ({"code": "G", "key": "g-1"}, square(1)), *more)
    rule = {"kind": "red_line", "key": "red", "title_kk": "Қызыл сызық", "title_ru": "Красная линия"}
    layer = first.layers.get()
    gis.import_rules(version=first, layer=layer, upload=maps.geojson((rule, square(0))), actor=officer, now=NOW)
    stories.shown(first)
    second = versions.begin_version(plan=plan, actor=officer, now=NOW)
    after = ({"code": "R", "key": "r-1", "storeys": 12}, square(0, wide=1.25))
    maps.drawn(second, officer, after, ({"code": "G", "key": "g-1"}, square(1.25, wide=0.75)), *more)
    second = versions.publish_version(version=second, actor=officer, now=NOW)
    return plan, first, second


def address(plan: Any, rest: str, number: int = 2) -> str:
    return f"/ru/plans/{plan.code}/{number}/{rest}"


def test_the_map_shows_one_theme_with_signs_a_list_and_what_was_won(client: Any) -> None:
    plan, _first, _second = told()
    page = client.get(address(plan, "map/?theme=housing")).content.decode()
    assert "Жилая зона" in page
    assert "Зелёная зона" not in page
    assert "Красная линия" in page
    assert "+23" in page
    assert "zone-sign" in page
    assert f"/ru/plans/{plan.code}/2/zones/r-1/" in page


@pytest.mark.parametrize("zones", [1, 3])
@pytest.mark.parametrize(
    ("rest", "most"), [("map/?theme=housing", 12), ("zones/r-1/", 12), ("street/?street=abay", 12), ("areas/", 12)]
)
def test_pages_cost_few_statements_with_one_row_and_with_three(
    client: Any, django_assert_max_num_queries: Any, zones: int, rest: str, most: int
) -> None:
    plan, _first, _second = told(zones)
    with django_assert_max_num_queries(most):
        assert client.get(address(plan, rest)).status_code == 200


def test_a_zone_says_its_limits_and_what_it_was(client: Any) -> None:
    plan, _first, _second = told()
    page = client.get(address(plan, "zones/r-1/")).content.decode()
    assert "<dd>12</dd>" in page
    assert f"/ru/plans/{plan.code}/1/zones/r-1/" in page
    assert client.get(address(plan, "zones/none/")).status_code == 404


def test_a_street_is_told_in_both_versions(client: Any) -> None:
    plan, _first, _second = told()
    page = client.get(address(plan, "street/?street=abay")).content.decode()
    assert page.count("Жилая зона") == page.count("Зелёная зона") == 2
    point = client.get(address(plan, "street/?lat=43.255&lon=76.9112")).content.decode()
    assert "Жилая зона" in point
    assert "Зелёная зона" in point
    assert client.get(address(plan, "street/?lat=100&lon=1")).status_code == 422
    assert client.get(address(plan, "street/?street=nowhere")).status_code == 422


def test_the_matrix_is_kept_at_publishing_and_adds_up(client: Any) -> None:
    plan, _first, second = told()
    kept = second.changes["zones"]
    cells = {(old, new): dm2 for old, new, dm2 in kept["cells"]}
    assert set(cells) == {("R", "R"), ("G", "R"), ("G", "G")}
    assert sum(cells.values()) == pytest.approx(kept["before"], rel=1e-6)
    page = client.get(address(plan, "areas/")).content.decode()
    assert "Зелёная зона" in page
    assert client.get(address(plan, "areas/", 1)).status_code == 404
    (moved,) = client.get(address(plan, "areas.json")).json()["features"]
    assert moved["properties"]["title"] == "Зелёная зона → Жилая зона"


def test_the_map_gets_its_zones_in_a_box_with_colour_and_pattern(client: Any) -> None:
    plan, _first, _second = told()
    found = client.get(address(plan, "map.json?theme=housing&zoom=12")).json()
    zone, rule = found["features"]
    assert (zone["properties"]["key"], rule["properties"]["rule"]) == ("r-1", "red_line")
    assert found["classes"][0]["colour"] == "#e8a33d"
    assert found["classes"][0]["draw"]
    assert client.get(address(plan, "map.json?theme=housing&bbox=70,40,71,41")).json()["features"] == []
    for wrong in ("theme=moon", "theme=housing&bbox=1,2,3", "theme=housing&bbox=9,9,1,1", "theme=housing&bbox=a,b,c,d"):
        assert client.get(address(plan, f"map.json?{wrong}")).status_code == 400


def test_an_answer_of_many_corners_stays_small(client: Any) -> None:
    from shapely.geometry import Point

    plan, officer = stories.a_plan()
    maps.a_table()
    version = stories.a_version(plan)
    rounds = [
        ({"code": "R", "key": f"r-{n}"}, Point(76.8 + n * 0.01, 43.25).buffer(0.004, quad_segs=600)) for n in range(12)
    ]
    maps.drawn(version, officer, *rounds)
    stories.shown(version)
    answer = client.get(address(plan, "map.json?theme=housing", 1))
    assert sum(len(json.dumps(one)) for one in answer.json()["features"]) < 400_000
    assert len(answer.content) < 400_000


def test_a_version_in_the_making_is_nobodys_to_see(client: Any) -> None:
    plan, officer = stories.a_plan()
    maps.a_table()
    version = stories.a_version(plan)
    maps.drawn(version, officer, ({"code": "R", "key": "r-1"}, square(0)))
    for rest in ("map/", "map.json?theme=housing", "zones/r-1/", "zones/r-1/map.json", "street/", "areas/"):
        assert client.get(address(plan, rest, 1)).status_code == 404


def test_everyone_reads_the_table_of_zones(client: Any) -> None:
    assert client.get("/ru/plans/classes/zones/").status_code == 200
    maps.a_table()
    page = client.get("/ru/plans/classes/zones/").content.decode()
    assert "R · Жилая зона" in page
    assert "HILUCS 5_1" in page
