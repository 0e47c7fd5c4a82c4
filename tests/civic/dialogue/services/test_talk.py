"""Comments follow the process; an objection that is upheld brings an idea or a statement back."""

import pytest

from ortaq.civic.dialogue.models import Phase
from ortaq.civic.dialogue.queries import talk as queries
from ortaq.civic.dialogue.services import ideas, statements
from ortaq.civic.dialogue.services import talk as services
from ortaq.core.discussion import queries as discussion
from ortaq.core.discussion import services as discussion_services
from ortaq.core.discussion.models import Comment
from ortaq.core.journal.models import Entry
from ortaq.core.notices.models import Notice
from ortaq.core.people.actor import GUEST, system
from ortaq.core.people.refusal import Refused
from ortaq.journeys import moderation_to_author
from tests import records
from tests.civic.dialogue import fate_stories, stories, voices
from tests.civic.dialogue.stories import COLLECTED, VOTED
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def told():
    return stories.a_process()


@pytest.fixture
def idea(told):
    return fate_stories.an_idea(told[0])


@pytest.fixture
def voice():
    return voices.a_voice()[1]


@pytest.fixture
def moderator():
    return stories.office(records.a_body("centre-test"), "moderator")


def write(idea, actor, **facts):
    given = {"process": idea.process, "matter": idea.matter, "text": "Ағаш көбірек болсын", "actor": actor, "now": NOW}
    return services.comment(**given | facts)


def code_of(act):
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.code


def test_a_phase_opens_and_ends_the_talk(idea, voice):
    assert write(idea, voice).state == "shown"
    assert code_of(lambda: write(idea, voice, now=COLLECTED)) == "phase_over"
    Phase.objects.filter(kind="collect").update(opens_at=VOTED, closes_at=stories.ANSWERED)
    assert code_of(lambda: write(idea, voice)) == "phase_not_open"


def test_a_form_sent_before_the_end_and_again_after_it_is_one_comment(idea, voice):
    first = write(idea, voice, form_token="t1")
    assert write(idea, voice, form_token="t1", now=COLLECTED) == first


def test_guests_are_asked_to_sign_in(idea):
    assert code_of(lambda: write(idea, GUEST)) == "sign_in"


def test_the_process_decides_about_columns_and_a_look_first(told, idea, voice):
    type(told[0]).objects.update(columns=True, moderation="before")
    assert code_of(lambda: write(idea, voice)) == "no_side"
    comment = write(idea, voice, side="against")
    assert (comment.side, comment.state) == ("against", "held")


def test_what_stands_on_another_process_or_is_hidden_has_no_talk_here(told, idea):
    process, officer = told
    other, _ = stories.a_process(body=process.body)
    assert queries.card(process, idea.matter.number) == idea.matter
    assert queries.card(process, process.matter.number) == process.matter
    assert queries.card(other, idea.matter.number) is None
    ideas.reject_idea(idea=idea, reason="Жарнама", actor=officer, now=NOW)
    assert queries.card(process, idea.matter.number) is None


def test_an_upheld_objection_shows_the_idea_again(idea, told, moderator):
    author = stories.her(idea.author)
    assert (
        code_of(lambda: services.object_to(kind="idea", pk=idea.pk, text="Неге?", actor=author, now=NOW))
        == "not_hidden"
    )
    ideas.reject_idea(idea=idea, reason="Жарнама", actor=told[1], now=NOW)
    other = voices.a_voice()[1]
    assert (
        code_of(lambda: services.object_to(kind="idea", pk=idea.pk, text="Неге?", actor=other, now=NOW)) == "not_author"
    )
    objection = services.object_to(kind="idea", pk=idea.pk, text="Жарнама емес", actor=author, now=NOW)
    [(entry, known)] = discussion.moderated(queries.LOGGED)
    assert (entry.data["reason"], known) == ("Жарнама", objection)
    [(words, language)] = queries.hidden_words([entry]).values()
    assert (idea.matter.title in words, language) == (True, idea.matter.language)
    discussion_services.answer_objection(objection=objection, upheld=True, answer="Дұрыс", actor=moderator, now=NOW)
    idea.refresh_from_db()
    idea.matter.refresh_from_db()
    assert (idea.state, idea.matter.visibility) == ("shown", "public")


def test_an_upheld_objection_shows_the_statement_again(told, moderator):
    process, officer = told
    said = fate_stories.a_statement(process)
    statements.reject_statement(statement=said, reason="Қайталау", actor=officer, now=NOW)
    author = stories.her(said.author)
    objection = services.object_to(kind="statement", pk=said.pk, text="Қайталау емес", actor=author, now=NOW)
    assert (
        code_of(lambda: services.object_to(kind="statement", pk=said.pk, text="Тағы", actor=author, now=NOW))
        == "objected_before"
    )
    assert list(queries.hidden_words([objection.entry]).values()) == [(said.text, said.language)]
    discussion_services.answer_objection(objection=objection, upheld=True, answer="Дұрыс", actor=moderator, now=NOW)
    said.refresh_from_db()
    assert said.state == "shown"


def test_a_dismissed_objection_shows_nothing(idea, told, moderator):
    ideas.reject_idea(idea=idea, reason="Жарнама", actor=told[1], now=NOW)
    author = stories.her(idea.author)
    objection = services.object_to(kind="idea", pk=idea.pk, text="Неге?", actor=author, now=NOW)
    discussion_services.answer_objection(objection=objection, upheld=False, answer="Ереже 3", actor=moderator, now=NOW)
    idea.refresh_from_db()
    assert idea.state == "rejected"


def letters(act):
    for entry in Entry.objects.filter(act=act):
        for _ in range(2):
            moderation_to_author.tell_about(entry=entry, actor=system("journey"), now=NOW)
    return list(Notice.objects.exclude(kind__in=("idea_news", "statement_judged")).order_by("pk"))


def test_authors_are_told_once_what_was_hidden_and_what_was_answered(idea, voice, moderator):
    comment = write(idea, voice)
    discussion_services.hide(comment=comment, reason="Балағат", actor=moderator, now=NOW)
    [first] = letters("discussion.comment_hidden")
    assert first.person_id == voice.person_id
    assert "Балағат" in first.text
    assert f"/kk/moderation/comment/{comment.pk}/" in first.text
    objection = discussion_services.object_to_hiding(comment=comment, text="Неге?", actor=voice, now=NOW)
    another = stories.office(records.a_body("centre-two"), "moderator")
    discussion_services.answer_objection(objection=objection, upheld=True, answer="Орынды", actor=another, now=NOW)
    _, second = letters("discussion.objection_upheld")
    assert "Орынды" in second.text
    assert Comment.objects.get().state == "shown"


def test_the_answer_to_an_idea_and_to_a_statement_leads_to_its_page(idea, told, moderator):
    process, officer = told
    said = fate_stories.a_statement(process)
    ideas.reject_idea(idea=idea, reason="Жарнама", actor=officer, now=NOW)
    statements.reject_statement(statement=said, reason="Қайталау", actor=officer, now=NOW)
    for kind, pk, author in (("idea", idea.pk, idea.author), ("statement", said.pk, said.author)):
        objection = services.object_to(kind=kind, pk=pk, text="Неге?", actor=stories.her(author), now=NOW)
        discussion_services.answer_objection(objection=objection, upheld=False, answer="Жоқ", actor=moderator, now=NOW)
    first, second = letters("discussion.objection_dismissed")
    assert f"/moderation/idea/{idea.pk}/" in first.text
    assert f"/moderation/statement/{said.pk}/" in second.text


def test_what_waits_is_counted_by_process_for_moderators_alone(told, voice, moderator, django_assert_num_queries):
    process, _officer = told
    type(process).objects.update(moderation="before")
    process.refresh_from_db()
    fate_stories.an_idea(process)
    fate_stories.a_statement(process)
    assert queries.waiting(voice) == []
    with django_assert_num_queries(4):
        [row] = queries.waiting(moderator)
    assert (row.process, row.ideas, row.statements, row.questions) == (process, 1, 1, 0)
