"""What the passing of days does: silence counts as a refusal, once per duty."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from ortaq.civic.reception import acts
from ortaq.civic.reception.models import Appeal, Assignment
from ortaq.civic.reception.queries.inbox import overdue, without_clock
from ortaq.civic.reception.services._duties import (
    is_owed,
    local_day,
    locked,
    register_today,
    show_stage,
    start_clock,
)
from ortaq.core.deadlines import services as deadlines
from ortaq.core.journal import services as journal
from ortaq.core.people.actor import Actor


@transaction.atomic
def fall_silent(*, assignment: Assignment, actor: Actor, now: datetime) -> bool:
    """This will mark a duty whose due day has passed without an answer; False when there was nothing to mark.

    Idempotent: the second call finds the mark. The lead's silence is the appeal's: its overdue count grows by one.
    """
    today = local_day(now)
    appeal = locked(assignment.appeal)  # first, as everywhere: two services never wait for each other
    due = Assignment.objects.filter(pk=assignment.pk, state=Assignment.State.OPEN, late=False, due_on__lt=today)
    if not due.update(late=True):
        return False
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


@transaction.atomic
def start_late(*, assignment: Assignment, actor: Actor, now: datetime) -> bool:
    """This will start the clock of a duty that began before its calendar was known; False while it is not known yet.

    The term counts from the day the law names, as if the calendar had been there: nobody loses a day by the delay.
    """
    appeal = locked(assignment.appeal)
    row = Assignment.objects.select_related("body").get(pk=assignment.pk)
    if row.state != Assignment.State.OPEN or row.clock_id is not None or not is_owed(appeal):
        return False
    row.registered_on = register_today(row.assigned_at)
    row.clock = start_clock(appeal, row.body, row.registered_on, actor=actor, now=now)
    if row.clock is None:
        return False
    row.due_on = row.clock.due_on
    row.save(update_fields=["registered_on", "clock", "due_on"])
    if row.came_from_id is None:
        Appeal.objects.filter(pk=appeal.pk).update(registered_on=row.registered_on)
    if row.lead:
        Appeal.objects.filter(pk=appeal.pk).update(due_on=row.due_on)
    journal.write(
        act=acts.CLOCK_STARTED,
        matter=appeal.matter,
        data={
            "assignment": row.pk,
            "body": row.body.code,
            "registered_on": row.registered_on.isoformat(),
            "due_on": row.due_on.isoformat(),
        },
        body=row.body,
        actor=actor,
        now=now,
    )
    return True


def sweep(*, actor: Actor, now: datetime, limit: int = 10_000) -> int:
    """This will mark every duty that fell silent, one short transaction each, and tell how many there were.

    Clocks that waited for their calendar are started first.
    """
    for assignment in without_clock()[:limit]:
        start_late(assignment=assignment, actor=actor, now=now)
    done = 0
    for assignment in overdue(local_day(now))[:limit]:
        done += fall_silent(assignment=assignment, actor=actor, now=now)
    return done
