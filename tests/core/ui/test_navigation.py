"""Where a page leads: the same page in another language, the link one stands on."""

import pytest
from django.test import RequestFactory, override_settings
from django.urls import NoReverseMatch
from django.utils import translation

from ortaq.core.people.actor import Actor, HeldOffice, Role
from ortaq.core.ui import navigation
from ortaq.core.ui.tables import sort_of

ask = RequestFactory()


@pytest.mark.parametrize(
    ("path", "code", "same"),
    [
        ("/kk/appeals/?topic=5&q=%D0%BA", "ru", "/ru/appeals/?topic=5&q=%D0%BA"),
        ("/en/", "kk", "/kk/"),
        ("/healthz", "ru", "/ru/"),
        ("/kkk/appeals/", "ru", "/ru/"),
        ("//evil.example/kk/", "ru", "/ru/"),
    ],
)
def test_the_switch_keeps_the_page_and_its_filters(path, code, same):
    request = ask.get("/")
    request.path, _mark, request.META["QUERY_STRING"] = path.partition("?")
    assert navigation.same_page(request, code) == same


def test_a_form_sent_back_with_sentences_leads_to_itself_in_another_language(client, db):
    page = client.post("/kk/account/login/", {"login": ""}).content.decode()
    assert 'hreflang="ru" href="/ru/account/login/"' in page
    assert navigation.same_page(ask.post("/kk/no-such-page/"), "ru") == "/ru/"


def test_without_a_request_the_switch_leads_home():
    assert navigation.same_page(None, "kk") == "/kk/"


def test_an_address_given_by_the_page_wins():
    with translation.override("kk"):
        found = {one.code: one for one in navigation.languages(ask.get("/kk/x/"), pages={"ru": "/ru/y/"})}
    assert found["ru"].href == "/ru/y/"
    assert found["en"].href == "/en/x/"
    assert found["kk"].current


def test_only_the_longest_link_is_current():
    with (
        override_settings(MENU=[("/kk/", "Home"), ("/kk/desk/", "Desk"), ("/kk/desk/call/", "Call")]),
        translation.override("kk"),
    ):
        marked = [one.label for one in navigation.menu("MENU", ask.get("/kk/desk/call/new/")) if one.current]
        assert marked == ["Call"]
        assert [one.label for one in navigation.menu("MENU", ask.get("/kk/")) if one.current] == ["Home"]
        assert not any(one.current for one in navigation.menu("MENU", ask.get("/kk/bodies/")))


def test_a_link_that_leads_nowhere_is_an_error_of_the_settings():
    with override_settings(MENU=[("no:such", "x")]), pytest.raises(NoReverseMatch):
        navigation.menu("MENU", ask.get("/kk/"))


def test_a_link_for_some_roles_is_seen_by_those_who_hold_one():
    request = ask.get("/kk/")
    with override_settings(MENU=[("/kk/call/", "Call", ("operator",)), ("/kk/all/", "All")]):
        assert [one.label for one in navigation.menu("MENU", request)] == ["All"]
        request.actor = Actor(person_id=1, offices=(HeldOffice(Role.OFFICER, 1, "x"),))
        assert [one.label for one in navigation.menu("MENU", request)] == ["All"]
        request.actor = Actor(person_id=1, offices=(HeldOffice(Role.OPERATOR, 1, "x"),))
        assert [one.label for one in navigation.menu("MENU", request)] == ["Call", "All"]


def test_a_menu_nobody_set_is_empty():
    assert navigation.menu("NO_SUCH_MENU", None) == []


@pytest.mark.parametrize(
    ("asked", "used"),
    [("due", "due"), ("-due", "-due"), ("password", "-opened"), ("", "-opened"), ("--due", "-opened")],
)
def test_only_allowed_columns_sort(asked, used):
    assert sort_of(ask.get("/", {"sort": asked}), allowed=("due",), default="-opened") == used
