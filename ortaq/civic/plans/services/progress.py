"""How a village plan goes on, told in front of everyone: added to, never changed; a correction is a new day."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from ortaq.civic.plans import acts
from ortaq.civic.plans.models import Actual, MeasureStep, Plan, PlanVersion, Spending, YearReport
from ortaq.civic.plans.queries import cards, village
from ortaq.civic.plans.queries import progress as queries
from ortaq.civic.plans.rules import needs
from ortaq.civic.plans.rules import progress as rules
from ortaq.civic.plans.rules.rights import may_make
from ortaq.civic.plans.services._held import held_plan, tell
from ortaq.core.journal import services as journal
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, Refused, require

Words = Mapping[str, str]
NOT_READ = N_("Publish the plan first: progress is told of what everyone can read.")
NO_PART = N_("There is no such measure, resource or result in the plan everyone reads.")
ONCE_A_DAY = N_("There is a figure for %(day)s already. What was told stays: a correction gets a day of its own.")


@transaction.atomic
def move_measure(
    *, plan: Plan, measure: str, state: str, on: date, note: Words, actor: Actor, now: datetime
) -> MeasureStep:
    """This will tell that a measure (its key) is running, done or stopped since a day, and how it went or why."""
    held, version = _held(plan, actor)
    key = _part(version, "m", measure).key
    steps = MeasureStep.objects.filter(plan=held, measure=key).order_by("id")
    last = steps.last()
    require(rules.can_move(last.state if last else rules.PLANNED, state))
    require(rules.check_step(note, on=on, today=_today(now), last_on=last.on if last else None))
    made = MeasureStep.objects.create(plan=held, measure=key, state=state, on=on, note=dict(note), told_at=now)
    _tell(held, key, acts.MEASURE_MOVED, measure=key, state=state, on=on.isoformat(), actor=actor, now=now)
    return made


@transaction.atomic
def record_spending(
    *, plan: Plan, resource: str, on: date, amount: int, source: str, reason: str = "", actor: Actor, now: datetime
) -> Spending:
    """This will tell all that was paid from a resource (its key) up to a day, in tiyn, and the document that shows it.

    A sum smaller than one before asks for the `reason`, which stands in the source.
    """
    held, version = _held(plan, actor)
    part = _part(version, "r", resource)
    require(rules.check_amount(part.kind, amount))
    require(rules.check_day(on, today=_today(now)))
    require(rules.check_source(source, reason))
    before, after = _around(Spending.objects.filter(plan=held, resource=part.key), on)
    sums = {name: one.amount if one else None for name, one in (("before", before), ("after", after))}
    require(rules.check_growth(amount, **sums, reason=reason))
    said = rules.sourced(source, reason)
    made = Spending(plan=held, resource=part.key, on=on, amount=amount, source=said, told_at=now)
    _kept(made)
    tell(held, acts.MONEY_SPENT, resource=part.key, amount=amount, on=on.isoformat(), actor=actor, now=now)
    return made


@transaction.atomic
def record_actual(
    *,
    plan: Plan,
    result: str,
    on: date,
    value: Decimal,
    people: int | None = None,
    source: str,
    reason: str = "",
    actor: Actor,
    now: datetime,
) -> Actual:
    """This will tell the value a result (its key) had on a day and the people it reached so far.

    Fewer people than before ask for the `reason`, which stands in the source.
    """
    held, version = _held(plan, actor)
    part = _part(version, "i", result)
    require(rules.check_day(on, today=_today(now)))
    require(rules.check_value(value, on=on, baseline_on=part.baseline_on))
    require(rules.check_source(source, reason))
    if people is not None:
        counted = Actual.objects.filter(plan=held, result=part.key, people__isnull=False)
        before, after = _around(counted, on)
        sums = {name: one.people if one else None for name, one in (("before", before), ("after", after))}
        require(rules.check_growth(people, **sums, reason=reason))
    said = rules.sourced(source, reason)
    made = Actual(plan=held, result=part.key, on=on, value=value, people=people, source=said, told_at=now)
    _kept(made)
    _tell(held, part.measure.key, acts.RESULT_REPORTED, result=part.key, on=on.isoformat(), actor=actor, now=now)
    return made


@transaction.atomic
def publish_report(*, plan: Plan, year: int, text: Words, actor: Actor, now: datetime) -> YearReport:
    """This will publish the report of a year: words beside the figures as they are now, which stay as they are."""
    held, version = _held(plan, actor)
    today = _today(now)
    since = queries.readable_since(held)
    require(rules.check_report(text, year, today=today, since=since or today))
    figures = queries.figures(version, until=min(today, date(year, 12, 31)))
    try:
        with transaction.atomic():
            made = YearReport.objects.create(plan=held, year=year, text=dict(text), figures=figures, published_at=now)
    except IntegrityError as error:
        raise Refused("second", N_("The report of %(year)s is published already."), year=year) from error
    tell(held, acts.REPORT_PUBLISHED, year=year, share=figures["share"], actor=actor, now=now)
    return made


def _tell(plan: Plan, key: str, act: str, *, actor: Actor, now: datetime, **data: Any) -> None:
    """Write an act into the journal of the plan, and of the measure of this key where it has a card."""
    tell(plan, act, actor=actor, now=now, **data)
    if (card := cards.card(plan.pk, "measure", key)) is not None:
        journal.write(act=act, matter=card, data=data, body=plan.body, actor=actor, now=now)


def _held(plan: Plan, actor: Actor) -> tuple[Plan, PlanVersion]:
    """The plan, held, with the version everyone reads."""
    held = held_plan(plan)
    require(may_make(actor, body_id=held.body_id))
    require(needs.check_kind_of_plan(held.kind))
    version = village.newest(held.pk)
    if version is None:
        raise Refused("not_published", NOT_READ)
    return held, version


def _part(version: PlanVersion, letter: str, key: str) -> Any:
    found = village.part(version, key) if key[:1] == letter else None
    if found is None:
        raise Refused("no_part", NO_PART)
    return found


def _around(told: QuerySet[Any], on: date) -> tuple[Any, Any]:
    """What was told last before a day, and first after it."""
    return told.filter(on__lt=on).order_by("-on").first(), told.filter(on__gt=on).order_by("on").first()


def _kept(row: Spending | Actual) -> None:
    """Write a row; raises Refused when its day has one: the database keeps one a day, whoever is first."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Refused("once_a_day", ONCE_A_DAY, day=row.on) from error


def _today(now: datetime) -> date:
    return timezone.localtime(now).date()
