"""Six recipes: ten questions at most, and what each makes of the answers it would be given."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests import records
from tests.civic.dialogue import stories
from tests.conftest import ALMATY, NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
DRAFT = "https://plan.example/draft.pdf"
PLANS: dict[str, dict[str, Any]] = {
    "forum": {"phases": ["collect", "vote", "answer", "report"], "forums": ["forum"]},
    "plan_review": {"phases": ["discuss", "answer", "report"], "forums": [], "link": DRAFT},
    "grant_contest": {"phases": ["collect", "vote", "answer", "report"], "forums": []},
    "corridor": {"phases": ["collect", "vote", "answer", "report"], "forums": ["gathering"]},
    "village_plan": {"phases": ["collect", "discuss", "vote", "answer", "report"], "forums": ["gathering"]},
    "workshops": {"phases": ["discuss", "report"], "forums": ["workshop"] * 4},
}


def typed(recipe: str, **other: Any) -> dict[str, Any]:
    """What is in the form when the organiser has written four texts and left the rest as it was."""
    from ortaq.civic.dialogue.forms.recipes import RecipeForm
    from ortaq.civic.dialogue.rules.recipes import RECIPES

    given = {
        "title_kk": "Жасыл дәліз", "title_ru": "Зелёный коридор", "asked_kk": "Не жетіспейді?",
        "asked_ru": "Чего не хватает?", "body": "1", "place": "1", "link": DRAFT,
    } | other  # fmt: skip
    empty = RecipeForm(
        recipe=RECIPES[recipe], zone="Asia/Almaty", bodies=[("1", "Әкімдік")], places=[("1", "Аудан")], now=NOW
    )
    started = {name: empty[name].value() for name in empty.fields}
    sent = {name: given.get(name, started[name]) for name in started}
    form = RecipeForm(
        sent, recipe=RECIPES[recipe], zone="Asia/Almaty", bodies=[("1", "Әкімдік")], places=[("1", "Аудан")], now=NOW
    )
    assert form.is_valid(), form.errors
    return form.cleaned_data


def follow(recipe: str, **other: Any) -> tuple[Any, Any]:
    from ortaq.civic.dialogue.services import recipes

    body = records.a_body()
    officer = stories.office(body)
    answers = typed(recipe, **other)
    return recipes.follow_recipe(recipe=recipe, answers=answers, body=body, actor=officer, now=NOW), officer


def test_no_recipe_asks_more_than_ten_questions() -> None:
    from ortaq.civic.dialogue.models import Process
    from ortaq.civic.dialogue.rules.recipes import MOST_QUESTIONS, RECIPES

    assert set(RECIPES) == set(PLANS) == set(Process.Recipe.values)
    for recipe in RECIPES.values():
        assert len(recipe.questions) <= MOST_QUESTIONS == 10, recipe.code
        assert len({question.name for question in recipe.questions}) == len(recipe.questions)


@pytest.mark.parametrize("recipe", PLANS)
def test_a_recipe_left_as_it_comes_can_be_published_at_once(recipe: str) -> None:
    from ortaq.civic.dialogue.models import Content, Forum
    from ortaq.civic.dialogue.services import processes

    process, officer = follow(recipe)
    wanted = PLANS[recipe]
    assert [phase.kind for phase in process.phases.all()] == wanted["phases"]
    forums = Forum.objects.filter(process=process).order_by("starts_at")
    assert [forum.kind for forum in forums] == wanted["forums"]
    assert {forum.state for forum in forums} <= {"draft"}
    links = [one.versions.get().link for one in Content.objects.filter(process=process)]
    assert links == ([DRAFT] if recipe in ("plan_review", "grant_contest") else [])
    assert processes.publish_process(process=process, actor=officer, now=NOW).listed


def test_phases_follow_one_another_by_the_clock_of_almaty() -> None:
    process, _officer = follow("grant_contest", closes_at="2027-03-20T18:00", weighed_until="2027-04-05T18:00")
    collect, vote, answer, report = process.phases.all()
    assert collect.opens_at == datetime(2027, 3, 2, 9, tzinfo=ALMATY) == datetime(2027, 3, 2, 4, tzinfo=UTC)
    assert collect.closes_at == vote.opens_at == datetime(2027, 3, 20, 13, tzinfo=UTC)
    assert vote.closes_at == answer.opens_at
    assert process.answers_due_on == date(2027, 4, 22)
    assert answer.closes_at == report.opens_at == datetime(2027, 4, 23, tzinfo=ALMATY)  # the promised day is whole


def test_workshops_are_sessions_at_the_same_hour_with_certificates() -> None:
    from ortaq.civic.dialogue.models import Forum

    process, _officer = follow("workshops", first_at="2027-03-10T18:30", sessions=3, every_days=7, minutes=90, seats=25)
    sessions = list(Forum.objects.filter(process=process).order_by("starts_at"))
    assert [one.starts_at.astimezone(ALMATY).strftime("%d.%m %H:%M") for one in sessions] == [
        "10.03 18:30", "17.03 18:30", "24.03 18:30",
    ]  # fmt: skip
    assert [one.title["ru"] for one in sessions] == [f"Зелёный коридор, № {n}" for n in (1, 2, 3)]
    assert {(one.capacity, one.certificate, one.ends_at - one.starts_at) for one in sessions} == {
        (25, True, timedelta(minutes=90))
    }
    assert len({one.code for one in sessions}) == 3
    assert process.phases.first().closes_at == sessions[-1].ends_at


def test_a_session_keeps_its_hour_when_summer_time_begins() -> None:
    from ortaq.civic.dialogue.rules.recipes import RECIPES

    berlin = ZoneInfo("Europe/Berlin")
    answers = {"first_at": datetime(2027, 3, 24, 18, tzinfo=berlin), "sessions": 2, "every_days": 7, "minutes": 60,
               "seats": 10, "title_kk": "А"}  # fmt: skip
    plan = RECIPES["workshops"].plan(answers, NOW, "Europe/Berlin")
    assert [one.starts_at.hour for one in plan.meetings] == [18, 18]
    assert plan.meetings[1].starts_at.astimezone(UTC) - plan.meetings[0].starts_at.astimezone(UTC) == 7 * DAY - (
        timedelta(hours=1)
    )


@pytest.mark.parametrize(
    ("recipe", "answers", "code"),
    [
        ("forum", {"closes_at": "2027-03-01T09:00"}, "phase_days"),
        ("grant_contest", {"weighed_until": "2027-03-10T09:00"}, "weighed_until"),
        ("plan_review", {"answers_due_on": "2027-03-10"}, "answers_due"),
        ("corridor", {"answers_due_on": "2027-03-30"}, "answers_due"),
    ],
)
def test_days_out_of_order_are_refused_with_a_sentence(recipe: str, answers: dict[str, Any], code: str) -> None:
    from ortaq.civic.dialogue.rules.recipes import RECIPES, check_answers

    whole = typed(recipe)
    for name, value in answers.items():
        at = datetime.fromisoformat(value)
        whole[name] = at.date() if name == "answers_due_on" else at.replace(tzinfo=ALMATY)
    said = check_answers(RECIPES[recipe], whole, zone="Asia/Almaty")
    assert not said
    assert said.code == code


def test_an_unknown_recipe_makes_nothing() -> None:
    from ortaq.civic.dialogue.services import recipes
    from ortaq.core.people.refusal import Refused

    body = records.a_body()
    with pytest.raises(Refused) as refused:
        recipes.follow_recipe(recipe="soup", answers={}, body=body, actor=stories.office(body), now=NOW)
    assert refused.value.code == "recipe"
