"""Late in December the calendar of the next year may not be approved yet: everything goes on, no term is lost."""

from datetime import date, datetime, timedelta

import pytest

from ortaq.civic.reception.models import Appeal, Assignment
from ortaq.civic.reception.queries import inbox
from ortaq.civic.reception.services import applicant, clocks, moving
from ortaq.core.deadlines import services as deadlines
from ortaq.core.deadlines.models import Calendar, Clock
from ortaq.core.journal import queries as journal
from ortaq.core.people.actor import system
from tests import factories
from tests.conftest import ALMATY

DECEMBER = datetime(2026, 12, 28, 10, 0, tzinfo=ALMATY)
JANUARY = datetime(2027, 1, 5, 10, 0, tzinfo=ALMATY)
REASON = "Бұл мәселе біздің құзыретімізде емес"
CLOCK = system("clock")


@pytest.fixture
def old_calendar(the_city):
    Calendar.objects.update(years={"2026": factories.YEARS["2026"]})
    from ortaq.civic.reception.queries import ground

    ground.forget()


def approve():
    deadlines.approve_calendar(
        version="kz-test.2",
        years=factories.YEARS,
        source="test",
        approved_on=date(2027, 1, 6),
        actor=CLOCK,
        now=JANUARY,
    )


def test_an_appeal_is_taken_and_its_clock_starts_when_the_year_is_known(the_city, old_calendar):
    appeal = factories.an_appeal(the_city, now=DECEMBER)
    assert appeal.due_on is None
    assert clocks.sweep(actor=CLOCK, now=JANUARY) == 0
    assert not Clock.objects.exists()
    approve()
    clocks.sweep(actor=CLOCK, now=JANUARY + timedelta(days=2))
    row = Assignment.objects.select_related("clock").get()
    appeal.refresh_from_db()
    # 29, 30 and 31 December, then 5 January (1, 4 and 7 January are off) and on: as if the year had been known.
    assert row.registered_on == appeal.registered_on == DECEMBER.date()
    assert row.due_on == row.clock.due_on == appeal.due_on == date(2027, 1, 21)
    clocks.sweep(actor=CLOCK, now=JANUARY + timedelta(days=2))
    assert Clock.objects.count() == 1
    assert clocks.sweep(actor=CLOCK, now=datetime(2027, 1, 22, 1, 0, tzinfo=ALMATY)) == 1
    assert journal.verify() is None


def test_what_came_on_the_first_of_january_is_registered_on_the_first_working_day(the_city, old_calendar):
    factories.an_appeal(the_city, now=datetime(2027, 1, 1, 12, 0, tzinfo=ALMATY))
    approve()
    clocks.sweep(actor=CLOCK, now=JANUARY)
    assert Appeal.objects.get().registered_on == date(2027, 1, 5)


def test_nobody_waits_for_an_answer_without_a_name(the_city, old_calendar):
    factories.an_appeal(the_city, now=DECEMBER, applicant=None)
    approve()
    clocks.sweep(actor=CLOCK, now=JANUARY)
    assert not Clock.objects.exists()


def test_the_desk_opens_answers_and_forwards_all_the_same(the_city, old_calendar):
    appeal = factories.an_appeal(the_city, now=DECEMBER + timedelta(days=1))  # the third working day is in January
    row = factories.lead_of(appeal)
    assert inbox.rights(row, the_city.officer(), today=JANUARY.date())["answer"]
    moving.redirect(
        assignment=row, to=the_city.bodies["transport"], reason=REASON, actor=the_city.officer(), now=JANUARY
    )
    factories.an_answer(the_city, appeal, now=JANUARY + timedelta(days=1))
    answered = Assignment.objects.get(state="answered")
    assert (answered.days, answered.late) == (None, False)


def test_an_answer_can_be_sent_back_and_its_new_clock_waits_too(the_city, old_calendar):
    appeal = factories.an_appeal(the_city, now=datetime(2026, 11, 2, 10, 0, tzinfo=ALMATY))
    factories.an_answer(the_city, appeal, now=DECEMBER)
    applicant.reopen(appeal=appeal, reason="Жөнделген жоқ", actor=factories.resident(appeal.applicant), now=JANUARY)
    assert factories.lead_of(appeal).due_on is None
    approve()
    clocks.sweep(actor=CLOCK, now=JANUARY)
    assert Appeal.objects.get().due_on == factories.lead_of(appeal).due_on == date(2027, 1, 27)


def test_a_term_that_began_before_the_new_calendar_can_be_extended_into_the_new_year(the_city, old_calendar):
    appeal = factories.an_appeal(the_city, now=datetime(2026, 12, 7, 10, 0, tzinfo=ALMATY))
    assert appeal.due_on == date(2026, 12, 29)
    approve()
    moving.extend(
        assignment=factories.lead_of(appeal),
        motive="Сараптама керек",
        until=date(2027, 2, 5),
        actor=the_city.officer("akimat-bostandyk", "head"),
        now=DECEMBER,
    )
    clock = Clock.objects.select_related("calendar").get()
    assert (clock.due_on, clock.calendar.version) == (date(2027, 2, 5), "kz-test.2")
    assert "2027-01-07" in clock.skipped
