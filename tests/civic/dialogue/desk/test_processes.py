"""Organisers at the desk: a recipe's questions, phases by the process' clock, texts side by side."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tests import factories, records
from tests.civic.dialogue import stories, texts
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ANSWERS = {
    "title_kk": "Орталық саябақ", "title_ru": "Центральный парк", "asked_kk": "Қандай болсын?", "asked_ru": "Каким быть?",
    "opens_at": "2027-03-02T09:00", "closes_at": "2027-03-20T18:00", "meets_at": "2027-03-15T10:00", "seats": "120",
    "answers_due_on": "2027-05-01",
}  # fmt: skip


class Desk:
    """An officer with a browser, signed in with a second factor."""

    def __init__(self, body: Any, role: str = "officer") -> None:
        office = factories.an_office(body, role)
        self.actor, self.client = factories.actor_for(office), Client()
        self.account = records.an_account(office.person)
        self.sign_in()

    def sign_in(self) -> None:
        records.sign_in(self.client, self.account, strong=True)

    def read(self, path: str, status: int = 200) -> str:
        response = self.client.get(f"/en/desk/dialogue/{path}")
        assert response.status_code == status, path
        return response.content.decode()

    def send(self, path: str, status: int = 302, **typed: Any) -> str:
        response = self.client.post(f"/en/desk/dialogue/{path}", typed)
        assert response.status_code == status, response.content.decode()[-3000:]
        return response.content.decode()


@pytest.fixture
def desk(db: None) -> Desk:
    return Desk(records.a_body())


def a_process(desk: Desk, **facts: Any) -> Any:
    from ortaq.core.territory.models import Body

    return stories.a_process(body=Body.objects.get(), **facts)[0]


def test_ten_answers_make_a_dialogue_with_its_phases_and_its_forum(desk: Desk) -> None:
    from ortaq.civic.dialogue.models import Forum, Process
    from ortaq.core.territory.models import Body

    assert "Forum on a theme" in desk.read("new/")
    page = desk.read("new/forum/")
    assert 'value="2027-03-02T09:00"' in page  # what is usual stands there already
    assert page.count('class="field') == len(ANSWERS) + 1 == 10
    desk.send("new/forum/", **ANSWERS, body=Body.objects.get().pk)
    process = Process.objects.get()
    assert process.phases.first().opens_at == datetime(2027, 3, 2, 4, tzinfo=UTC)
    assert Forum.objects.get().capacity == 120
    assert "draft" in desk.read(f"{process.code}/")
    desk.send(f"{process.code}/publish/")
    assert Client().get(f"/kk/dialogue/{process.code}/").status_code == 200


def test_a_refusal_keeps_what_was_typed(desk: Desk) -> None:
    from ortaq.civic.dialogue.models import Process
    from ortaq.core.territory.models import Body

    wrong = ANSWERS | {"closes_at": "2027-03-01T09:00"}
    page = desk.send("new/forum/", 422, **wrong, body=Body.objects.get().pk)
    assert "A phase must begin before it ends." in page
    assert "Орталық саябақ" in page
    assert not Process.objects.exists()


def test_an_unknown_recipe_part_phase_or_text_is_not_there(desk: Desk) -> None:
    process = a_process(desk)
    for path in ("new/soup/", f"{process.code}/edit/money/", f"{process.code}/phases/9/", f"{process.code}/texts/new/ad/",
                 f"{process.code}/texts/nothing/", "nothing/"):  # fmt: skip
        desk.read(path, 404)


def test_a_process_of_another_body_is_not_there(desk: Desk) -> None:
    process = a_process(desk)
    content = texts.a_draft(process, desk.actor)
    stranger = Desk(records.a_body("akimat-other"))
    for tail in ("", "edit/words/", "phases/0/", "publish/", "close/", "texts/new/news/", f"texts/{content.code}/",
                 f"texts/{content.code}/edit/", f"texts/{content.code}/versions/1/"):  # fmt: skip
        stranger.read(f"{process.code}/{tail}", 404)
    assert process.code not in stranger.read("")


def test_who_holds_no_organisers_office_begins_nothing() -> None:
    operator = Desk(records.a_body(), "operator")
    operator.read("new/", 403)
    assert "A new dialogue" not in operator.read("")


def test_a_public_phase_is_moved_with_a_reason_by_the_clock_of_its_process(desk: Desk) -> None:
    process = a_process(desk, time_zone="UTC")
    page = desk.read(f"{process.code}/phases/0/")
    assert "Times are by the clock of UTC." in page
    assert 'value="2027-03-11T05:00"' in page
    typed = {"phase": "collect", "opens_at": "2027-02-28T05:00", "closes_at": "2027-03-20T13:00", "allows": ["idea"]}
    assert "2027-03-20T13:00" in desk.send(f"{process.code}/phases/0/", 422, **typed)
    desk.send(f"{process.code}/phases/0/", **typed, reason="Жаңбыр жауды")
    assert process.phases.first().closes_at == datetime(2027, 3, 20, 13, tzinfo=UTC)
    desk.send(f"{process.code}/phases/0/", 403, drop="1")
    assert process.phases.count() == 3


def test_a_phase_can_be_added_to_a_draft_and_taken_out_again(desk: Desk) -> None:
    process = a_process(desk, listed=False, state="draft")
    typed = {"phase": "report", "opens_at": "2027-05-01T00:00", "closes_at": "2027-06-01T00:00"}
    desk.send(f"{process.code}/phases/new/", **typed)
    assert [phase.kind for phase in process.phases.all()] == ["collect", "vote", "answer", "report"]
    desk.send(f"{process.code}/phases/3/", drop="1")
    assert process.phases.count() == 3


def test_words_and_settings_are_changed_a_part_at_a_time(desk: Desk) -> None:
    process = a_process(desk)
    asked = {"question_kk": "Не керек?", "question_ru": "Что нужно?"}
    desk.send(f"{process.code}/edit/words/", title_kk="Саябақ", title_ru="Парк", **asked)
    desk.send(f"{process.code}/edit/settings/", moderation="before", columns="on", time_zone="Asia/Oral")
    process.refresh_from_db()
    assert process.title == {"kk": "Саябақ", "ru": "Парк"}
    assert (process.moderation, process.columns, process.time_zone) == ("before", True, "Asia/Oral")
    day = {"moderation": "before", "time_zone": "Asia/Oral", "answers_due_on": "2027-06-01"}
    assert "Say why" in desk.send(f"{process.code}/edit/settings/", 422, **day)
    desk.send(f"{process.code}/edit/settings/", **day, reason="Жауаптар көбейді")
    assert "Select a valid choice" in desk.send(
        f"{process.code}/edit/settings/", 422, moderation="before", time_zone="Mars/Olympus"
    )


def test_a_dialogue_is_closed_at_the_desk_only_when_its_time_is_over(desk: Desk, clock: Any) -> None:
    process = a_process(desk)
    page = desk.send(f"{process.code}/close/", 422)
    assert "People can take part until 21 March 2027. End the phase first." in page
    clock.now = stories.VOTED
    desk.sign_in()  # a session does not last for weeks
    desk.send(f"{process.code}/close/")
    process.refresh_from_db()
    assert process.state == "closed"


def test_a_text_is_written_compared_shown_later_and_taken_back(desk: Desk, clock: Any) -> None:
    from ortaq.civic.dialogue.jobs import processes as jobs
    from ortaq.civic.dialogue.models import Content

    process = a_process(desk)
    one = f"{process.code}/texts/news-1/"
    said = {"source_language": "kk", "title_kk": "Серуен сенбіде", "text_kk": "Бәріңізді шақырамыз."}
    desk.send(f"{process.code}/texts/new/news/", **said)
    assert "missing" in desk.read(one)
    assert "Kazakh and in Russian" in desk.send(f"{one}show/", 422)
    said |= {"title_ru": "Прогулка в субботу", "text_ru": "Приглашаем всех.", "machine_ru": "on"}
    desk.send(f"{one}edit/", **said, based_on="1")
    assert "translated by a machine" in desk.read(one)
    assert "<ins>" in desk.read(f"{one}versions/2/")
    desk.send(f"{one}later/", publish_at="2027-03-05T09:00")
    assert "5 March 2027, 09:00 (UTC+5)" in desk.read(one)
    public = f"/kk/dialogue/{process.code}/read/news-1/"
    clock.now = NOW + 4 * DAY
    jobs.sweep.call()
    assert Client().get(public).status_code == 200
    desk.send(f"{one}versions/1/")
    assert Content.objects.get().versions.count() == 3
    desk.send(f"{one}withdraw/", 422, reason="")
    desk.send(f"{one}withdraw/", reason="Күні өзгерді")
    assert Client().get(public).status_code == 404


def test_who_was_overtaken_keeps_her_words_and_can_save_them_on_top(desk: Desk) -> None:
    process = a_process(desk)
    content = texts.a_draft(process, desk.actor)
    one = f"{process.code}/texts/{content.code}/edit/"
    hers = {"source_language": "kk", "title_kk": "Менің атауым", "text_kk": "Менің мәтінім"}
    desk.send(one, **hers | {"text_kk": "Әріптестің мәтіні"}, based_on="1")
    page = desk.send(one, 409, **hers, based_on="1")
    assert "Менің мәтінім" in page
    assert '<input type="hidden" name="based_on" value="2">' in page
    assert page.count('name="based_on"') == 1
    desk.send(one, **hers, based_on="2")
    assert content.versions.first().text == {"kk": "Менің мәтінім"}


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_at_the_desk_cost_the_same_for_one_row_and_for_three(
    rows: int, desk: Desk, django_assert_num_queries: Any
) -> None:
    processes = [a_process(desk) for _each in range(rows)]
    for _each in range(rows):
        texts.shown(processes[0], desk.actor)
    desk.read("")
    with django_assert_num_queries(6):  # session, account, offices, bodies, processes and their phases
        desk.read("")
    with django_assert_num_queries(10):  # …, process, phases, texts, their versions, who waits for an answer
        desk.read(f"{processes[0].code}/")
    code = processes[0].contents.first().code
    with django_assert_num_queries(6):
        desk.read(f"{processes[0].code}/texts/{code}/")


def test_goals_are_added_and_taken_out_as_long_as_no_idea_names_them(desk: Desk) -> None:
    from tests.civic.dialogue import idea_stories

    process = a_process(desk)
    path = f"{process.code}/goals/"
    step = {
        "goal_code": "100-steps-97",
        "label_kk": "97-қадам",
        "label_ru": "97-й шаг",
        "link": "https://steps.example/97",
    }
    desk.send(path, **step)
    desk.send(path, **step | {"goal_code": "sdg-11"})
    assert "a short code of its own" in desk.send(path, 422, **step)
    assert "Enter a valid URL." in desk.send(path, 422, **step | {"goal_code": "x", "link": "javascript:alert(1)"})
    process.refresh_from_db()
    idea_stories.an_idea(process, goal="100-steps-97")
    desk.send(path, drop="sdg-11")
    assert "It stays." in desk.send(path, 403, drop="100-steps-97")
    process.refresh_from_db()
    assert [goal["code"] for goal in process.goals] == ["100-steps-97"]


def test_the_page_leads_to_all_work_and_says_who_waits(desk: Desk) -> None:
    from tests.civic.dialogue import fate_stories

    process = a_process(desk)
    fate_stories.an_idea(process)
    page = desk.read(f"{process.code}/")
    assert "1 still waits." in page
    for tail in ("ideas", "statements", "answers", "goals"):
        assert f"/en/desk/dialogue/{process.code}/{tail}/" in page


def backwards(text: str, source: str, target: str) -> str:
    """A translator for tests."""
    if "сынды" in text:
        raise ConnectionError
    return f"[{source}→{target}] {text[::-1]}"


def test_a_machine_drafts_only_what_is_missing_and_a_person_keeps_it(desk: Desk, settings: Any) -> None:
    from ortaq.civic.dialogue.models import Content

    process = a_process(desk)
    new, said = f"{process.code}/texts/new/news/", {"source_language": "kk", "title_kk": "Серуен", "text_kk": "Келіңіз"}
    assert 'name="translate"' not in desk.read(new)
    assert "no machine translation" in desk.send(new, 422, **said, translate="1")
    settings.TRANSLATOR = f"{__name__}.backwards"
    assert 'name="translate"' in desk.read(new)
    page = desk.send(new, 200, **said, title_ru="Прогулка", translate="1")
    assert "[kk→en] неуреС" in page
    assert "[kk→ru]" not in page  # a person has written there
    assert page.count("checked") == 1  # English, as the machine's
    assert not Content.objects.exists()
    page = desk.send(new, 422, **said | {"text_kk": "сынды"}, translate="1")
    assert "The machine gave no translation." in page
    assert "сынды" in page
