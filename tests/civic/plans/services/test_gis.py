"""Maps come in whole or not at all, and every broken feature is named in a sentence."""

import io
import zipfile
from typing import Any

import pytest
import shapely
from shapely.geometry import LineString, Point, Polygon

from tests.civic.plans import maps, stories
from tests.civic.plans.maps import LAT, LON, SIDE, Sent, square
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
BOW = Polygon([(LON, LAT), (LON + SIDE, LAT + SIDE), (LON + SIDE, LAT), (LON, LAT + SIDE)])
R, G = {"code": "R", "key": "r-1"}, {"code": "G", "key": "g-1"}


class Desk:
    """A version in the making with one layer, and its officer."""

    def __init__(self) -> None:
        self.plan, self.officer = stories.a_plan()
        self.version = stories.a_version(self.plan)
        maps.a_table()
        self.layer = maps.a_layer(self.version, self.officer)

    def take(self, upload: Any, **other: Any) -> Any:
        from ortaq.civic.plans.services import gis

        given: dict[str, Any] = {"version": self.version, "layer": self.layer, "actor": self.officer} | other
        return gis.import_zones(**given, upload=upload, now=NOW)

    def refused(self, upload: Any, **other: Any) -> Any:
        from ortaq.core.people.refusal import Refused

        with pytest.raises(Refused) as caught:
            self.take(upload, **other)
        return caught.value

    def zones(self) -> dict[str, Any]:
        return {zone.key: zone for zone in self.version.zones.select_related("zone_class")}


@pytest.fixture
def desk(db: None) -> Desk:
    return Desk()


def said(findings: Any) -> list[tuple[str, str]]:
    return [(one.feature, one.said.code) for one in findings]


def test_a_geojson_becomes_zones_with_limits_and_areas(desk: Desk) -> None:
    from ortaq.core.journal.models import Entry

    rich = R | {"name_kk": "Орталық", "name_ru": "Центр", "storeys": 9, "height_m": "30", "density": 12000.0,
                "uses": "5_1: yes; 3_1: condition", "note_kk": "Биіктік шектеледі", "note_ru": "Высота ограничена"}  # fmt: skip
    report = desk.take(maps.geojson((rich, square(0)), (G, square(1))))
    assert (report.kept, report.refused, report.repaired) == (2, [], [])
    zone = desk.zones()["r-1"]
    assert (zone.zone_class.code, zone.storeys, zone.height_m, zone.density) == ("R", 9, 30, 12000)
    assert zone.uses == [{"use": "5_1", "allowed": "yes"}, {"use": "3_1", "allowed": "condition"}]
    assert zone.name == {"kk": "Орталық", "ru": "Центр"}
    assert zone.area_m2 == pytest.approx(902_000, rel=0.01)
    assert (zone.west, zone.north) == (76.9, 43.26)
    entry = Entry.objects.get(act="plan.parts_imported")
    assert (entry.public, entry.data["kept"], entry.data["layer"]) == (False, 2, "main")


def test_a_second_file_takes_the_place_of_the_first_on_its_layer_alone(desk: Desk) -> None:
    desk.take(maps.geojson((R, square(0))))
    other = maps.a_layer(desk.version, desk.officer, "green")
    desk.take(maps.geojson((G, square(5))), layer=other)
    desk.take(maps.geojson(({"code": "I", "key": "i-1"}, square(1))))
    assert sorted(desk.zones()) == ["g-1", "i-1"]
    assert said(desk.take(maps.geojson((G, square(2)))).refused) == [("№ 1 g-1", "taken")]


@pytest.mark.parametrize(
    ("properties", "drawn", "code"),
    [
        ({"key": "x"}, square(0), "no_code"),
        ({"code": "Ж-99", "key": "x"}, square(0), "unknown_code"),
        (R | {"key": "r-2"}, None, "no_outline"),
        (R | {"key": "r-2"}, {"type": "Polygon", "coordinates": []}, "no_outline"),
        (R | {"key": "r-2"}, Point(LON, LAT), "not_an_area"),
        (R | {"key": "r-2"}, LineString([(LON, LAT), (LON + 1, LAT)]), "not_an_area"),
        (R | {"key": "r-2"}, Polygon([(LON, LAT), (LON + 0.01, LAT), (LON + 0.02, LAT)]), "no_area"),
        (R | {"key": "r-2", "storeys": 2.5}, square(3), "limit"),
        (R | {"key": "r-2", "density": "много"}, square(3), "limit"),
        (R | {"key": "r-2", "uses": "5_1: maybe"}, square(3), "uses"),
        (R | {"key": "a/b?"}, square(3), "key"),
        (R | {"name_ru": "Жилая \ufffd", "key": "r-2"}, square(3), "letters"),
        (R, square(3), "twice"),
    ],
)
def test_one_broken_feature_is_named_and_nothing_is_kept(desk: Desk, properties: Any, drawn: Any, code: str) -> None:
    desk.take(maps.geojson((G, square(7))))
    report = desk.take(maps.geojson((R, square(0)), (properties, drawn)))
    assert code in [found for _, found in said(report.refused)]
    assert {feature.split()[1] for feature, _ in said(report.refused)} == {"2"}
    assert report.kept == 0
    assert list(desk.zones()) == ["g-1"]


def test_a_crossing_outline_is_mended_and_the_report_says_where(desk: Desk) -> None:
    report = desk.take(maps.geojson((R, BOW)))
    ((feature, answer),) = [(one.feature, one.said) for one in report.repaired]
    assert (feature, answer.code, report.kept) == ("№ 1 r-1", "crossed", 1)
    assert answer.params["place"] == "43.25500, 76.90500"
    assert desk.zones()["r-1"].shape["type"] == "MultiPolygon"


def test_a_zone_without_a_key_gets_one_and_keeps_it_by_its_outline(desk: Desk) -> None:
    first = desk.take(maps.geojson(({"code": "R"}, square(0)), ({"code": "R"}, square(1))))
    assert said(first.repaired) == [("№ 1 R", "no_key"), ("№ 2 R", "no_key")]
    was = {zone.shape_digest: key for key, zone in desk.zones().items()}
    desk.take(maps.geojson(({"code": "R"}, square(5)), ({"code": "R"}, square(1)), ({"code": "R"}, square(0))))
    now = {zone.shape_digest: key for key, zone in desk.zones().items()}
    assert {digest: now[digest] for digest in was} == was
    assert sorted(now.values()) == ["R-1", "R-2", "R-3"]


def test_metres_called_degrees_and_coordinates_without_their_system_are_refused(desk: Desk) -> None:
    metres = Polygon([(656_000 + x, 4_790_000 + y) for x, y in ((0, 0), (900, 0), (900, 900))])
    assert said(desk.take(maps.geojson((R, metres))).refused) == [("№ 1 r-1", "outside")]
    shape = maps.shapefile([square(0)], {"code": ["R"], "key": ["r-1"]}, without=(".prj",))
    assert desk.refused(shape).code == "no_crs"


def test_latitude_before_longitude_falls_out_of_a_drawn_city(desk: Desk) -> None:
    from ortaq.civic.plans.rules.geofiles import Feature
    from ortaq.civic.plans.rules.imports import Known, judge

    turned = Polygon([(y, x) for x, y in shapely.get_coordinates(square(0))])
    _drawn, report = judge([Feature(1, R, turned)], Known(codes={"R"}, box=(76.7, 43.0, 77.1, 43.4)))
    assert said(report.refused) == [("№ 1 r-1", "outside")]


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:32643", "EPSG:3857", "EPSG:4284"])
def test_a_geopackage_comes_in_from_any_coordinates(desk: Desk, crs: str) -> None:
    from pyproj import Transformer

    turn: Any = Transformer.from_crs("OGC:CRS84", crs, always_xy=True).transform
    sent = shapely.transform(square(0), turn, interleaved=False)
    report = desk.take(maps.geopackage([sent], {"code": ["R"], "key": ["r-1"], "name_kk": ["Әуезов"]}, crs=crs))
    assert report.kept == 1
    zone = desk.zones()["r-1"]
    assert (zone.west, zone.south) == pytest.approx((LON, LAT), abs=1e-6)
    assert zone.name == {"kk": "Әуезов"}


def test_of_several_layers_the_one_called_zones_is_read(desk: Desk) -> None:
    columns = {"code": ["R"], "key": ["r-1"]}
    assert desk.take(maps.geopackage([square(0)], columns, layers=("roads", "zones"))).kept == 1
    said = desk.refused(maps.geopackage([square(0)], columns, layers=("roads", "rivers")))
    assert (said.code, said.params) == ("layers", {"names": "rivers, roads", "named": "zones"})


@pytest.mark.parametrize(
    ("encoding", "without", "words"),
    [("UTF-8", (), "Әуезов"), ("UTF-8", (".cpg",), "Әуезов"), ("CP1251", (), "Жилая"), ("CP1251", (".cpg",), "Жилая")],
)
def test_a_shapefile_is_read_in_its_letters(desk: Desk, encoding: str, without: Any, words: str) -> None:
    shape = maps.shapefile(
        [square(0)], {"code": ["R"], "key": ["r-1"], "name_ru": [words]}, without=without, encoding=encoding
    )  # fmt: skip
    report = desk.take(shape)
    assert desk.zones()["r-1"].name == {"ru": words}
    assert said(report.repaired) == ([("№ 1 r-1", "letters")] if encoding == "CP1251" else [])


def test_mixed_encodings_are_told_apart_value_by_value(desk: Desk) -> None:
    upload = maps.geojson((R | {"name_ru": "Жилая"}, square(0)), (G | {"name_ru": "#"}, square(1)))
    mixed = Sent("mixed.geojson", upload.content.replace(b'"#"', '"Қала"'.encode("kz1048")))
    report = desk.take(mixed)
    assert said(report.repaired) == [("№ 2 g-1", "letters")]
    assert [zone.name["ru"] for zone in desk.zones().values()] == ["Жилая", "Қала"]


class Unread(Sent):
    """A file nobody may read."""

    def read(self) -> bytes:
        raise AssertionError


def test_a_file_of_two_hundred_megabytes_is_refused_before_it_is_read(desk: Desk) -> None:
    refusal = desk.refused(Unread("big.gpkg", b"", told=200 * 2**20))
    assert (refusal.code, refusal.params) == ("too_big", {"size": 200, "most": 64})


def test_a_small_zip_that_unpacks_to_more_than_the_limit_is_refused(desk: Desk) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("map.shp", b"")
        zipped.writestr("map.shx", b"")
        zipped.writestr("map.dbf", bytes(65 * 2**20))
    assert desk.refused(Sent("bomb.zip", packed.getvalue())).code == "too_big"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_a_map"),
        (b"<OGRVRTDataSource><OGRVRTLayer name='passwd'/></OGRVRTDataSource>", "not_a_map"),
        (b'{"type": "FeatureCollection", "features": [', "broken"),
        (b'{"type": "Topology", "objects": {}}', "not_a_map"),
        (b'{"type": "FeatureCollection", "features": []}', "empty"),
        (b"[" * 100_000, "not_a_map"),
        (b'{"a":' * 100_000, "broken"),
        (b"SQLite format 3\x00" + bytes(100), "not_a_map"),
        (b"SQLite format 3\x00" + bytes(52) + b"GPKG" + bytes(400), "broken"),
        (b"PK\x03\x04 nothing", "broken"),
    ],
)
def test_what_is_no_map_or_damaged_is_refused(desk: Desk, content: bytes, code: str) -> None:
    assert desk.refused(Sent("zones.geojson", content)).code == code


def test_a_zip_without_a_shapefile_is_refused(desk: Desk) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as zipped:
        zipped.writestr("../../evil.shp", b"x")
    assert desk.refused(Sent("zones.zip", packed.getvalue())).code == "shapefile"


def test_a_published_version_and_somebody_elses_take_nothing_in(desk: Desk) -> None:
    from tests import records

    stranger = stories.office(records.a_body("other"))
    assert desk.refused(maps.geojson((R, square(0))), actor=stranger).code == "not_yours"
    desk.take(maps.geojson((R, square(0))))
    stories.shown(desk.version)
    assert desk.refused(maps.geojson((R, square(1)))).code == "published"


def test_a_layer_of_another_version_takes_nothing_in(desk: Desk) -> None:
    stories.shown(desk.version)
    following = stories.a_version(desk.plan)
    assert desk.refused(maps.geojson((R, square(0))), version=following).code == "no_layer"


def test_rules_are_lines_or_areas_with_a_title(desk: Desk) -> None:
    from ortaq.civic.plans.services import gis

    words = {"title_kk": "Қызыл сызық", "title_ru": "Красная линия", "rule_ru": "Строить за ней нельзя"}
    red = words | {"kind": "red_line", "key": "red-1"}
    historic = words | {"kind": "historic_centre", "key": "old"}
    line = LineString([(LON, LAT), (LON + SIDE, LAT)])
    given: dict[str, Any] = {"version": desk.version, "layer": desk.layer, "actor": desk.officer, "now": NOW}
    report = gis.import_rules(**given, upload=maps.geojson((red, line), (historic, square(0))))
    assert report.kept == 2
    kinds = {one.key: (one.kind, one.shape["type"]) for one in desk.version.supplements.all()}
    assert kinds == {"red-1": ("red_line", "LineString"), "old": ("historic_centre", "Polygon")}
    broken = maps.geojson(({"kind": "red_line", "key": "x"}, line), (red | {"kind": "wish"}, line))
    report = gis.import_rules(**given, upload=broken)
    assert said(report.refused) == [("№ 1 x", "no_title"), ("№ 2 red-1", "unknown_code")]
    assert desk.version.supplements.count() == 2
