"""Statements on pages: one at a time, without scripts; results in plain words; what is refused is kept and said."""

import re
from typing import Any

import pytest
from django.test import Client

from ortaq.civic.dialogue.models import StatementVote
from tests import records
from tests.civic.dialogue import stories, voices
from tests.civic.dialogue.services.test_groups import count, filled
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


def words_of(response: Any) -> str:
    main = response.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def here(process: Any, rest: str = "statements/") -> str:
    return f"/en/dialogue/{process.code}/{rest}"


def enter(person: Any) -> Client:
    from ortaq.core.people.models import Account

    browser = Client()
    records.sign_in(browser, Account.objects.get(person=person))
    return browser


def press(browser: Client, process: Any, value: int) -> Any:
    """She presses one of the three buttons of the page."""
    page = browser.get(here(process)).content.decode()
    (number,) = re.findall(r'name="number" value="(\d+)"', page)
    return browser.post(here(process, "statements/answer/"), {"number": number, "value": value})


@pytest.fixture
def process() -> Any:
    made, officer = stories.a_process()
    voices.seeded(made, officer)
    return made


def test_a_resident_begins_answers_with_buttons_and_reads_her_receipt(process: Any) -> None:
    person, _ = voices.a_voice()
    browser = enter(person)
    assert "Show me a statement" in words_of(browser.get(here(process)))
    assert browser.post(here(process, "statements/next/"))["Location"].endswith("/statements/#say")
    page = browser.get(here(process))
    assert "Do you agree? " in words_of(page)
    assert [name in words_of(page) for name in ("Agree", "Disagree", "Pass")] == [True] * 3
    for value in (1, -1, 0):
        assert press(browser, process, value).status_code == 302
    assert "3 / 6" in words_of(browser.get(here(process)))
    mine = words_of(browser.get(here(process, "statements/mine/")))
    assert mine.count("My answer:") == 3
    assert "have not been counted yet" in mine
    for _ in range(3):
        press(browser, process, 1)
    assert "You have answered everything" in words_of(browser.get(here(process)))


def test_reading_writes_nothing(process: Any) -> None:
    from ortaq.civic.dialogue.models import Showing, StatementWay

    browser = enter(voices.a_voice()[0])
    browser.get(here(process))
    assert not Showing.objects.exists()
    assert not StatementWay.objects.exists()


def test_a_guest_reads_all_and_is_led_to_sign_in(process: Any) -> None:
    page = Client().get(here(process))
    assert all(text in page.content.decode() for text in voices.SEEDS)
    assert "To answer, sign in" in words_of(page)
    refused = Client().post(here(process, "statements/next/"))
    assert "account/login" in (refused.get("Location") or refused.content.decode())
    assert "account/login" in Client().get(here(process, "statements/mine/"))["Location"]


def test_an_unconfirmed_phone_is_told_the_step_that_lacks(process: Any) -> None:
    browser = enter(voices.a_voice(verified=False)[0])
    assert "Confirm my phone" in words_of(browser.get(here(process)))
    refused = browser.post(here(process, "statements/next/"))
    assert refused.status_code == 422
    assert "Confirm your phone number first" in words_of(refused)


def test_an_answer_is_changed_on_her_own_page(process: Any) -> None:
    from ortaq.civic.dialogue.models import StatementVote

    person, actor = voices.a_voice()
    number = voices.answer(process, actor, 1)
    browser = enter(person)
    changed = browser.post(
        here(process, "statements/answer/"), {"number": number, "value": -1, "back": "mine"}, follow=True
    )
    assert "Your answer is changed" in changed.content.decode()
    assert StatementVote.objects.get(person=person).value == -1


def test_a_phase_that_ended_while_the_page_was_open_says_so_and_keeps_what_was_said(process: Any, clock: Any) -> None:
    from ortaq.civic.dialogue.models import StatementVote

    person, actor = voices.a_voice()
    voices.answer(process, actor)
    browser = enter(person)
    number = re.findall(r'name="number" value="(\d+)"', browser.get(here(process)).content.decode())[0]
    clock.now = stories.VOTED
    refused = browser.post(here(process, "statements/answer/"), {"number": number, "value": "-1"})
    assert refused.status_code == 422
    said = words_of(refused)
    assert "Your answer “Disagree” was not counted." in said
    assert "could be answered until" in said
    assert "All your earlier answers are kept" in said
    assert StatementVote.objects.count() == 1


def test_a_statement_taken_out_meanwhile_is_said_and_the_next_can_be_asked(process: Any) -> None:
    from ortaq.civic.dialogue.services import opinions, statements

    person, actor = voices.a_voice()
    asked = opinions.draw_statement(process=process, actor=actor, now=NOW)
    officer = stories.office(process.body)
    statements.reject_statement(statement=asked, reason="Қайталанған.", actor=officer, now=NOW)
    browser = enter(person)
    refused = browser.post(here(process, "statements/answer/"), {"number": asked.number, "value": "1"})
    assert refused.status_code == 422
    assert "taken out meanwhile" in words_of(refused)
    assert "Show me a statement" in words_of(refused)


@pytest.mark.parametrize("value", ["", "2", "x", "1; DROP"])
def test_a_button_that_is_not_there_is_refused(process: Any, value: str) -> None:
    from ortaq.civic.dialogue.services import opinions

    person, actor = voices.a_voice()
    asked = opinions.draw_statement(process=process, actor=actor, now=NOW)
    refused = enter(person).post(here(process, "statements/answer/"), {"number": asked.number, "value": value})
    assert refused.status_code == 422
    assert "Choose one of the three answers" in words_of(refused)


def test_a_statement_of_ones_own_is_shown_and_can_be_taken_back(process: Any) -> None:
    person, _ = voices.a_voice()
    browser = enter(person)
    text = "Аллеяда түнде жарық болсын."
    token = re.findall(
        r'name="form_token" value="([^"]+)"', browser.get(here(process, "statements/new/")).content.decode()
    )
    sent = {"text": text, "form_token": token[0]}
    thanks = browser.post(here(process, "statements/new/"), sent, follow=True)
    assert "Others can answer your statement now" in thanks.content.decode()
    assert text in words_of(thanks)
    browser.post(here(process, "statements/new/"), sent)
    assert words_of(Client().get(here(process))).count(text) == 1
    other = enter(voices.a_voice()[0])
    assert other.post(here(process, "statements/7/withdraw/")).status_code == 404
    back = browser.post(here(process, "statements/7/withdraw/"), follow=True)
    assert "taken back" in words_of(back)
    assert text not in words_of(Client().get(here(process)))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Позвоните Ахмету: 8 701 123 45 67.", "number of a person"),
        ("Эти мудаки ничего не делают.", "There is an insult"),
        ("б" * 150, "at most 140 signs; yours has 150"),
        ("", "Write one whole sentence"),
    ],
)
def test_what_is_refused_stays_in_the_field_beside_its_sentence(process: Any, text: str, says: str) -> None:
    browser = enter(voices.a_voice()[0])
    refused = browser.post(here(process, "statements/new/"), {"text": text})
    assert refused.status_code == 422
    assert says in words_of(refused)
    assert text in refused.content.decode()


def test_the_phase_ended_while_she_wrote_and_her_words_are_still_there(process: Any, clock: Any) -> None:
    browser = enter(voices.a_voice()[0])
    browser.get(here(process, "statements/new/"))
    clock.now = stories.COLLECTED
    refused = browser.post(here(process, "statements/new/"), {"text": "Көшеге көлеңке керек деп ойлаймын."})
    assert refused.status_code == 422
    assert "Statements were taken until" in words_of(refused)
    assert "Көшеге көлеңке керек деп ойлаймын." in refused.content.decode()


def test_results_say_groups_common_ground_and_divisions_with_a_map_and_its_table() -> None:
    process, officer = stories.a_process()
    people = filled(process, officer)
    made = count(process)
    page = Client().get(here(process, "groups/"))
    said = words_of(page)
    assert "60 people have answered. The answers show 2 groups that think differently." in said
    assert "What all groups agree on" in said
    assert "What divides the groups" in said
    assert "The same as a table" in said
    assert re.search(r"Group A 30 50\s*%", said)
    assert f"/decisions/{made.decision.public_id}/decision.json" in page.content.decode()
    assert 50 < page.content.decode().count("h0") <= 60
    divisive = {one["statement"] for one in made.summary["divisive"]}
    assert divisive
    mine = words_of(enter(people[0][0]).get(here(process, "groups/")))
    assert re.search(r"By your answers you stand with group [AB]\.", mine)
    own = words_of(enter(people[0][0]).get(here(process, "statements/mine/")))
    assert re.search(r"You were counted in group [AB]\.", own)
    assert "This divides the groups; your answer is counted in it." in own
    assert "sha256:" in own


def test_one_cloud_names_no_group() -> None:
    process, officer = stories.a_process()
    people = filled(process, officer, people=20, camps=False)
    StatementVote.objects.filter(statement__number=1).update(value=1)
    count(process)
    own = words_of(enter(people[0][0]).get(here(process, "statements/mine/")))
    assert "Most people agree, and so do you." in own
    assert "All groups" not in own
    said = words_of(Client().get(here(process, "groups/")))
    assert "one shared cloud" in said
    assert "Group A" not in said
    assert "Everybody 20 100" in said


def test_before_the_first_count_the_page_says_when(process: Any) -> None:
    assert "have not been counted yet" in words_of(Client().get(here(process, "groups/")))


def test_votes_taken_back_leave_the_page_and_promise_a_count(process: Any) -> None:
    from ortaq.civic.dialogue.models import StatementVote

    person, actor = voices.a_voice()
    voices.answer(process, actor)
    browser = enter(person)
    asked = words_of(browser.get(here(process, "statements/mine/forget/")))
    assert "1 answer is removed for good" in asked
    gone = browser.post(here(process, "statements/mine/forget/"), follow=True)
    assert "Your answers are removed" in gone.content.decode()
    assert not StatementVote.objects.exists()


def test_a_draft_is_nobody_elses() -> None:
    process, _ = stories.a_process(listed=False, state="draft")
    for rest in ("statements/", "groups/", "statements/new/"):
        assert Client().get(here(process, rest)).status_code == 404


def test_the_list_costs_the_same_however_long(process: Any, django_assert_num_queries: Any) -> None:
    browser, officer = enter(voices.a_voice()[0]), stories.office(process.body)
    browser.get(here(process))
    with django_assert_num_queries(13):
        browser.get(here(process))
    voices.seeded(process, officer, tuple(f"Тағы бір ұсыныс, нөмірі {n}." for n in range(60)))
    with django_assert_num_queries(13):
        page = browser.get(here(process))
    assert "?after=50#all" in page.content.decode()
    rest = words_of(browser.get(here(process) + "?after=50"))
    assert "№ 51" in rest
    assert "№ 50 " not in rest


def test_results_cost_the_same_however_many(django_assert_num_queries: Any) -> None:
    process, officer = stories.a_process()
    people = filled(process, officer, people=4)
    count(process)
    browser = enter(people[0][0])
    browser.get(here(process, "groups/"))
    with django_assert_num_queries(12):
        browser.get(here(process, "groups/"))
    for _ in range(3):
        _, actor = voices.a_voice()
        voices.answer(process, actor)
    count(process)
    with django_assert_num_queries(12):
        browser.get(here(process, "groups/"))


@pytest.mark.parametrize("after", ["-1", "x", "9" * 30, "٣"])
def test_a_strange_page_number_shows_the_first_page(process: Any, after: str) -> None:
    assert voices.SEEDS[0] in Client().get(f"{here(process)}?after={after}").content.decode()


def test_a_statement_is_read_in_the_language_of_the_page_and_a_machine_is_named(process: Any) -> None:
    from ortaq.civic.dialogue.services import opinions, statements

    officer = stories.office(process.body)
    person, actor = voices.a_voice()
    asked = opinions.draw_statement(process=process, actor=actor, now=NOW)
    given = {"statement": asked, "language": "en" if asked.language != "en" else "ru", "actor": officer, "now": NOW}
    language = given["language"]
    statements.translate_statement(text="Said in another language, by a machine.", machine=True, **given)
    browser = enter(person)
    address = f"/{language}/dialogue/{process.code}/statements/"
    page = browser.get(address).content.decode()
    assert page.count("Said in another language, by a machine.") == 2
    assert page.count(asked.text) == 1
    if language == "en":
        assert page.count("machine translation, not checked") == 2
        assert "As it was written:" in page
    statements.translate_statement(text="Said in another language, by a person.", **given)
    read = browser.get(address).content.decode()
    assert "Said in another language, by a person." in read
    assert "machine translation" not in read
    assert "Said in another language" not in browser.get(f"/kk/dialogue/{process.code}/statements/").content.decode()
