"""What the passing of days does: silence counts as a refusal, once per duty."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from ortaq.civic.reception import acts
from ortaq.civic.reception.models import Appeal, Assignment
from ortaq.civic.reception.queries.inbox import overdue
from ortaq.civic.reception.services._duties import local_day, locked, show_stage
from ortaq.core.deadlines import services as deadlines
from ortaq.core.journal import services as journal
from ortaq.core.people.actor import Actor


@transaction.atomic
def fall_silent(*, assignment: Assignment, actor: Actor, now: datetime) -> bool:
    """This will mark a duty whose due day has passed without an answer; False when there was nothing to mark.

    Idempotent: the second call finds the mark. The lead's silence is the appeal's: its overdue count grows by one.
    """
    today = local_day(now)
    due = Assignment.objects.filter(pk=assignment.pk, state=Assignment.State.OPEN, late=False, due_on__lt=today)
    if not due.update(late=True):
        return False
    appeal = locked(assignment.appeal)
    row = Assignment.objects.select_related("body", "clock").get(pk=assignment.pk)
    if row.lead:
        Appeal.objects.filter(pk=appeal.pk).update(overdue_count=F("overdue_count") + 1)
    if row.clock is not None:
        deadlines.tell_late(clock=row.clock, actor=actor, now=now)
    journal.write(
        act=acts.FELL_SILENT,
        matter=appeal.matter,
        data={
            "assignment": row.pk,
            "body": row.body.code,
            "lead": row.lead,
            "due_on": row.due_on.isoformat() if row.due_on else None,
        },
        body=row.body,
        actor=actor,
        now=now,
    )
    show_stage(appeal, actor=actor, now=now)
    return True


def sweep(*, actor: Actor, now: datetime, limit: int = 10_000) -> int:
    """This will mark every duty that fell silent, one short transaction each, and tell how many there were."""
    done = 0
    for assignment in overdue(local_day(now))[:limit]:
        done += fall_silent(assignment=assignment, actor=actor, now=now)
    return done
