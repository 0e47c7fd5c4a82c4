"""The calendar and the legal terms of the demo city, against cases counted by hand."""

from datetime import date, datetime, time

import holidays
import pytest

from ortaq.doors.terminal.demo import atlas
from ortaq.doors.terminal.demo.life import ALMATY
from ortaq.doors.terminal.demo.workdays import calendar_in_force


def test_fifteen_working_days_from_17_august_2026_end_on_7_september() -> None:
    assert calendar_in_force().add(date(2026, 8, 17), 15) == date(2026, 9, 7)
    assert calendar_in_force().is_working(date(2026, 8, 31))


def test_the_older_calendar_still_knew_the_holiday_of_30_august() -> None:
    older, newer = atlas.rows("calendar", "versions")
    assert "2026-08-31" in older["years"]["2026"]["off"]
    assert "2026-08-31" not in newer["years"]["2026"]["off"]
    assert [older["in_force"], newer["in_force"]] == [False, True]


def test_4_may_2024_was_a_working_saturday_and_8_may_was_off() -> None:
    days = calendar_in_force()
    assert days.is_working(date(2024, 5, 4))
    assert not days.is_working(date(2024, 5, 8))
    assert not days.is_working(date(2024, 5, 11))


@pytest.mark.parametrize("year", [2024, 2025, 2026, 2027])
def test_the_calendar_agrees_with_the_proposal_for_every_day(year: int) -> None:
    proposed, days = holidays.country_holidays("KZ", years=year), calendar_in_force()
    moved = proposed.weekend_workdays
    for ordinal in range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1):
        day = date.fromordinal(ordinal)
        assert days.is_working(day) is (day in moved or (day.weekday() < 5 and day not in proposed)), day


def test_a_year_without_a_calendar_is_refused() -> None:
    with pytest.raises(ValueError, match="does not cover 2028"):
        calendar_in_force().add(date(2027, 12, 30), 5)


@pytest.mark.parametrize(
    ("received", "registered"),
    [
        (datetime(2026, 8, 17, 17, 59, tzinfo=ALMATY), date(2026, 8, 17)),
        (datetime(2026, 8, 17, 18, 0, tzinfo=ALMATY), date(2026, 8, 18)),
        (datetime(2026, 8, 14, 20, 0, tzinfo=ALMATY), date(2026, 8, 17)),
        (datetime(2026, 12, 31, 23, 0, tzinfo=ALMATY), date(2027, 1, 5)),
    ],
)
def test_after_six_or_on_a_day_off_the_next_working_day_counts(received: datetime, registered: date) -> None:
    assert calendar_in_force().registered_on(received, time(18)) == registered


def test_the_terms_in_force_say_what_the_law_says_and_how_sure_we_are() -> None:
    older, newer = atlas.rows("terms", "sets")
    assert older["valid_to"] == newer["valid_from"]
    assert newer["valid_to"] is None
    terms = newer["terms"]
    assert (terms["answer"]["n"], terms["answer"]["unit"], terms["answer"]["extendable"]) == (15, "working", True)
    assert (terms["complaint"]["n"], terms["complaint"]["extendable"]) == (20, False)
    assert (terms["request"]["n"], terms["request"]["unit"]) == (15, "calendar")
    assert (terms["redirect"]["n"], terms["tell_extension"]["n"]) == (3, 3)
    assert newer["extension"]["max_months"] == 2
    assert set(newer["kinds"]) == {"application", "complaint", "message", "suggestion", "response", "request"}
    assert set(newer["kinds"].values()) <= set(terms)
    assert {term["certainty"] for term in terms.values()} <= {"sure", "likely", "check"}
    assert (older["counts_from"], newer["counts_from"]) == ("receipt", "day_after_registration")
