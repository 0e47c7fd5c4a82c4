"""Imported appeals that the other system has answered since: two systems stand side by side while a city moves."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F

from ortaq.civic.reception import acts
from ortaq.civic.reception.models import Answer, Appeal, Assignment
from ortaq.civic.reception.rules.mapping import ImportRow
from ortaq.civic.reception.services._duties import close, locked, show_stage
from ortaq.core.journal import services as journal
from ortaq.core.people.actor import Actor

OPEN, ANSWERED = Assignment.State.OPEN.value, Assignment.State.ANSWERED.value


def take_over(rows: Iterable[ImportRow], source: str, *, actor: Actor, now: datetime) -> int:
    """Answer the known records that came answered and that nobody has touched here; give how many there were.

    Redirected, split and reopened ones have a life of their own here: they are left alone.
    """
    answered = {row.id: row for row in rows if row.answered_at is not None}
    if not answered:
        return 0
    waiting = Assignment.objects.filter(
        appeal__source=source, appeal__source_id__in=answered, appeal__state=Appeal.State.OPEN.value,
        appeal__reopened_count=0, state=OPEN, lead=True, came_from=None,
    ).exclude(appeal__assignments__lead=False)  # fmt: skip
    found = list(waiting.values_list("pk", "appeal_id", "appeal__source_id"))
    return sum(
        _answer(pk, appeal, answered[str(name)].read(), source, actor=actor, now=now) for pk, appeal, name in found
    )


@transaction.atomic
def _answer(pk: int, appeal_id: int, given: ImportRow, source: str, *, actor: Actor, now: datetime) -> bool:
    """Answer one with the words and the day of the other system; the journal tells when we heard of it."""
    appeal = locked(Appeal(pk=appeal_id))
    row = Assignment.objects.select_related("body", "clock").filter(pk=pk, state=OPEN).first()
    if row is None or given.answered_at is None:
        return False
    counted, row.late = row.late, False  # it is late by the day of the answer, not by the day on which it reached us
    close(row, state=ANSWERED, actor=actor, now=given.answered_at)
    appeal.state, appeal.answered_at = Appeal.State.ANSWERED.value, given.answered_at
    appeal.overdue_count = F("overdue_count") + (int(row.late) - int(counted))
    appeal.save(update_fields=["state", "answered_at", "overdue_count"])
    Answer.objects.create(
        appeal=appeal, assignment=row, outcome=Answer.Outcome.EXPLAINED.value, text=given.answer,
        public_text=given.public_answer, language=given.reading.language if given.reading else appeal.matter.language,
        final=True, given_at=given.answered_at,
    )  # fmt: skip
    data = {"assignment": row.pk, "body": row.body.code, "outcome": "explained", "days": row.days, "late": row.late}
    told = data | {"source": source, "answered_at": given.answered_at.isoformat()}
    journal.write(act=acts.ANSWERED, matter=appeal.matter, data=told, body=row.body, actor=actor, now=now)
    show_stage(appeal, actor=actor, now=now)
    return True
