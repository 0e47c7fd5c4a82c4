"""The only writers of clocks, calendars and rule sets."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from django.db import transaction

from ortaq.core.deadlines import queries, rules
from ortaq.core.deadlines.models import Calendar, Clock, RuleSet
from ortaq.core.deadlines.rules import CalendarDays, Due, Term
from ortaq.core.matters import bulk
from ortaq.core.matters.models import Matter
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, Refused, require
from ortaq.core.territory.models import Body
from ortaq.engines.proof import canonical


@transaction.atomic
def start_clock(
    *,
    matter: Matter,
    body: Body,
    duty: str,
    term: str,
    registered_on: date,
    actor: Actor,
    now: datetime,
) -> Clock:
    """This will start a body's clock by the terms in force on the day of registration and the calendar in force today.

    `term` is a key of the rule set ("answer", "complaint", "redirect"…). Raises Refused when the rules, the term or the
    calendar's year are missing: no clock runs on a guess.
    """
    rule_set = queries.rule_set_on(registered_on)
    calendar, days = queries.calendar_in_force()
    counted = rules.due(registered_on, queries.term_of(rule_set, term), days)
    return Clock.objects.create(
        matter=matter,
        body=body,
        duty=duty,
        rule_set=rule_set,
        term=term,
        calendar=calendar,
        registered_on=registered_on,
        due_on=counted.due_on,
        first_due_on=counted.due_on,
        skipped=[day.isoformat() for day in counted.skipped],
    )


@transaction.atomic
def stop_clock(*, clock: Clock, actor: Actor, now: datetime) -> Clock:
    """This will stop a clock; one that stands already keeps the time it stopped at."""
    if Clock.objects.filter(pk=clock.pk, stopped_at__isnull=True).update(stopped_at=now):
        clock.stopped_at = now
    else:
        clock.refresh_from_db(fields=["stopped_at"])
    return clock


@transaction.atomic
def extend_clock(*, clock: Clock, until: date, actor: Actor, now: datetime) -> Clock:
    """This will move a running clock's due day, as far as its own rule set and calendar allow."""
    held = Clock.objects.select_for_update().get(pk=clock.pk)
    if held.stopped_at is not None:
        raise Refused("clock_stopped", N_("This term has ended and can no longer be extended."))
    rule_set = RuleSet.objects.get(pk=held.rule_set_id)
    days = queries.calendar_days(held.calendar_id)
    if days.years is not None and until.year not in days.years:  # next year's days were approved after it started
        held.calendar, days = queries.calendar_in_force()
    require(
        rules.may_extend(
            term=queries.term_of(rule_set, held.term),
            registered_on=held.registered_on,
            due_on=held.due_on,
            first_due_on=held.first_due_on,
            until=until,
            calendar=days,
            provision=queries.provision(rule_set, "extension"),
        )
    )
    held.due_on = until
    held.skipped = [day.isoformat() for day in rules.days_off_between(held.registered_on, until, days)]
    held.save(update_fields=["due_on", "skipped", "calendar"])
    clock.due_on, clock.skipped = held.due_on, held.skipped
    return clock


@transaction.atomic
def tell_late(*, clock: Clock, actor: Actor, now: datetime) -> bool:
    """This will note that people were told the term ran out; False when that was noted before."""
    return bool(Clock.objects.filter(pk=clock.pk, late_told_at__isnull=True).update(late_told_at=now))


class Start(NamedTuple):
    """One clock of `start_many`, already stopped if `stopped_at` is told."""

    matter_id: int
    body_id: int
    duty: str
    term: str
    registered_on: date
    stopped_at: datetime | None = None


class Started(NamedTuple):
    """What `start_many` made of a start: the clock's id and its due day."""

    clock_id: int
    due_on: date


class LawInForce(NamedTuple):
    """The terms and the calendar of one day, as a caller has read them."""

    rule_set: RuleSet
    calendar: Calendar
    days: CalendarDays


@transaction.atomic
def start_many(
    *,
    starts: Iterable[Start],
    in_force: Mapping[date, LawInForce] | None = None,
    actor: Actor,
    now: datetime,
) -> list[Started]:
    """This will start clocks the fast way and give their ids and due days in the same order.

    The same rules as `start_clock`; each (day, term) is counted once. `in_force` spares the questions, by day of
    registration, that the caller has asked already.
    """
    clocks, made = clocks_of(starts=starts, in_force=in_force, actor=actor, now=now)
    bulk.write(clocks)
    return made


def clocks_of(
    *,
    starts: Iterable[Start],
    in_force: Mapping[date, LawInForce] | None = None,
    actor: Actor,
    now: datetime,
) -> tuple[bulk.Sheet, list[Started]]:
    """This will make what `start_many` writes, ready for `bulk.write`; the ids are reserved by then."""
    wanted = list(starts)

    @cache
    def law(day: date) -> LawInForce:
        return (in_force or {}).get(day) or LawInForce(queries.rule_set_on(day), *queries.calendar_in_force())

    @cache
    def counted(day: date, term: str) -> tuple[Due, bytes]:
        found = rules.due(day, queries.term_of(law(day).rule_set, term), law(day).days)
        return found, canonical([off.isoformat() for off in found.skipped])

    ids = bulk.reserve_ids(Clock, len(wanted))
    rows, made = [], []
    for clock_id, start in zip(ids, wanted, strict=True):
        known = law(start.registered_on)
        found, skipped = counted(start.registered_on, start.term)
        rows.append((
            clock_id, start.matter_id, start.body_id, start.duty, known.rule_set.pk, start.term, known.calendar.pk,
            start.registered_on, found.due_on, found.due_on, skipped, start.stopped_at,
        ))  # fmt: skip
        made.append(Started(clock_id, found.due_on))
    return bulk.sheet(Clock, _BULK, rows), made


_BULK = [
    "id", "matter", "body", "duty", "rule_set", "term", "calendar", "registered_on", "due_on", "first_due_on",
    "skipped", "stopped_at",
]  # fmt: skip


@transaction.atomic
def approve_calendar(
    *,
    version: str,
    years: Mapping[str, Mapping[str, list[str]]],
    source: str,
    approved_on: date,
    in_force: bool = True,
    actor: Actor,
    now: datetime,
) -> Calendar:
    """This will put a calendar in force in place of the one before; clocks that run keep theirs.

    The same version again is the same calendar; the same version with other days is refused.
    """
    _check_years(years)
    if known := Calendar.objects.filter(version=version).first():
        if known.years != years:
            raise Refused(
                "calendar_changed",
                N_("The calendar %(version)s is approved and cannot be changed: give the new one a new version."),
                version=version,
            )
        return known
    if in_force:
        Calendar.objects.filter(in_force=True).update(in_force=False)
    return Calendar.objects.create(
        version=version, years=years, source=source, approved_on=approved_on, in_force=in_force
    )


def _check_years(years: Mapping[str, Mapping[str, list[str]]]) -> None:
    try:
        CalendarDays.read(years)
        readable = True
    except (ValueError, TypeError, AttributeError):
        readable = False
    if not readable or any(
        date.fromisoformat(day).year != int(year)
        for year, kinds in years.items()
        for each in kinds.values()
        for day in each
    ):
        raise Refused("calendar_unreadable", N_("A calendar lists its days under their year, as YYYY-MM-DD."))


@transaction.atomic
def approve_rule_set(
    *,
    code: str,
    valid_from: date,
    valid_to: date | None = None,
    source: str,
    terms: Mapping[str, Mapping[str, Any]],
    provisions: Mapping[str, Any] | None = None,
    actor: Actor,
    now: datetime,
) -> RuleSet:
    """This will put dated terms in force; a set whose end is open ends where this one begins.

    The same set again changes nothing; the same code with other terms is refused.
    """
    for name, term in terms.items():
        try:
            Term.read(term)
        except (KeyError, ValueError, TypeError) as error:
            raise Refused("term_unreadable", N_("The term %(name)s is not readable."), name=name) from error
    provided = dict(provisions or {})
    if known := RuleSet.objects.filter(code=code).first():
        if (known.terms, known.provisions, known.valid_from) != (terms, provided, valid_from):
            raise Refused(
                "rule_set_changed",
                N_("The legal terms %(version)s are in force and cannot be changed: give the new ones a new code."),
                version=code,
            )
        return known
    RuleSet.objects.filter(valid_to__isnull=True, valid_from__lt=valid_from).update(valid_to=valid_from)
    return RuleSet.objects.create(
        code=code, valid_from=valid_from, valid_to=valid_to, source=source, terms=terms, provisions=provided
    )
