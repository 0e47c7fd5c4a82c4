"""The grant agreement and its instalments."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from ortaq.civic.contests import acts, rules
from ortaq.civic.contests.models import Agreement, Application, Contest, Instalment
from ortaq.civic.contests.services._held import held_application
from ortaq.core.journal import services as journal
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, Refused, require


@transaction.atomic
def sign_agreement(
    *,
    application: Application,
    number: str,
    signed_on: date,
    parts: Sequence[Mapping[str, Any]],
    actor: Actor,
    now: datetime,
) -> Agreement:
    """This will note a signed agreement with its instalments {"amount" (minor units), "due_on", "purpose"}.

    Raises Refused: not funded, results not told, sums that do not fit, a second agreement.
    """
    held = held_application(application)
    require(rules.may_decide(actor, body_id=held.contest.body_id))
    told = held.contest.state in (Contest.State.APPEALS, Contest.State.FINAL)
    if held.state != Application.State.FUNDED or not held.granted or not told:
        raise Refused("not_funded", N_("An agreement is signed with who won a grant, once the results are public."))
    amount = sum(part["amount"] for part in parts)
    require(rules.check_agreement(amount=amount, granted=held.granted, parts=[part["amount"] for part in parts]))
    if not number.strip():
        raise Refused("number", N_("Write the number of the agreement."))
    try:
        with transaction.atomic():
            made = Agreement.objects.create(
                application=held,
                number=number.strip()[:60],
                signed_on=signed_on,
                amount=amount,
                currency=held.contest.currency,
                made_at=now,
            )
    except IntegrityError as error:
        raise Refused("second", N_("This winner has an agreement already.")) from error
    Instalment.objects.bulk_create(
        Instalment(
            agreement=made,
            position=place,
            amount=part["amount"],
            due_on=part["due_on"],
            purpose=str(part.get("purpose", "")).strip()[:300],
        )
        for place, part in enumerate(parts, 1)
    )
    journal.write(
        act=acts.AGREED,
        matter=held.matter,
        data={"amount": amount, "currency": made.currency, "instalments": len(parts)},
        body=held.contest.body,
        actor=actor,
        now=now,
    )
    return made


@transaction.atomic
def settle_instalment(
    *, instalment: Instalment, paid: bool, on: date, note: str = "", actor: Actor, now: datetime
) -> Instalment:
    """This will note an instalment as paid, or withheld with a note; a withheld one may be paid later."""
    held = held_application(Application(pk=instalment.agreement.application_id))
    require(rules.may_organise(actor, body_id=held.contest.body_id))
    kept = Instalment.objects.select_related("agreement").get(pk=instalment.pk)
    if kept.state == Instalment.State.PAID:
        raise Refused("second", N_("This instalment is paid already."))
    if not paid:
        require(rules.check_reason(note))
    kept.state = (Instalment.State.PAID if paid else Instalment.State.WITHHELD).value
    kept.settled_on, kept.note = on, note.strip()[:300]
    kept.save(update_fields=["state", "settled_on", "note"])
    journal.write(
        act=acts.INSTALMENT_SETTLED,
        matter=held.matter,
        data={"position": kept.position, "amount": kept.amount, "paid": paid},
        body=held.contest.body,
        actor=actor,
        now=now,
    )
    return kept
