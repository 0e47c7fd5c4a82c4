"""Boundaries come in from files: the project's own, the country's, the city's, and broken ones."""

import json
from datetime import date

import pytest

from ortaq.core.people.actor import system
from ortaq.core.people.refusal import Refused
from ortaq.core.territory import queries, services
from ortaq.core.territory.models import Boundary, BoundaryVersion, Territory
from ortaq.doors.terminal.demo import atlas
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
DAY = date(2027, 3, 1)


def bring(geojson, code="v1", valid_from=date(2024, 1, 1), **more):
    return services.import_boundaries(
        geojson=geojson, code=code, valid_from=valid_from, source="test", actor=system("import"), now=NOW, **more
    )


def square(west, south, size=1.0):
    east, north = west + size, south + size
    return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]


def feature(code, kind, west, south, size=1.0, parent=None, geometry=None):
    return {
        "type": "Feature",
        "properties": {"code": code, "kind": kind, "names": {"kk": code}, "parent": parent},
        "geometry": geometry or {"type": "Polygon", "coordinates": square(west, south, size)},
    }


def collection(*features):
    return {"type": "FeatureCollection", "features": list(features)}


def test_the_demo_city_comes_in_whole_and_a_second_time_changes_nothing():
    report = bring(atlas.feature_collection())
    assert (report.drawn, report.bad, report.repaired, report.unchanged) == (len(atlas.polygons()), [], [], False)
    before = list(Boundary.objects.values_list("pk", flat=True))
    again = bring(atlas.feature_collection())
    assert again.unchanged
    assert again.drawn == report.drawn
    assert list(Boundary.objects.values_list("pk", flat=True)) == before
    assert queries.territory_at(76.905, 43.205, DAY).code == "kz.almaty.bostandyk"


def test_the_same_code_with_other_outlines_is_refused():
    bring(collection(feature("kz", "country", 0, 0)))
    with pytest.raises(Refused) as refused:
        bring(collection(feature("kz", "country", 1, 0)))
    assert refused.value.code == "boundary_version_exists"
    assert BoundaryVersion.objects.count() == 1


def test_a_broken_polygon_is_repaired_and_a_hopeless_one_is_listed_with_its_reason():
    bow = {"type": "Polygon", "coordinates": [[[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]]}
    seen = []
    report = bring(
        collection(
            feature("kz", "country", 0, 0, geometry=bow),
            feature("kz.x", "region", 0, 0, geometry={"type": "Point", "coordinates": [1, 1]}, parent="kz"),
            feature("kz.y", "province", 0, 0, parent="kz"),
            feature("kz.z", "region", 0, 0, geometry={"type": "Polygon", "coordinates": "?"}, parent="kz"),
            feature("kz.w", "region", 500, 0, parent="kz"),
            feature("kz.v", "region", 0, 0, parent="nowhere"),
            {"type": "Feature", "properties": {"name": "?"}, "geometry": None},
            {"type": "Feature", "properties": None, "geometry": None},
        ),
        progress=lambda done, total: seen.append((done, total)),
    )
    assert [name for name, _ in report.repaired] == ["feature 1 (kz)"]
    assert "Self-intersection" in report.repaired[0][1]
    assert [why for _, why in report.bad] == [
        "it is no area",
        "its kind 'province' is none of country, region, city, district, okrug, settlement",
        "its outline cannot be read",
        "its coordinates are not longitude and latitude in degrees",
        "its parent 'nowhere' is not known",
        "none of the known property names is there; a mapping has to say which is which",
        "it has no properties",
    ]
    assert seen[-1] == (8, 8)
    assert Territory.objects.get().code == "kz"
    assert queries.territory_at(0.5, 1.0, DAY).code == "kz"
    assert queries.territory_at(1.0, 0.2, DAY) is None


@pytest.mark.parametrize("content", [{}, {"features": []}, {"features": "?"}, {"features": [{"properties": {"a": 1}}]}])
def test_what_is_no_collection_is_refused_and_nothing_is_kept(content):
    with pytest.raises(Refused):
        bring(content)
    assert not BoundaryVersion.objects.exists()


def test_a_full_new_version_ends_the_old_one_and_history_stays():
    bring(collection(feature("kz", "country", 0, 0)), code="old")
    bring(collection(feature("kz", "country", 5, 5)), code="new", valid_from=date(2026, 1, 1))
    assert BoundaryVersion.objects.get(code="old").valid_to == date(2026, 1, 1)
    assert queries.territory_at(0.5, 0.5, date(2025, 12, 31)).code == "kz"
    assert queries.territory_at(0.5, 0.5, date(2026, 1, 1)) is None
    assert queries.territory_at(5.5, 5.5, date(2026, 1, 1)).code == "kz"


def test_a_partial_new_version_leaves_the_rest_of_the_old_one_in_force():
    whole = [feature("kz", "country", 0, 0, 10), feature("kz.a", "region", 0, 0, 2, parent="kz")]
    bring(collection(*whole), code="old")
    bring(collection(feature("kz.a", "region", 4, 4, 2)), code="new", valid_from=date(2026, 1, 1))
    assert BoundaryVersion.objects.get(code="old").valid_to is None
    assert queries.territory_at(1, 1, DAY).code == "kz"
    assert queries.territory_at(5, 5, DAY).code == "kz.a"


def test_a_mapping_reads_a_file_of_another_make():
    content = collection(
        {
            "type": "Feature",
            "properties": {"NAME": "Талғар", "LEVEL": 6},
            "geometry": {"type": "Polygon", "coordinates": square(0, 0)},
        }
    )
    report = bring(content, mapping={"names": {"kk": "NAME"}, "kind": "=settlement"})
    assert report.created == ["талғар"]
    assert Territory.objects.get().name == {"kk": "Талғар ауылы"}


# ── real files ───────────────────────────────────────────────────────────────────────────────────────────────────


def read(shared_data, name):
    return json.loads((shared_data / "kz" / name).read_text(encoding="utf-8"))


def test_the_districts_of_the_country_come_in_with_names_and_codes(shared_data):
    report = bring(read(shared_data, "kz_kaz_adm2_sf.geojson"), code="kz-2024")
    assert (report.drawn, report.bad) == (224, [])
    assert [name for name, _ in report.repaired] == ["feature 224 (Ұлытау ауданы)"] or len(report.repaired) == 1
    medeu = Territory.objects.get(external__kato="751710000")
    assert medeu.code == "kz.almaty.medeu"
    assert medeu.name == {"kk": "Медеу ауданы", "ru": "Медеуский район", "en": "Medeu district"}
    konaev = Territory.objects.get(external__kato="191000000")
    assert (konaev.code, konaev.kind) == ("kz.almaty-region.konaiev", "city")
    assert queries.territory_at(76.96, 43.22, DAY) == medeu
    assert [place.code for place in queries.path_of(medeu)] == ["kz", "kz.almaty", "kz.almaty.medeu"]


def test_a_code_that_was_given_to_another_town_over_the_years_does_not_join_the_two(shared_data):
    """KATO 191000000 was Taldykorgan in 2018 and is Konaev in 2024."""
    bring(read(shared_data, "kz_kaz_adm2_2018_sf.geojson"), code="kz-2018", valid_from=date(2018, 1, 1))
    bring(read(shared_data, "kz_kaz_adm2_sf.geojson"), code="kz-2024", valid_from=date(2024, 1, 1))
    codes = set(Territory.objects.values_list("code", flat=True))
    assert {"kz.almaty-region.taldykorgan", "kz.almaty-region.konaiev"} <= codes
    there = (78.37, 45.01)
    assert queries.territory_at(*there, date(2019, 1, 1)).code == "kz.almaty-region.taldykorgan"
    assert queries.territory_at(*there, date(2025, 1, 1)).code.startswith("kz.zhetysu-region.")


def test_the_real_city_takes_the_place_of_the_drawn_one(shared_data):
    bring(atlas.feature_collection(), code="sketch", schematic=True)
    known = set(Territory.objects.values_list("code", flat=True))
    report = bring(read(shared_data, "almaty_districts.geojson"), code="city", valid_from=date(2025, 1, 1))
    assert (report.drawn, report.created, report.bad) == (8, [], [])
    units = bring(read(shared_data, "almaty_19_units.geojson"), code="units", valid_from=date(2026, 1, 1))
    assert (units.drawn, units.bad) == (19, [])
    new = set(Territory.objects.values_list("code", flat=True)) - known
    assert new == {f"kz.almaty-region.{name}" for name in ("alatau", "balkhash", "kegen", "raiymbek", "uygur")}
    assert Territory.objects.get(code="kz.almaty.turksib").external == {"kato": "751910000"}
    assert BoundaryVersion.objects.get(code="city").valid_to == date(2026, 1, 1)
    assert queries.territory_at(76.85, 43.23, DAY).code == "kz.almaty.auezov"
