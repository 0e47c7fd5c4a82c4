"""Lists, the map, bodies and the routing table: what they show, how they narrow, what they cost."""

import csv
import io
import json
from datetime import timedelta

import pytest

from ortaq.core.ui.sheets import safe
from ortaq.engines import routing
from tests.civic.reception.pages.walk import words
from tests.conftest import NOW
from tests.factories import ALMALY, MEDEU, an_answer, an_appeal, city

pytestmark = pytest.mark.django_db

EVERYWHERE = "bbox=76.5,43.0,77.3,43.5"


@pytest.fixture
def almaty():
    return city()


def many(almaty, number):
    """File one through the service and copy its rows: a thousand appeals in a second. Gives the first."""
    from ortaq.civic.reception.models import Appeal, Assignment
    from ortaq.core.matters.models import Matter

    first = an_appeal(almaty)
    card, appeal = first.matter, first
    moments = {n: NOW - timedelta(minutes=n) for n in range(1, number)}
    place = {"h3_7": card.h3_7, "h3_9": card.h3_9, "territory_id": card.territory_id, "lat": card.lat}
    state = {"channel": "portal", "stage": "received", "visibility": "public", "kind": "appeal", "language": "kk"}
    matters = [
        Matter(
            number=f"2026-{n:06}",
            title=card.title,
            lon=card.lon + n / 1e5,
            opened_at=at,
            changed_at=at,
            **place,
            **state,
        )
        for n, at in moments.items()
    ]
    kept = ("topic_id", "group_id", "territory_id", "district_id", "lead_id", "place", "kind")
    facts = {name: getattr(appeal, name) for name in kept} | {"text": "т", "public_text": "т", "access_code": "A"}
    appeals = [
        Appeal(matter=row, received_at=row.opened_at, registered_on=row.opened_at.date(), listed=True, **facts)
        for row in Matter.objects.bulk_create(matters)
    ]
    Appeal.objects.bulk_create(appeals)
    Assignment.objects.bulk_create(
        [
            Assignment(
                appeal=row, body_id=row.lead_id, lead=True, registered_on=row.registered_on, assigned_at=row.received_at
            )
            for row in appeals
        ]
    )
    return first


def test_the_list_is_narrowed_by_its_address(client, almaty):
    an_appeal(almaty, text="Жолда шұңқыр бар, көлік өтпейді", topic="roads.pothole", at=MEDEU)
    an_appeal(almaty, text="Ауладағы шам жанбайды, қараңғы", topic="light.lamp", at=ALMALY)

    def topics(query):
        return {row.topic.code for row in client.get(f"/kk/appeals/?{query}").context["page"].rows}

    assert topics("") == {"roads.pothole", "light.lamp"}
    assert topics("topic=light") == topics("topic=light.lamp") == {"light.lamp"}
    assert topics("district=kz.almaty.medeu") == {"roads.pothole"}
    assert topics("body=transport") == {"roads.pothole"}
    assert topics("q=шұңқырлар") == {"roads.pothole"}
    assert topics("state=late") == set()
    assert topics("until=2026-01-01") == set()


def test_a_filter_that_does_not_fit_is_named_and_left_out(client, almaty):
    an_appeal(almaty)
    page = words(client.get("/en/appeals/?since=yesterday&district=kz.mars&topic=x"))
    assert "Write the day as" in page
    assert "There is no such district" in page
    assert "балалар алаңы" in page
    assert "earlier than the first" in words(client.get("/en/appeals/?since=2027-02-02&until=2027-01-01"))


def test_private_appeals_are_on_no_list_map_or_sheet(client, almaty):
    appeal = an_appeal(almaty, publish=False, text="Құпия сөз: әткеншек")
    for address in (
        "/kk/appeals/",
        "/kk/appeals/map/",
        "/kk/appeals/appeals.csv",
        f"/kk/appeals/map.json?{EVERYWHERE}&zoom=15",
    ):
        response = client.get(address)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        assert appeal.matter.number not in body.decode()


def test_older_pages_are_reached_by_key_and_lead_back(client, almaty):
    many(almaty, 45)
    first = client.get("/en/appeals/")
    older = client.get(first.context["older"])
    assert len(older.context["page"].rows) == 20
    back = client.get(older.context["newer"])
    assert [row.pk for row in back.context["page"].rows] == [row.pk for row in first.context["page"].rows]


PUBLIC = (
    "/en/", "/en/appeals/", "/en/appeals/?topic=yard&district=kz.almaty.bostandyk&state=open", "/en/appeals/NUMBER/",
    "/en/appeals/map/", f"/en/appeals/map.json?{EVERYWHERE}&zoom=15", f"/en/appeals/map.json?{EVERYWHERE}&zoom=10",
    "/en/bodies/", "/en/bodies/akimat-bostandyk/", "/en/routing/", "/en/search/?q=lamp",
    "/en/place/?lon=76.9&lat=43.2",
)  # fmt: skip


def test_a_public_page_costs_the_same_for_ten_and_for_a_thousand(client, almaty, django_assert_max_num_queries):
    def costs(number):
        found = {}
        for path in PUBLIC:
            address = path.replace("NUMBER", number)
            b"".join(client.get(address))  # what the process remembers is read once
            with django_assert_max_num_queries(12) as asked:
                response = client.get(address)
                b"".join(response)
            assert response.status_code == 200, path
            found[path] = len(asked)
        return found

    few = costs(many(almaty, 10).matter.number)
    forget_the_copies()
    assert costs(many(almaty, 1000).matter.number) == few
    assert len(client.get("/en/appeals/").context["page"].rows) == 20


def forget_the_copies():
    from ortaq.civic.reception.models import Appeal, Assignment
    from ortaq.core.matters.models import Matter

    held = Appeal.objects.filter(access_code="A")
    ids = list(held.values_list("pk", flat=True))
    Assignment.objects.filter(appeal__in=ids).delete()
    held.delete()
    Matter.objects.filter(pk__in=ids).delete()


def test_one_and_three_rows_cost_the_same(client, almaty, django_assert_num_queries):
    an_appeal(almaty)
    client.get("/en/appeals/")
    with django_assert_num_queries(5):
        client.get("/en/appeals/")
    an_appeal(almaty)
    an_appeal(almaty)
    with django_assert_num_queries(5):
        client.get("/en/appeals/")


def test_a_thousand_pins_are_few_queries_and_few_bytes(client, almaty, django_assert_max_num_queries):
    many(almaty, 1000)
    address = f"/kk/appeals/map.json?{EVERYWHERE}&zoom=15"
    with django_assert_max_num_queries(4):
        response = client.get(address)
    found = json.loads(response.content)
    assert len(found["pins"]) == 1000
    assert len(response.content) <= 100_000
    kind, state = found["pins"][0][3:]
    assert found["kinds"][kind] == "Аула"
    assert found["states"][state][1] == "now"
    assert "NUMBER" in found["href"]


def test_from_afar_the_map_counts_and_shows_nobody_alone(client, almaty):
    many(almaty, 6)
    an_appeal(almaty, at=MEDEU)
    found = json.loads(client.get(f"/kk/appeals/map.json?{EVERYWHERE}&zoom=9").content)
    assert [feature["properties"]["n"] for feature in found["features"]] == [6]


@pytest.mark.parametrize("box", ["1,2,3", "a,b,c,d", "77,43,76,44", "-999,0,999,1"])
def test_a_box_that_is_none_is_refused(client, almaty, box):
    response = client.get(f"/en/appeals/map.json?bbox={box}")
    assert response.status_code == 400
    assert "degrees" in response.json()["error"]


def test_map_data_is_asked_for_again_by_its_etag(client, almaty):
    first = client.get("/kk/appeals/base.json")
    assert "max-age" in first["Cache-Control"]
    again = client.get("/kk/appeals/base.json", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304


def test_a_point_has_a_name_for_whoever_puts_a_pin(client, almaty):
    assert client.get(f"/ru/appeals/place.json?lon={MEDEU[0]}&lat={MEDEU[1]}").json()["label"].startswith("Медеуский")
    assert client.get("/ru/appeals/place.json?lon=0&lat=0").json()["label"] == "за городом"
    assert client.get("/ru/appeals/place.json?lon=x").status_code == 400


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(sign):
    assert safe(f"{sign}cmd|' /C calc'!A0").startswith("'")
    assert safe(f" {sign}1").startswith("'") or sign in "\t\r"
    assert safe(-5) == -5


def test_the_sheet_of_appeals_runs_nothing_and_names_nobody(client, almaty):
    an_appeal(almaty, text='=HYPERLINK("x") әткеншек сынған, 87019998877', title="=1+1 қауіпті")
    response = client.get("/kk/appeals/appeals.csv")
    body = b"".join(response.streaming_content).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(body))
    assert row["text"].startswith("'=")
    assert row["title"].startswith("'=")
    assert "87019998877" not in body
    assert "Айгерім" not in body
    assert row["topic"] == "yard.playground"


def test_bodies_show_nothing_for_fewer_than_five(client, almaty):
    for n in range(4):
        an_answer(almaty, an_appeal(almaty, now=NOW - timedelta(days=30 - n)), now=NOW - timedelta(days=20 - n))
    page = client.get("/en/bodies/akimat-bostandyk/")
    assert "Fewer than five appeals" in words(page)
    sheet = b"".join(client.get("/en/bodies/akimat-bostandyk.csv").streaming_content).decode("utf-8-sig")
    assert set(next(iter(csv.DictReader(io.StringIO(sheet)))).values()) <= {"akimat-bostandyk", "", "2026-03-01"}


def test_bodies_show_their_figures_with_n(client, almaty):
    for n in range(6):
        an_answer(almaty, an_appeal(almaty, now=NOW - timedelta(days=30 - n)), now=NOW - timedelta(days=20 - n))
    table = words(client.get("/en/bodies/"))
    assert "Bostandyk akimat" in table
    page = words(client.get("/en/bodies/akimat-bostandyk/"))
    assert "100 % answered on time of 6" in page.replace("\u202f", " ") or "answered on time" in page
    assert "of 6" in page
    assert client.get("/en/bodies/nobody/").status_code == 404


def test_the_routing_table_is_published_with_a_digest_anyone_recomputes(client, almaty):
    from ortaq.civic.reception.queries.routing import table_digest

    table = client.get("/en/routing/routing.json").json()
    assert table["digest"] == table_digest(table["rows"])
    assert routing.covers("roads", "roads.pothole")
    page = words(client.get("/en/routing/?topic=light.lamp&territory=kz.almaty.medeu"))
    assert "City Light (demo)" in page
    assert "Roads" not in page.split("Who answers Why")[1].split("Version")[0]
    assert client.get("/en/routing/?version=none").status_code == 404


def test_a_body_in_a_language_is_shown_in_it(client, almaty):
    an_appeal(almaty)
    assert "Акимат Бостандыка" in words(client.get("/ru/appeals/"))
    assert "Бостандық әкімдігі" in words(client.get("/kk/appeals/"))


@pytest.mark.parametrize(
    "asked",
    [
        "since=0001-01-01",
        "until=9999-12-31",
        "after=%3C1-99999999999999999999999",
        "after=%3E99999999999999999-1",
        "bbox=nan,nan,nan,nan",
        "zoom=nan",
    ],
)
@pytest.mark.parametrize("page", ["", "map/", "map.json", "appeals.csv"])
def test_an_address_may_say_anything(client, almaty, page, asked):
    an_appeal(almaty)
    response = client.get(f"/en/appeals/{page}?{asked}")
    assert response.status_code == (400 if page == "map.json" and "bbox" in asked else 200)
    if response.streaming:
        assert b"".join(response)


def test_a_sign_no_database_keeps_is_left_out_of_a_question_and_makes_no_path(client, almaty):
    an_appeal(almaty)
    for asked in ("appeals/?q=%00", "appeals/appeals.csv?district=%00", "appeals/map.json?topic=a%00b"):
        response = client.get(f"/en/{asked}")
        assert response.status_code == 200
        assert response.getvalue()
    assert client.get("/en/appeals/2027-%00/").status_code == 400
