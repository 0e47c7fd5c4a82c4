"""How many working days are left, as pages tell it."""

from datetime import date

import pytest

from ortaq.civic.reception.queries.clocks import days_left
from ortaq.core.deadlines.rules import CalendarDays

OPEN = CalendarDays(off=frozenset({date(2026, 12, 16)}), work=frozenset(), years=frozenset({2026}))


@pytest.mark.parametrize(
    ("today", "due", "left"),
    [
        (date(2026, 11, 18), date(2026, 11, 20), 2),
        (date(2026, 11, 20), date(2026, 11, 20), 0),
        (date(2026, 11, 21), date(2026, 11, 20), -1),  # a Saturday: late already, no working day has passed
        (date(2026, 11, 23), date(2026, 11, 20), -1),
        (date(2026, 11, 24), date(2026, 11, 20), -2),
        (date(2026, 12, 15), date(2026, 12, 17), 1),
        (date(2030, 1, 2), date(2030, 1, 10), None),  # no calendar approved
    ],
)
def test_days_left_and_days_late(today: date, due: date, left: int | None) -> None:
    assert days_left(today, due, OPEN) == left
