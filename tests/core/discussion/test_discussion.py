"""What people write under a matter, and "me too" exactly once."""

from datetime import timedelta

import pytest

from ortaq.core.discussion import queries, services
from ortaq.core.discussion.models import Comment, Support
from ortaq.core.journal.models import Entry
from ortaq.core.people.actor import GUEST, HeldOffice, Role
from ortaq.core.people.refusal import Refused
from tests.conftest import NOW
from tests.records import a_body, a_matter, a_person, actor_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def matter():
    return a_matter()


@pytest.fixture
def resident():
    return actor_for(a_person())


@pytest.fixture
def moderator():
    centre = a_body("centre-test")
    return actor_for(
        a_person("Moderator (demo)"), offices=(HeldOffice(Role.MODERATOR, centre.pk, centre.code),), strong=True
    )


def write(matter, actor, text="Шам әлі жанбайды", **facts):
    return services.comment(matter=matter, text=text, actor=actor, **{"now": NOW, **facts})


def test_a_comment_is_kept_as_written_and_shown_masked(matter, resident):
    written = write(matter, resident, "Звоните мне +7 701 123 45 67, двор на Абая")
    assert "701" in written.text
    assert "701" not in written.public_text
    assert "двор на Абая" in written.public_text
    assert written.language == "ru"


def test_the_same_form_sent_twice_makes_one_comment(matter, resident):
    first = write(matter, resident, form_token="t1")
    assert write(matter, resident, form_token="t1") == first
    assert Comment.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "code"), [("", "no_words"), ("  \n", "no_words"), ("😡😡😡", "no_words"), ("a" * 3001, "too_long")]
)
def test_words_that_say_nothing_or_too_much_are_refused(matter, resident, text, code):
    with pytest.raises(Refused) as refused:
        write(matter, resident, text)
    assert refused.value.code == code


def test_guests_are_asked_to_sign_in_and_private_matters_stay_silent(matter, resident):
    with pytest.raises(Refused) as refused:
        write(matter, GUEST)
    assert refused.value.code == "sign_in"
    with pytest.raises(Refused) as refused:
        write(a_matter(visibility="held"), resident)
    assert refused.value.code == "not_public"


def test_five_in_ten_minutes_then_a_break(matter, resident):
    for number in range(5):
        write(matter, resident, now=NOW + timedelta(minutes=number))
    with pytest.raises(Refused) as refused:
        write(matter, resident, now=NOW + timedelta(minutes=5))
    assert refused.value.code == "too_often"
    write(matter, actor_for(a_person("Another (demo)")), now=NOW + timedelta(minutes=5))
    write(matter, resident, now=NOW + timedelta(minutes=11))


def test_an_official_speaks_for_her_own_body_only(matter):
    body = a_body()
    officer = actor_for(a_person(), offices=(HeldOffice(Role.OFFICER, body.pk, body.code),))
    assert write(matter, officer, body=body).body == body
    with pytest.raises(Refused):
        write(matter, actor_for(a_person()), body=body)


def test_an_answer_stands_under_the_same_matter(matter, resident):
    first = write(matter, resident)
    assert write(matter, resident, reply_to=first).reply_to == first
    with pytest.raises(Refused):
        write(a_matter(), resident, reply_to=first)


def test_hiding_needs_a_moderator_and_a_reason_that_everyone_can_read(matter, resident, moderator):
    written = write(matter, resident)
    with pytest.raises(Refused):
        services.hide(comment=written, reason="rude", actor=resident, now=NOW)
    with pytest.raises(Refused):
        services.hide(comment=written, reason=" ", actor=moderator, now=NOW)
    services.hide(comment=written, reason="Insults a person", actor=moderator, now=NOW)
    [shown] = queries.thread(matter, GUEST)
    assert (shown.state, shown.reason, shown.public_text, shown.text) == ("hidden", "Insults a person", "", "")
    entry = Entry.objects.get(act="discussion.comment_hidden")
    assert entry.public
    assert entry.data == {"comment": written.pk, "reason": "Insults a person"}
    services.unhide(comment=written, actor=moderator, now=NOW)
    assert queries.thread(matter, GUEST)[0].public_text


def test_the_thread_takes_one_query_whatever_its_length(matter, django_assert_num_queries):
    for number in range(12):
        write(matter, actor_for(a_person(f"R{number} (demo)")), now=NOW + timedelta(minutes=number))
    with django_assert_num_queries(1):
        shown = queries.thread(matter, GUEST)
        assert [comment.body for comment in shown] == [None] * 12
    assert [comment.written_at for comment in shown] == sorted(comment.written_at for comment in shown)


def test_a_held_comment_is_seen_by_its_author_and_by_moderators_alone(matter, resident, moderator):
    written = write(matter, resident)
    Comment.objects.filter(pk=written.pk).update(state="held")
    assert queries.thread(matter, GUEST) == []
    assert queries.get(written.pk, GUEST) is None
    assert queries.thread(matter, resident) == [written]
    assert queries.thread(matter, moderator) == [written]


def test_newest_comments_are_a_moderators_list(matter, resident, moderator):
    write(matter, resident)
    assert queries.newest(resident) == []
    assert len(queries.newest(moderator)) == 1


def test_me_too_counts_once_and_can_be_taken_back(matter, resident):
    assert services.support(matter=matter, actor=resident, now=NOW) is True
    assert services.support(matter=matter, actor=resident, now=NOW) is False
    assert queries.support_count(matter) == 1
    assert queries.support_counts([matter.pk]) == {matter.pk: 1}
    assert queries.supported_by(matter, resident)
    assert services.withdraw_support(matter=matter, actor=resident, now=NOW) is True
    assert services.withdraw_support(matter=matter, actor=resident, now=NOW) is False
    with pytest.raises(Refused):
        services.support(matter=matter, actor=GUEST, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_fifty_clicks_at_once_are_one_support():
    from concurrent.futures import ThreadPoolExecutor

    from django.db import connection

    matter, actor = a_matter(), actor_for(a_person())

    def click(_number: int) -> bool:
        try:
            return services.support(matter=matter, actor=actor, now=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(50) as crowd:
        answers = list(crowd.map(click, range(50)))
    assert Support.objects.filter(matter=matter).count() == 1
    assert answers.count(True) == 1
