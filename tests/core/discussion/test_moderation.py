"""Reports, looks beforehand, objections: what is hidden has a reason, and another moderator looks again."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from ortaq.core.discussion import acts, queries, services
from ortaq.core.discussion.models import Comment, ModerationAppeal, ReaderReport
from ortaq.core.journal.models import Entry
from ortaq.core.people.actor import GUEST, HeldOffice, Role
from ortaq.core.people.refusal import Refused
from tests.conftest import NOW
from tests.records import a_body, a_matter, a_person, actor_for, at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def matter():
    return a_matter()


@pytest.fixture
def resident():
    return actor_for(a_person())


@pytest.fixture
def centre():
    return a_body("centre-test")


def a_moderator(centre, *, strong=True):
    return actor_for(
        a_person("Moderator (demo)"), offices=(HeldOffice(Role.MODERATOR, centre.pk, centre.code),), strong=strong
    )


@pytest.fixture
def moderator(centre):
    return a_moderator(centre)


@pytest.fixture
def another(centre):
    return a_moderator(centre)


def write(matter, actor, text="Шам әлі жанбайды", **facts):
    return services.comment(matter=matter, text=text, actor=actor, **{"now": NOW, **facts})


class refused_with:  # noqa: N801, read as a phrase
    """The block is refused with this code."""

    def __init__(self, code):
        self.code = code

    def __enter__(self):
        return self

    def __exit__(self, kind, refused, trace):
        assert kind is Refused, "nothing was refused"
        assert refused.code == self.code
        return True


def hidden(matter, author, moderator):
    comment = write(matter, author)
    services.hide(comment=comment, reason="Балағат сөз", actor=moderator, now=NOW)
    comment.refresh_from_db()
    return comment


def test_columns_ask_for_a_side_and_answers_have_none(matter, resident):
    with refused_with("no_side"):
        write(matter, resident, columns=True)
    with refused_with("no_side"):
        write(matter, resident, columns=True, side="perhaps")
    first = write(matter, resident, columns=True, side="against")
    answer = write(matter, resident, columns=True, side="for", reply_to=first)
    assert (first.side, answer.side) == ("against", "")
    assert write(matter, resident, side="for").side == "", "without columns nobody stands on a side"
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.filter(pk=answer.pk).update(side="for")


def test_an_answer_to_an_answer_stands_beside_it(matter, resident):
    first = write(matter, resident)
    second = write(matter, resident, reply_to=first)
    third = write(matter, resident, reply_to=second)
    assert third.reply_to_id == first.pk
    [said] = queries.talk(matter, GUEST).said
    assert (said.comment, said.answers) == (first, [second, third])


def test_hidden_words_are_not_answered(matter, resident, moderator):
    comment = hidden(matter, resident, moderator)
    with refused_with("not_shown"):
        write(matter, resident, reply_to=comment)


def test_what_is_read_first_is_shown_after_a_moderators_look(matter, resident, moderator):
    waits = write(matter, resident, look_first=True)
    assert waits.state == "held"
    assert queries.talk(matter, GUEST).said == []
    assert [one.comment for one in queries.talk(matter, resident).said] == [waits], "her own words are there for her"
    assert queries.held(resident) == []
    assert queries.held(moderator) == [waits]
    with refused_with("not_moderator"):
        services.let_through(comment=waits, actor=resident, now=NOW)
    services.let_through(comment=waits, actor=moderator, now=NOW)
    services.let_through(comment=waits, actor=moderator, now=NOW)
    assert len(queries.talk(matter, GUEST).said) == 1
    assert Entry.objects.filter(act=acts.COMMENT_PASSED, public=False).count() == 1


def test_a_body_speaks_at_once(matter):
    body = a_body()
    officer = actor_for(a_person(), offices=(HeldOffice(Role.OFFICER, body.pk, body.code),))
    said = write(matter, officer, body=body, look_first=True, columns=True)
    assert (said.state, said.side) == ("shown", "")
    assert [one.comment for one in queries.talk(matter, GUEST, columns=True).outside] == [said]


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_of_talk_is_one_question(matter, resident, count, django_assert_num_queries):
    for number in range(count):
        root = write(matter, actor_for(a_person(f"R{number} (demo)")), columns=True, side="for")
        write(matter, actor_for(a_person(f"A{number} (demo)")), reply_to=root)
    with django_assert_num_queries(1):
        talk = queries.talk(matter, resident, columns=True)
        (pro, ones), (contra, others) = talk.sides
        assert (pro, len(ones), contra, others) == ("for", count, "against", [])
        assert [len(one.answers) for one in ones] == [1] * count


def test_a_long_talk_comes_in_pages_with_all_answers(matter):
    roots = [write(matter, actor_for(a_person(f"R{number} (demo)"))) for number in range(5)]
    late = write(matter, actor_for(a_person()), reply_to=roots[0])
    first = queries.talk(matter, GUEST, limit=2)
    assert ([one.comment for one in first.said], first.said[0].answers) == (roots[:2], [late])
    second = queries.talk(matter, GUEST, limit=2, after=first.later)
    last = queries.talk(matter, GUEST, limit=2, after=second.later)
    assert [one.comment for one in [*second.said, *last.said]] == roots[2:]
    assert last.later == 0


def test_readers_report_once_and_not_their_own_words(matter, resident, moderator):
    comment = write(matter, resident)
    with refused_with("sign_in"):
        services.report(matter=matter, comment=comment, why="insult", actor=GUEST, now=NOW)
    with refused_with("own_words"):
        services.report(matter=matter, comment=comment, why="insult", actor=resident, now=NOW)
    reader = actor_for(a_person("Reader (demo)"))
    with refused_with("no_why"):
        services.report(matter=matter, comment=comment, why="", actor=reader, now=NOW)
    assert services.report(matter=matter, comment=comment, why="insult", actor=reader, now=NOW) is True
    assert services.report(matter=matter, comment=comment, why="other", actor=reader, now=NOW) is False
    assert services.report(matter=matter, why="other", actor=reader, now=NOW) is True, "the thing itself too"
    assert services.report(matter=matter, why="other", actor=reader, now=NOW) is False
    assert ReaderReport.objects.count() == 2
    assert not Entry.objects.filter(act=acts.REPORTED, public=True).exists()


def test_what_most_report_comes_first_and_a_look_settles_it(matter, resident, moderator, django_assert_num_queries):
    quiet, loud = write(matter, resident), write(matter, resident)
    for number in range(3):
        reader = actor_for(a_person(f"Reader {number} (demo)"))
        services.report(matter=matter, comment=loud, why="insult" if number else "personal", actor=reader, now=NOW)
    services.report(matter=matter, comment=quiet, why="other", actor=reader, now=NOW)
    assert queries.reported(resident) == []
    with django_assert_num_queries(1):
        rows = queries.reported(moderator)
    assert [(row.comment, row.people, row.why) for row in rows] == [
        (loud, 3, ["insult", "personal"]),
        (quiet, 1, ["other"]),
    ]
    assert services.let_stand(matter=matter, comment=quiet, actor=moderator, now=NOW) == 1
    services.hide(comment=loud, reason="Балағат", actor=moderator, now=NOW)
    assert queries.reported(moderator) == []
    with refused_with("not_shown"):
        services.report(matter=matter, comment=loud, why="insult", actor=actor_for(a_person()), now=NOW)


def test_an_author_objects_once_and_another_moderator_answers(matter, resident, moderator, another):
    comment = hidden(matter, resident, moderator)
    with refused_with("not_author"):
        services.object_to_hiding(comment=comment, text="Неге?", actor=actor_for(a_person()), now=NOW)
    with refused_with("no_words"):
        services.object_to_hiding(comment=comment, text=" ! ", actor=resident, now=NOW)
    objection = services.object_to_hiding(comment=comment, text="Бұл балағат емес.", actor=resident, now=NOW)
    with refused_with("objected_before"):
        services.object_to_hiding(comment=comment, text="Тағы да", actor=resident, now=NOW)
    assert queries.objections(resident) == []
    assert queries.objections(moderator) == [objection]
    answer = {"objection": objection, "upheld": True, "answer": "Сөз орынды.", "now": NOW}
    with refused_with("same_moderator"):
        services.answer_objection(**answer, actor=moderator)
    with refused_with("reason"):
        services.answer_objection(**{**answer, "answer": " "}, actor=another)
    services.answer_objection(**answer, actor=another)
    with refused_with("second"):
        services.answer_objection(**answer, actor=another)
    comment.refresh_from_db()
    assert (comment.state, comment.reason) == ("shown", "")
    with refused_with("objected_before"):
        services.object_to_hiding(comment=comment, text="Тағы", actor=resident, now=NOW)


def test_a_dismissed_objection_leaves_it_hidden_and_the_reasons_public(matter, resident, moderator, another):
    comment = hidden(matter, resident, moderator)
    objection = services.object_to_hiding(comment=comment, text="Неге?", actor=resident, now=NOW)
    services.answer_objection(
        objection=objection, upheld=False, answer="Ереже 3, +7 701 123 45 67", actor=another, now=NOW
    )
    comment.refresh_from_db()
    assert comment.state == "hidden"
    [(entry, told)] = queries.moderated([acts.COMMENT_HIDDEN])
    assert (entry.data["reason"], told.state) == ("Балағат сөз", "dismissed")
    assert "701" not in told.answer
    assert told.answer.startswith("Ереже 3")


def test_a_comment_hidden_again_can_be_objected_to_again(matter, resident, moderator, another):
    comment = hidden(matter, resident, moderator)
    objection = services.object_to_hiding(comment=comment, text="Неге?", actor=resident, now=NOW)
    services.answer_objection(objection=objection, upheld=True, answer="Дұрыс", actor=another, now=NOW)
    comment.refresh_from_db()
    services.hide(comment=comment, reason="Жарнама", actor=another, now=NOW + timedelta(days=1))
    comment.refresh_from_db()
    again = services.object_to_hiding(comment=comment, text="Жарнама емес", actor=resident, now=NOW)
    assert again.entry_id != objection.entry_id


def test_nobody_hides_behind_a_weak_sign_in(matter, resident, moderator, centre):
    comment = hidden(matter, resident, moderator)
    objection = services.object_to_hiding(comment=comment, text="Неге?", actor=resident, now=NOW)
    with refused_with("second_factor"):
        services.answer_objection(
            objection=objection, upheld=True, answer="Дұрыс", actor=a_moderator(centre, strong=False), now=NOW
        )


def test_the_log_pages_back_in_time_and_names_nobody(matter, resident, moderator):
    for number in range(3):
        comment = write(matter, actor_for(a_person(f"R{number} (demo)")))
        services.hide(comment=comment, reason=f"Себеп {number}", actor=moderator, now=NOW + timedelta(hours=number))
    first = queries.moderated([acts.COMMENT_HIDDEN], limit=2)
    assert [entry.data["reason"] for entry, _ in first] == ["Себеп 2", "Себеп 1"]
    last = first[-1][0]
    rest = queries.moderated([acts.COMMENT_HIDDEN], before=(last.at, last.pk))
    assert [entry.data["reason"] for entry, _ in rest] == ["Себеп 0"]
    assert all(set(entry.data) == {"comment", "reason"} for entry, _ in first + rest)


def test_who_is_forgotten_leaves_no_words_and_no_reports(matter, resident, moderator):
    from ortaq.core.people.actor import system
    from ortaq.core.people.queries import person_by_id

    comment = hidden(matter, resident, moderator)
    services.object_to_hiding(comment=comment, text="Менің үйім Абай 5", actor=resident, now=NOW)
    services.report(matter=matter, why="other", actor=resident, now=NOW)
    services.erase_words(person=person_by_id(resident.person_id), actor=system("erase"), now=NOW)
    assert ModerationAppeal.objects.get().text == ""
    assert ReaderReport.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_windows_make_one_objection():
    centre, matter, author = a_body("centre-test"), a_matter(), actor_for(a_person())
    comment = hidden(matter, author, a_moderator(centre))

    def object_now():
        try:
            return services.object_to_hiding(comment=comment, text="Неге?", actor=author, now=NOW)
        except Refused as refused:
            return refused.code

    results = at_once(object_now)
    assert results.count("objected_before") == 3
    assert ModerationAppeal.objects.count() == 1
