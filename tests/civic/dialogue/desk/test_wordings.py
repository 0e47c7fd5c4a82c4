"""What residents write, in other languages: by a person or by the city's machine, always said which."""

import pytest
from django.test import Client

from ortaq.civic.dialogue import acts
from ortaq.core.journal.models import Entry
from ortaq.core.matters.models import Wording
from tests import factories, records
from tests.civic.dialogue import fate_stories, stories

pytestmark = pytest.mark.django_db
HOOK = "tests.civic.dialogue.desk.test_wordings.loud"


def loud(text: str, source: str, target: str) -> str:
    return f"{source}>{target} {text.upper()}"


def broken(text: str, source: str, target: str) -> str:
    raise OSError("no answer")


@pytest.fixture
def told():
    return stories.a_process(code="green")


@pytest.fixture
def idea(told):
    return fate_stories.an_idea(told[0])


@pytest.fixture
def desk(told):
    client = Client()
    records.sign_in(client, records.an_account(factories.an_office(told[0].body, "officer").person), strong=True)
    return client


@pytest.fixture
def path(idea):
    return f"/en/desk/dialogue/green/words/{idea.matter.number}/ru/"


def test_without_a_hook_there_is_no_machine(desk, path, settings):
    assert settings.TRANSLATOR == ""
    assert "Let the machine draft it" not in desk.get(path).content.decode()
    refused = desk.post(path, {"machine": "on"})
    assert (refused.status_code, "set up no machine translation" in refused.content.decode()) == (422, True)
    assert Wording.objects.count() == 0


def test_a_machines_draft_is_marked_until_a_person_has_read_it(desk, path, idea, settings, client):
    settings.TRANSLATOR = HOOK
    assert desk.post(path, {"machine": "on"}).status_code == 302
    here = f"/en/dialogue/green/talk/{idea.matter.number}/languages/"
    shown = client.get(here).content.decode()
    assert f"kk&gt;ru {idea.matter.title.upper()}" in shown
    assert "machine translation, not checked" in shown
    desk.post(path, {"title": "Посадить деревья", "text": "Нет тени. Звоните +7 701 123 45 67"})
    kept = Wording.objects.get()
    assert (kept.state, kept.title, "701" in kept.text) == ("reviewed", "Посадить деревья", False)
    assert "translation, read by a person" in client.get(here).content.decode()
    again = desk.post(path, {"machine": "on"})
    assert (again.status_code, "a machine does not replace it" in again.content.decode()) == (409, True)
    states = [entry.data["state"] for entry in Entry.objects.filter(act=acts.TRANSLATED).order_by("pk")]
    assert states == ["machine", "reviewed"]


def test_a_silent_machine_loses_nothing(desk, path, settings):
    settings.TRANSLATOR = HOOK.replace("loud", "broken")
    refused = desk.post(path, {"machine": "on", "title": "Посадить", "text": "Уже написано"})
    shown = refused.content.decode()
    assert (refused.status_code, "The machine gave no translation" in shown, "Уже написано" in shown) == (
        422,
        True,
        True,
    )


def test_a_title_is_needed_and_another_language(desk, path):
    refused = desk.post(path, {"title": " ", "text": "Текст"})
    assert (refused.status_code, "Write the title in this language too." in refused.content.decode()) == (422, True)
    assert desk.get(path.replace("/ru/", "/kk/")).status_code == 404, "kk is the original"
    assert desk.get(path.replace("/ru/", "/de/")).status_code == 404


def test_others_do_not_translate(path, client):
    other = Client()
    office = factories.an_office(records.a_body("parks"), "officer")
    records.sign_in(other, records.an_account(office.person), strong=True)
    assert other.get(path).status_code == 404
    assert client.get(path).status_code == 302, "a guest is led to signing in"


@pytest.mark.parametrize("count", [0, 2])
def test_side_by_side_costs_the_same_with_and_without(client, desk, path, idea, count, django_assert_num_queries):
    for language in ("ru", "en")[:count]:
        desk.post(path.replace("/ru/", f"/{language}/"), {"title": "Title", "text": "Text"})
    with django_assert_num_queries(6):
        client.get(f"/ru/dialogue/green/talk/{idea.matter.number}/languages/")
