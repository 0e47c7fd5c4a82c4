"""A grant agreement of a contest that a village's call for micro-grants is tied to stands on the call's measure.

Its instalments, the entrepreneur's own contribution and the jobs she promised come with it; what the contest's officers
note as paid is paid there too. A contribution below the call's least is kept: the plan's pages show it as it is.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from ortaq.civic.contests.models import Agreement, Instalment
from ortaq.civic.plans.models import GrantCall, MicroGrant
from ortaq.civic.plans.rules.grants import Part, promised
from ortaq.civic.plans.services import grants
from ortaq.core.people.actor import Actor

WITH = ("application__matter", "application__contest", "application__form")


def agreements(*, application_id: int) -> list[Agreement]:
    """This will give the agreement of an application. One statement."""
    return list(Agreement.objects.filter(application=application_id).select_related(*WITH))


def agreements_of_call(*, call_id: int) -> list[Agreement]:
    """This will give the agreements signed in the contest of a call, the earliest first. Two statements."""
    contest = GrantCall.objects.filter(pk=call_id).values_list("contest", flat=True).first()
    if contest is None:
        return []
    found = Agreement.objects.filter(application__contest=contest).select_related(*WITH)
    return list(found.order_by("signed_on", "pk"))


@transaction.atomic
def keep_up(*, agreements: Sequence[Agreement], actor: Actor, now: datetime) -> int:
    """This will bring the grants of these agreements up to date and count them; a second time changes nothing."""
    kept = 0
    for agreement in agreements:
        call = GrantCall.objects.filter(contest=agreement.application.contest_id).select_related("plan").first()
        if call is None:
            continue
        if agreement.currency != grants.TENGE:
            grants.leave_out(
                call=call, agreement=agreement.number, currency=agreement.currency, actor=actor, now=now
            )  # fmt: skip
            continue
        _pay(_given(call, agreement, actor=actor, now=now), agreement, actor=actor, now=now)
        kept += 1
    return kept


def _given(call: GrantCall, agreement: Agreement, *, actor: Actor, now: datetime) -> MicroGrant:
    application = agreement.application
    parts = [Part(one.amount, one.due_on) for one in _instalments(agreement)]
    return grants.give_grant(
        call=call,
        project={application.matter.language: application.public_title or application.matter.number},
        amount=agreement.amount,
        parts=parts,
        promise=promised(application.form.fields, application.answers),
        given_on=agreement.signed_on,
        recipient=application.public_name if application.public_name_agreed else "",
        application=application.matter,
        actor=actor,
        now=now,
    )


def _pay(grant: MicroGrant, agreement: Agreement, *, actor: Actor, now: datetime) -> None:
    settled = {one.position: one.settled_on for one in _instalments(agreement) if one.state == Instalment.State.PAID}
    for part in grant.instalments.filter(paid_on__isnull=True).order_by("position"):
        if day := settled.get(part.position):
            grants.pay_instalment(instalment=part, on=day, actor=actor, now=now)


def _instalments(agreement: Agreement) -> list[Instalment]:
    return list(Instalment.objects.filter(agreement=agreement).order_by("position"))
