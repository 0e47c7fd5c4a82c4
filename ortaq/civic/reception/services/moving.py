"""Moving the duty: to the right body, in parts, to a later day; and correcting what the desk knows better."""

from datetime import date, datetime

from django.db import transaction

from ortaq.civic.reception import acts, rules
from ortaq.civic.reception.models import Appeal, Assignment, Extension, Topic
from ortaq.civic.reception.queries import topics
from ortaq.civic.reception.queries.ground import ground
from ortaq.civic.reception.queries.inbox import duty_of
from ortaq.civic.reception.queries.terms import extension_limit, law_on, redirect_until
from ortaq.civic.reception.rules.reading import mask
from ortaq.civic.reception.services._duties import (
    assign,
    close,
    is_owed,
    local_day,
    locked,
    office_of,
    register_today,
    second,
)
from ortaq.civic.reception.services._places import spot_of
from ortaq.core.deadlines import services as deadlines
from ortaq.core.journal import services as journal
from ortaq.core.matters.rules import cells
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, Refused, require
from ortaq.core.territory.models import Body


@transaction.atomic
def redirect(
    *, assignment: Assignment, to: Body, reason: str, part: str = "", actor: Actor, now: datetime
) -> Assignment:
    """This will forward an appeal, or with `part` a part of it, to the competent body; a clock of its own starts.

    Within three working days of registration. Raises Refused "redirect_late" after them: then the body answers itself.
    """
    row, appeal = _held(assignment)
    today = local_day(now)
    require(
        rules.may_redirect(
            actor,
            duty_of(row, appeal),
            to=to.pk,
            until=redirect_until(row),
            today=today,
            holding=_holding(appeal, row),
        )
    )
    require(rules.check_reason(reason))
    why, share = mask(reason.strip())[0][:500], mask(part.strip())[0][:300]
    whole = not share
    if whole:
        close(row, state=Assignment.State.REDIRECTED.value, actor=actor, now=now)
    journal.write(
        act=acts.REDIRECTED,
        matter=appeal.matter,
        data={"assignment": row.pk, "from": row.body.code, "to": to.code, "whole": whole, "part": share},
        personal={"reason": reason.strip()[:500]},
        body=row.body,
        actor=actor,
        now=now,
    )
    made = assign(
        appeal=appeal,
        body=to,
        lead=row.lead and whole,
        registered=register_today(now),
        owed=is_owed(appeal, row),
        part=row.part if whole else share,
        reason=why,
        came_from=row,
        actor=actor,
        now=now,
    )
    if made.lead:
        appeal.lead, appeal.due_on = to, made.due_on
        appeal.save(update_fields=["lead", "due_on"])
    assignment.state, assignment.closed_at = row.state, row.closed_at
    return made


@transaction.atomic
def split(*, assignment: Assignment, parts: list[tuple[Body, str]], actor: Actor, now: datetime) -> list[Assignment]:
    """This will give parts to several bodies, each with its own clock; the lead stays and gives the common answer."""
    row, appeal = _held(assignment)
    named = [(body, mask(part.strip())[0][:300]) for body, part in parts]
    require(
        rules.may_split(
            actor,
            duty_of(row, appeal),
            to=[body.pk for body, _ in named],
            holding=_holding(appeal, row),
            today=local_day(now),
        )
    )
    if not all(part for _, part in named):
        raise Refused("part_empty", N_("Say for each body which part is its own."))
    registered = register_today(now)
    journal.write(
        act=acts.SPLIT,
        matter=appeal.matter,
        data={"assignment": row.pk, "parts": [{"body": body.code, "part": part} for body, part in named]},
        body=row.body,
        actor=actor,
        now=now,
    )
    return [
        assign(
            appeal=appeal,
            body=body,
            lead=False,
            registered=registered,
            owed=is_owed(appeal, row),
            part=part,
            came_from=row,
            actor=actor,
            now=now,
        )
        for body, part in named
    ]


@transaction.atomic
def extend(*, assignment: Assignment, motive: str, until: date, actor: Actor, now: datetime) -> Extension:
    """This will extend a term by the head's motivated decision, two months in all; the applicant is told in time."""
    row, appeal = _held(assignment)
    today = local_day(now)
    limit = extension_limit(row)
    require(
        rules.may_extend(
            actor, duty_of(row, appeal), extendable=limit is not None, until=until, latest=limit or today, today=today
        )
    )
    require(rules.check_reason(motive))
    law = law_on(today)
    extension = Extension.objects.create(
        assignment=row,
        motive=mask(motive.strip())[0],
        until=until,
        signed_by=office_of(actor, row.body_id, today),
        decided_at=now,
        tell_by=law.due(today, rules.TELL_EXTENSION),
    )
    if row.clock is not None:
        deadlines.extend_clock(clock=row.clock, until=until, actor=actor, now=now)
    row.due_on, row.extended = until, True
    row.save(update_fields=["due_on", "extended"])
    if row.lead:
        appeal.due_on = until
        appeal.save(update_fields=["due_on"])
    journal.write(
        act=acts.EXTENDED,
        matter=appeal.matter,
        data={
            "assignment": row.pk,
            "body": row.body.code,
            "until": until.isoformat(),
            "tell_by": extension.tell_by.isoformat(),
        },
        personal={"motive": motive.strip()[:2000]},
        body=row.body,
        actor=actor,
        now=now,
    )
    assignment.due_on, assignment.extended = row.due_on, True
    return extension


@transaction.atomic
def correct(
    *,
    appeal: Appeal,
    kind: str | None = None,
    topic: Topic | None = None,
    lon: float | None = None,
    lat: float | None = None,
    address: str | None = None,
    place: str | None = None,
    actor: Actor,
    now: datetime,
) -> Appeal:
    """This will correct kind, topic or place as the desk knows them; the applicant's words are never touched.

    Nothing moves to another body by this (that is `redirect`), and the clock that runs keeps the term it started with.
    """
    held = locked(appeal)
    bodies = frozenset(held.assignments.values_list("body_id", flat=True))
    require(rules.may_correct(actor, bodies))
    changed: dict[str, object] = {}
    if kind is not None and kind != held.kind:
        if kind not in Appeal.Kind.values:
            raise Refused("kind", N_("Choose what kind of appeal it is."))
        changed["kind"] = [held.kind, kind]
        held.kind = kind
    if topic is not None and topic.pk != held.topic_id:
        changed["topic"] = [held.topic.code, topic.code]
        held.topic, held.group_id = topic, topics.forest().root_of.get(topic.pk, topic.pk)
    if place is not None or lon is not None:
        changed["place"] = _replace(held, place or Appeal.Place.POINT.value, lon, lat)
    if address is not None and mask(address.strip())[0] != held.matter.address:
        changed["address"] = True
        held.matter.address = mask(address.strip())[0][:300]
    if changed:
        held.matter.changed_at = now
        held.matter.save(update_fields=["lon", "lat", "territory", "h3_7", "h3_9", "address", "changed_at"])
        held.save(update_fields=["kind", "topic", "group", "place", "territory", "district"])
        journal.write(act=acts.CORRECTED, matter=held.matter, data=changed, actor=actor, now=now)
    return held


def _replace(appeal: Appeal, place: str, lon: float | None, lat: float | None) -> list[str | None]:
    """Put the pin elsewhere; give the territories' codes before and after."""
    spot = spot_of(ground(), place, lon, lat, local_day(appeal.received_at))
    before = appeal.territory.code if appeal.territory else None
    appeal.place, appeal.territory, appeal.district = spot.place, spot.territory, spot.district
    matter = appeal.matter
    matter.lon, matter.lat, matter.territory = spot.lon, spot.lat, spot.territory
    matter.h3_7, matter.h3_9 = (
        cells(spot.lon, spot.lat) if spot.lon is not None and spot.lat is not None else (None, None)
    )
    return [before, spot.territory.code if spot.territory else None]


def _held(assignment: Assignment) -> tuple[Assignment, Appeal]:
    """The assignment as it is now, with its appeal held; whoever is second is told who was first."""
    appeal = locked(assignment.appeal)
    row = Assignment.objects.select_related("body", "clock__rule_set").get(pk=assignment.pk)
    if row.state == Assignment.State.ANSWERED:
        raise second(row)
    return row, appeal


def _holding(appeal: Appeal, row: Assignment) -> frozenset[int]:
    """Bodies that have an open duty in the appeal, but for this one."""
    others = appeal.assignments.filter(state=Assignment.State.OPEN).exclude(pk=row.pk)
    return frozenset(others.values_list("body_id", flat=True))
