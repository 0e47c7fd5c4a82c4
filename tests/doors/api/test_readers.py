"""Programs people use read the layers over HTTP: Debian's GDAL, the GDAL of pyogrio, OWSLib. Counts equal SQL."""

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.doors.api.stories import COLLECTIONS
from tests.doors.api.test_layers import PINS, boxes, sql

READS = """
import json, sys
from pyogrio import raw
url, layer, boxes = json.loads(sys.argv[1])
count = lambda box: len(raw.read("OAPIF:" + url, layer=layer, bbox=tuple(box))[2])
print(json.dumps([count(box) for box in boxes]))
"""
ALONE = {name: text for name, text in os.environ.items() if not name.lower().endswith("_proxy")} | {"NO_PROXY": "*"}

pytestmark = [pytest.mark.slow]


@pytest.fixture
def url(live_server, layers) -> str:
    return f"{live_server.url}/api/features"


@pytest.fixture
def gdal() -> str:
    path = shutil.which("ogrinfo")
    if path is None or shutil.which("ogr2ogr") is None:
        pytest.skip("no GDAL on this machine: apt install gdal-bin")
    if "OAPIF" not in subprocess.run([path, "--formats"], capture_output=True, text=True, check=True).stdout:
        pytest.skip("this GDAL is built without its OAPIF driver")
    return path


def run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, env=ALONE, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    assert "ERROR" not in done.stderr
    return done.stdout


def ogr_count(gdal: str, url: str, layer: str, *options: str) -> int:
    told = run(gdal, "-ro", "-so", *options, f"OAPIF:{url}", layer)
    return int(told.partition("Feature Count: ")[2].split()[0])


def test_gdal_lists_every_layer(gdal, url):
    told = run(gdal, "-ro", f"OAPIF:{url}")
    assert [name for name in COLLECTIONS if f": {name}" not in told] == []


@pytest.mark.parametrize("layer", sorted(PINS))
def test_gdal_counts_in_a_box_as_sql_does(gdal, url, layer):
    for box in boxes(10):
        assert ogr_count(gdal, url, layer, "-spat", *map(str, box)) == sql(PINS[layer], box)


def test_gdal_filters_by_a_property(gdal, url):
    assert ogr_count(gdal, url, "ideas", "-where", "theme = 'transport'") == 15
    assert ogr_count(gdal, url, "territories", "-where", "kind = 'district'") == 4


def test_ogr2ogr_takes_a_layer_away_through_all_its_pages(gdal, url, tmp_path: Path):
    """A page has 1000 features at most; here the server is asked for 50 at a time."""
    target = tmp_path / "ideas.csv"
    run("ogr2ogr", "-f", "CSV", str(target), f"OAPIF:{url}", "ideas", "-oo", "PAGE_SIZE=50", "-lco", "GEOMETRY=AS_XY")
    rows = list(csv.DictReader(target.read_text(encoding="utf-8").splitlines()))
    assert len({row["number"] for row in rows}) == 120
    assert {row["process"] for row in rows} != {""}


def test_ogr2ogr_takes_outlines_away_as_they_are(gdal, url, tmp_path: Path):
    target = tmp_path / "territories.geojson"
    run("ogr2ogr", "-f", "GeoJSON", str(target), f"OAPIF:{url}", "territories")
    found = {one["properties"]["code"]: one for one in json.loads(target.read_text())["features"]}
    assert len(found) == 6
    ring: Any = found["kz.almaty.medeu"]["geometry"]["coordinates"]
    assert [76.94, 43.2] in (ring[0] if isinstance(ring[0][0][0], float) else ring[0][0])


@pytest.mark.parametrize("layer", sorted(PINS))
def test_pyogrio_reads_as_many_features_in_two_hundred_boxes_as_sql_counts(url, layer):
    asked = boxes(200)
    told = json.loads(run(sys.executable, "-c", READS, json.dumps([url, layer, asked])))
    assert told == [sql(PINS[layer], box) for box in asked]


def test_owslib_counts_in_two_hundred_boxes_as_sql_does(url):
    from owslib.ogcapi.features import Features

    server = Features(url)
    assert server.feature_collections() == COLLECTIONS
    assert server.api()["openapi"] == "3.0.3"
    assert len(server.conformance()["conformsTo"]) == 3
    for layer, statement in PINS.items():
        for box in boxes(200):
            page = server.collection_items(layer, bbox=box, limit=1000)
            assert page["numberMatched"] == len(page["features"]) == sql(statement, box)
    number = page["features"][0]["id"] if page["features"] else server.collection_items("works")["features"][0]["id"]
    assert server.collection_item("works", number)["id"] == number
