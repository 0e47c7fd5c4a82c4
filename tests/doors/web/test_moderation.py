"""The public log of moderation, and an author who objects."""

from datetime import timedelta

import pytest

from ortaq.civic.dialogue.services import ideas, statements
from ortaq.core.discussion import services as discussion
from ortaq.core.discussion.models import ModerationAppeal
from tests import records
from tests.civic.dialogue import fate_stories, stories, voices
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def told():
    return stories.a_process(code="green")


@pytest.fixture
def moderator():
    return stories.office(records.a_body("centre-test"), "moderator")


def a_hidden_comment(idea, moderator, number=0):
    _person, actor = voices.a_voice()
    at = NOW + timedelta(minutes=number)
    comment = discussion.comment(matter=idea.matter, text=f"Дөрекі сөз {number}", actor=actor, now=at)
    discussion.hide(comment=comment, reason=f"Балағат {number}", actor=moderator, now=at)
    comment.refresh_from_db()
    return comment, actor


def signed_in(client, person):
    from ortaq.core.people.queries import account_of

    records.sign_in(client, account_of(person))
    return client


def test_the_log_names_reasons_and_no_one(client, told, moderator):
    process, officer = told
    idea, said = fate_stories.an_idea(process), fate_stories.a_statement(process)
    comment, actor = a_hidden_comment(idea, moderator)
    objection = discussion.object_to_hiding(comment=comment, text="Менің құпия сөзім", actor=actor, now=NOW)
    other = stories.office(records.a_body("centre-two"), "moderator")
    discussion.answer_objection(objection=objection, upheld=False, answer="3-ереже", actor=other, now=NOW)
    statements.reject_statement(statement=said, reason="Қайталау", actor=officer, now=NOW)
    gone = fate_stories.an_idea(process)
    ideas.reject_idea(idea=gone, reason="Жарнама", actor=officer, now=NOW)
    shown = client.get("/en/moderation/").content.decode()
    for words in ("Балағат 0", "3-ереже", "Қайталау", "Жарнама", "A comment", "A statement", "An idea"):
        assert words in shown
    for secret in ("Менің құпия сөзім", "Дөрекі", "Қызметкер", idea.author.name, gone.matter.title):
        assert secret not in shown
    assert f"/en/dialogue/green/ideas/{idea.matter.number}/" in shown
    assert f"/en/dialogue/green/ideas/{gone.matter.number}/" not in shown, "a hidden idea has no public page"


@pytest.mark.parametrize("count", [1, 3])
def test_the_log_costs_the_same_for_one_and_for_three(client, told, moderator, count, django_assert_num_queries):
    idea = fate_stories.an_idea(told[0])
    for number in range(count):
        a_hidden_comment(idea, moderator, number)
    with django_assert_num_queries(2):
        assert client.get("/en/moderation/").status_code == 200


def test_the_log_goes_back_in_time(client, told, moderator, monkeypatch):
    from ortaq.doors.web.pages import moderation

    monkeypatch.setattr(moderation, "PAGE", 2)
    idea = fate_stories.an_idea(told[0])
    for number in range(3):
        a_hidden_comment(idea, moderator, number)
    first = client.get("/en/moderation/")
    assert "Балағат 2" in first.content.decode()
    older = client.get(f"/en/moderation/{first.context['older']}").content.decode()
    assert ("Балағат 0" in older, "Балағат 1" in older) == (True, False)
    for mangled in ("?at=x&before=y", "?at=2027-03-01&before=1", "?at=2027-99-99T00:00:00Z&before=1", "?before=1"):
        assert client.get(f"/en/moderation/{mangled}").status_code == 200


def test_an_author_objects_once_and_reads_the_answer(client, told, moderator):
    comment, actor = a_hidden_comment(fate_stories.an_idea(told[0]), moderator)
    path = f"/en/moderation/comment/{comment.pk}/"
    assert client.get(path).status_code == 404, "nobody else reads what is hidden"
    signed_in(client, comment.author)
    assert "Балағат 0" in client.get(path).content.decode()
    refused = client.post(path, {"text": "!"})
    assert (refused.status_code, "Write why it should be shown." in refused.content.decode()) == (422, True)
    assert client.post(path, {"text": "Балағат емес"}).status_code == 302
    again = client.post(path, {"text": "Тағы"})
    assert (again.status_code, "You have objected to this decision already" in again.content.decode()) == (422, True)
    objection = ModerationAppeal.objects.get()
    other = stories.office(records.a_body("centre-two"), "moderator")
    discussion.answer_objection(objection=objection, upheld=True, answer="Орынды", actor=other, now=NOW)
    assert "You were right" in client.get(path).content.decode()
    assert actor.person_id == comment.author_id


def test_ideas_and_statements_have_the_same_way(client, told):
    process, officer = told
    idea, said = fate_stories.an_idea(process), fate_stories.a_statement(process)
    ideas.reject_idea(idea=idea, reason="Жарнама", actor=officer, now=NOW)
    statements.reject_statement(statement=said, reason="Қайталау", actor=officer, now=NOW)
    for kind, thing in (("idea", idea), ("statement", said)):
        path = f"/en/moderation/{kind}/{thing.pk}/"
        assert client.get(path).status_code == 404
        signed_in(client, thing.author)
        assert client.get(path).status_code == 200
        assert client.post(path, {"text": "Неге?"}).status_code == 302
        client.logout()
    assert ModerationAppeal.objects.count() == 2
    assert client.get(f"/en/moderation/nonsense/{idea.pk}/").status_code == 404


def test_what_is_shown_has_nothing_to_object_to(client, told):
    idea = fate_stories.an_idea(told[0])
    signed_in(client, idea.author)
    assert client.get(f"/en/moderation/idea/{idea.pk}/").status_code == 404
