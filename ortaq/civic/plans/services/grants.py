"""Micro-grants on the measures of a village plan: a call, what is given, what is paid, what came of it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from ortaq.civic.plans import acts
from ortaq.civic.plans.models import GrantCall, GrantInstalment, GrantReport, MicroGrant, Plan
from ortaq.civic.plans.queries import grants as queries
from ortaq.civic.plans.rules import grants as rules
from ortaq.civic.plans.rules.grants import Outcome, Part, Promise
from ortaq.civic.plans.rules.rights import may_make
from ortaq.civic.plans.services._held import held_plan, tell
from ortaq.core.matters.models import Matter
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, Refused, require

SECOND = N_("This has been done already.")
NAME = 200
TENGE = "KZT"


@transaction.atomic
def open_call(
    *,
    plan: Plan,
    measure: str,
    title: Mapping[str, str],
    own_share_least: int = 0,
    contest: Matter | None = None,
    actor: Actor,
    now: datetime,
) -> GrantCall:
    """This will hang a call for micro-grants on a measure the newest version of the plan has."""
    held = _held(plan, actor)
    require(rules.check_call(title, own_share_least))
    if measure not in queries.measures(held):
        raise Refused("no_measure", N_("The newest version of the plan has no such measure."))
    if GrantCall.objects.filter(plan=held, measure=measure, title=dict(title)).exists():
        raise Refused("second", N_("There is a call of this name on this measure already."))
    _check_free(contest)
    try:
        with transaction.atomic():
            made = GrantCall.objects.create(
                plan=held, measure=measure, title=dict(title), own_share_least=own_share_least, contest=contest,
                made_at=now,
            )  # fmt: skip
    except IntegrityError as error:
        raise Refused("contest_taken", TAKEN) from error
    _tell_called(held, made, actor=actor, now=now)
    return made


TAKEN = N_("Another call has this contest already.")


@transaction.atomic
def tie_contest(*, call: GrantCall, contest: Matter, actor: Actor, now: datetime) -> GrantCall:
    """This will say in which contest the grants of a call are selected; what is tied stays tied."""
    held = _held(call.plan, actor)
    kept = GrantCall.objects.get(pk=call.pk)
    if kept.contest_id is not None:
        raise Refused("second", N_("This call has its contest already."))
    _check_free(contest)
    kept.contest, kept.plan = contest, held
    try:
        with transaction.atomic():
            kept.save(update_fields=["contest"])
    except IntegrityError as error:
        raise Refused("contest_taken", TAKEN) from error
    _tell_called(held, kept, actor=actor, now=now)
    return kept


def _check_free(contest: Matter | None) -> None:
    if contest is None:
        return
    if contest.kind != queries.CONTEST:
        raise Refused("no_contest", N_("There is no such contest."))
    if GrantCall.objects.filter(contest=contest).exists():
        raise Refused("contest_taken", TAKEN)


def _tell_called(held: Plan, call: GrantCall, *, actor: Actor, now: datetime) -> None:
    contest = call.contest.number if call.contest else ""
    said = {"call": call.pk, "measure": call.measure, "own_share_least": call.own_share_least, "contest": contest}
    tell(held, acts.GRANT_CALLED, public=held.listed, **said, actor=actor, now=now)


@transaction.atomic
def give_grant(
    *,
    call: GrantCall,
    project: Mapping[str, str],
    amount: int,
    parts: Sequence[Part],
    promise: Promise,
    given_on: date,
    recipient: str = "",
    application: Matter | None = None,
    number: int | None = None,
    actor: Actor,
    now: datetime,
) -> MicroGrant:
    """This will keep a grant with its instalments; `number` is the one its form was opened for.

    An application that won in a contest has been decided there: a small own contribution is kept and shown, not
    refused. The same application again gives the same grant.
    """
    held = _held(call.plan, actor)
    if application is not None and (known := MicroGrant.objects.filter(application=application).first()):
        return known
    require(rules.check_grant(project, amount=amount, own=promise.own, jobs=[promise.youth, promise.women]))
    require(rules.check_parts(amount, parts))
    if application is None:
        require(rules.check_days(parts, given_on=given_on, today=timezone.localtime(now).date()))
        require(rules.check_share(promise.own, amount, call.own_share_least))
    last = MicroGrant.objects.filter(call=call).order_by("-number").values_list("number", flat=True).first() or 0
    if number is not None and number != last + 1:
        raise Refused("second", N_("A grant was added to this call meanwhile. Look whether it is this one."))
    made = MicroGrant.objects.create(
        call=call, application=application, number=last + 1, recipient=recipient.strip()[:NAME], project=dict(project),
        amount=amount, own_amount=promise.own, jobs_youth=promise.youth, jobs_women=promise.women, given_on=given_on,
    )  # fmt: skip
    GrantInstalment.objects.bulk_create(
        GrantInstalment(grant=made, position=place, amount=part.amount, due_on=part.due_on)
        for place, part in enumerate(parts, 1)
    )
    said = {"call": call.pk, "grant": made.number, "amount": amount, "own": promise.own, "instalments": len(parts)}
    tell(held, acts.GRANT_GIVEN, public=held.listed, measure=call.measure, **said, actor=actor, now=now)
    return made


@transaction.atomic
def leave_out(*, call: GrantCall, agreement: str, currency: str, actor: Actor, now: datetime) -> None:
    """This will note that a signed agreement is not in tenge, for the desk to give its grant by hand; once."""
    held = _held(call.plan, actor)
    if any(one.agreement == agreement and one.call == call.pk for one in queries.left_out(held)):
        return
    said = {"call": call.pk, "agreement": agreement, "currency": currency}
    tell(held, acts.GRANT_LEFT_OUT, public=False, **said, actor=actor, now=now)


@transaction.atomic
def pay_instalment(*, instalment: GrantInstalment, on: date, actor: Actor, now: datetime) -> GrantInstalment:
    """This will note that an instalment was paid; those of a contest's grant are noted there and come by a journey."""
    held = _held(instalment.grant.call.plan, actor)
    kept = GrantInstalment.objects.select_related("grant__call").get(pk=instalment.pk)
    grant = kept.grant
    if grant.application_id is not None and not actor.system:
        raise Refused("in_contest", N_("Instalments of this grant are noted at the contest it was selected in."))
    if kept.paid_on is not None:
        raise Refused("second", SECOND)
    if not actor.system:  # a contest notes a payment by its own agreement, signed before or after the day it tells
        require(rules.check_paid(on, given_on=grant.given_on, today=timezone.localtime(now).date()))
    kept.paid_on = on
    kept.save(update_fields=["paid_on"])
    said = {"call": grant.call_id, "grant": grant.number, "position": kept.position, "amount": kept.amount}
    tell(held, acts.GRANT_PAID, public=held.listed, **said, actor=actor, now=now)
    return kept


@transaction.atomic
def report(
    *,
    grant: MicroGrant,
    on: date,
    outcome: Outcome,
    text: Mapping[str, str],
    finished: bool = False,
    actor: Actor,
    now: datetime,
) -> GrantReport:
    """This will add what came of a grant up to a day; what was reported stays."""
    held = _held(grant.call.plan, actor)
    last = GrantReport.objects.filter(grant=grant).order_by("-on").first()
    if last is not None and last.on == on:
        raise Refused("second", N_("There is a report of this day already."))
    if last is not None and last.finished:
        raise Refused("finished", N_("The last report of this grant has been given."))
    today = timezone.localtime(now).date()
    day = last.on if last else None
    require(rules.check_report(outcome, on=on, given_on=grant.given_on, last=day, today=today))
    require(rules.check_words(text))
    try:
        with transaction.atomic():
            made = GrantReport.objects.create(
                grant=grant, on=on, jobs=outcome.jobs, jobs_youth=outcome.youth, jobs_women=outcome.women,
                people=outcome.people, text=dict(text), finished=finished, told_at=now,
            )  # fmt: skip
    except IntegrityError as error:
        raise Refused("second", SECOND) from error
    said = {"call": grant.call_id, "grant": grant.number, "on": on.isoformat(), "jobs": outcome.jobs}
    tell(held, acts.GRANT_REPORTED, public=held.listed, finished=finished, **said, actor=actor, now=now)
    return made


def _held(plan: Plan, actor: Actor) -> Plan:
    held = held_plan(plan)
    require(may_make(actor, body_id=held.body_id))
    return held
