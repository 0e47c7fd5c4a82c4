"""The door: a code, a square, a list from a device that was offline."""

from datetime import timedelta

import pytest

from ortaq.civic.dialogue.models import Registration
from ortaq.civic.dialogue.queries import registrations as asked
from ortaq.civic.dialogue.rules import forums as rules
from ortaq.civic.dialogue.services import checking, registrations
from ortaq.civic.dialogue.services.checking import Scan
from ortaq.core.journal.models import Entry
from ortaq.core.people.refusal import Refused
from tests.civic.dialogue import forum_stories as stories
from tests.civic.dialogue.forum_stories import ENDS, HOUR, NOW, STARTS

pytestmark = pytest.mark.django_db


def check(forum, ticket, officer, now=STARTS):
    return checking.check_in(forum=forum, ticket=ticket, actor=officer, now=now)


def refused(forum, ticket, officer, now=STARTS):
    with pytest.raises(Refused) as found:
        check(forum, ticket, officer, now)
    return found.value


def test_a_code_lets_in_however_it_is_typed_and_twice_changes_nothing_and_says_since_when():
    forum, officer = stories.a_forum()
    row = stories.registered(forum)
    Registration.objects.filter(pk=row.pk).update(code="ABC234")
    assert check(forum, " авс-234 ", officer).again is False  # typed with a Cyrillic keyboard
    again = check(forum, "abc 234", officer, STARTS + HOUR)
    assert (again.again, again.at) == (True, STARTS)
    row = stories.fresh(row)
    assert (row.checked_in_at, row.checked_in_by_id) == (STARTS, officer.person_id)
    assert Entry.objects.filter(act="forum.checked_in").count() == 1


def test_the_square_lets_in_and_a_forged_one_does_not():
    forum, officer = stories.a_forum()
    row = stories.fresh(stories.registered(forum))
    address = asked.ticket_address(row, "kk")
    forged = address[:-1] + ("0" if address[-1] != "0" else "1")
    assert refused(forum, forged, officer).code == "forged"
    assert check(forum, address, officer).registration == row


def test_a_code_of_another_forum_is_refused_with_its_name():
    forum, officer = stories.a_forum()
    other, _officer = stories.a_forum(title={**stories.TITLE, "kk": "Бас жоспар форумы"})
    row = stories.fresh(stories.registered(other))
    for ticket in (row.code, asked.ticket_address(row, "kk")):
        said = refused(forum, ticket, officer)
        assert said.code == "other_forum"
        assert said.params["forum"]["kk"] == "Бас жоспар форумы"
        assert said.params["moment"] == STARTS
    assert stories.fresh(row).checked_in_at is None


def test_codes_nobody_has_and_words_that_are_no_codes_get_a_sentence():
    forum, officer = stories.a_forum()
    assert refused(forum, "ZZZZZZ", officer).code == "unknown"
    for text in ("", "12345", "ABCDEFG", "АЖЫНЫЖ", "O0I1AB", "x" * 10_000):
        assert refused(forum, text, officer).code == "code", text


def test_without_a_seat_nobody_comes_in_and_the_door_says_why():
    forum, officer = stories.a_forum(capacity=1)
    first, second, third = [stories.registered(forum) for _ in range(3)]
    assert refused(forum, third.code, officer).params == {"number": 2}
    registrations.cancel(registration=first, actor=stories.her(first), now=NOW)
    assert refused(forum, first.code, officer).code == "gone"
    assert refused(forum, second.code, officer).code == "offered"
    assert refused(forum, third.code, officer).params == {"number": 1}


def test_the_door_has_hours_and_belongs_to_the_organisers():
    forum, officer = stories.a_forum()
    row = stories.registered(forum)
    assert refused(forum, row.code, officer, STARTS - 3 * HOUR - timedelta(seconds=1)).code == "early"
    assert refused(forum, row.code, stories.someone()).code == "not_yours"
    _other, stranger = stories.a_forum()
    assert refused(forum, row.code, stranger).code == "not_yours"
    assert check(forum, row.code, officer, STARTS - 3 * HOUR).at == STARTS - 3 * HOUR
    stories.held(forum, officer)
    assert refused(forum, row.code, officer, ENDS).code == "held"


def test_who_came_cannot_give_the_seat_back_meanwhile():
    forum, officer = stories.a_forum()
    row = stories.registered(forum)
    check(forum, row.code, officer, STARTS - HOUR)
    with pytest.raises(Refused, match="You came in already"):
        registrations.cancel(registration=row, actor=stories.her(row), now=STARTS - HOUR)
    assert stories.fresh(row).seat == 1


def digest(forum, row):
    return rules.digest_of(rules.door_salt(forum.check_in_key), row.code)


def test_a_list_from_an_offline_device_is_taken_once_however_often_it_is_sent():
    forum, officer = stories.a_forum(capacity=3)
    rows = [stories.registered(forum) for _ in range(4)]
    check(forum, rows[2].code, officer)
    scans = [
        Scan(digest(forum, rows[0]), STARTS + timedelta(minutes=1)),
        Scan(digest(forum, rows[1]), STARTS + timedelta(minutes=2)),
        Scan(digest(forum, rows[0]), STARTS + timedelta(minutes=3)),
        Scan(digest(forum, rows[2]), STARTS + timedelta(minutes=3)),
        Scan(digest(forum, rows[3]), STARTS + timedelta(minutes=3)),  # waits: no seat
        Scan("0" * 64, STARTS),
    ]
    later = STARTS + HOUR
    given = {"forum": forum, "scans": scans, "actor": officer, "now": later}
    first = checking.check_in_many(**given)
    assert [one.word for one in first] == ["in", "in", "again", "again", "unknown", "unknown"]
    again = checking.check_in_many(**given)
    assert [one.word for one in again] == ["again", "again", "again", "again", "unknown", "unknown"]
    assert [one.at for one in again] == [
        scans[0].at, scans[1].at, scans[0].at, STARTS, None, None,
    ]  # fmt: skip
    assert Entry.objects.filter(act="forum.checked_in").count() == 3


def test_a_device_with_a_wrong_clock_writes_nothing_impossible():
    forum, officer = stories.a_forum()
    early, late = stories.registered(forum), stories.registered(forum)
    scans = [
        Scan(digest(forum, early), STARTS - timedelta(days=900)), Scan(digest(forum, late), STARTS + timedelta(days=9)),
    ]  # fmt: skip
    checking.check_in_many(forum=forum, scans=scans, actor=officer, now=STARTS + HOUR)
    assert stories.fresh(early).checked_in_at == STARTS - 3 * HOUR
    assert stories.fresh(late).checked_in_at == STARTS + HOUR


def test_the_list_of_a_door_holds_digests_and_no_codes_or_names():
    forum, officer = stories.a_forum(capacity=1)
    row, waits = stories.registered(forum), stories.registered(forum)
    assert asked.door_list(forum) == [(digest(forum, row), None)]
    assert row.code not in str(asked.door_list(forum))
    check(forum, row.code, officer)
    assert asked.door_list(forum) == [(digest(forum, row), STARTS)]
    other, _officer = stories.a_forum()
    assert digest(forum, waits) != digest(other, waits)


def test_a_list_longer_than_any_hall_is_refused():
    forum, officer = stories.a_forum()
    with pytest.raises(Refused, match="in parts"):
        checking.check_in_many(forum=forum, scans=[Scan("0" * 64, STARTS)] * 501, actor=officer, now=STARTS)
