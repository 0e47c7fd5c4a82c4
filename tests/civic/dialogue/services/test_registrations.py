"""Seats and the list: who is first sits, who comes later waits, who gives back gives on."""

from datetime import timedelta

import pytest

from ortaq.civic.dialogue.models import Registration
from ortaq.civic.dialogue.queries import registrations as asked
from ortaq.civic.dialogue.services import forums, registrations
from ortaq.core.journal.models import Entry
from ortaq.core.people.actor import GUEST, system
from ortaq.core.people.refusal import Refused
from tests.civic.dialogue import forum_stories as stories
from tests.civic.dialogue.forum_stories import CLOSES, NOW, STARTS
from tests.civic.dialogue.stories import DAY

pytestmark = pytest.mark.django_db
CLOCK = system("clock")


def states(forum):
    return list(Registration.objects.filter(forum=forum).order_by("position").values_list("state", "seat"))


def test_two_seats_go_to_the_first_two_and_the_third_has_number_one_on_the_list():
    forum, _officer = stories.a_forum()
    rows = [stories.registered(forum) for _ in range(4)]
    assert [(row.state, row.seat, row.position) for row in rows] == [
        ("confirmed", 1, 1), ("confirmed", 2, 2), ("waiting", None, 3), ("waiting", None, 4),
    ]  # fmt: skip
    assert [asked.ahead_of(row) + 1 for row in rows[2:]] == [1, 2]
    assert len({row.code for row in rows}) == 4
    assert all(set(row.code) <= set("23456789ABCDEFGHJKLMNPQRSTUVWXYZ") and len(row.code) == 6 for row in rows)


def test_a_guest_is_asked_to_sign_in_and_told_why():
    forum, _officer = stories.a_forum()
    with pytest.raises(Refused, match="whom to tell") as refused:
        registrations.register(forum=forum, actor=GUEST, now=NOW)
    assert refused.value.code == "sign_in"


def test_who_is_registered_is_not_registered_again():
    forum, _officer = stories.a_forum()
    row = stories.registered(forum)
    with pytest.raises(Refused) as refused:
        stories.registered(forum, stories.her(row))
    assert refused.value.code == "second"
    assert Registration.objects.count() == 1


@pytest.mark.parametrize(
    ("moment", "code"),
    [(NOW - 2 * DAY, "not_open"), (CLOSES - timedelta(seconds=1), None), (CLOSES, "closed"), (STARTS, "closed")],
)
def test_registration_ends_with_the_second_it_is_said_to(moment, code):
    forum, _officer = stories.a_forum()
    if code is None:
        assert stories.registered(forum, now=moment).seat == 1
        return
    with pytest.raises(Refused) as refused:
        stories.registered(forum, now=moment)
    assert refused.value.code == code
    assert not Registration.objects.exists()


def test_a_draft_and_a_cancelled_forum_take_nobody():
    draft, officer = stories.a_draft()
    with pytest.raises(Refused, match="Publish the forum first"):
        stories.registered(draft)
    forum, officer = stories.a_forum()
    forums.cancel(forum=forum, reason=stories.REASON, actor=officer, now=NOW)
    with pytest.raises(Refused, match="cancelled"):
        stories.registered(forum)


def test_a_seat_given_back_is_offered_to_the_next_for_a_day_and_nobody_gets_past_the_line():
    forum, _officer = stories.a_forum()
    first, _second, third, _fourth = [stories.registered(forum) for _ in range(4)]
    registrations.cancel(registration=first, actor=stories.her(first), now=NOW)
    third = stories.fresh(third)
    assert (third.state, third.seat, third.offered_until) == ("offered", 1, NOW + DAY)
    newcomer = stories.registered(forum)
    assert newcomer.state == "waiting"
    registrations.accept_offer(registration=third, actor=stories.her(third), now=NOW + DAY - timedelta(seconds=1))
    assert states(forum) == [
        ("cancelled", None), ("confirmed", 2), ("confirmed", 1), ("waiting", None), ("waiting", None),
    ]  # fmt: skip


def test_an_offer_nobody_took_goes_to_the_next_and_cannot_be_accepted_any_more():
    forum, _officer = stories.a_forum(capacity=1)
    rows = [stories.registered(forum) for _ in range(3)]
    registrations.cancel(registration=rows[0], actor=stories.her(rows[0]), now=NOW)
    late = NOW + DAY
    with pytest.raises(Refused, match="This offer ended") as refused:  # before the job has come by
        registrations.accept_offer(registration=rows[1], actor=stories.her(rows[1]), now=late)
    assert refused.value.code == "lapsed"
    assert registrations.lapse_due(actor=CLOCK, now=late) == 1
    assert registrations.lapse_due(actor=CLOCK, now=late) == 0
    assert states(forum) == [("cancelled", None), ("lapsed", None), ("offered", 1)]
    with pytest.raises(Refused, match="This offer ended"):
        registrations.accept_offer(registration=rows[1], actor=stories.her(rows[1]), now=late)
    again = stories.registered(forum, stories.her(rows[1]), now=late)
    assert (again.state, again.position, again.pk) == ("waiting", 4, rows[1].pk)


def test_an_offer_ends_when_the_forum_begins_and_none_is_made_after_that():
    forum, _officer = stories.a_forum(capacity=1)
    rows = [stories.registered(forum) for _ in range(3)]
    registrations.cancel(registration=rows[0], actor=stories.her(rows[0]), now=STARTS - stories.HOUR)
    assert stories.fresh(rows[1]).offered_until == STARTS
    registrations.lapse_due(actor=CLOCK, now=STARTS)
    assert states(forum) == [("cancelled", None), ("lapsed", None), ("waiting", None)]


def test_cancelling_twice_says_so_and_offers_nothing_twice():
    forum, _officer = stories.a_forum(capacity=1)
    rows = [stories.registered(forum) for _ in range(3)]
    registrations.cancel(registration=rows[0], actor=stories.her(rows[0]), now=NOW)
    with pytest.raises(Refused, match="cancelled already") as refused:
        registrations.cancel(registration=rows[0], actor=stories.her(rows[0]), now=NOW)
    assert refused.value.code == "second"
    assert [state for state, _seat in states(forum)] == ["cancelled", "offered", "waiting"]


def test_a_seat_is_given_back_by_its_holder_or_the_organisers_and_not_after_the_start():
    forum, officer = stories.a_forum()
    row = stories.registered(forum)
    with pytest.raises(Refused) as refused:
        registrations.cancel(registration=row, actor=stories.someone(), now=NOW)
    assert refused.value.code == "not_yours"
    with pytest.raises(Refused, match="has begun"):
        registrations.cancel(registration=row, actor=stories.her(row), now=STARTS)
    assert registrations.cancel(registration=row, actor=officer, now=NOW).state == "cancelled"


def test_only_her_own_offer_can_be_accepted_and_a_seat_only_once():
    forum, _officer = stories.a_forum(capacity=1)
    first, second = stories.registered(forum), stories.registered(forum)
    with pytest.raises(Refused, match="No seat is offered"):
        registrations.accept_offer(registration=second, actor=stories.her(second), now=NOW)
    registrations.cancel(registration=first, actor=stories.her(first), now=NOW)
    with pytest.raises(Refused, match="somebody else"):
        registrations.accept_offer(registration=second, actor=stories.her(first), now=NOW)
    registrations.accept_offer(registration=second, actor=stories.her(second), now=NOW)
    with pytest.raises(Refused, match="yours already"):
        registrations.accept_offer(registration=second, actor=stories.her(second), now=NOW)


def test_more_seats_are_offered_and_fewer_than_are_taken_refused():
    forum, officer = stories.a_forum(capacity=2)
    rows = [stories.registered(forum) for _ in range(4)]
    forums.change_forum(forum=forum, changes={"capacity": 3}, actor=officer, now=NOW)
    assert states(forum)[2] == ("offered", 3)
    with pytest.raises(Refused, match="3 seats are taken"):
        forums.change_forum(forum=forum, changes={"capacity": 2}, actor=officer, now=NOW)
    registrations.cancel(registration=rows[3], actor=stories.her(rows[3]), now=NOW)
    registrations.cancel(registration=rows[0], actor=stories.her(rows[0]), now=NOW)
    forums.change_forum(forum=forum, changes={"capacity": 2}, actor=officer, now=NOW)
    assert states(forum) == [("cancelled", None), ("confirmed", 2), ("offered", 1), ("cancelled", None)]


def test_needs_are_counted_for_the_organisers_and_unknown_ones_refused():
    forum, _officer = stories.a_forum(capacity=3)
    stories.registered(forum, needs=["childcare", "ramp"], note_text="  Екі бала  ")
    stories.registered(forum, needs=["ramp"])
    stories.registered(forum)
    stories.registered(forum, needs=["ramp"])  # waits: nothing is prepared for her yet
    found = asked.sums(forum)
    assert found.needs == (("ramp", 2), ("childcare", 1))
    assert (found.confirmed, found.waiting, found.came) == (3, 1, 0)
    with pytest.raises(Refused):
        stories.registered(forum, needs=["helicopter"])


def test_needs_and_names_never_stand_in_the_journal():
    forum, _officer = stories.a_forum()
    row = stories.registered(forum, needs=["sign_language"], note_text="Саңырау")
    entry = Entry.objects.get(matter=forum.matter, act="forum.registered")
    assert not entry.public
    assert (entry.data, entry.personal) == ({}, {"registration": row.pk})


def test_everyone_with_a_seat_is_reminded_once_the_day_before():
    forum, officer = stories.a_forum()
    first, second, _waits = [stories.registered(forum) for _ in range(3)]
    assert registrations.remind_due(actor=CLOCK, now=STARTS - DAY - timedelta(seconds=1)) == 0
    assert registrations.remind_due(actor=CLOCK, now=STARTS - DAY) == 2
    assert registrations.remind_due(actor=CLOCK, now=STARTS - DAY) == 0
    entry = Entry.objects.get(act="forum.reminded")
    assert entry.personal == {"registrations": [first.pk, second.pk]}
    later = {"starts_at": STARTS + 3 * stories.HOUR}
    forums.change_forum(forum=forum, changes=later, actor=officer, now=STARTS - DAY)
    assert registrations.remind_due(actor=CLOCK, now=STARTS - stories.HOUR) == 2, "another hour is reminded of anew"


def test_who_registers_in_the_last_day_needs_no_reminder():
    forum, _officer = stories.a_forum(closes_at=STARTS)
    stories.registered(forum, now=STARTS - DAY + timedelta(minutes=1))
    assert registrations.remind_due(actor=CLOCK, now=STARTS - stories.HOUR) == 0


def test_what_a_person_said_is_forgotten_and_her_seat_stays_counted():
    forum, _officer = stories.a_forum()
    row = stories.registered(forum, needs=["ramp"], note_text="Арба", post="https://example.kz/p/1")
    assert registrations.erase_words(person=row.person, actor=system("erase"), now=NOW) == 1
    row = stories.fresh(row)
    assert (row.needs, row.note, row.hashtag_link, row.seat) == ([], "", "", 1)
