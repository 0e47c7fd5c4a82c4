"""Whatever the order of calls, the books stay in order."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ortaq.civic.reception.models import Appeal, Assignment
from ortaq.civic.reception.services import answering, applicant, clocks, moving
from ortaq.core.journal import queries as journal
from ortaq.core.people.actor import system
from ortaq.core.people.refusal import Refused
from tests import factories
from tests.conftest import NOW

BODIES = ("akimat-bostandyk", "transport", "centre")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["answer", "answer_part", "redirect", "redirect_part", "split", "extend", "silent", "accept",
                         "reopen", "rate"]),
        st.integers(0, 2),
        st.integers(0, 20),
    ),
    min_size=1,
    max_size=12,
)  # fmt: skip


def step(city, appeal, verb, which, now):
    """One call of a service, by whoever would be allowed to make it."""
    her = factories.resident(appeal.applicant)
    rows = list(appeal.assignments.select_related("body", "appeal").order_by("id"))
    opened = [row for row in rows if row.state == "open"] or rows
    row = opened[which % len(opened)]
    head, other = city.officer(row.body.code, "head"), city.bodies[BODIES[which]]
    calls = {
        "answer": lambda: answering.answer_appeal(
            assignment=row, text=factories.ANSWER_KK, outcome="granted", actor=head, now=now
        ),
        "redirect": lambda: moving.redirect(assignment=row, to=other, reason="Бөтен мәселе", actor=head, now=now),
        "redirect_part": lambda: moving.redirect(
            assignment=row, to=other, reason="Бөтен мәселе", part="Бөлігі", actor=head, now=now
        ),
        "split": lambda: moving.split(assignment=row, parts=[(other, "Бөлігі")], actor=head, now=now),
        "extend": lambda: moving.extend(
            assignment=row, motive="Сараптама керек", until=(now + timedelta(days=35)).date(), actor=head, now=now
        ),
        "silent": lambda: clocks.sweep(actor=system("clock"), now=now),
        "accept": lambda: applicant.accept(appeal=appeal, actor=her, now=now),
        "reopen": lambda: applicant.reopen(appeal=appeal, reason="Жөнделмеді", actor=her, now=now),
        "rate": lambda: applicant.rate(appeal=appeal, score=which + 1, comment="", actor=her, now=now),
    }
    calls["answer_part"] = calls["answer"]
    calls[verb]()


def check(appeal, overdue):
    kept = Appeal.objects.select_related("matter").get(pk=appeal.pk)
    leads = Assignment.objects.filter(appeal=kept, state="open", lead=True)
    assert leads.count() == (kept.state == "open")
    if lead := leads.first():
        assert (lead.body_id, lead.due_on) == (kept.lead_id, kept.due_on)
    assert kept.overdue_count >= overdue
    for row in Assignment.objects.select_related("clock").filter(appeal=kept):
        assert row.due_on == row.clock.due_on
        assert (row.clock.stopped_at is None) == (row.state == "open")
        assert (row.state == "answered") == hasattr(row, "answer")
    assert journal.verify(kept.matter) is None
    return kept.overdue_count


@pytest.mark.slow
@given(steps=STEPS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_the_books_stay_in_order(the_city, steps):
    with transaction.atomic():
        appeal = factories.an_appeal(the_city)
        now, overdue, sentences = NOW, 0, []
        for verb, which, days in steps:
            now += timedelta(days=days)
            try:
                step(the_city, appeal, verb, which, now)
            except Refused as refusal:
                sentences.append(str(refusal))
            appeal.refresh_from_db()
            overdue = check(appeal, overdue)
        assert all(sentences)
        transaction.set_rollback(True)
    assert connection.in_atomic_block
