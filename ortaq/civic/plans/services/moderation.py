"""What a moderator decides about remarks: shown, or not shown with a reason their authors read and may object to."""

from datetime import datetime

from django.db import transaction

from ortaq.civic.plans import acts
from ortaq.civic.plans.models import Remark
from ortaq.civic.plans.queries import moderation as queries
from ortaq.civic.plans.rules import answers as rules
from ortaq.civic.plans.rules.rights import may_moderate
from ortaq.civic.plans.services.remarks import index
from ortaq.core.discussion import services as discussion
from ortaq.core.discussion.models import ModerationAppeal
from ortaq.core.journal import services as journal
from ortaq.core.journal.models import Entry
from ortaq.core.matters import services as matters
from ortaq.core.matters.models import Matter
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, Refused, require
from ortaq.core.tasks.rows import hold
from ortaq.engines.personal import mask

State = Remark.State
VISIBLE = {State.SHOWN: Matter.Visibility.PUBLIC, State.REJECTED: Matter.Visibility.PRIVATE}
NOT_HIDDEN = N_("This is shown: there is nothing to object to.")


@transaction.atomic
def show_remark(*, remark: Remark, actor: Actor, now: datetime) -> Remark:
    """This will show a remark that was held or rejected; one that is shown stays as it is."""
    kept = _held(remark)
    require(may_moderate(actor, body_id=kept.plan.body_id))
    if kept.state == State.SHOWN:
        return kept
    _decide(kept, State.SHOWN, reason="", actor=actor, now=now)
    index(remark=kept, actor=actor, now=now)
    journal.write(act=acts.REMARK_SHOWN, matter=kept.matter, body=kept.plan.body, actor=actor, now=now)
    return kept


@transaction.atomic
def reject_remark(*, remark: Remark, reason: str, actor: Actor, now: datetime) -> Remark:
    """This will not show a remark, with a reason its author reads and the public log keeps."""
    kept = _held(remark)
    require(may_moderate(actor, body_id=kept.plan.body_id))
    _decide(kept, State.REJECTED, reason=reason, actor=actor, now=now)
    data = {"reason": kept.reason}
    journal.write(act=acts.REMARK_REJECTED, matter=kept.matter, data=data, body=kept.plan.body, actor=actor, now=now)
    return kept


def _held(remark: Remark) -> Remark:
    hold(Remark.objects.filter(pk=remark.pk))
    return Remark.objects.select_related("matter", "plan__body", "plan__matter", "version").get(pk=remark.pk)


def _decide(kept: Remark, after: Remark.State, *, reason: str, actor: Actor, now: datetime) -> None:
    require(rules.may_decide(kept.state, after.value, reason=reason))
    kept.state, kept.reason = after.value, mask(reason.strip())[: rules.LONGEST_REASON]
    kept.save(update_fields=["state", "reason"])
    matters.move(matter=kept.matter, stage=kept.state, visibility=VISIBLE[after].value, actor=actor, now=now)


@transaction.atomic
def object_to(*, pk: int, text: str, actor: Actor, now: datetime) -> ModerationAppeal:
    """This will keep an author's objection to her remark not being shown."""
    found = queries.remark_decided(pk)
    if found is None:
        raise Refused("not_hidden", NOT_HIDDEN)
    return discussion.object_to(
        entry=found.entry, author_id=found.author_id, hidden=found.hidden, text=text, actor=actor, now=now
    )


@transaction.atomic
def show_again(*, entry: Entry, actor: Actor, now: datetime) -> bool:
    """This will show a remark whose author was right; False when the objection is about another thing."""
    decided = queries.decided(entry)
    if decided is None or decided.act != acts.REMARK_REJECTED:
        return False
    remark = Remark.objects.filter(pk=decided.matter_id).first()
    if remark is None:
        return False
    show_remark(remark=remark, actor=actor, now=now)
    return True
