"""Instalments of a grant, and what came of it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, Sum

from ortaq.civic.works import acts
from ortaq.civic.works.models import GrantResult, Payment, Work
from ortaq.civic.works.rules import grants as rules
from ortaq.civic.works.rules import rights
from ortaq.civic.works.services._held import held_work, tell, today
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, Refused, require


@transaction.atomic
def keep_payments(
    *, work: Work, parts: Sequence[Mapping[str, Any]], elsewhere: bool = False, actor: Actor, now: datetime
) -> list[Payment]:
    """This will keep the instalments of a grant as they are told: {"amount", "due_on", "purpose", and where settled
    "state", "settled_on", "note"}; what is paid becomes the money spent. The same parts again change nothing.

    `elsewhere` marks instalments another desk keeps. Raises Refused: no_grant, amount, sum, second.
    """
    held = held_work(work)
    require(rights.may_keep(actor, held.body_id))
    require(rules.check_grant(held.kind))
    require(rules.check_parts([part["amount"] for part in parts], planned=held.planned))
    known = list(held.payments.all())
    if known and not elsewhere:
        raise Refused("second", N_("This grant has its instalments already."))
    was = [_facts(payment) for payment in known]
    for position, part in enumerate(parts, 1):
        Payment.objects.update_or_create(
            work=held, position=position,
            defaults={
                "amount": part["amount"], "due_on": part["due_on"], "elsewhere": elsewhere,
                "purpose": str(part.get("purpose", "")).strip()[: rules.LONGEST_PURPOSE],
                "state": part.get("state", rules.DUE), "settled_on": part.get("settled_on"),
                "note": str(part.get("note", "")).strip()[: rules.LONGEST_PURPOSE],
            },
        )  # fmt: skip
    found = list(held.payments.all())
    if [_facts(payment) for payment in found] != was:
        _paid(held, actor=actor, now=now)
    return found


def _facts(payment: Payment) -> tuple[Any, ...]:
    return payment.amount, payment.due_on, payment.state, payment.settled_on, payment.note, payment.purpose


def _paid(work: Work, *, actor: Actor, now: datetime) -> None:
    """Bring the money spent in line with the instalments, and say so."""
    paid = work.payments.filter(state=rules.PAID)
    work.spent = paid.aggregate(sum=Sum("amount"))["sum"] or 0
    work.save(update_fields=["spent"])
    tell(
        work, acts.INSTALMENTS_KEPT, paid=paid.count(), of=work.payments.count(), spent=work.spent, actor=actor, now=now
    )


@transaction.atomic
def settle_payment(*, payment: Payment, paid: bool, on: date, note: str = "", actor: Actor, now: datetime) -> Payment:
    """This will note an instalment as paid, or withheld with the reason; a withheld one may be paid later."""
    work = held_work(payment.work)
    require(rights.may_keep(actor, work.body_id))
    kept = Payment.objects.get(pk=payment.pk)
    if kept.elsewhere:
        raise Refused("elsewhere", N_("The desk of the contest keeps these instalments."))
    if kept.state == Payment.State.PAID:
        raise Refused("second", N_("This instalment is paid already."))
    require(rules.check_settled(paid=paid, on=on, note=note, today=today(now)))
    kept.state = rules.PAID if paid else rules.WITHHELD
    kept.settled_on, kept.note = on, note.strip()[: rules.LONGEST_PURPOSE]
    kept.save(update_fields=["state", "settled_on", "note"])
    _paid(work, actor=actor, now=now)
    return kept


@transaction.atomic
def tell_result(
    *,
    work: Work,
    on: date,
    jobs: int,
    jobs_youth: int,
    jobs_women: int,
    people: int | None = None,
    text: Mapping[str, str],
    finished: bool = False,
    actor: Actor,
    now: datetime,
) -> GrantResult:
    """This will tell what came of a grant up to a day: jobs, for whom, services. It is added to, never changed.

    Raises Refused: no_grant, no_note, groups, count, future, too_early, finished.
    """
    held = held_work(work)
    require(rights.may_keep(actor, held.body_id))
    require(rules.check_grant(held.kind))
    said = {language: words.strip() for language, words in text.items() if words.strip()}
    require(
        rules.check_result(jobs=jobs, youth=jobs_youth, women=jobs_women, people=people, text="".join(said.values()))
    )
    last = held.results.aggregate(last=Max("on"))["last"]
    ended = held.results.filter(finished=True).exists()
    require(rules.check_result_day(on, today=today(now), last=last, finished=ended))
    held.results.filter(newest=True).update(newest=False)
    made = GrantResult.objects.create(
        work=held, on=on, jobs=jobs, jobs_youth=jobs_youth, jobs_women=jobs_women, people=people, text=said,
        finished=finished, told_at=now,
    )  # fmt: skip
    data: dict[str, Any] = {
        "on": on.isoformat(),
        "jobs": jobs,
        "youth": jobs_youth,
        "women": jobs_women,
        "finished": finished,
    }
    tell(held, acts.RESULT_TOLD, actor=actor, now=now, **data)
    return made
