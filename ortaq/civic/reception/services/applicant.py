"""What the applicant says to an answer: content, not content, a mark. By her account or by the code on the slip."""

from datetime import datetime

from django.db import transaction

from ortaq.civic.reception import acts, rules
from ortaq.civic.reception.models import Appeal, Assignment
from ortaq.civic.reception.queries.detail import holding_of
from ortaq.civic.reception.rules.reading import mask
from ortaq.civic.reception.services._duties import (
    assign,
    close,
    is_owed,
    local_day,
    locked,
    register_today,
    show_stage,
)
from ortaq.core.journal import services as journal
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, Refused, require

SCORES = range(1, 6)


@transaction.atomic
def accept(*, appeal: Appeal, actor: Actor, now: datetime, access_code: str = "") -> Appeal:
    """This will say that the applicant is content with the answer."""
    held = locked(appeal)
    require(rules.may_accept(actor, holding_of(held), access_code))
    require(rules.can_become(held.state, Appeal.State.ACCEPTED.value))
    held.state = Appeal.State.ACCEPTED.value
    held.save(update_fields=["state"])
    journal.write(act=acts.ACCEPTED, matter=held.matter, actor=actor, now=now)
    show_stage(held, actor=actor, now=now)
    appeal.state = held.state
    return held


@transaction.atomic
def reopen(*, appeal: Appeal, reason: str, actor: Actor, now: datetime, access_code: str = "") -> Appeal:
    """This will send the answer back to the body that gave it: a new duty with a new clock; the overdue count stays."""
    held = locked(appeal)
    require(rules.may_reopen(actor, holding_of(held), today=local_day(now), access_code=access_code))
    require(rules.check_reason(reason))
    require(rules.can_become(held.state, Appeal.State.OPEN.value))
    last = held.assignments.filter(lead=True, state=Assignment.State.ANSWERED).order_by("-closed_at", "-id").first()
    if last is not None:
        Assignment.objects.filter(pk=last.pk).update(reopened=True, fixed=False)
    _close_parts_of_lead(held, actor=actor, now=now)
    held.state = Appeal.State.OPEN.value
    held.repair, held.fixed_at = Appeal.Repair.NONE.value, None
    held.reopened_count += 1
    held.score, held.score_comment = None, ""
    journal.write(
        act=acts.REOPENED,
        matter=held.matter,
        data={"times": held.reopened_count},
        personal={"reason": reason.strip()[:2000]},
        actor=actor,
        now=now,
    )
    made = assign(
        appeal=held,
        body=held.lead,
        lead=True,
        registered=register_today(now),
        owed=is_owed(held, last),
        reason=mask(reason.strip())[0][:500],
        came_from=last,
        actor=actor,
        now=now,
    )
    held.due_on = made.due_on
    held.save(update_fields=["state", "repair", "fixed_at", "reopened_count", "score", "score_comment", "due_on"])
    show_stage(held, actor=actor, now=now)
    for name in ("state", "repair", "fixed_at", "reopened_count", "due_on"):
        setattr(appeal, name, getattr(held, name))
    return held


def _close_parts_of_lead(appeal: Appeal, *, actor: Actor, now: datetime) -> None:
    """End what the lead still owes in part, as when a part was sent back to it: its new duty is for the whole, and a
    body has one open duty in an appeal.
    """
    parts = appeal.assignments.select_related("clock").filter(body=appeal.lead_id, state=Assignment.State.OPEN)
    for part in parts:
        close(part, state=Assignment.State.REDIRECTED.value, actor=actor, now=now)


@transaction.atomic
def rate(
    *, appeal: Appeal, score: int, comment: str = "", actor: Actor, now: datetime, access_code: str = ""
) -> Appeal:
    """This will keep the applicant's mark for the answer, 1 to 5; a later one replaces it."""
    held = locked(appeal)
    require(rules.may_rate(actor, holding_of(held), access_code))
    if score not in SCORES:
        raise Refused("score", N_("Choose a mark from 1 to 5."))
    held.score, held.score_comment = score, mask(comment.strip())[0][:1000]
    held.save(update_fields=["score", "score_comment"])
    journal.write(act=acts.RATED, matter=held.matter, data={"score": score}, actor=actor, now=now)
    appeal.score, appeal.score_comment = held.score, held.score_comment
    return held
