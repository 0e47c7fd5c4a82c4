"""Who stands behind a request, what that costs, and who is let to the desk."""

import pytest

from ortaq.core.people.actor import GUEST
from ortaq.core.ui.requests import DEMO_SESSION_KEY
from tests.conftest import NOW
from tests.records import a_body, a_person, an_account, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.site.trial_urls")]


@pytest.fixture
def officer():
    from ortaq.core.territory.models import Office

    account = an_account(a_person("Officer (demo)", language="ru"))
    for role, code in (("officer", "one"), ("head", "two"), ("moderator", "three")):
        Office.objects.create(person=account.person, body=a_body(code), role=role, since=NOW.date().replace(year=2020))
    return account


def test_a_visitor_without_a_session_asks_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/kk/trial/whoami/").content.decode() == "None False [] "


def test_nobody_is_looked_up_where_nobody_is_asked_for(client, officer, django_assert_num_queries):
    sign_in(client, officer)
    with django_assert_num_queries(0):
        client.get("/kk/trial/guest/")


def test_an_actor_costs_session_account_and_offices(client, officer, django_assert_num_queries):
    sign_in(client, officer)
    with django_assert_num_queries(3):
        page = client.get("/kk/trial/whoami/").content.decode()
    assert page == f"{officer.person_id} False ['officer', 'head', 'moderator'] Officer (demo)"


def test_only_a_second_factor_makes_an_actor_strong(client, officer):
    sign_in(client, officer, strong=True)
    assert " True " in client.get("/kk/trial/whoami/").content.decode()


def test_records_of_another_account_make_nobody_strong(client, officer):
    sign_in(client, officer, strong=True)
    session = client.session
    session["account_authentication_methods_user"] = "999999"
    session.save()
    assert " False " in client.get("/kk/trial/whoami/").content.decode()


def test_the_demos_sign_in_is_worth_nothing_in_production(client, officer, settings):
    sign_in(client, officer)
    session = client.session
    session[DEMO_SESSION_KEY] = officer.person_id
    session.save()
    assert " False " in client.get("/kk/trial/whoami/").content.decode()
    settings.DEMO = True
    assert " True " in client.get("/kk/trial/whoami/").content.decode()


def test_a_guest_is_the_guest(rf):
    from ortaq.core.ui.requests import ActorMiddleware, actor_of

    request = rf.get("/kk/")
    ActorMiddleware(lambda _: None)(request)
    assert actor_of(request) is GUEST


def test_the_desk_asks_a_guest_to_sign_in(client):
    page = client.get("/kk/trial/desk/inbox/")
    assert page["Location"].startswith("/kk/account/login/?next=")


def test_the_desk_is_closed_to_residents(client):
    sign_in(client, an_account(), strong=True)
    page = client.get("/ru/trial/desk/inbox/")
    assert page.status_code == 403
    assert b"<h1>" in page.content


def test_the_desk_sends_an_official_without_a_second_step_to_set_it_up(client, officer):
    sign_in(client, officer)
    page = client.get("/ru/trial/desk/inbox/")
    assert page["Location"] == "/ru/account/2fa/?next=%2Fru%2Ftrial%2Fdesk%2Finbox%2F"
    assert client.get(page["Location"]).status_code == 200


def test_the_desk_opens_with_a_second_step(client, officer):
    sign_in(client, officer, strong=True)
    assert client.get("/ru/trial/desk/inbox/").status_code == 200


def test_an_office_that_ended_opens_nothing(client, officer):
    from ortaq.core.territory.models import Office

    Office.objects.update(until=NOW.date().replace(year=2021))
    sign_in(client, officer, strong=True)
    assert client.get("/ru/trial/desk/inbox/").status_code == 403


@pytest.mark.parametrize(
    ("cookie", "accept", "language"),
    [
        ("", "", "kk"),
        ("", "de-DE,de;q=0.9", "kk"),
        ("", "ru-RU,ru;q=0.9,en;q=0.8", "ru"),
        ("", "en-GB", "en"),
        ("en", "ru-RU", "en"),
        ("xx", "ru", "ru"),
    ],
)
def test_the_bare_address_leads_to_ones_language(client, cookie, accept, language):
    if cookie:
        client.cookies["django_language"] = cookie
    page = client.get("/", HTTP_ACCEPT_LANGUAGE=accept)
    assert (page.status_code, page["Location"]) == (302, f"/{language}/")
    assert "Accept-Language" in page["Vary"]


def test_a_person_is_led_to_the_language_she_chose(client, officer):
    sign_in(client, officer)
    assert client.get("/", HTTP_ACCEPT_LANGUAGE="en")["Location"] == "/ru/"


def test_the_language_opened_last_is_remembered(client):
    client.get("/en/account/login/", HTTP_ACCEPT_LANGUAGE="ru")
    assert client.cookies["django_language"].value == "en"
    assert client.get("/", HTTP_ACCEPT_LANGUAGE="ru")["Location"] == "/en/"


def test_pages_without_a_language_find_it(client):
    assert client.get("/account/login/", HTTP_ACCEPT_LANGUAGE="ru")["Location"] == "/ru/account/login/"
