"""Two systems side by side: what the other one has answered since is answered here too, and nothing else changes."""

from datetime import UTC, datetime, timedelta

import pytest

from ortaq.civic.reception.models import Answer, Appeal, Assignment
from ortaq.civic.reception.queries import records
from ortaq.civic.reception.services import answering, clocks, importing
from ortaq.core.journal import queries as journal
from ortaq.core.people.actor import GUEST, system
from tests import factories
from tests.civic.reception.services.test_importing import REQUEST, georeport
from tests.conftest import NOW

CLOSED = REQUEST | {
    "status": "closed", "updated_datetime": "2027-02-22T12:00:00+05:00",
    "status_notes": "Засыпали яму, звоните +7 701 123 45 67",
}  # fmt: skip
LATER = NOW + timedelta(days=60)


@pytest.fixture
def take(the_city, tmp_path):
    def run(*requests, now=LATER):
        rows = records.rows(georeport(tmp_path, list(requests)), records.mapping_from())
        return importing.import_appeals(rows=rows, source="georeport", actor=system("import"), now=now)

    return run


def test_it_is_answered_by_the_day_and_the_words_of_that_day(take):
    take(REQUEST, now=NOW)
    report = take(CLOSED)
    assert (report.added, report.known, report.answered) == (0, 1, 1)
    kept = Appeal.objects.select_related("matter").get()
    row = Assignment.objects.select_related("clock").get()
    given_at = datetime(2027, 2, 22, 7, 0, tzinfo=UTC)
    assert (kept.state, kept.answered_at, kept.overdue_count, kept.matter.stage) == (
        "answered",
        given_at,
        0,
        "answered",
    )
    assert (row.state, row.closed_at, row.days, row.late) == ("answered", given_at, 4, False)
    assert row.clock.stopped_at == given_at
    answer = Answer.objects.get()
    assert (answer.text[:12], answer.given_at, answer.final) == ("Засыпали яму", given_at, True)
    assert "701" not in answer.public_text
    told = journal.entries(kept.matter, GUEST)[-1]
    assert (told.act, told.at, told.data["source"]) == ("appeal.answered", LATER, "georeport")
    assert journal.verify() is None


def test_the_next_run_changes_nothing(take):
    take(REQUEST, CLOSED, now=NOW)
    before = list(Appeal.objects.values())
    assert (before[0]["state"], take(CLOSED).answered, take(REQUEST).answered) == ("answered", 0, 0)
    assert list(Appeal.objects.values()) == before
    assert Answer.objects.count() == 1


@pytest.mark.parametrize(("day", "late"), [("2027-02-22", False), ("2027-04-02", True)])
def test_what_fell_silent_here_is_late_by_the_day_of_its_answer(take, day, late):
    take(REQUEST, now=NOW)
    assert clocks.sweep(actor=system("sweep"), now=LATER) == 1
    assert Appeal.objects.get().overdue_count == 1
    take(CLOSED | {"updated_datetime": f"{day}T12:00:00+05:00"})
    assert (Appeal.objects.get().overdue_count, Assignment.objects.get().late) == (int(late), late)


def test_what_was_touched_here_is_left_alone(take, the_city):
    take(REQUEST, now=NOW)
    kept = Appeal.objects.get()
    row = factories.lead_of(kept)
    officer = the_city.officer(row.body.code)
    words = "Жауап: шұңқыр бітелді, жол жөндеу жұмыстары аяқталды."
    answering.answer_appeal(assignment=row, text=words, outcome="granted", language="kk", actor=officer, now=NOW)
    assert take(CLOSED).answered == 0
    assert Answer.objects.get().outcome == "granted"
