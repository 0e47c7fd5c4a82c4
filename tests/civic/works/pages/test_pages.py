"""Public pages: each shows what it promises in few statements, whatever is typed into its address."""

import json
from datetime import timedelta

import pytest
from django.test import Client

from tests import factories
from tests.civic.works import stories
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
YEAR = NOW.year


def text(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(f"/en/{path}")
    assert answer.status_code == status, path
    return answer.content.decode().replace("\u202f", " ")


def a_full_work(city, **facts):
    work = stories.a_built(city, amounts=[("playground", "piece", 2)], shape=stories.AREA, **facts)
    stories.a_checked_pair(work, city)
    stories.inspected(work, fixed="Бұранда.")
    return work


def test_the_list_is_narrowed_by_kind_stage_district_and_year(the_city, client):
    park = stories.a_built(the_city, kind="park", title={"kk": "Саябақ"})
    factories.a_work(the_city, title={"kk": "Әткеншек"})
    district = "kz.almaty.bostandyk"
    for query in ("kind=park", "stage=done", f"year={YEAR}", f"kind=park&district={district}"):
        page = text(client, f"works/?{query}")
        assert park.matter.number in page, query
        assert "Әткеншек" not in page, query
    assert park.matter.number not in text(client, "works/?district=-")
    assert "Nothing fits this choice" in text(client, "works/?kind=walls")


@pytest.mark.parametrize(
    "query",
    ["year=1800", "kind=castle", "district=nowhere", "stage=x", "measure=gold", "before=abc", "before=" + "9" * 40],
)
def test_nonsense_in_the_address_is_named_and_the_list_shown(the_city, client, query):
    work = factories.a_work(the_city)
    assert work.matter.number in text(client, f"works/?{query}") or query.startswith("before=9")


def test_a_figure_opens_the_list_it_is_the_sum_of(the_city, client):
    for built in (3, 4):
        stories.a_built(the_city, amounts=[("playground", "piece", built)])
    stories.a_built(the_city, amounts=[("lamp", "piece", 9)])
    page = text(client, f"works/totals/?year={YEAR}")
    assert "7 playgrounds" in page
    address = f"/en/works/?measure=playground&amp;built=yes&amp;year={YEAR}"
    assert address in page
    listed = text(client, f"works/?measure=playground&built=yes&year={YEAR}")
    assert "<b>7</b>" in listed
    assert "the sum of 2 works" in listed
    assert "<b>3</b>" in listed
    assert "<b>4</b>" in listed


def test_the_totals_of_a_district_and_of_nothing(the_city, client):
    stories.a_built(the_city, amounts=[("tree", "piece", 12)])
    assert "12 trees" in text(client, "works/totals/?district=kz.almaty.bostandyk")
    assert "Nothing was built in this choice" in text(client, "works/totals/?district=kz.almaty.medeu")
    assert "No works are counted in this year." in text(client, "works/totals/?year=1999")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("works/", 5),
        ("works/?measure=playground&built=yes", 7),
        ("works/totals/", 5),
        ("works/map/", 4),
        ("works/map/points/", 2),
        ("works/workshops/", 1),
        ("works/grants/", 4),
        ("works/works.csv", 3),
        ("works/oc4ids.json", 5),
    ],
)
@pytest.mark.parametrize("many", [1, 3])
def test_a_page_costs_the_same_for_one_and_three(the_city, client, django_assert_num_queries, path, expected, many):
    for _ in range(many):
        a_full_work(the_city)
        stories.a_grant(the_city)
        stories.a_workshop(the_city)
    with django_assert_num_queries(expected):
        answer = client.get(f"/en/{path}")
        if answer.streaming:
            list(answer)
    assert answer.status_code == 200


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_of_a_work_costs_the_same_however_much_hangs_on_it(the_city, client, django_assert_num_queries, many):
    work = a_full_work(the_city)
    for n in range(many):
        stories.a_checked_pair(work, the_city)
        stories.measured(work, the_city.officer(), ("tree", "lamp", "bench")[n], done=n + 1)
        stories.inspected(work)
    with django_assert_num_queries(11):
        assert client.get(f"/en/works/{work.matter.number}/").status_code == 200
    with django_assert_num_queries(5):
        assert client.get(f"/en/works/{work.matter.number}/acceptance/").status_code == 200


@pytest.mark.parametrize("many", [1, 3])
def test_a_workshop_costs_the_same_for_one_concept_and_three(the_city, client, django_assert_num_queries, many):
    held = stories.a_workshop(the_city, many)
    with django_assert_num_queries(3):
        assert client.get(f"/en/works/workshops/{held.matter.number}/").status_code == 200


@pytest.mark.parametrize(
    "path",
    ["works/w2027-999999/", "works/workshops/x/", "works/concepts/x/", "works/x/acceptance/", "works/x/oc4ids.json"],
)
def test_what_is_not_there_is_not_found(the_city, client, path):
    text(client, path, 404)


def test_the_map_draws_lines_and_areas_with_their_pins(the_city, client):
    line = factories.a_work(the_city, kind="pedestrian", shape=stories.LINE)
    factories.a_work(the_city)
    data = client.get("/en/works/map/points/?bbox=76,43,77,44").json()
    assert [pin[2] for pin in data["pins"]] == [line.matter.number]
    assert data["shapes"][0][0]["type"] == "LineString"
    assert data["kinds"][data["pins"][0][3]] == "pedestrian streets"
    assert client.get("/en/works/map/points/?bbox=1,2,3").status_code == 400
    assert client.get("/en/works/map/points/?bbox=10,10,11,11").json()["pins"] == []
    assert client.get("/en/works/map/points/?kind=park").json()["pins"] == []
    alone = client.get(f"/en/works/{line.matter.number}/place/").json()
    assert alone["shapes"][0][0] == stories.LINE


def test_the_table_has_every_work_and_no_person(the_city, client):
    stories.a_built(the_city, amounts=[("pedestrian_street", "m", 7220)], contractor="=1+1")
    stories.a_grant(the_city)
    rows = b"".join(client.get("/en/works/works.csv").streaming_content).decode("utf-8-sig").splitlines()
    head = rows[0].split(",")
    first = dict(zip(head, rows[1].split(","), strict=False))
    assert len(rows) == 3
    assert first["pedestrian_street_built"] == "7220"
    assert first["contractor"] == "'=1+1"
    assert "Нан цехы" not in "".join(rows)
    narrowed = b"".join(client.get("/en/works/works.csv?kind=grant").streaming_content).decode()
    assert len(narrowed.splitlines()) == 2


def test_a_checked_list_is_sent_by_a_resident_and_a_refusal_keeps_her_words(the_city, client):
    from ortaq.civic.works.models import Inspection
    from tests.journeys import life

    work = stories.a_built(the_city, kind="lighting")
    person = factories.a_person()
    address = f"/en/works/{work.matter.number}/acceptance/"
    assert "Sign in to check the work" in text(client, address[4:])
    neighbour = life.signed_in(person)
    given = {f"state_{item}": "fine" for item in ("lamps", "wires", "clean", "wheels")}
    broken = neighbour.post(address, {**given, "state_lamps": "defect", "note_wires": "Сымға сөз"})
    assert broken.status_code == 422
    assert "Сымға сөз" in broken.content.decode()
    assert not Inspection.objects.exists()
    done = neighbour.post(address, {**given, "state_lamps": "defect", "note_lamps": "Шам жанбайды."})
    assert done.status_code == 302
    assert "You have gone through this check-list." in neighbour.get(address).content.decode()
    again = neighbour.post(address, given)
    assert again.status_code == 409


def test_what_is_taken_away_is_what_the_list_is_narrowed_to(the_city, client):
    stories.a_built(the_city, kind="park", title={"kk": "Саябақ"})
    factories.a_work(the_city, kind="pedestrian", shape=stories.LINE)
    page = text(client, "works/?kind=pedestrian&district=kz.almaty.bostandyk")
    assert "works/file.geojson?kind=pedestrian&amp;district=kz.almaty.bostandyk" in page
    taken = client.get("/api/features/collections/works/file.geojson?kind=pedestrian&district=kz.almaty.bostandyk")
    assert len(json.loads(b"".join(taken.streaming_content))["features"]) == 1


def test_a_grant_is_awarded_and_carried_out_nothing_is_designed_or_bid_for(the_city, client):
    grant = stories.a_grant(the_city)
    page = text(client, f"works/{grant.matter.number}/")
    assert "awarded" in page
    assert "tender" not in page
    stories.moved(grant, the_city.officer(), "construction")
    assert "being carried out" in text(client, "works/grants/")
    assert "tender" in text(client, f"works/{factories.a_work(the_city).matter.number}/")


def test_a_photo_of_a_refused_check_list_goes_with_it_when_it_is_sent_again(the_city):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from ortaq.civic.works.models import Finding
    from tests.journeys import life

    work = stories.a_built(the_city, kind="lighting")
    address = f"/en/works/{work.matter.number}/acceptance/"
    neighbour = life.signed_in(factories.a_person())
    given = {f"state_{item}": "fine" for item in ("lamps", "wires", "clean", "wheels")}
    given |= {"state_lamps": "defect", "upload_token": "a-token"}
    photo = SimpleUploadedFile("lamp.jpg", stories.a_photo(NOW), content_type="image/jpeg")
    broken = SimpleUploadedFile("notes.jpg", b"no photo", content_type="image/jpeg")
    refused = neighbour.post(address, {**given, "photo_lamps": photo, "photo_wires": broken})
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "Kept and sent with the form: lamp.jpg" in page
    assert "notes.jpg" in page, "and says why this one is not kept"
    assert neighbour.post(address, {**given, "note_lamps": "Шам жанбайды."}).status_code == 302
    finding = Finding.objects.get(item="lamps")
    assert (finding.photo.name, finding.upload_token) == ("lamp.jpg", "a-token.lamps")


def test_a_package_of_projects_says_what_is_known(the_city, client):
    work = a_full_work(the_city)
    made = json.loads(client.get(f"/en/works/{work.matter.number}/oc4ids.json").content)
    (project,) = made["projects"]
    assert project["id"] == f"oc4ids-000000-{work.matter.number}"
    assert project["status"] == "completion"
    assert project["locations"][0]["geometry"] == stories.AREA
    assert {one["id"]: one["observations"][-1]["measure"] for one in project["metrics"]} == {"playground": 2}
    assert [one["id"] for one in project["milestones"]] == ["idea", "done"]


def test_every_project_is_valid_after_the_standards_own_schema(the_city, client, shared_data):
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads((shared_data / "standards" / "oc_s.json").read_text(encoding="utf-8"))
    checker = jsonschema.validators.validator_for(schema)(schema, format_checker=jsonschema.FormatChecker())
    a_full_work(the_city, contract_number="12/2027", contractor="«Көркем» ЖШС (демо)", starts_on=NOW.date())
    grant = stories.a_grant(the_city, contract_number="7")
    stories.moved(grant, the_city.officer(), "stopped")
    factories.a_work(the_city, planned=None, title={"kk": "Жоспар"}, ends_on=(NOW + timedelta(days=90)).date())
    for stage in stories.WAY:
        stories.moved(factories.a_work(the_city, planned=1_50), the_city.officer(), stage, spent=1_25)
    for language in ("kk", "ru", "en"):
        made = json.loads(client.get(f"/{language}/works/oc4ids.json").content)
        assert len(made["projects"]) == 8
        for project in made["projects"]:
            assert [error.message for error in checker.iter_errors(project)] == []
    example = json.loads((shared_data / "standards" / "oc_e.json").read_text(encoding="utf-8"))
    assert set(made) <= set(example), "the package has no field the standard's own example lacks"


def test_a_long_package_goes_on_by_a_link(the_city, client, monkeypatch):
    from ortaq.civic.works.queries import oc4ids

    monkeypatch.setattr(oc4ids.page, "__kwdefaults__", {"after": 0, "limit": 2})
    numbers = {factories.a_work(the_city).matter.number for _ in range(5)}
    path, seen = "/en/works/oc4ids.json", set()
    while path:
        answer = client.get(path)
        seen |= {one["identifiers"][0]["id"] for one in answer.json()["projects"]}
        path = answer.headers.get("Link", "").partition(">")[0].removeprefix("<").removeprefix("http://testserver")
    assert seen == numbers


@pytest.mark.parametrize(("language", "words"), [("kk", "ешкім толтырған жоқ"), ("ru", "никто не заполнил")])
def test_a_check_list_nobody_has_filled_is_not_counted_as_nought(the_city, client, language, words):
    done = stories.a_built(the_city)
    by_protocol = stories.moved(stories.a_built(the_city), the_city.officer(), "accepted")
    for work, protocol in ((done, False), (by_protocol, True)):
        for path in (f"/{language}/works/{work.matter.number}/", f"/{language}/works/{work.matter.number}/acceptance/"):
            page = client.get(path).content.decode()
            assert words in page, path
            assert (("хаттама" if language == "kk" else "протокол") in page) is protocol, path
            assert "works-found" not in page, "a table of noughts says nothing"
