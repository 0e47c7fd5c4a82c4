"""What goes wrong at the pages of the city: each fault gets a sentence in the reader's language, and nothing typed is lost.

The questions of the form one by one are tested with it (tests/civic/reception/pages); here is what comes from outside of
them: the desk's dates and files, two officers at once, a session that ends, a database that is locked or gone.
"""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test import Client

from tests import factories
from tests.civic.reception.pages import walk
from tests.journeys import life

LANGUAGES = ("kk", "ru", "en")
WORDS = "Біздің аулада балалар алаңы ескірген, әткеншек сынып қалды.\nЖөндеп беріңіздерші."
ANSWER = "Әткеншек ауыстырылды, төсеніш жаңартылды. Алаңды әр апта сайын тексереміз."
NOT_TRANSLATED = re.compile(r"\b(the|this|write|choose|cannot)\b", re.IGNORECASE)


def errors(response: Any) -> str:
    """This will give what the page says is wrong, without tags."""
    html = response.content.decode()
    found = re.findall(r'<(?:p class="error"|div class="error-summary").*?</(?:p|div)>', html, re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", " ".join(found))).split())


def said(response: Any, language: str, **words: str) -> None:
    """This will see that the page says this in its language, and nothing of it in another one."""
    seen = errors(response)
    assert words[language] in seen, seen
    if language != "en":
        assert not NOT_TRANSLATED.search(seen), f"not translated: {seen}"


def texts(response: Any) -> dict[str, str]:
    """This will give what a page would send again: hidden fields and texts."""
    html = response.content.decode()
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)"(?: id="kept")? value="([^"]*)"', html))
    fields |= dict(re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>\n?(.*?)</textarea>', html, re.DOTALL))
    return {name: unescape(value) for name, value in fields.items() if name != "csrfmiddlewaretoken"}


@pytest.fixture
def town(db: None) -> factories.City:
    return life.city_of_today()


@pytest.fixture
def desk(town: factories.City) -> Any:
    """An officer's own browser, and an appeal of three days ago that waits for him."""
    appeal = factories.an_appeal(town, now=life.ago(3))
    client = life.signed_in(life.an_officer(town), strong=True)
    client.pk = factories.lead_of(appeal).pk
    client.appeal = appeal
    return client


def deed(client: Any, name: str, language: str) -> str:
    return f"/{language}/desk/appeals/{client.pk}/{name}/"


# ---------------------------------------------------------------- dates


@pytest.mark.parametrize("language", LANGUAGES)
def test_work_cannot_be_done_tomorrow_or_before_the_appeal(desk: Any, language: str) -> None:
    for day, words in (
        (1, {"kk": "болашақта", "ru": "в будущем", "en": "in the future"}),
        (-30, {"kk": "бұрын", "ru": "раньше", "en": "before the appeal came in"}),
    ):
        done_on = (life.today() + timedelta(days=day)).isoformat()
        page = desk.post(deed(desk, "fix", language), {"note": ANSWER, "done_on": done_on})
        assert page.status_code == 422
        assert texts(page)["note"] == ANSWER
        said(page, language, **words)
    desk.appeal.refresh_from_db()
    assert desk.appeal.repair != "fixed"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("day", [-1, 400])
def test_a_term_is_extended_forward_and_not_for_ever(town: factories.City, language: str, day: int) -> None:
    appeal = factories.an_appeal(town, now=life.ago(3), kind="application")
    head = life.signed_in(life.an_officer(town, role="head"), strong=True)
    head.pk = factories.lead_of(appeal).pk
    until = (life.today() + timedelta(days=day)).isoformat()
    page = head.post(deed(head, "extend", language), {"motive": WORDS, "until": until})
    assert page.status_code == 422
    assert texts(page)["motive"].replace("\r\n", "\n") == WORDS
    assert errors(page)
    assert not (language != "en" and NOT_TRANSLATED.search(errors(page))), errors(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_day_that_is_no_day_is_asked_again(desk: Any, language: str) -> None:
    page = desk.post(deed(desk, "fix", language), {"note": ANSWER, "done_on": "30.02.2026"})
    assert page.status_code == 422
    said(page, language, kk="2026-12-31", ru="2026-12-31", en="Write the day as 2026-12-31.")


# ---------------------------------------------------------------- files


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_disguised_photo_of_finished_work_is_refused_and_the_words_stay(desk: Any, language: str) -> None:
    program = SimpleUploadedFile("after.jpg", b"MZ\x90\x00" + b"\0" * 4096, content_type="image/jpeg")
    today = life.today().isoformat()
    page = desk.post(deed(desk, "fix", language), {"note": ANSWER, "done_on": today, "photo": program})
    assert page.status_code == 422
    assert texts(page)["note"] == ANSWER
    said(page, language, kk="after.jpg", ru="after.jpg", en="after.jpg")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_photo_of_fifty_megabytes_is_refused_at_the_desk_too(desk: Any, language: str) -> None:
    heavy = SimpleUploadedFile("after.jpg", b"\xff\xd8\xff" + b"\0" * (50 * 1024 * 1024), content_type="image/jpeg")
    today = life.today().isoformat()
    page = desk.post(deed(desk, "fix", language), {"note": ANSWER, "done_on": today, "photo": heavy})
    assert page.status_code == 422
    said(page, language, kk="20 МБ", ru="20 МБ", en="20 MB")


# ---------------------------------------------------------------- words


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "text", ["", "  \n ", "👍👍👍", "ә" * 1_000_000], ids=["empty", "blank", "emoji", "one megabyte"]
)
def test_an_answer_that_says_nothing_or_too_much_comes_back_whole(desk: Any, language: str, text: str) -> None:
    page = desk.post(deed(desk, "answer", language), {"text": text, "outcome": "granted"})
    assert page.status_code == 422
    assert errors(page)
    assert not (language != "en" and NOT_TRANSLATED.search(errors(page))), errors(page)
    assert texts(page)["text"].strip() == text.strip()
    desk.appeal.refresh_from_db()
    assert desk.appeal.state == "open"


@pytest.fixture
def operator(town: factories.City) -> Any:
    return life.signed_in(life.an_officer(town, "centre", "operator"), strong=True)


CALL = {"text": WORDS, "kind": "message", "name": "Айгерім (демо)", "phone": "+77011234567", "form_token": "a-call"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "wrong"),
    [("iin", "880101300120"), ("iin", "000000000000"), ("phone", "12"), ("district", "kz.nowhere"), ("text", "👍👍")],
)
def test_the_switchboard_asks_again_what_cannot_be(operator: Any, language: str, name: str, wrong: str) -> None:
    page = operator.post(f"/{language}/desk/call/", {**CALL, name: wrong})
    assert page.status_code == 422
    assert errors(page)
    assert not (language != "en" and NOT_TRANSLATED.search(errors(page))), errors(page)
    assert texts(page)["text"].replace("\r\n", "\n") == (wrong if name == "text" else WORDS)


def test_a_call_registered_twice_is_one_appeal(operator: Any) -> None:
    from ortaq.civic.reception.models import Appeal

    first = operator.post("/kk/desk/call/", CALL)
    second = operator.post("/kk/desk/call/", CALL)
    assert first["Location"] == second["Location"]
    assert Appeal.objects.count() == 1


# ---------------------------------------------------------------- two at once, and a session that ends


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_second_of_two_officers_is_told_and_keeps_every_word(
    town: factories.City, desk: Any, language: str
) -> None:
    from ortaq.civic.reception.models import Answer

    colleague = life.signed_in(life.an_officer(town, name="Сәуле (демо)"), strong=True)
    for client in (desk, colleague):
        assert client.get(deed(desk, "answer", language)).status_code == 200
    first = colleague.post(deed(desk, "answer", language), {"text": ANSWER, "outcome": "granted"})
    assert first.status_code == 302
    mine = ANSWER + " Екінші жауап."
    page = desk.post(deed(desk, "answer", language), {"text": mine, "outcome": "explained"})
    assert page.status_code == 409
    assert texts(page)["text"] == mine
    said(page, language, kk="Бостандық әкімдігі", ru="Акимат Бостандыка", en="Bostandyk akimat")
    assert "Сәуле" not in errors(page), "the colleague is not named"
    assert Answer.objects.count() == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_officer_whose_session_ended_signs_in_and_sends_the_same_words(
    town: factories.City, desk: Any, language: str
) -> None:
    officer = desk.session["_auth_user_id"]
    desk.cookies.clear()
    page = desk.post(deed(desk, "answer", language), {"text": ANSWER, "outcome": "granted"})
    assert page.status_code == 403
    assert f"/{language}/account/login/" in page.content.decode()
    kept = texts(page)
    assert kept["text"] == ANSWER
    from ortaq.core.people.models import Account

    again = life.signed_in(Account.objects.get(pk=officer).person, strong=True)
    assert again.post(deed(desk, "answer", language), kept).status_code == 302
    desk.appeal.refresh_from_db()
    assert desk.appeal.state == "answered"


# ---------------------------------------------------------------- the database is locked, or gone


def rows() -> dict[str, int]:
    """This will count what a filing or an answer writes."""
    from ortaq.civic.reception.models import Answer, Appeal, Assignment
    from ortaq.core.deadlines.models import Clock
    from ortaq.core.journal.models import Entry
    from ortaq.core.matters.models import Matter
    from ortaq.core.people.models import Person

    return {
        model.__name__: model.objects.count() for model in (Matter, Appeal, Assignment, Clock, Entry, Answer, Person)
    }


def is_calm(page: Any, language: str) -> None:
    """This will see that the page asks to wait, in the reader's language."""
    assert page.status_code == 503
    assert page["Retry-After"] == "10"
    html = page.content.decode()
    assert f'<html lang="{language}"' in html
    assert {"kk": "Бір сәт", "ru": "минут", "en": "One moment"}[language] in html.split("<h1>")[1]


@pytest.fixture
def locked(city: factories.City) -> Any:
    """SQLite held by another connection that writes, as a backup or an import would; `release()` lets go."""
    import sqlite3

    if connection.vendor != "sqlite":
        pytest.skip("a lock on the whole file is SQLite's")
    patience = connection.settings_dict["OPTIONS"]["timeout"]
    connection.close()
    connection.settings_dict["OPTIONS"]["timeout"] = 0.2
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    yield other
    other.close()
    connection.close()
    connection.settings_dict["OPTIONS"]["timeout"] = patience


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_locked_database_loses_no_appeal(locked: Any, language: str) -> None:
    resident = Client(raise_request_exception=False)
    asked = texts(walk.walk(resident, language=language, words={"text": WORDS}))
    before = rows()
    locked.execute("BEGIN IMMEDIATE")
    page = resident.post(walk.step("check", language), asked)
    is_calm(page, language)
    locked.execute("ROLLBACK")
    assert rows() == before
    again = resident.post(walk.step("check", language), texts(page))
    assert again["Location"].endswith("/filed/")
    assert rows()["Appeal"] == before["Appeal"] + 1


def test_a_locked_database_in_the_middle_of_the_questions_keeps_the_words_on_the_page(locked: Any) -> None:
    resident = Client(raise_request_exception=False)
    resident.get(walk.step("words"))
    locked.execute("BEGIN IMMEDIATE")
    page = resident.post(walk.step("words"), {"text": WORDS})
    locked.execute("ROLLBACK")
    is_calm(page, "kk")
    assert texts(page)["text"].replace("\r\n", "\n") == WORDS
    assert resident.post(walk.step("words"), texts(page))["Location"] == walk.step("topic")


GONE = OperationalError("the connection is closed")


@pytest.mark.usefixtures("city")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("table", ["matters_matter", "reception_appeal", "reception_assignment", "journal_entry"])
def test_a_connection_that_breaks_halfway_leaves_nothing_half_written(
    monkeypatch: pytest.MonkeyPatch, table: str, language: str
) -> None:
    from ortaq.core.matters import bulk

    def breaking(insert: Any) -> Any:
        def until(into: str, columns: Any, rows: Any) -> Any:
            written = insert(into, columns, rows)
            if into.strip('"') == table:
                raise GONE
            return written

        return until

    resident = Client(raise_request_exception=False)
    asked = texts(walk.walk(resident, language=language, words={"text": WORDS}))
    before = rows()
    with monkeypatch.context() as patch:
        for way in ("_copy", "_execute_many", "_execute_once"):  # PostgreSQL's, SQLite's, and for a few rows
            patch.setattr(bulk, way, breaking(getattr(bulk, way)))
        page = resident.post(walk.step("check", language), asked)
    is_calm(page, language)
    assert texts(page)["kept"] == asked["kept"], "what she answered so far travels with the page, too"
    after = rows()
    assert {**after, "Person": before["Person"]} == before
    assert resident.post(walk.step("check", language), texts(page))["Location"].endswith("/filed/")
    assert rows()["Appeal"] == before["Appeal"] + 1


def broken_at_answers(execute: Any, sql: str, params: Any, many: Any, context: Any) -> Any:
    """The connection breaks when the answer itself is to be written."""
    if sql.startswith("INSERT") and '"reception_answer"' in sql:
        raise GONE
    return execute(sql, params, many, context)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_connection_that_breaks_under_an_answer_keeps_the_officers_words(city: factories.City, language: str) -> None:
    appeal = factories.an_appeal(city, now=life.ago(3))
    officer = life.signed_in(life.an_officer(city), strong=True)
    officer.raise_request_exception = False
    officer.pk = factories.lead_of(appeal).pk
    before = rows()
    with connection.execute_wrapper(broken_at_answers):
        page = officer.post(deed(officer, "answer", language), {"text": ANSWER, "outcome": "granted"})
    is_calm(page, language)
    assert texts(page)["text"] == ANSWER
    assert rows() == before
    assert officer.post(deed(officer, "answer", language), texts(page)).status_code == 302
