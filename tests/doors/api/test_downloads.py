"""Whole layers as files: every feature once, values of their kind, a thousand at a time."""

import csv
import io
import json
import tracemalloc
from pathlib import Path

import numpy as np
import pytest
import shapely
from pyogrio import raw, read_info

from ortaq.core.territory import layers as public
from ortaq.doors.api import downloads
from tests.civic.dialogue import idea_stories
from tests.conftest import NOW
from tests.doors.api.stories import COLLECTIONS, ROOT, content, items

pytestmark = pytest.mark.django_db


def file(client, collection: str, ending: str, query: str = "") -> bytes:
    response = client.get(f"{ROOT}/collections/{collection}/file.{ending}{query}")
    assert response["Content-Disposition"] == f'attachment; filename="{collection}.{ending}"'
    assert response["Content-Type"].startswith(downloads.FORMATS[ending])
    return content(response)


def table(client, collection: str, query: str = "") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file(client, collection, "csv", query).decode("utf-8-sig"))))


def package(octets: bytes, folder: Path):
    """The ids, the shapes and the columns of a GeoPackage."""
    path = folder / "layer.gpkg"
    path.write_bytes(octets)
    meta, _fids, geometry, columns = raw.read(path)
    named = dict(zip(meta["fields"], columns, strict=True))
    return list(named["feature_id"]), shapely.from_wkb(geometry), named, read_info(path)


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_three_files_hold_the_features_of_the_pages(client, layers, collection, tmp_path):
    listed = items(client, collection, limit=1000)["features"]
    ids = [feature["id"] for feature in listed]
    assert json.loads(file(client, collection, "geojson"))["features"] == listed
    assert [row["id"] for row in table(client, collection)] == ids
    packed, shapes, _, _ = package(file(client, collection, "gpkg"), tmp_path)
    assert packed == ids
    assert shapely.equals(shapes, [shapely.from_geojson(json.dumps(one["geometry"])) for one in listed]).all()


def test_a_point_stands_in_two_columns_and_an_area_as_text(client, layers):
    work, area = table(client, "works")[0], table(client, "territories")[0]
    assert (float(work["lon"]), float(work["lat"])) == (76.86, 43.18)
    assert shapely.from_wkt(area["wkt"]).bounds == (76.75, 43.1, 77.05, 43.4)
    assert area["schematic"] == "true"


def test_a_title_that_looks_like_a_formula_is_only_text(client, the_city):
    process, _ = idea_stories.stories.a_process()
    (idea,) = idea_stories.many(process, 1)
    idea.matter.title = "=1+1"
    idea.matter.save()
    assert table(client, "ideas")[0]["title"] == "'=1+1"


def test_values_in_a_geopackage_are_of_their_kind_and_unknown_ones_are_null(client, layers, tmp_path):
    _, _, works, about = package(file(client, "works", "gpkg"), tmp_path)
    assert about["crs"] == "EPSG:4326"
    assert about["geometry_type"] == "Unknown", "points, lines and areas in one layer"
    assert works["planned"].dtype == np.int64
    assert set(works["title_en"]) == {"Swings"}
    _, _, places, about = package(file(client, "territories", "gpkg"), tmp_path)
    assert about["geometry_type"] == "MultiPolygon"
    assert places["valid_from"][0] == np.datetime64("2020-01-01")
    assert np.isnat(places["valid_to"]).all()
    assert np.isnan(places["population"]).all()
    assert set(places["schematic"]) == {True}


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_a_layer_with_nothing_in_it_is_a_file_with_its_columns(client, db, collection, tmp_path):
    assert json.loads(file(client, collection, "geojson")) == {"type": "FeatureCollection", "features": []}
    assert table(client, collection) == []
    ids, _, columns, _ = package(file(client, collection, "gpkg"), tmp_path)
    assert ids == []
    known = public.get(collection)
    assert set(columns) == {"feature_id", *(one.name for one in known.fields)}


def test_a_file_holds_what_is_selected(client, layers):
    assert len(table(client, "ideas", "?theme=transport")) == 15
    assert table(client, "works", "?bbox=76.855,43.17,76.875,43.19&datetime=2027-03-01")[0]["kind"] == "playground"
    assert table(client, "works", "?bbox=10,10,11,11") == []


def test_a_long_layer_is_written_a_piece_at_a_time(client, layers, tmp_path, monkeypatch):
    monkeypatch.setattr(downloads, "AT_ONCE", 50)
    ids = [feature["id"] for feature in items(client, "ideas", limit=1000)["features"]]
    assert len(ids) == 120
    assert [one["id"] for one in json.loads(file(client, "ideas", "geojson"))["features"]] == ids
    assert [row["id"] for row in table(client, "ideas")] == ids
    assert package(file(client, "ideas", "gpkg"), tmp_path)[0] == ids


def endless(rows: int) -> public.Layer:
    """A layer of any length that is made as it is read."""
    text = "Ұ" * 400

    def page(asked: public.Asked) -> public.Page:
        first = int(asked.after or 0)
        last = min(first + asked.limit, rows)
        made = [public.Row(str(n), public.point(76.0, 43.0), {"text": text}) for n in range(first, last)]
        return public.Page(made, 0, str(last) if last < rows else "")

    return public.Layer("endless", "", "", "Point", (public.Field("text"),), page, lambda _: public.Extent())


@pytest.mark.parametrize("ending", ["geojson", "csv", "gpkg"])
def test_a_file_of_any_length_holds_few_features_in_memory(rf, ending):
    """Twelve times the features are about 10 MB of text; memory grows by less than one."""
    peaks = []
    for rows in (1000, 12_000):
        layer = endless(rows)
        tracemalloc.start()
        response = downloads.send(rf.get("/"), layer, public.Asked(NOW.date()), ending)
        for _ in response.streaming_content:
            pass
        response.close()
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] - peaks[0] < 1_000_000


def test_nothing_is_left_in_the_temporary_folder(client, layers, tmp_path, monkeypatch):
    monkeypatch.setattr(downloads.tempfile, "tempdir", str(tmp_path))
    assert file(client, "works", "gpkg")
    assert list(tmp_path.iterdir()) == []
