"""What runs by the clock runs once a slot, whoever's worker is first."""

from datetime import datetime, time, timedelta

import pytest

from ortaq.core.tasks import schedule
from ortaq.core.tasks.models import Task
from ortaq.core.tasks.schedule import At, Every
from tests.conftest import ALMATY, NOW
from tests.core.tasks import chores


def at(*parts):
    return datetime(*parts, tzinfo=ALMATY)


@pytest.mark.parametrize(
    ("when", "moment", "slot"),
    [
        (Every(timedelta(hours=1)), at(2026, 11, 22, 8, 59), at(2026, 11, 22, 8)),
        (Every(timedelta(minutes=15)), at(2026, 11, 22, 0, 14), at(2026, 11, 22)),
        (At(time(2, 0)), at(2026, 11, 22, 2, 0), at(2026, 11, 22, 2)),
        (At(time(2, 0)), at(2026, 11, 22, 1, 59), at(2026, 11, 21, 2)),
        (At(time(9, 0), weekday=0), at(2026, 11, 22, 12), at(2026, 11, 16, 9)),
        (At(time(9, 0), weekday=0), at(2026, 11, 23, 8, 59), at(2026, 11, 16, 9)),
        (At(time(9, 0), weekday=0), at(2026, 11, 23, 9), at(2026, 11, 23, 9)),
    ],
)
def test_a_moment_lies_in_a_slot(when, moment, slot):
    assert when.slot(moment) == slot


@pytest.mark.parametrize("length", [timedelta(0), timedelta(hours=5), timedelta(days=2)])
def test_a_day_holds_a_whole_number_of_slots(length):
    with pytest.raises(ValueError, match="whole number"):
        Every(length)


@pytest.fixture
def empty_schedule(monkeypatch):
    monkeypatch.setattr(schedule, "_SCHEDULE", {})


@pytest.mark.django_db
def test_two_workers_enqueue_a_slot_once_and_the_next_slot_anew(empty_schedule):
    schedule.periodic("clock", chores.slot, Every(timedelta(hours=1)), lambda slot: [slot.isoformat(), "/nowhere"])
    one, other = {}, {}
    schedule.enqueue_due(NOW, one)
    schedule.enqueue_due(NOW + timedelta(minutes=59), one)
    schedule.enqueue_due(NOW, other)
    assert [(task.key, task.args) for task in Task.objects.all()] == [
        ("clock:2027-03-01T10:00", ["2027-03-01T10:00:00+05:00", "/nowhere"])
    ]
    schedule.enqueue_due(NOW + timedelta(hours=1), one)
    assert Task.objects.count() == 2


def test_a_name_stands_in_the_schedule_once(empty_schedule):
    schedule.periodic("clock", chores.slot, At(time(1)))
    with pytest.raises(ValueError, match="already"):
        schedule.periodic("clock", chores.slot, At(time(2)))
    assert [line.name for line in schedule.lines()] == ["clock"]
