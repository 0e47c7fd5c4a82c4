"""Maps at the desk: layers, files with a report for every feature, the city's table of zones."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from shapely.geometry import LineString, Polygon

from tests import records
from tests.civic.plans import maps, stories
from tests.civic.plans.desk.test_plans import FROZEN, Desk
from tests.civic.plans.maps import LAT, LON, SIDE, square

pytestmark = pytest.mark.django_db
LAYER = {"layer_theme": "housing", "title_kk": "Тұрғын үй", "title_ru": "Жильё", "layer_place": "1"}
BOW = Polygon([(LON, LAT), (LON + SIDE, LAT + SIDE), (LON + SIDE, LAT), (LON, LAT + SIDE)])


@pytest.fixture
def desk(db: None) -> Desk:
    return Desk(records.a_body())


def a_plan(desk: Desk) -> Any:
    from ortaq.core.territory.models import Body

    plan, _officer = stories.a_plan(body=Body.objects.get(pk__in=desk.actor.body_ids), listed=False)
    stories.a_version(plan)
    return plan


def a_layer(desk: Desk, plan: Any) -> str:
    """Its address at the desk."""
    from ortaq.civic.plans.models import Layer

    desk.send(f"{plan.code}/maps/new/", **LAYER)
    return f"{plan.code}/maps/{Layer.objects.get().key}/"


def upload(sent: Any) -> SimpleUploadedFile:
    return SimpleUploadedFile(sent.name, sent.content)


def test_a_layer_is_added_changed_and_taken_out(desk: Desk) -> None:
    from ortaq.civic.plans.models import Layer

    plan = a_plan(desk)
    assert "No layer yet" in desk.read(f"{plan.code}/maps/")
    page = desk.send(f"{plan.code}/maps/new/", 422, **(LAYER | {"title_ru": ""}))
    assert "Тұрғын үй" in page
    here = a_layer(desk, plan)
    page = desk.read(f"{plan.code}/maps/")
    assert "1 layer" in page
    assert "Housing" in page
    desk.send(here, **(LAYER | {"layer_theme": "ecology", "title_kk": "Саябақ", "note_ru": "Парки"}))
    kept = Layer.objects.get()
    assert (kept.theme, kept.title["kk"], kept.note, kept.position) == ("ecology", "Саябақ", {"ru": "Парки"}, 1)
    assert "Take out “" in desk.read(f"{here}remove/")
    desk.send(f"{here}remove/")
    assert not Layer.objects.exists()


def test_a_form_sent_twice_makes_one_layer(desk: Desk) -> None:
    from ortaq.civic.plans.models import Layer

    plan = a_plan(desk)
    key = desk.read(f"{plan.code}/maps/new/").split('name="layer_key" value="')[1].split('"')[0]
    desk.send(f"{plan.code}/maps/new/", **LAYER, layer_key=key)
    page = desk.send(f"{plan.code}/maps/new/", 409, **LAYER, layer_key=key)
    assert "A layer was added meanwhile" in page
    assert 'name="layer_key" value="layer-2"' in page
    assert Layer.objects.count() == 1
    desk.send(f"{plan.code}/maps/new/", **LAYER, layer_key="layer-2")
    assert sorted(Layer.objects.values_list("key", flat=True)) == ["layer-1", "layer-2"]


def test_a_file_is_looked_at_then_taken_in(desk: Desk) -> None:
    from ortaq.civic.plans.models import Zone

    plan = a_plan(desk)
    maps.a_table()
    here = a_layer(desk, plan)
    two = maps.geojson(({"code": "R", "key": "r-1"}, square(0)), ({"code": "G"}, square(1)))
    page = desk.send(f"{here}zones/", 200, map_file=upload(two), only_check="1")
    assert "The file can be taken in" in page
    assert "What would be mended" in page
    assert "it got the key" in page
    assert not Zone.objects.exists()
    page = desk.send(f"{here}zones/", 200, map_file=upload(two))
    assert "The file was taken in" in page
    assert "<dt>are new</dt><dd>2</dd>" in page
    assert "Homes" in page
    assert "2 zones" in desk.read(f"{plan.code}/maps/")
    one = maps.geopackage([square(0, 0, 0.5)], {"code": ["R"], "key": ["r-1"]})
    page = desk.send(f"{here}zones/", 200, map_file=upload(one))
    assert "<dt>change</dt><dd>1</dd>" in page
    assert "<dt>go away</dt><dd>1</dd>" in page
    page = desk.send(f"{here}zones/", 200, map_file=upload(one))
    assert "<dt>stay as they are</dt><dd>1</dd>" in page


def test_one_broken_feature_is_named_and_nothing_is_changed(desk: Desk) -> None:
    from ortaq.civic.plans.models import Zone

    plan = a_plan(desk)
    maps.a_table()
    here = a_layer(desk, plan)
    desk.send(f"{here}zones/", 200, map_file=upload(maps.geojson(({"code": "R", "key": "r-1"}, square(0)))))
    bad = maps.geojson(
        ({"code": "R", "key": "bow"}, BOW), ({"key": "g-9"}, square(1)), ({"code": "X", "key": "x"}, square(2))
    )
    page = desk.send(f"{here}zones/", 422, map_file=upload(bad))
    for words in ("Nothing was taken in", "№ 1 bow", "Its outline was broken", "№ 2 g-9", "the code is missing",
                  "№ 3 x", "The code “X” is not in the table."):  # fmt: skip
        assert words in page, words
    assert list(Zone.objects.values_list("key", flat=True)) == ["r-1"]


def test_files_that_are_no_maps_get_a_sentence(desk: Desk) -> None:
    plan = a_plan(desk)
    here = a_layer(desk, plan)
    assert "There is no table of zones yet" in desk.send(f"{here}zones/", 422, map_file=upload(maps.Sent("a", b"{}")))
    maps.a_table()
    far = maps.geojson(({"code": "R"}, square(20_000)))
    for sent, words in (
        (maps.Sent("plan.pdf", b"%PDF-1.7"), "no GeoJSON, no GeoPackage and no zipped Shapefile"),
        (maps.Sent("cut.geojson", b'{"type": "FeatureColl'), "damaged or cut off"),
        (maps.Sent("empty.geojson", b""), "no GeoJSON, no GeoPackage"),
        (maps.shapefile([square(0)], {"code": ["R"]}, without=(".prj",)), "does not say in which coordinates"),
        (maps.geopackage([square(0)], {"code": ["R"]}, layers=("one", "two")), "several layers (one, two)"),
        (far, "outside the territory"),
    ):
        assert words in desk.send(f"{here}zones/", 422, map_file=upload(sent)), sent.name
    assert "Choose the file of the map." in desk.send(f"{here}zones/", 422)


def test_a_file_of_200_mb_is_refused_by_its_size(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = a_plan(desk)
    maps.a_table()
    here = a_layer(desk, plan)
    monkeypatch.setattr("ortaq.civic.plans.rules.geofiles.MOST_BYTES", 100)
    page = desk.send(f"{here}zones/", 422, map_file=upload(maps.Sent("big.gpkg", b"x" * 101)))
    assert "MB are taken" in page


def test_rules_come_from_the_layer_of_their_name(desk: Desk) -> None:
    from ortaq.civic.plans.models import SupplementaryRule

    plan = a_plan(desk)
    here = a_layer(desk, plan)
    line = LineString([(LON, LAT), (LON + SIDE, LAT)])
    red = {"kind": "red_line", "key": "red", "title_kk": "Қызыл сызық", "title_ru": "Красная линия"}
    page = desk.send(f"{here}rules/", 200, map_file=upload(maps.geojson((red, line))))
    assert "Red line" in page
    assert "<dt>are new</dt><dd>1</dd>" in page
    columns = {"kind": ["historic_centre"], "title": ["Орталық"], "key": ["h"]}
    both = maps.geopackage([square(0)], columns, layers=("zones", "rules"))
    desk.send(f"{here}rules/", 200, map_file=upload(both))
    assert list(SupplementaryRule.objects.values_list("key", flat=True)) == ["h"]


def test_letters_of_the_old_code_page_are_read_and_told(desk: Desk) -> None:
    from ortaq.civic.plans.models import Zone

    plan = a_plan(desk)
    maps.a_table()
    here = a_layer(desk, plan)
    old = maps.shapefile(
        [square(0)], {"code": ["R"], "key": ["r"], "name": ["Қала"]}, encoding="utf-8", without=(".cpg",)
    )
    old.content = _in_kz1048(old.content)
    page = desk.send(f"{here}zones/", 200, map_file=upload(old))
    assert "Kazakh code page" in page
    assert Zone.objects.get().name["kk"] == "Қала"


def _in_kz1048(packed: bytes) -> bytes:
    """The zip with the word of its table in another encoding, padded to the same length."""
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as read, zipfile.ZipFile(out, "w") as write:
        for one in read.namelist():
            word = "Қала".encode()
            write.writestr(one, read.read(one).replace(word, "Қала".encode("kz1048").ljust(len(word))))
    return out.getvalue()


def test_nobody_else_finds_the_maps_and_a_published_version_has_none_to_edit(desk: Desk) -> None:
    from ortaq.civic.plans.models import PlanVersion

    plan = a_plan(desk)
    here = a_layer(desk, plan)
    other = Desk(records.a_body(code="other"))
    for path in (f"{plan.code}/maps/", f"{plan.code}/maps/new/", here, f"{here}remove/", f"{here}zones/"):
        other.read(path, 404)
    desk.read(f"{plan.code}/maps/none/", 404)
    stories.shown(PlanVersion.objects.get())
    for path in (f"{plan.code}/maps/", f"{here}zones/", f"{here}rules/"):
        assert FROZEN in desk.read(path, 403)
    assert "/maps/" not in desk.read(f"{plan.code}/")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_layers_costs_the_same(desk: Desk, count: int, django_assert_num_queries: Any) -> None:
    from ortaq.civic.plans.models import PlanVersion
    from ortaq.civic.plans.queries import zones

    a_plan(desk)
    maps.a_table()
    version = PlanVersion.objects.get()
    for n in range(count):
        maps.drawn(version, desk.actor, ({"code": "R", "key": f"r-{n}"}, square(n)), key=f"layer-{n}")
    with django_assert_num_queries(3):
        rows = zones.layers(version)
    assert [(one.zones, one.rules) for one in rows] == [(1, 0)] * count


# ── the table of zones ───────────────────────────────────────────────────────────────────────────────────────────────

HEAD = "code;name_kk;name_ru;hilucs;theme;colour\n"
GOOD = (
    HEAD + "Ж-1;Тұрғын;Жилая;5.1;housing;#E8A33D\nП-1;Өнеркәсіп;Промзона;2_3_LightEndProductIndustry;industry;#8a6fae\n"
)
TABLE = {"table_version": "2027.1", "table_from": "2027-01-01", "table_source": "Сынақ"}


@pytest.fixture
def admin(db: None) -> Desk:
    return Desk(records.a_body(), "admin")


def a_csv(text: str, encoding: str = "utf-8") -> SimpleUploadedFile:
    return SimpleUploadedFile("zones.csv", text.encode(encoding))


def test_an_administrator_publishes_the_table(admin: Desk) -> None:
    from ortaq.civic.plans.models import ZoneClass

    assert "No table has been published yet" in admin.read("classes/zones/")
    empty = admin.client.get("/en/desk/plans/classes/zones/template.csv")
    text = b"".join(empty.streaming_content)
    admin.send("classes/zones/", table_file=SimpleUploadedFile("zones.csv", text), **(TABLE | {"table_version": "1"}))
    assert ZoneClass.objects.get().code == "Ж-1"
    admin.send("classes/zones/", table_file=a_csv(GOOD), **TABLE)
    home = ZoneClass.objects.get(table_version="2027.1", code="Ж-1")
    assert (home.hilucs, home.colour, home.pattern, home.name) == (
        "5_1", "#e8a33d", "plain", {"kk": "Тұрғын", "ru": "Жилая"},
    )  # fmt: skip
    assert "2 rows" in admin.read("classes/zones/")
    again = b"".join(admin.client.get("/en/desk/plans/classes/zones/2027.1.csv").streaming_content).decode()
    assert "Ж-1,Тұрғын,Жилая" in again
    assert admin.client.get("/en/desk/plans/classes/zones/none.csv").status_code == 404


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "kz1048"])
def test_what_a_spreadsheet_saves_is_read(admin: Desk, encoding: str) -> None:
    from ortaq.civic.plans.models import ZoneClass

    text = GOOD.replace(";", "\t") if encoding == "kz1048" else GOOD
    admin.send("classes/zones/", table_file=a_csv(text, encoding), **TABLE)
    assert ZoneClass.objects.get(code="Ж-1").name["kk"] == "Тұрғын"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (HEAD + ";Бір;Один;5_1;housing;#a1b2c3\n", ["Line 2", "needs a code"]),
        (HEAD + "A;Бір;;5_1;housing;#a1b2c3\nB;Бір;Один;9_9;housing;#a1b2c3\n", ["Line 2", "Line 3", "HILUCS does not"]),
        (HEAD + "A;Бір;Один;5_1;gardens;#a1b2c3\n", ["no such theme: gardens"]),
        (HEAD + "A;Бір;Один;5_1;housing;red\n", ["a colour like #a1b2c3"]),
        (HEAD + "A;Бір;Один;5_1;housing;#a1b2c3\n" * 1 + "A;Бір;Один;5_1;housing;#a1b2c3\n", ["Line 3", "twice"]),
        ("code;name_kk\nA;Бір\n", ["lacks these columns: name_ru, hilucs, theme, colour"]),
        (HEAD, ["no rows"]),
        ("", ["lacks these columns"]),
        (HEAD + "x" * 2**20, ["at most 1 MB"]),
    ],
)  # fmt: skip
def test_rows_that_do_not_fit_are_named_and_none_is_kept(admin: Desk, text: str, words: list[str]) -> None:
    from ortaq.civic.plans.models import ZoneClass

    page = admin.send("classes/zones/", 422, table_file=a_csv(text), **TABLE)
    for said in [*words, "2027.1"]:
        assert said in page, said
    assert not ZoneClass.objects.exists()


def test_a_published_table_is_not_replaced(admin: Desk) -> None:
    admin.send("classes/zones/", table_file=a_csv(GOOD), **TABLE)
    page = admin.send("classes/zones/", 422, table_file=a_csv(GOOD), **TABLE)
    assert "A published table does not change" in page
    assert "Choose the file" in admin.send("classes/zones/", 422, **TABLE)


def test_only_an_administrator_keeps_the_table(desk: Desk) -> None:
    from ortaq.civic.plans.models import ZoneClass

    desk.read("classes/zones/", 403)
    desk.send("classes/zones/", 403, table_file=a_csv(GOOD), **TABLE)
    assert desk.client.get("/en/desk/plans/classes/zones/template.csv").status_code == 403
    assert Client().get("/en/desk/plans/classes/zones/").status_code == 302
    assert not ZoneClass.objects.exists()
