"""Periods: read as people write them, overlapping is symmetric and exact."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ortaq.civic.indicators.rules import periods
from ortaq.civic.indicators.rules.periods import Period

DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))
SPANS = st.tuples(DAYS, st.integers(0, 900)).map(
    lambda pair: Period(pair[0], pair[0] + timedelta(days=pair[1]), "span")
)


@pytest.mark.parametrize(
    ("text", "start", "end", "kind"),
    [
        ("2026", "2026-01-01", "2026-12-31", "year"),
        (" 2026-Q3 ", "2026-07-01", "2026-09-30", "quarter"),
        ("2026-К1", "2026-01-01", "2026-03-31", "quarter"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("2026-07-01/2026-07-15", "2026-07-01", "2026-07-15", "span"),
    ],
)
def test_a_period_is_read_as_people_write_it(text, start, end, kind):
    found = periods.read(text)
    assert found == Period(date.fromisoformat(start), date.fromisoformat(end), kind)
    assert periods.read(str(found)) == found


@pytest.mark.parametrize(
    "text", ["", "26", "2026-13", "2026-Q5", "2026-02-30/2026-03-01", "2026-03-02/2026-03-01", "1026", "x"]
)
def test_what_is_no_period_is_not_read(text):
    assert periods.read(text) is None


@given(SPANS, SPANS)
def test_two_periods_overlap_exactly_when_they_share_a_day(one, other):
    shared = max(one.start, other.start) <= min(one.end, other.end)
    assert one.overlaps(other) is other.overlaps(one) is shared
    assert bool(periods.check_free(one, [other])) is not shared


@given(st.sampled_from(["year", "quarter", "month"]), DAYS)
def test_usual_periods_follow_each_other_without_a_gap(kind, day):
    here = periods.of(kind, day)
    assert here.start <= day <= here.end
    assert periods.before(here).end + timedelta(days=1) == here.start
    assert periods.of(kind, here.end + timedelta(days=1)).start == here.end + timedelta(days=1)


def test_the_same_period_twice_asks_to_correct_and_another_names_the_one_it_overlaps():
    year, quarter = periods.read("2026"), periods.read("2026-Q3")
    assert periods.check_free(year, [year]).code == "second"
    answer = periods.check_free(quarter, [year])
    assert (answer.code, answer.params["other"]) == ("overlaps", "2026")
    assert periods.check_free(periods.read("2025"), [year])


def test_a_period_is_measured_after_it_is_over():
    assert periods.check(periods.read("2026"), today=date(2026, 12, 31)).code == "not_over"
    assert periods.check(periods.read("2026"), today=date(2027, 1, 1))


def test_the_last_whole_periods_end_before_today():
    found = periods.last("month", date(2027, 3, 1), 3)
    assert [str(one) for one in found] == ["2026-12", "2027-01", "2027-02"]
