"""What the layers hold: counts equal SQL, small numbers are left out, and nobody is named."""

import json
import random
from datetime import timedelta

import h3
import pytest
import shapely
from django.db import connection

from tests import factories
from tests.civic.dialogue import idea_stories, stories
from tests.conftest import NOW
from tests.doors.api.stories import COLLECTIONS, ROOT, SAID, SECRET, content, items

pytestmark = pytest.mark.django_db

PINS = {
    "ideas": "SELECT count(*) FROM dialogue_idea i JOIN matters_matter m ON m.id = i.matter_id "
    "WHERE m.visibility = 'public' AND m.lon BETWEEN %s AND %s AND m.lat BETWEEN %s AND %s",
    "works": "SELECT count(*) FROM works_work w JOIN matters_matter m ON m.id = w.matter_id "
    "WHERE m.visibility = 'public' AND m.lon BETWEEN %s AND %s AND m.lat BETWEEN %s AND %s",
}


def boxes(count: int, seed: int = 5) -> list[tuple[float, float, float, float]]:
    """Boxes of all sizes over the city, some of them outside."""
    lot = random.Random(seed)
    found = []
    for _ in range(count):
        west, east = sorted((lot.uniform(76.6, 77.3), lot.uniform(76.6, 77.3)))
        south, north = sorted((lot.uniform(43.0, 43.5), lot.uniform(43.0, 43.5)))
        found.append((west, south, east, north))
    return found


def matched(client, collection: str, box, **query) -> int:
    return items(client, collection, bbox=",".join(map(str, box)), limit=1, **query)["numberMatched"]


def sql(text: str, box) -> int:
    west, south, east, north = box
    with connection.cursor() as cursor:
        cursor.execute(text, [west, east, south, north])
        return cursor.fetchone()[0]


@pytest.mark.parametrize("collection", sorted(PINS))
def test_two_hundred_boxes_hold_as_many_pins_as_sql_counts(client, layers, collection):
    counted = [(matched(client, collection, box), sql(PINS[collection], box)) for box in boxes(200)]
    assert all(told == true for told, true in counted)
    assert len({told for told, _ in counted}) > 5


def test_two_hundred_boxes_meet_as_many_territories_as_geometry_says(client, the_city):
    squares = [shapely.box(*west_south, *east_north) for west_south, east_north in factories.SQUARES.values()]
    for box in boxes(200):
        assert matched(client, "territories", box) == sum(square.intersects(shapely.box(*box)) for square in squares)


def test_two_hundred_boxes_meet_as_many_cells_as_geometry_says(client, the_city):
    from ortaq.core.matters.models import Matter

    for lon, lat in [factories.BOSTANDYK, factories.MEDEU, (76.93, 43.22)]:
        for _ in range(5):
            factories.an_appeal(the_city, at=(lon, lat))
    cells = {h3.int_to_str(cell) for cell in Matter.objects.filter(kind="appeal").values_list("h3_9", flat=True)}
    assert len(cells) == 3
    shapes = [shapely.Polygon([(lon, lat) for lat, lon in h3.cell_to_boundary(cell)]) for cell in cells]
    for box in boxes(200):
        assert matched(client, "appeals-h3-9", box) == sum(shape.intersects(shapely.box(*box)) for shape in shapes)


def test_a_box_across_the_antimeridian_is_both_sides_of_it(client, the_city):
    factories.a_work(the_city, lon=179.5, lat=10.0)
    factories.a_work(the_city, lon=-179.5, lat=10.0)
    factories.a_work(the_city, lon=0.0, lat=10.0)
    assert matched(client, "works", (179, 9, -179, 11)) == 2
    assert matched(client, "works", (-180, 9, 180, 11)) == 3


# ── what is counted and what is not told ─────────────────────────────────────────────────────────────────────────


def cells(client, **query) -> list[int]:
    return [feature["properties"]["appeals"] for feature in items(client, "appeals-h3-9", **query)["features"]]


def test_a_cell_with_four_appeals_is_left_out_and_its_fifth_brings_it(client, layers, the_city):
    assert cells(client) == [6]
    factories.an_appeal(the_city, at=(76.99, 43.26))
    assert sorted(cells(client)) == [5, 6]


def test_no_filter_brings_a_small_number_out(client, layers, the_city):
    factories.an_appeal(the_city, topic="roads.pothole")
    factories.an_appeal(the_city, topic="yard.playground", now=NOW + timedelta(days=3))
    assert cells(client) == [8]
    assert cells(client, topic="yard") == [7]
    assert cells(client, topic="roads") == cells(client, topic="light.lamp") == []
    assert cells(client, datetime="2027-03-04") == []
    assert cells(client, datetime="2027-03-01") == [7]
    assert cells(client, datetime="../2027-02-28") == []
    assert cells(client, topic="yard", district="kz.almaty.bostandyk", body="akimat-bostandyk", state="open") == [7]
    assert cells(client, district="kz.almaty.medeu") == cells(client, topic="nothing") == []
    with_four = h3.latlng_to_cell(43.26, 76.99, 9)
    assert client.get(f"{ROOT}/collections/appeals-h3-9/items/{with_four}").status_code == 404


def test_what_waits_for_a_look_is_in_no_layer(client, the_city):
    hidden, _ = stories.a_process(listed=False)
    idea_stories.many(hidden, 3)
    shown, _ = stories.a_process(body=hidden.body)
    idea_stories.many(shown, 2)
    (held,) = idea_stories.many(shown, 1)
    held.state = "held"
    held.save()
    factories.a_work(the_city, lon=76.9, lat=43.2)
    assert items(client, "works")["numberMatched"] == 1
    private = factories.a_work(the_city, lon=76.9, lat=43.2).matter
    private.visibility = "private"
    private.save()
    assert items(client, "works")["numberMatched"] == 1
    assert items(client, "ideas")["numberMatched"] == 2


def test_ideas_and_works_are_found_by_day_and_by_what_they_are(client, layers, the_city):
    factories.a_work(the_city, lon=76.9, lat=43.2, kind="park", now=NOW + timedelta(days=10))
    assert items(client, "works")["numberMatched"] == 10
    assert items(client, "works", kind="park")["numberMatched"] == 1
    assert items(client, "works", datetime="2027-03-11")["numberMatched"] == 1
    assert items(client, "works", datetime="2027-03-02/..")["numberMatched"] == 1
    assert items(client, "works", datetime="../2027-03-10")["numberMatched"] == 9
    assert items(client, "works", body="nobody")["numberMatched"] == 0
    assert items(client, "ideas", theme="transport")["numberMatched"] == 15
    assert items(client, "ideas", process=layers.code, state="shown")["numberMatched"] == 120
    assert items(client, "ideas", process="another")["numberMatched"] == 0


def test_territories_are_those_in_force(client, the_city):
    assert items(client, "territories", kind="city")["numberMatched"] == 1
    assert items(client, "territories", parent="kz.almaty")["numberMatched"] == 3
    assert items(client, "territories", schematic="false")["numberMatched"] == 0
    assert items(client, "territories", datetime="2019-12-31")["numberMatched"] == 0
    assert items(client, "territories", datetime="2019-12-31/2020-01-01")["numberMatched"] == 6
    first = items(client, "territories", limit=1)["features"][0]
    assert first["id"] == "kz.almaty"
    assert first["properties"]["name_kk"] == "Алматы қаласы"
    assert (first["properties"]["valid_from"], first["properties"]["valid_to"]) == ("2020-01-01", None)


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_nobody_is_named_and_nothing_written_in_private_is_told(client, layers, collection):
    from ortaq.core.people.models import Person

    here = f"{ROOT}/collections/{collection}"
    paths = [f"{here}/items?limit=1000", *(f"{here}/file.{ending}" for ending in ("geojson", "csv", "gpkg"))]
    names = [*Person.objects.values_list("name", flat=True), SECRET, SAID, "+77015556677", idea_stories.TEXT]
    assert len(names) > 5
    for path in paths:
        told = content(client.get(path))
        assert [name for name in names if name.encode() in told] == []


def test_the_fields_of_a_feature_are_those_the_layer_names(client, layers):
    from ortaq.core.territory.layers import published

    for layer in published():
        feature = json.loads(client.get(f"{ROOT}/collections/{layer.id}/items?limit=1").content)["features"][0]
        assert set(feature["properties"]) == {known.name for known in layer.fields}
        assert not set(layer.filters()) & {"bbox", "datetime", "limit", "after"}
