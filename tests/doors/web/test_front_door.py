"""The front door: home, search, place, my city, demonstration, still pages."""

import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from ortaq.doors.web.marks import excerpt, spans
from tests.civic.reception.pages.walk import words
from tests.conftest import NOW
from tests.factories import FAR, MEDEU, a_person, an_answer, an_appeal, an_office, city, lead_of, resident

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("still_clock")]


@pytest.fixture
def almaty():
    return city()


def an_account(name="Гүлнұр (демо)", **facts):
    from ortaq.core.people import services
    from ortaq.core.people.actor import system

    person = a_person(name, **facts)
    return services.open_account(
        person=person, email=person.email, demo=True, actor=system("test"), now=datetime(2027, 1, 1, tzinfo=UTC)
    )


def test_home_asks_first_and_then_shows_how_the_city_answers(client, almaty):
    an_answer(almaty, an_appeal(almaty, now=NOW - timedelta(days=6)), now=NOW - timedelta(days=1))
    page = words(client.get("/kk/"))
    assert page.index("Қалаға не айтқыңыз келеді?") < page.index("Осы аптада") < page.index("Не істелді")
    assert "балалар алаңы" in page


def test_home_names_who_is_late(client, almaty):
    from ortaq.civic.reception.services import clocks
    from ortaq.core.people.actor import system

    appeal = an_appeal(almaty, now=NOW - timedelta(days=60))
    clocks.fall_silent(assignment=lead_of(appeal), actor=system("clock"), now=NOW - timedelta(days=20))
    assert [row.pk for row in client.get("/en/").context["late"]] == [appeal.pk]


def test_home_costs_the_same_with_one_and_with_many(client, almaty, django_assert_max_num_queries):
    an_appeal(almaty)
    client.get("/en/")
    with django_assert_max_num_queries(12) as one:
        client.get("/en/")
    for n in range(4):
        an_answer(almaty, an_appeal(almaty, now=NOW - timedelta(days=6)), now=NOW - timedelta(days=1, hours=n))
    with django_assert_max_num_queries(12) as many:
        client.get("/en/")
    assert len(many) == len(one)


def test_search_finds_other_forms_of_a_word_and_marks_them(client, almaty):
    an_appeal(almaty, text="Біздің көшелеріміздің бәрі қараңғы, шам жоқ", topic="light.lamp")
    page = client.get("/kk/search/?q=көше")
    assert page.context["count"] == 1
    assert "<mark>көшелеріміздің</mark>" in page.content.decode()


def test_search_shows_no_held_appeal_and_no_personal_data(client, almaty):
    an_appeal(almaty, text="Көшеде шұңқыр, телефоным 87019998877")
    an_appeal(almaty, text="Көшеде құпия шұңқыр", publish=False)
    page = client.get("/kk/search/?q=шұңқыр")
    assert page.context["count"] == 1
    assert "87019998877" not in page.content.decode()


@pytest.mark.parametrize("query", ["", "%20", "q=", "q=%00", "q=" + "a" * 5000, "q=көше&page=zzz", "q=көше&page=999"])
def test_search_bears_whatever_is_typed(client, almaty, query):
    assert client.get(f"/en/search/?{query}").status_code == 200


def test_markup_in_a_text_stays_text(client, almaty):
    an_appeal(almaty, text="Көшеде <script>alert(1)</script> деп жазылған тақта бар")
    page = client.get("/kk/search/?q=көше").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("written", ["2027-000001", "№ 2027-000001", "2027 1", "000001", "1"])
def test_a_number_leads_to_its_appeal_however_it_is_written(client, almaty, written):
    appeal = an_appeal(almaty)
    assert appeal.matter.number == "2027-000001"
    assert client.get("/en/search/", {"q": written}).context["finds"][0].matter.pk == appeal.pk


def test_marks_follow_each_other_and_an_excerpt_holds_the_find():
    text = "а " * 200 + "көшелердің шетінде " + "б " * 200
    cut, found = excerpt(text, "көше")
    assert cut.startswith("… ")
    assert cut[slice(*found[0])] == "көшелердің"
    marks = spans("көше, көшеде, үй", "көше")
    assert len(marks) == 2
    assert all(before[1] <= after[0] for before, after in pairwise(marks))


def test_a_place_shows_what_was_said_around_it(client, almaty):
    near, far = an_appeal(almaty, at=MEDEU), an_appeal(almaty)
    page = client.get(f"/en/place/?lon={MEDEU[0]}&lat={MEDEU[1]}&radius=300")
    assert [row.pk for row in page.context["rows"]] == [near.pk]
    assert "Medeu district" in words(page)
    district = client.get("/en/place/?district=kz.almaty.bostandyk")
    assert [row.pk for row in district.context["rows"]] == [far.pk]
    by_name = client.get("/ru/place/?q=медеу")
    assert [row.pk for row in by_name.context["rows"]] == [near.pk]


def street(name: str, *places: tuple[float, float]) -> dict[str, object]:
    line = {"type": "LineString", "coordinates": places}
    return {"properties": {"kind": "street", "name": {"ru": name}}, "geometry": line}


STREETS = [
    street("проспект Абая", (76.90, 43.24), (76.96, 43.24)),
    street("проспект Сейфуллина", (76.93, 43.20), (76.93, 43.30)),
    street("улица Саина", (76.80, 43.20), (76.80, 43.30)),
]


@pytest.mark.parametrize(
    ("asked", "point", "house"),
    [
        ("просп. Абая", (76.93, 43.24), False),
        ("Абая, 52", (76.93, 43.24), True),
        ("ул. Саина 10/2", (76.80, 43.25), True),
        ("угол Абая и Сейфуллина", (76.93, 43.24), False),
        ("Сейфуллина / Абая", (76.93, 43.24), False),
    ],
)
def test_an_address_is_found_as_people_write_it(asked, point, house):
    from ortaq.doors.web import whereabouts

    found = whereabouts.find(asked, STREETS)
    assert found is not None
    assert found.point == pytest.approx(point)
    assert found.house == house


@pytest.mark.parametrize("asked", ["Абая / Саина", "12", "  ", "улица", "Атлантида 5"])
def test_what_nobody_is_called_and_streets_that_do_not_meet_are_not_found(asked):
    from ortaq.doors.web import whereabouts

    assert whereabouts.find(asked, STREETS) is None


def test_a_pin_moved_from_the_street_to_the_house_wins_over_the_words(client, almaty, monkeypatch):
    from ortaq.doors.web.pages import place

    monkeypatch.setattr(place.territory, "base_map", lambda _day: {"features": STREETS})
    house = client.get("/ru/place/", {"q": "Абая, 52"})
    assert "середина улицы" in words(house)
    kept = {"q": "Абая, 52", "of": "Абая, 52", "lon": "76.93000", "lat": "43.24000"}
    assert client.get("/ru/place/", kept).context["spot"].name == "проспект Абая"
    moved = client.get("/ru/place/", kept | {"lon": str(MEDEU[0]), "lat": str(MEDEU[1])})
    assert (moved.context["spot"].lon, moved.context["asked"]) == (MEDEU[0], "")
    other = client.get("/ru/place/", kept | {"q": "Саина"})
    assert other.context["spot"].name == "улица Саина"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("q=Atlantis", "We know no such street"),
        (f"lon={FAR[0]}&lat={FAR[1]}", "outside the city"),
        ("district=kz.mars", "no such district"),
        ("lon=x&lat=y", "Name a street"),
        ("lon=nan&lat=nan", "Name a street"),
        ("radius=zzz", "Name a street"),
    ],
)
def test_an_unknown_place_is_answered_kindly(client, almaty, query, said):
    page = client.get(f"/en/place/?{query}")
    assert page.status_code == 200
    assert said in words(page)


def test_my_city_is_for_who_is_signed_in(client, almaty):
    for path in ("", "follows/", "notices/", "settings/"):
        assert "login" in client.get(f"/kk/my/{path}")["Location"]


def test_my_city_shows_my_appeals_and_not_yours(client, almaty):
    account = an_account()
    mine = an_appeal(almaty, applicant=account.person, actor=resident(account.person), publish=False)
    an_appeal(almaty)
    client.force_login(account)
    page = client.get("/kk/my/")
    assert [row.pk for row in page.context["page"].rows] == [mine.pk]
    assert "no-store" in page["Cache-Control"]


def test_what_i_follow_stands_apart_from_my_own(client, almaty):
    account = an_account()
    an_appeal(almaty, applicant=account.person, actor=resident(account.person))
    other = an_appeal(almaty)
    client.force_login(account)
    client.post(f"/kk/appeals/{other.matter.number}/follow/")
    rows = client.get("/kk/my/follows/").context["rows"]
    assert [(matter.pk, href) for matter, href in rows] == [(other.pk, f"/kk/appeals/{other.matter.number}/")]


def test_settings_are_kept_and_a_wrong_language_is_refused(client, almaty):
    account = an_account()
    client.force_login(account)
    client.post("/kk/my/settings/", {"name": "Гүлнұр Жаңа (демо)", "language": "ru", "digest": "on"})
    account.person.refresh_from_db()
    assert (account.person.language, account.person.digest) == ("ru", True)
    response = client.post("/en/my/settings/", {"name": "Г", "language": "fr"})
    assert response.status_code == 422
    assert "Choose Kazakh, Russian or English" in words(response)


def test_the_demonstration_exists_only_in_a_demonstration(client, almaty):
    account = an_account()
    assert client.get("/kk/demo/").status_code == 404
    assert client.post("/kk/demo/", {"account": account.pk}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_one_press_signs_in_as_an_invented_official(client, almaty, settings):
    settings.DEMO = True
    account = an_account("Бекзат (демо)")
    account.set_password("demo")
    account.save()
    an_account("Көрші (демо)")  # without a password: nobody to try
    an_office(almaty.bodies["akimat-bostandyk"], person=account.person)
    page = client.get("/en/demo/")
    assert "This is a demonstration" in words(page)
    assert [figure.account.pk for figure in page.context["officials"]] == [account.pk]
    response = client.post("/en/demo/", {"account": account.pk, "desk": "1"})
    assert response["Location"] == "/en/desk/"
    assert client.session["_auth_user_id"] == str(account.pk)


def test_the_demonstration_signs_in_nobody_real(client, almaty, settings):
    settings.DEMO = True
    account = an_account()
    account.person.demo = False
    account.person.save()
    assert client.post("/en/demo/", {"account": account.pk}).status_code == 404


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("name", ["about", "accessibility", "privacy", "how", "data"])
def test_still_pages_stand_in_three_languages(client, almaty, language, name, django_assert_max_num_queries):
    with django_assert_max_num_queries(1):
        page = client.get(f"/{language}/{name}/")
    assert page.status_code == 200
    assert f'<html lang="{language}">' in page.content.decode()


def test_how_it_works_tells_the_terms_of_the_rule_set(client, almaty):
    assert "15 working days; for a complaint 20 working days" in words(client.get("/en/how/"))


def test_the_sitemap_names_every_public_page_in_three_languages(client, almaty):
    response = client.get("/kk/sitemap.xml")
    addresses = re.findall("<loc>(.*?)</loc>", response.content.decode())
    assert len(addresses) == 36
    for address in addresses:
        assert client.get(address.replace("http://testserver", "")).status_code == 200
