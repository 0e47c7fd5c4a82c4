from datetime import timedelta

import pytest

from ortaq.civic.contests.rules.deadlines import Window, in_grace, is_over, may_begin, may_object, may_send
from tests.conftest import NOW

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
PLAIN = Window("open", NOW - timedelta(days=1), NOW)
GRACE = Window("open", NOW - timedelta(days=1), NOW, grace_minutes=15)


@pytest.mark.parametrize(
    ("window", "late_by", "may"),
    [
        (PLAIN, timedelta(0), True),
        (PLAIN, timedelta(microseconds=999_999), True),
        (PLAIN, SECOND, False),
        (GRACE, SECOND, True),
        (GRACE, 15 * MINUTE, True),
        (GRACE, 15 * MINUTE + timedelta(microseconds=1), True),
        (GRACE, 15 * MINUTE + SECOND, False),
    ],
)
def test_the_last_second_counts_whole_and_grace_only_where_it_is_written(window, late_by, may):
    assert bool(may_send(window, NOW + late_by)) is may
    assert is_over(window, NOW + late_by) is not may


def test_grace_is_for_those_who_had_begun():
    assert may_begin(GRACE, NOW)
    assert may_begin(GRACE, NOW + SECOND).code == "late"
    assert not in_grace(GRACE, NOW)
    assert in_grace(GRACE, NOW + SECOND)


def test_nothing_is_taken_before_the_opening_or_by_a_contest_that_is_closed():
    soon = Window("open", NOW + MINUTE, NOW + 2 * MINUTE)
    assert may_begin(soon, NOW).code == "not_open"
    assert may_send(soon, NOW).code == "not_open"
    assert may_begin(Window("closed", PLAIN.opens_at, PLAIN.closes_at), NOW).code == "closed"
    assert may_send(Window("closed", PLAIN.opens_at, PLAIN.closes_at), NOW).code == "late"


def test_the_window_for_objections_closes_after_its_last_second():
    assert may_object(None, NOW).code == "no_result"
    assert may_object(NOW, NOW + timedelta(microseconds=5))
    assert may_object(NOW, NOW + SECOND).code == "window"
