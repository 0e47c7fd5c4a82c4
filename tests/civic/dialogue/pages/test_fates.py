"""What everyone reads about answers: the ledger, one answer, and the clocks of bodies."""

from datetime import timedelta

import pytest

from ortaq.civic.dialogue.services import fates as services
from tests import records
from tests.civic.dialogue import fate_stories, stories
from tests.civic.dialogue.fate_stories import REASON
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
LANGUAGES = ("kk", "ru", "en")


@pytest.fixture
def told():
    return stories.a_process(code="green")


def read(client, path, status=200, language="en"):
    response = client.get(f"/{language}/{path}")
    assert response.status_code == status
    return response.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_speaks_three_languages(client, told, language):
    process, officer = told
    fate_stories.answered(fate_stories.a_cluster(process, officer), officer)
    for path in ("dialogue/green/answers/", "dialogue/green/answers/1/", "answers/", "answers/akimat-test/"):
        shown = read(client, path, language=language)
        assert f'<html lang="{language}"' in shown


def test_the_ledger_says_what_waits_and_what_became_of_it(client, told):
    process, officer = told
    assert "No answers are due yet" in read(client, "dialogue/green/answers/")
    fate_stories.answered(fate_stories.a_cluster(process, officer), officer, "planned")
    fate_stories.a_cluster(process, officer, title={"kk": "Аялдама", "ru": "Остановка"})
    shown = read(client, "dialogue/green/answers/")
    assert "already planned" in shown
    assert "waits for an answer" in shown
    only = read(client, "dialogue/green/answers/?fate=open")
    assert ("Аялдама" in only, "Shade and trees" in only) == (True, False)


@pytest.mark.parametrize("query", ["?fate=nonsense", "?after=abc", "?body=%22%3E", "?after=99999999999999999999"])
def test_a_mangled_address_shows_the_ledger(client, told, query):
    fate_stories.a_cluster(*told)
    assert "Shade and trees" in read(client, f"dialogue/green/answers/{query}")


def test_an_answer_shows_its_reasons_its_parts_and_its_corrections(client, told):
    process, officer = told
    idea, said = fate_stories.an_idea(process), fate_stories.a_statement(process)
    to = {"kk": "Көлік министрлігі", "ru": "Минтранс"}
    cluster = fate_stories.a_cluster(process, officer, idea, statements=[said.pk])
    assert "The answer is being prepared" in read(client, "dialogue/green/answers/1/")
    fate_stories.answered(cluster, officer, "outside", forwarded_to=to)
    services.correct_fate(cluster=cluster, fate="adopted", reason=REASON, why="Өзіміз істейміз", actor=officer, now=NOW)
    shown = read(client, "dialogue/green/answers/1/", language="kk")
    assert all(words in shown for words in (REASON["kk"], "Өзіміз істейміз", idea.matter.title, said.public_text))
    read(client, "dialogue/green/answers/2/", status=404)


def test_late_is_said_in_words(client, told, clock):
    fate_stories.a_cluster(*told)
    clock.now = NOW + timedelta(days=31)
    assert "the answer is late" in read(client, "dialogue/green/answers/")
    assert "The date is over and there is no answer" in read(client, "dialogue/green/answers/1/")


def test_a_draft_has_no_public_answers(client, told):
    fate_stories.a_cluster(*told)
    type(told[0]).objects.update(listed=False)
    for path in ("dialogue/green/answers/", "dialogue/green/answers/1/"):
        read(client, path, status=404)


@pytest.mark.parametrize("count", [1, 3])
def test_pages_ask_the_same_for_one_and_for_three(client, told, count, django_assert_num_queries):
    process, officer = told
    for _ in range(count):
        one, two = fate_stories.an_idea(process), fate_stories.an_idea(process)
        fate_stories.answered(fate_stories.a_cluster(process, officer, *(one, two)[:count]), officer)
    for path, number in (
        ("dialogue/green/answers/", 6),
        ("dialogue/green/answers/1/", 7),
        ("answers/", 2),
        ("answers/akimat-test/", 4),
    ):
        with django_assert_num_queries(number):
            read(client, path)


def test_clocks_and_their_csv_are_silent_under_five(client, told):
    process, officer = told
    for _ in range(4):
        fate_stories.answered(fate_stories.a_cluster(process, officer), officer)
    assert "Fewer than five answers" in read(client, "answers/akimat-test/")
    csv = b"".join(client.get("/en/answers/bodies.csv").streaming_content).decode()
    assert csv.splitlines()[1] == "akimat-test,,,,,"
    fate_stories.answered(fate_stories.a_cluster(process, officer), officer, now=NOW + timedelta(days=4))
    csv = b"".join(client.get("/en/answers/bodies.csv").streaming_content).decode()
    assert csv.splitlines()[1] == "akimat-test,5,5,0,0,0"
    assert "answered in time" in read(client, "answers/akimat-test/")
    read(client, "answers/nobody/", status=404)


def test_a_body_that_was_never_asked_says_so(client, told):
    records.a_body("parks")
    assert "has not been asked anything" in read(client, "answers/parks/")
