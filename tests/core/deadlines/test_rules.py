"""How terms are counted: the cases of the law, and a plain day-by-day count as the oracle."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ortaq.core.deadlines import rules
from ortaq.core.deadlines.rules import CalendarDays, CalendarMissingYear, Term
from tests.conftest import ALMATY

DAY = timedelta(days=1)
# 2026 as the city approved it: 30 August is no holiday any more, 31 August is worked.
APPROVED = CalendarDays.read(
    {
        "2024": {"off": ["2024-05-01", "2024-05-07", "2024-05-08", "2024-05-09"], "work": ["2024-05-04"]},
        "2025": {"off": ["2025-12-16"], "work": []},
        "2026": {"off": ["2026-01-01", "2026-01-02", "2026-01-07", "2026-03-09", "2026-10-26"], "work": []},
    }
)
ANSWER = Term(15)
WHOLE = {"max_months": 2, "counts_whole_term": True}


def test_an_appeal_registered_on_17_august_2026_is_due_on_7_september():
    due = rules.due(date(2026, 8, 17), ANSWER, APPROVED)
    assert due.due_on == date(2026, 9, 7)
    assert due.skipped == (
        *(date(2026, 8, day) for day in (22, 23, 29, 30)),
        *(date(2026, 9, day) for day in (5, 6)),
    )


def test_a_calendar_that_still_knows_the_old_holiday_gives_a_day_more():
    """30 August 2026 is a Sunday; counted as a holiday it moves to Monday the 31st."""
    old = CalendarDays.read({"2026": {"off": ["2026-08-31"], "work": []}})
    assert rules.due(date(2026, 8, 17), ANSWER, old).due_on == date(2026, 9, 8)


def test_a_saturday_that_was_worked_counts():
    assert APPROVED.is_working(date(2024, 5, 4))
    assert rules.due(date(2024, 5, 2), Term(2), APPROVED).due_on == date(2024, 5, 4)
    assert rules.due(date(2024, 5, 2), Term(3), APPROVED) == rules.Due(date(2024, 5, 6), (date(2024, 5, 5),))


@pytest.mark.parametrize(
    ("received", "registered"),
    [
        ((2026, 8, 17, 9, 0), date(2026, 8, 17)),
        ((2026, 8, 17, 17, 59), date(2026, 8, 17)),
        ((2026, 8, 17, 18, 0), date(2026, 8, 17)),
        ((2026, 8, 17, 18, 0, 1), date(2026, 8, 18)),
        ((2026, 8, 17, 18, 1), date(2026, 8, 18)),
        ((2026, 8, 21, 18, 1), date(2026, 8, 24)),  # Friday evening
        ((2026, 8, 22, 10, 0), date(2026, 8, 24)),  # Saturday
        ((2024, 5, 4, 10, 0), date(2024, 5, 4)),  # a Saturday that was worked
        ((2024, 5, 4, 19, 0), date(2024, 5, 6)),
        ((2025, 12, 31, 18, 30), date(2026, 1, 5)),  # over New Year
    ],
)
def test_the_day_of_registration(received, registered):
    assert rules.registered_on(datetime(*received, tzinfo=ALMATY), APPROVED) == registered


def test_another_end_of_the_day_moves_the_edge():
    at_seventeen = datetime(2026, 8, 17, 17, 30, tzinfo=ALMATY)
    assert rules.registered_on(at_seventeen, APPROVED, time(17)) == date(2026, 8, 18)


def test_calendar_days_count_days_off_and_end_on_a_working_day():
    request = Term(15, "calendar")
    assert rules.due(date(2026, 8, 17), request, APPROVED) == rules.Due(date(2026, 9, 1), ())
    ends_on_sunday = rules.due(date(2026, 8, 15), request, APPROVED)
    assert ends_on_sunday == rules.Due(date(2026, 8, 31), (date(2026, 8, 30),))


def test_the_older_text_counts_from_the_day_of_receipt():
    older = Term(3, starts="day_of_receipt")
    assert rules.due(date(2026, 8, 17), older, APPROVED).due_on == date(2026, 8, 19)
    assert rules.due(date(2026, 8, 17), Term(3), APPROVED).due_on == date(2026, 8, 20)


def test_a_year_the_calendar_does_not_cover_is_named():
    with pytest.raises(CalendarMissingYear) as refused:
        rules.due(date(2026, 12, 20), ANSWER, APPROVED)
    assert refused.value.params == {"year": 2027}
    assert "2027" in str(refused.value)


@pytest.mark.parametrize("term", [{"n": 0}, {"n": 3, "unit": "weeks"}, {"n": 3, "starts": "some day"}])
def test_what_is_no_term_is_not_read(term):
    with pytest.raises(ValueError, match="not a term"):
        Term.read(term)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 11, 30), 2, date(2027, 1, 30)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 10, 31), 2, date(2026, 12, 31)),
    ],
)
def test_months_end_where_the_month_ends(day, months, later):
    assert rules.add_months(day, months) == later


def extension(until, *, term=None, due_on=date(2026, 9, 7), provision=WHOLE):
    return rules.may_extend(
        term=term or Term(15, extendable=True),
        registered_on=date(2026, 8, 17),
        due_on=due_on,
        first_due_on=date(2026, 9, 7),
        until=until,
        calendar=APPROVED,
        provision=provision,
    )


@pytest.mark.parametrize(
    ("until", "code"),
    [
        (date(2026, 9, 8), ""),
        (date(2026, 10, 16), ""),
        (date(2026, 10, 17), "extension_on_day_off"),  # a Saturday, two months to the day
        (date(2026, 10, 19), "extension_too_long"),
        (date(2026, 9, 7), "extension_not_later"),
        (date(2026, 8, 20), "extension_not_later"),
    ],
)
def test_an_extension_is_later_on_a_working_day_and_at_most_two_months_in_all(until, code):
    assert extension(until).code == code
    assert bool(extension(until)) is (code == "")


def test_two_months_from_the_first_due_day_where_the_rule_says_so():
    assert extension(date(2026, 11, 6), provision={"max_months": 2, "counts_whole_term": False})
    assert not extension(date(2026, 11, 9), provision={"max_months": 2, "counts_whole_term": False})


def test_a_complaint_is_not_extended():
    assert extension(date(2026, 9, 10), term=Term(20)).code == "not_extendable"


# ── properties ───────────────────────────────────────────────────────────────────────────────────────────────────

days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
calendars = st.builds(
    CalendarDays,
    off=st.frozensets(st.dates(date(2020, 1, 1), date(2031, 12, 31)), max_size=40),
    work=st.frozensets(
        st.dates(date(2020, 1, 1), date(2031, 12, 31)).filter(lambda day: day.weekday() >= 5), max_size=15
    ),
)
terms = st.builds(
    Term,
    n=st.integers(1, 30),
    unit=st.sampled_from(["working", "calendar"]),
    starts=st.sampled_from(["day_after_registration", "day_of_receipt"]),
)


def counted_by_hand(registered, term, calendar):
    """One finger per day: no cleverness, as a clerk would do it with a wall calendar."""
    first = registered + DAY if term.starts == "day_after_registration" else registered
    fingers, day, skipped = 0, first - DAY, []
    while fingers < term.n:
        day += DAY
        works = day in calendar.work or (day.weekday() not in (5, 6) and day not in calendar.off)
        if works or term.unit == "calendar":
            fingers += 1
        else:
            skipped.append(day)
    while not (day in calendar.work or (day.weekday() not in (5, 6) and day not in calendar.off)):
        skipped.append(day)
        day += DAY
    return day, tuple(skipped)


@given(days, terms, calendars)
def test_the_count_is_the_clerks_count(registered, term, calendar):
    due = rules.due(registered, term, calendar)
    assert (due.due_on, due.skipped) == counted_by_hand(registered, term, calendar)


@given(days, terms, calendars)
def test_a_due_day_is_worked_and_every_day_of_the_span_is_counted_or_skipped(registered, term, calendar):
    due = rules.due(registered, term, calendar)
    assert calendar.is_working(due.due_on)
    assert not any(calendar.is_working(day) for day in due.skipped)
    first = registered + DAY if term.starts == "day_after_registration" else registered
    assert (due.due_on - first).days + 1 == term.n + len(due.skipped)


@given(days, st.integers(0, 10), terms, calendars)
def test_who_comes_later_is_not_due_earlier(registered, later, term, calendar):
    first = rules.due(registered, term, calendar).due_on
    assert rules.due(registered + later * DAY, term, calendar).due_on >= first


@given(days, st.integers(1, 30), calendars)
def test_working_days_between_is_the_term_backwards(registered, n, calendar):
    assert rules.working_days_between(registered, rules.due(registered, Term(n), calendar).due_on, calendar) == n
    assert rules.working_days_between(registered, registered, calendar) == 0
    assert rules.working_days_between(registered, registered - 5 * DAY, calendar) == 0


@given(st.datetimes(datetime(2020, 1, 1), datetime(2030, 12, 31)), calendars)
def test_registration_is_the_same_day_or_the_next_worked_one(received, calendar):
    registered = rules.registered_on(received, calendar)
    assert calendar.is_working(registered)
    assert registered >= received.date()
    between = (received.date() + step * DAY for step in range(1, (registered - received.date()).days))
    assert not any(calendar.is_working(day) for day in between)


# ── the proposal ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_proposed_year_knows_what_changed_and_reads_back_as_a_calendar():
    proposed = rules.propose_year(2026)
    assert "2026-12-16" in proposed["off"]
    assert "2026-08-31" not in proposed["off"], "30 August stopped being a holiday in 2026"
    calendar = CalendarDays.read({"2026": proposed})
    assert rules.due(date(2026, 8, 17), ANSWER, calendar).due_on == date(2026, 9, 7)
    assert all(date.fromisoformat(day).weekday() < 5 for day in proposed["off"])
    assert rules.propose_year(2024)["work"] == ["2024-05-04"]
