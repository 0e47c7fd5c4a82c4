"""Everybody presses at the same moment: seats, places on the list, cancellations, the door."""

from itertools import islice

import pytest

from ortaq.civic.dialogue.models import QuestionVote, Registration
from ortaq.civic.dialogue.services import checking, questions, registrations
from ortaq.core.journal.models import Entry
from ortaq.core.people.refusal import Refused
from tests.civic.dialogue import forum_stories as stories
from tests.civic.dialogue.forum_stories import NOW, STARTS
from tests.records import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_hundred_who_register_at_once_for_fifty_seats_get_fifty_and_an_ordered_list():
    """Over sixteen connections at once, more than a city's server holds open on one machine."""
    forum, _officer = stories.a_forum(capacity=50)
    people = iter([stories.someone() for _ in range(200)])

    def act():
        return [stories.registered(forum, me).pk for me in islice(people, 13)]

    assert len({pk for served in at_once(act, threads=16) for pk in served}) == 200
    rows = list(Registration.objects.filter(forum=forum).order_by("position"))
    assert [row.position for row in rows] == list(range(1, 201))
    assert [(row.state, row.seat) for row in rows[:50]] == [("confirmed", seat) for seat in range(1, 51)]
    assert {(row.state, row.seat) for row in rows[50:]} == {("waiting", None)}
    assert len({row.code for row in rows}) == 200
    assert Entry.objects.filter(matter=forum.matter, act__in=("forum.registered", "forum.waiting")).count() == 200


def test_one_person_who_presses_twice_in_one_moment_is_registered_once():
    forum, _officer = stories.a_forum()
    me = stories.someone()

    def act():
        try:
            return stories.registered(forum, me).state
        except Refused as refused:
            return refused.code

    assert sorted(at_once(act, threads=4)) == ["confirmed", "second", "second", "second"]
    assert Registration.objects.count() == 1


def test_one_seat_given_back_in_four_windows_is_offered_once():
    forum, _officer = stories.a_forum(capacity=1)
    rows = [stories.registered(forum) for _ in range(3)]

    def act():
        try:
            return registrations.cancel(registration=rows[0], actor=stories.her(rows[0]), now=NOW).state
        except Refused as refused:
            return refused.code

    assert sorted(at_once(act, threads=4)) == ["cancelled", "second", "second", "second"]
    assert list(Registration.objects.order_by("position").values_list("state", flat=True)) == [
        "cancelled", "offered", "waiting",
    ]  # fmt: skip


def test_at_two_doors_a_person_comes_in_once():
    forum, officer = stories.a_forum()
    row = stories.registered(forum)
    found = at_once(lambda: checking.check_in(forum=forum, ticket=row.code, actor=officer, now=STARTS).again, threads=4)
    assert sorted(found) == [False, True, True, True]
    assert Entry.objects.filter(act="forum.checked_in").count() == 1


def test_a_question_is_wanted_once_by_one_person():
    forum, _officer = stories.a_forum()
    question = questions.ask(
        forum=forum, text="Жол қашан?", language="kk", form_token="t", actor=stories.someone(), now=NOW
    )
    me = stories.someone()
    assert sorted(at_once(lambda: questions.want(question=question, actor=me, now=NOW))) == [False, False, False, True]
    assert QuestionVote.objects.count() == 1
