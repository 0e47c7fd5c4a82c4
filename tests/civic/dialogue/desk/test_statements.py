"""Statements at the desk: a look, a reason, a seed; the author is told once."""

from typing import Any

import pytest
from django.test import Client

from tests import records
from tests.civic.dialogue import stories, voices
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
TEXT = "Мектептің алдында жылдамдықты азайту керек."


def at_desk(actor: Any) -> Client:
    from ortaq.core.people.models import Person

    browser = Client()
    records.sign_in(browser, records.an_account(Person.objects.get(pk=actor.person_id)), strong=True)
    return browser


def here(process: Any, rest: str = "") -> str:
    return f"/en/desk/dialogue/{process.code}/statements/{rest}"


@pytest.fixture
def held() -> Any:
    from ortaq.civic.dialogue.services import statements

    process, officer = stories.a_process(moderation="before")
    person, actor = voices.a_voice()
    made = statements.post_statement(process=process, text=TEXT, form_token="", actor=actor, now=NOW)
    return process, officer, person, made


def tell(made: Any) -> list[Any]:
    """Run what the last act promised, twice: nobody is told twice."""
    from ortaq.civic.dialogue.services.telling import statements as telling
    from ortaq.core.journal.models import Entry
    from ortaq.core.notices.models import Notice
    from ortaq.core.people.actor import system

    entry = Entry.objects.filter(matter=made.process.matter).order_by("-seq").first()
    for _ in range(2):
        telling.tell_about(entry=entry, actor=system("test"), now=NOW)
    return list(Notice.objects.all())


def test_an_officer_shows_what_waited_and_the_author_is_told_once(held: Any) -> None:
    process, officer, person, made = held
    browser = at_desk(officer)
    assert TEXT in browser.get(here(process)).content.decode()
    done = browser.post(here(process, "1/show/"), follow=True)
    assert "Statement No. 1 is shown" in done.content.decode()
    (notice,) = tell(made)
    assert notice.person == person
    assert TEXT in notice.text
    again = browser.post(here(process, "1/show/"), follow=True)
    assert "judged already" in again.content.decode()


def test_a_rejection_asks_for_a_reason_and_tells_it(held: Any) -> None:
    process, officer, _, made = held
    browser = at_desk(officer)
    assert browser.post(here(process, "1/reject/"), {"reason": ""}).status_code == 422
    long = browser.post(here(process, "1/reject/"), {"reason": "ә" * 201})
    assert long.status_code == 422
    assert "at most 200 signs" in long.content.decode()
    done = browser.post(here(process, "1/reject/"), {"reason": "Тақырыптан тыс."}, follow=True)
    assert "The author reads the reason" in done.content.decode()
    (notice,) = tell(made)
    assert "Тақырыптан тыс." in notice.text
    assert "Тақырыптан тыс." in browser.get(here(process, "?show=rejected")).content.decode()


def test_seeds_are_added_one_after_another_and_a_bad_one_stays_in_the_field(held: Any) -> None:
    process, officer, _, _ = held
    browser = at_desk(officer)
    done = browser.post(here(process, "new/"), {"text": "Аллеяда орындық көп болсын."}, follow=True)
    assert "Add the next one" in done.content.decode()
    assert tell_nobody(process)
    bad = browser.post(here(process, "new/"), {"text": "Звоните 8 701 123 45 67 по всем вопросам."})
    assert bad.status_code == 422
    assert "Звоните 8 701 123 45 67" in bad.content.decode()


def tell_nobody(process: Any) -> bool:
    from ortaq.civic.dialogue.models import Statement

    return tell(Statement.objects.get(process=process, number=2)) == []


def test_the_desk_of_another_body_sees_nothing(held: Any) -> None:
    process, _, _, _ = held
    stranger = at_desk(stories.office(records.a_body("akimat-next")))
    for rest in ("", "new/", "1/reject/"):
        assert stranger.get(here(process, rest)).status_code == 404
    assert stranger.post(here(process, "1/show/")).status_code == 404


def test_the_list_costs_the_same_with_one_and_three_rows(held: Any, django_assert_num_queries: Any) -> None:
    from ortaq.civic.dialogue.services import statements

    process, officer, _, _ = held
    browser = at_desk(officer)
    browser.get(here(process))
    with django_assert_num_queries(6):
        browser.get(here(process))
    for n in range(2):
        _, actor = voices.a_voice()
        statements.post_statement(process=process, text=f"{TEXT} {n}", form_token="", actor=actor, now=NOW)
    with django_assert_num_queries(6):
        browser.get(here(process))


def test_a_translation_is_written_at_the_desk_and_a_bad_one_stays_in_the_field(held: Any) -> None:
    process, officer, _, made = held
    browser, there = at_desk(officer), here(process, "1/words/ru/")
    assert "no translation yet" in browser.get(here(process)).content.decode()
    bad = browser.post(there, {"text": "Эти мудаки ездят быстро."})
    assert bad.status_code == 422
    assert "Эти мудаки ездят быстро." in bad.content.decode()
    no_machine = browser.post(there, {"text": "", "machine": "on"})
    assert "no machine translation" in no_machine.content.decode()
    done = browser.post(there, {"text": "Перед школой нужно снизить скорость."}, follow=True)
    assert "Saved." in done.content.decode()
    made.refresh_from_db()
    assert made.translations["ru"]["state"] == "reviewed"
    for gone in ("1/words/kk/", "1/words/xx/", "9/words/ru/"):
        assert browser.get(here(process, gone)).status_code == 404
