"""Seats, codes and tickets without a database."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ortaq.civic.dialogue.rules import forums as rules
from ortaq.civic.dialogue.rules.forums import Dates, Ticket

NOW = datetime(2027, 3, 1, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)
CODES = st.text(alphabet=rules.SIGNS, min_size=6, max_size=6)


def dates(state="published"):
    return Dates(state, NOW, NOW + 10 * HOUR, NOW + 20 * HOUR, NOW + 24 * HOUR)


def test_codes_are_made_of_signs_nobody_mistakes():
    assert not set("01OI") & set(rules.SIGNS)
    assert len(rules.SIGNS) == len(set(rules.SIGNS)) == 32


@given(CODES)
def test_a_code_is_read_in_any_case_with_any_spaces(code):
    for typed in (code, code.lower(), f" {code[:3]} {code[3:]} ", f"{code[:2]}-{code[2:]}"):
        assert rules.read_ticket(typed) == Ticket(code)


@given(CODES, st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True), st.sampled_from(["kk", "ru", "en"]))
def test_a_scanned_address_gives_forum_code_and_sign(code, forum, language):
    sign = rules.sign_of("key", code)
    address = f"https://ortaq.kz/{language}/forums/{forum}/#{code}.{sign}"
    assert rules.read_ticket(address) == Ticket(code, forum, sign)


@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_ticket_or_none(text):
    found = rules.read_ticket(text)
    assert found is None or (len(found.code) == 6 and set(found.code) <= set(rules.SIGNS))


def test_letters_of_a_cyrillic_keyboard_are_read_as_those_they_look_like():
    assert rules.read_ticket("АВЕКМН") == Ticket("ABEKMH")
    assert rules.read_ticket("рстух2") == Ticket("PCTYX2")
    assert rules.read_ticket("ЖШЩЫЭЮ") is None


@given(st.sets(st.integers(1, 30)), st.integers(1, 30))
def test_the_lowest_free_seat_is_given_and_none_beyond_the_hall(taken, capacity):
    seat = rules.free_seat(taken, capacity)
    if seat is None:
        assert set(range(1, capacity + 1)) <= taken
    else:
        assert seat not in taken
        assert 1 <= seat <= capacity
        assert set(range(1, seat)) <= taken


@given(st.sets(st.integers(1, 40), max_size=20), st.integers(20, 40))
def test_in_a_smaller_hall_everyone_still_sits_and_nobody_on_anothers_knees(taken, capacity):
    moved = rules.moves(taken, capacity)
    after = [moved.get(seat, seat) for seat in taken]
    assert len(set(after)) == len(taken)
    assert all(1 <= seat <= capacity for seat in after)


def test_an_offer_lasts_its_hours_but_not_beyond_the_start():
    assert rules.offer_ends(hours=4, dates=dates(), now=NOW) == NOW + 4 * HOUR
    assert rules.offer_ends(hours=48, dates=dates(), now=NOW) == NOW + 20 * HOUR
    assert rules.offer_ends(hours=4, dates=dates(), now=NOW + 20 * HOUR) is None
    assert rules.offer_ends(hours=4, dates=dates("cancelled"), now=NOW) is None


@pytest.mark.parametrize(
    ("state", "at", "code"),
    [
        ("published", NOW - timedelta(seconds=1), "not_open"), ("published", NOW, ""),
        ("published", NOW + 10 * HOUR, "closed"), ("draft", NOW, "draft"), ("cancelled", NOW, "cancelled"),
        ("held", NOW, "held"),
    ],
)  # fmt: skip
def test_registration_has_its_hours(state, at, code):
    assert rules.may_register(dates(state), at).code == code


def test_signs_belong_to_one_forum_and_one_purpose():
    assert rules.sign_of("a", "ABC234") != rules.sign_of("b", "ABC234")
    assert rules.digest_of("a", "ABC234") != rules.digest_of("b", "ABC234")
    assert rules.door_salt("key") not in "key"
    assert rules.certificate_sign("key", 1) != rules.certificate_sign("key", 2)
    assert set(rules.certificate_sign("key", 1)) <= set(rules.SIGNS)


def test_names_are_compared_as_people_read_them():
    assert rules.same_name("  айша   ӘЛІ ", "Айша Әлі")
    assert not rules.same_name("Айша", "Айша Әлі")


@pytest.mark.parametrize(("waiting", "at", "code"), [(4, NOW, ""), (5, NOW, "many"), (0, NOW + 24 * HOUR, "over")])
def test_questions_have_a_number_and_an_end(waiting, at, code):
    assert rules.may_ask(dates(), waiting, at).code == code
