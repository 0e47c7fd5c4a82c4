"""When something fails the page says so calmly, in her language, asks the database nothing, and keeps what she typed."""

import re
from pathlib import Path

import pytest
from django.test import Client

from tests.records import a_person, an_account, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.site.trial_urls")]
LONG = 'Біздің ауламызда шам жанбайды.\nЕкінші жол <b>қалың</b> "тырнақша"'
FORM = {"text": LONG, "topic": "light", "form_token": "abc", "password": "secret-1", "code": "123456"}


@pytest.fixture
def calm():
    """A client that shows the page of a failure instead of raising it."""
    return Client(raise_request_exception=False)


def typed(page) -> dict[str, str]:
    """What the page would send again."""
    from html import unescape

    html = page.content.decode()
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html))
    fields |= dict(re.findall(r'<textarea id="[^"]+" name="([^"]+)" rows="8">\n(.*?)</textarea>', html, re.DOTALL))
    return {name: unescape(value) for name, value in fields.items() if name != "csrfmiddlewaretoken"}


@pytest.mark.parametrize("kind", ["locked", "gone"])
def test_a_silent_database_asks_for_patience_and_keeps_the_text(calm, kind, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = calm.post(f"/kk/trial/{kind}/?x=1", FORM)
    assert page.status_code == 503
    assert page["Retry-After"] == "10"
    assert typed(page) == {"text": LONG, "topic": "light", "form_token": "abc"}
    assert 'action="/kk/trial/locked/?x=1"' in page.content.decode() or kind == "gone"
    assert page["Cache-Control"] == "no-store"


def test_a_missing_table_is_our_mistake_and_not_a_busy_database(calm):
    from django.db import connection

    page = calm.get("/kk/trial/missing/")
    assert page.status_code == (500 if connection.vendor == "sqlite" else 503)


def test_a_failure_nobody_foresaw_gets_a_page_without_the_database(calm, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = calm.post("/ru/trial/bug/", FORM)
    assert page.status_code == 500
    assert typed(page)["text"] == LONG
    assert b"ValueError" not in page.content
    assert b"701" not in page.content


def test_secrets_and_files_are_never_shown_again(calm):
    from django.core.files.uploadedfile import SimpleUploadedFile

    page = calm.post("/en/trial/locked/", {**FORM, "photo": SimpleUploadedFile("yard.jpg", b"\xff\xd8\xff")})
    html = page.content.decode()
    assert "secret-1" not in html
    assert "123456" not in html
    assert "choose the photos once more" in html


def test_a_refusal_is_a_sentence_with_its_facts(calm):
    page = calm.post("/en/trial/refused/", FORM)
    assert page.status_code == 403
    assert "It is too late for this." in page.content.decode()
    assert typed(page)["text"] == LONG


def test_whoever_comes_second_is_told_so_and_keeps_her_text(calm):
    page = calm.post("/en/trial/second/", FORM)
    assert page.status_code == 409
    assert "Somebody was first." in page.content.decode()
    assert typed(page)["text"] == LONG


def test_machines_get_json(calm):
    answer = calm.get("/trial/refused.json")
    assert answer.status_code == 403
    assert answer.json() == {"status": 403, "error": "too_late", "detail": "It is too late for this."}
    assert calm.get("/trial/locked.json").json()["status"] == 503
    assert calm.get("/trial/bug.json").json()["status"] == 500
    assert calm.get("/kk/nowhere.json").json()["status"] == 404


def test_a_guest_is_led_to_sign_in_and_comes_back(calm):
    page = calm.get("/kk/trial/sign_in/?a=1")
    assert page.status_code == 302
    assert page["Location"] == "/kk/account/login/?next=/kk/trial/sign_in/%3Fa%3D1"


def test_a_session_that_ended_in_the_middle_of_a_form_keeps_the_text(calm):
    page = calm.post("/kk/trial/sign_in/", FORM)
    assert page.status_code == 403
    assert typed(page)["text"] == LONG
    assert 'href="/kk/account/login/?next=/kk/trial/sign_in/" target="_blank"' in page.content.decode()


def test_a_form_too_old_for_its_token_can_be_sent_again():
    strict = Client(enforce_csrf_checks=True)
    page = strict.post("/kk/trial/whoami/", FORM)
    assert page.status_code == 403
    assert typed(page)["text"] == LONG
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.content.decode()).group(1)
    again = strict.post("/kk/trial/whoami/", {**typed(page), "csrfmiddlewaretoken": token})
    assert again.status_code == 200


def test_a_form_too_old_speaks_of_a_text_only_where_one_is_shown():
    """The last page of an appeal sends only the page's own signed memory: there is nothing to look over."""
    strict = Client(enforce_csrf_checks=True)
    below = "Your text is below."
    assert below in strict.post("/en/trial/whoami/", FORM).content.decode()
    page = strict.post("/en/trial/whoami/", {"kept": "x" * 400}).content.decode()
    assert below not in page
    assert "It was not sent yet. Send it once more." in page


def test_a_form_sent_by_another_site_is_not_offered_again():
    strict = Client(enforce_csrf_checks=True)
    page = strict.post("/kk/trial/whoami/", FORM, HTTP_ORIGIN="https://elsewhere.example")
    assert page.status_code == 403
    assert typed(page) == {}
    assert LONG[:20] not in page.content.decode()


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize(
    ("path", "status"), [("trial/denied/", 403), ("nowhere/", 404), ("trial/bug/", 500), ("trial/locked/", 503)]
)
def test_every_failure_has_a_page_in_three_languages(calm, language, path, status):
    page = calm.get(f"/{language}/{path}")
    html = page.content.decode()
    assert page.status_code == status
    assert f'<html lang="{language}"' in html
    assert "<h1>" in html
    assert 'style="' not in html


def test_what_cannot_be_read_any_more_is_a_short_page(calm, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    page = calm.post("/kk/trial/locked/", {"text": "я" * 500})
    assert page.status_code in {400, 413, 503}
    assert b"<h1>" in page.content


def test_a_signed_in_person_meets_a_silent_database_at_the_session(calm, monkeypatch):
    """The session itself cannot be loaded: the page must not ask who she is."""
    from django.contrib.sessions.backends.db import SessionStore
    from django.db import OperationalError

    sign_in(calm, an_account(a_person()))

    def fail(*_):
        raise OperationalError("database is locked")

    monkeypatch.setattr(SessionStore, "load", fail)
    page = calm.post("/kk/trial/whoami/", FORM)
    assert page.status_code == 503
    assert typed(page)["text"] == LONG


def test_the_error_template_holds_no_query_and_no_person():
    plain = Path("ortaq/core/ui/templates/ui/layout_plain.html").read_text()
    assert "user" not in plain.replace("{% comment %}No menus and no person", "")
