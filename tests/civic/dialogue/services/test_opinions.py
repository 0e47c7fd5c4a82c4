"""Answers: the next statement is drawn and logged, the last answer counts, all can be taken back."""

from typing import Any

import pytest

from tests.civic.dialogue import stories, voices
from tests.civic.dialogue.services.test_statements import acts_of, refused
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def process() -> Any:
    made, officer = stories.a_process()
    voices.seeded(made, officer)
    return made


def test_she_answers_all_statements_once_and_then_nothing_is_left(process: Any) -> None:
    from ortaq.civic.dialogue.models import Showing, Statement, StatementVote
    from ortaq.civic.dialogue.services import opinions

    person, actor = voices.a_voice()
    numbers = [voices.answer(process, actor, value) for value in (1, -1, 0, 1, -1, 0)]
    assert sorted(numbers) == [1, 2, 3, 4, 5, 6]
    assert opinions.draw_statement(process=process, actor=actor, now=NOW) is None
    assert StatementVote.objects.filter(person=person).count() == 6
    logged = Showing.objects.order_by("pk").values_list("per_million", "unseen")
    assert logged[0] == (logged[0][0], 1_000_000)
    assert logged[5][0] == 1_000_000
    assert all(chance >= 100_000 // 6 for chance, _unseen in logged)
    assert [unseen for _chance, unseen in logged][1:] == sorted([unseen for _, unseen in logged][1:], reverse=True)
    assert set(Statement.objects.values_list("times_shown", flat=True)) == {1}


def test_what_waits_is_given_again_and_drawn_once(process: Any) -> None:
    from ortaq.civic.dialogue.models import Showing
    from ortaq.civic.dialogue.services import opinions

    _, actor = voices.a_voice()
    first, second = (opinions.draw_statement(process=process, actor=actor, now=NOW) for _ in range(2))
    assert first == second
    assert Showing.objects.count() == 1


def test_the_last_answer_counts(process: Any) -> None:
    from ortaq.civic.dialogue.models import StatementVote
    from ortaq.civic.dialogue.services import opinions

    person, actor = voices.a_voice()
    number = voices.answer(process, actor, 1)
    opinions.answer_statement(process=process, number=number, value=-1, actor=actor, now=NOW)
    assert StatementVote.objects.get(person=person).value == -1


def test_nobody_answers_a_statement_they_were_not_shown(process: Any) -> None:
    from ortaq.civic.dialogue.models import StatementVote
    from ortaq.civic.dialogue.services import opinions

    _, actor = voices.a_voice()
    asked = opinions.draw_statement(process=process, actor=actor, now=NOW)
    other = asked.number % 6 + 1
    given = {"process": process, "actor": actor, "now": NOW}
    refused("not_shown", opinions.answer_statement, number=other, value=1, **given)
    refused("gone", opinions.answer_statement, number=99, value=1, **given)
    refused("value", opinions.answer_statement, number=asked.number, value=2, **given)
    assert not StatementVote.objects.exists()


def test_a_statement_taken_out_while_the_form_was_open_is_said_and_the_next_one_comes(process: Any) -> None:
    from ortaq.civic.dialogue.services import opinions, statements

    _, actor = voices.a_voice()
    asked = opinions.draw_statement(process=process, actor=actor, now=NOW)
    officer = stories.office(process.body)
    statements.reject_statement(statement=asked, reason="Қайталанған.", actor=officer, now=NOW)
    says = refused(
        "statement_gone", opinions.answer_statement, process=process, number=asked.number, value=1, actor=actor, now=NOW
    )
    assert "taken out meanwhile" in says
    following = opinions.draw_statement(process=process, actor=actor, now=NOW)
    assert following not in {None, asked}


def test_a_phase_that_ended_while_the_form_was_open(process: Any) -> None:
    from ortaq.civic.dialogue.models import StatementVote
    from ortaq.civic.dialogue.services import opinions

    _, actor = voices.a_voice()
    number = voices.answer(process, actor)
    asked = opinions.draw_statement(process=process, actor=actor, now=NOW)
    given = {"process": process, "number": asked.number, "value": 1, "actor": actor}
    opinions_kept = StatementVote.objects.get().statement.number
    assert "could be answered until" in refused("phase_over", opinions.answer_statement, now=stories.VOTED, **given)
    assert opinions_kept == number
    assert opinions.answer_statement(now=stories.VOTED - stories.DAY / 86_400, **given)


def test_answers_ask_for_a_confirmed_phone(process: Any) -> None:
    from ortaq.civic.dialogue.services import opinions
    from ortaq.core.people.actor import GUEST

    refused("sign_in", opinions.draw_statement, process=process, actor=GUEST, now=NOW)
    _, actor = voices.a_voice(verified=False)
    refused("phone_verified", opinions.draw_statement, process=process, actor=actor, now=NOW)


def test_votes_taken_back_are_gone_and_those_of_others_stay(process: Any) -> None:
    from ortaq.civic.dialogue.models import Showing, StatementVote, StatementWay
    from ortaq.civic.dialogue.services import opinions

    person, actor = voices.a_voice()
    other, neighbour = voices.a_voice()
    for _ in range(3):
        voices.answer(process, actor)
        voices.answer(process, neighbour)
    assert opinions.forget_votes(process=process, actor=actor, now=stories.VOTED + stories.DAY) == 3
    for model in (StatementVote, Showing, StatementWay):
        assert not model.objects.filter(person=person).exists()
        assert model.objects.filter(person=other).exists()
    assert acts_of(process)[-1] == "statement.votes_forgotten"
    assert opinions.forget_votes(process=process, actor=actor, now=NOW) == 0
    assert acts_of(process).count("statement.votes_forgotten") == 1
    assert voices.answer(process, actor) in range(1, 7)


def test_an_erased_person_is_counted_no_more_and_her_statement_stays_as_it_was_shown(process: Any) -> None:
    from ortaq.civic.dialogue.models import OpinionSeat, Showing, Statement, StatementVote, StatementWay
    from ortaq.civic.dialogue.services import opinions, statements
    from ortaq.core.people.actor import system
    from tests.civic.dialogue.services.test_groups import count

    person, actor = voices.a_voice()
    other, neighbour = voices.a_voice()
    for _ in range(2):
        voices.answer(process, actor)
        voices.answer(process, neighbour)
    own = statements.post_statement(
        process=process, text="Аллеяда түнде жарық болсын.", form_token="", actor=actor, now=NOW
    )
    count(process)
    refused("not_admin", opinions.erase_words, person=person, actor=actor, now=NOW)
    assert opinions.erase_words(person=person, actor=system("erase"), now=NOW) == 2
    for model in (StatementVote, Showing, StatementWay, OpinionSeat):
        assert not model.objects.filter(person=person).exists()
        assert model.objects.filter(person=other).exists()
    assert acts_of(process)[-1] == "statement.votes_forgotten"
    assert Statement.objects.get(pk=own.pk).state == "shown"


def test_a_draw_costs_the_same_however_many_answered(process: Any, django_assert_num_queries: Any) -> None:
    from django.db import connection

    from ortaq.civic.dialogue.services import opinions

    _, actor = voices.a_voice()
    number = opinions.draw_statement(process=process, actor=actor, now=NOW).number

    def cast(wanted: int) -> None:
        nonlocal number
        with django_assert_num_queries(wanted + connection.features.has_select_for_update):
            following = opinions.answer_statement(process=process, number=number, value=1, actor=actor, now=NOW)
        number = following.number

    cast(23)
    for _ in range(5):
        voices.answer(process, voices.a_voice()[1])
    cast(23)
