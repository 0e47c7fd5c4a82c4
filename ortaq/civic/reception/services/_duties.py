"""Giving a duty to a body and taking it back: assignment, clock and journal in step. Used by the services beside it."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from ortaq.civic.reception import acts, rules
from ortaq.civic.reception.models import Appeal, Assignment
from ortaq.civic.reception.queries.terms import Law, law_on, registered_on
from ortaq.core.deadlines import services as deadlines
from ortaq.core.deadlines.models import Clock
from ortaq.core.deadlines.rules import CalendarMissingYear
from ortaq.core.journal import services as journal
from ortaq.core.matters import services as matters
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import Refused
from ortaq.core.tasks.rows import hold
from ortaq.core.territory.models import Body, Office

DUTY = "answer"


def local_day(moment: datetime) -> date:
    """The city's day of a moment."""
    return moment.astimezone(timezone.get_default_timezone()).date()


def locked(appeal: Appeal) -> Appeal:
    """The appeal with its card, held against other writers until the transaction ends."""
    hold(Appeal.objects.filter(pk=appeal.pk))
    return Appeal.objects.select_related("matter", "topic", "lead", "territory").get(pk=appeal.pk)


def assign(
    *,
    appeal: Appeal,
    body: Body,
    lead: bool,
    registered: date,
    owed: bool,
    actor: Actor,
    now: datetime,
    part: str = "",
    reason: str = "",
    table_id: int | None = None,
    row: int | None = None,
    came_from: Assignment | None = None,
    facts: dict[str, Any] | None = None,
) -> Assignment:
    """Give a body the duty to answer: clock first, then the assignment, then the journal."""
    clock = start_clock(appeal, body, registered, actor=actor, now=now) if owed else None
    made = Assignment.objects.create(
        appeal=appeal,
        body=body,
        lead=lead,
        part=part,
        table_id=table_id,
        row=row,
        reason=reason,
        came_from=came_from,
        clock=clock,
        registered_on=registered,
        due_on=clock.due_on if clock else None,
        assigned_at=now,
    )
    data: dict[str, Any] = {"assignment": made.pk, "body": body.code, "lead": lead}
    if made.due_on is not None:
        data["due_on"] = made.due_on.isoformat()
    elif owed:
        data["clock"] = "none"
    if row is not None:
        data["row"] = row
    journal.write(act=acts.ASSIGNED, matter=appeal.matter, data=data | (facts or {}), body=body, actor=actor, now=now)
    return made


def start_clock(appeal: Appeal, body: Body, registered: date, *, actor: Actor, now: datetime) -> Clock | None:
    """Start a body's clock; None where the calendar ends before the term does: the sweep starts it once it is known."""
    try:
        return deadlines.start_clock(
            matter=appeal.matter,
            body=body,
            duty=DUTY,
            term=rules.term_of(appeal.kind),
            registered_on=registered,
            actor=actor,
            now=now,
        )
    except CalendarMissingYear:
        return None


def is_owed(appeal: Appeal, row: Assignment | None = None) -> bool:
    """Tell whether somebody waits for an answer: there is a name, or the duty before had a day."""
    return rules.answer_is_owed(anonymous=not appeal.named) or (row is not None and row.due_on is not None)


def close(row: Assignment, *, state: str, actor: Actor, now: datetime, law: Law | None = None) -> Assignment:
    """End a duty by a conditional update: of two at once one gets through, the other is told who was first."""
    today = local_day(now)
    values: dict[str, Any] = {"state": state, "closed_at": now}
    if state == Assignment.State.ANSWERED:
        law = law or law_of(row.registered_on)
        values["days"] = law.working_days(row.registered_on, today) if law else None
        values["late"] = row.late or (row.due_on is not None and today > row.due_on)
    if not Assignment.objects.filter(pk=row.pk, state=Assignment.State.OPEN).update(**values):
        raise second(row)
    for name, value in values.items():
        setattr(row, name, value)
    if row.clock is not None and row.clock.stopped_at is None:
        deadlines.stop_clock(clock=row.clock, actor=actor, now=now)
    return row


def law_of(day: date) -> Law | None:
    """The law of a day, None for days no rule set covers (old imported records)."""
    try:
        return law_on(day)
    except Refused:
        return None


def second(row: Assignment) -> Refused:
    """The refusal for whoever comes second: it names the body and the hour, never the colleague."""
    fresh = Assignment.objects.select_related("body").get(pk=row.pk)
    if fresh.state == Assignment.State.REDIRECTED:
        return Refused("redirected", "This has been forwarded to another body.")
    at = timezone.localtime(fresh.closed_at) if fresh.closed_at else None
    return Refused(
        "second",
        "This was answered already on %(day)s at %(time)s by: %(body)s. Your words are kept as a draft.",
        day=at.date() if at else "",
        time=at.strftime("%H:%M") if at else "",
        body=fresh.body.short_name,
    )


def show_stage(appeal: Appeal, *, actor: Actor, now: datetime) -> None:
    """Put the public word on the card that fits the state of the law and of the world."""
    silent = appeal.state == Appeal.State.OPEN and _lead_is_late(appeal)
    stage = rules.stage_of(
        state=appeal.state,
        fixed=appeal.repair == Appeal.Repair.FIXED,
        silent=silent,
        reopened=appeal.reopened_count > 0,
    )
    matters.move(matter=appeal.matter, stage=stage.value, actor=actor, now=now)


def _lead_is_late(appeal: Appeal) -> bool:
    return appeal.assignments.filter(lead=True, state=Assignment.State.OPEN, late=True).exists()


def register_today(now: datetime) -> date:
    """The day on which something that happens now is registered."""
    law = law_of(local_day(now))
    try:
        return registered_on(now, law.days) if law else local_day(now)
    except CalendarMissingYear:
        return local_day(now)


def office_of(actor: Actor, body_id: int, day: date) -> Office | None:
    """The office the actor holds in a body on a day: what an answer is signed with."""
    held = Office.objects.filter(person=actor.person_id, body=body_id, since__lte=day).order_by("-since", "-id")
    return next((office for office in held if office.until is None or office.until >= day), None)
