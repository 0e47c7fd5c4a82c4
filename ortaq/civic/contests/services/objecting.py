"""The applicant disagrees; the head answers with reasons."""

from datetime import datetime

from django.db import transaction

from ortaq.civic.contests import acts, rules
from ortaq.civic.contests.models import Application, Contest, Objection
from ortaq.civic.contests.services._held import held_application, move_application
from ortaq.core.decisions import services as decisions
from ortaq.core.decisions.models import Decision
from ortaq.core.journal import services as journal
from ortaq.core.matters import services as matters
from ortaq.core.matters.models import Matter
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, Refused, require
from ortaq.core.tasks.rows import hold


@transaction.atomic
def object_to(*, application: Application, text: str, actor: Actor, now: datetime) -> Objection:
    """This will file an objection within the window, one per result; the same words twice are one.

    Raises Refused: not_yours, no_result, window, second, empty.
    """
    held = held_application(application)
    require(rules.is_own(actor, applicant_id=held.applicant_id))
    there = Objection.objects.filter(application=held, against=held.state).first()
    if there is not None and there.text == text.strip():
        return there
    require(rules.may_object_to(held.state, filed=there is not None, until=held.objection_until, now=now))
    require(rules.check_objection(text))
    made = Objection.objects.create(application=held, against=held.state, text=text.strip(), filed_at=now)
    journal.write(
        act=acts.OBJECTED,
        matter=held.matter,
        data={"objection": made.pk, "against": made.against},
        public=False,
        actor=actor,
        now=now,
    )
    return made


@transaction.atomic
def answer_objection(
    *,
    objection: Objection,
    upheld: bool,
    answer: str,
    granted: int = 0,
    public_reason: str = "",
    actor: Actor,
    now: datetime,
) -> Objection:
    """This will answer with reasons.

    Upheld before the jury is done, the application goes to it; after the decision it is funded with `granted` (minor
    units; for a prize nothing), and the ranking record is set aside for everyone to see with `public_reason`.
    """
    hold(Objection.objects.filter(pk=objection.pk))
    kept = Objection.objects.get(pk=objection.pk)
    held = held_application(Application(pk=kept.application_id))
    require(rules.may_decide(actor, body_id=held.contest.body_id))
    require(rules.check_reason(answer))
    if kept.state != Objection.State.OPEN:
        raise Refused("second", N_("This objection has been answered already."))
    kept.state = (Objection.State.UPHELD if upheld else Objection.State.REJECTED).value
    kept.answer, kept.answered_at, kept.answered_by_id = answer.strip(), now, actor.person_id
    kept.save()
    if upheld and held.contest.state in (Contest.State.OPEN, Contest.State.CLOSED, Contest.State.JUDGING):
        held.reason, held.objection_until = "", None
        move_application(held, Application.State.ELIGIBLE.value, acts.ELIGIBLE, actor=actor, now=now, upheld=True)
    elif upheld:
        _fund(held, granted, public_reason, actor, now)
    journal.write(
        act=acts.OBJECTION_ANSWERED,
        matter=held.matter,
        data={"objection": kept.pk, "upheld": upheld},
        public=False,
        body=held.contest.body,
        actor=actor,
        now=now,
    )
    return kept


def _fund(held: Application, granted: int, public_reason: str, actor: Actor, now: datetime) -> None:
    """People decide otherwise than the record: fund the application and say so in public."""
    contest = held.contest
    if contest.state == Contest.State.FINAL:
        raise Refused("stage", N_("The contest is over."))
    if contest.award == Contest.Award.GRANT and not 0 < granted <= held.asked:
        raise Refused("granted", N_("Say how much is granted: no more than was asked for."))
    if not public_reason.strip():
        raise Refused("public_reason", N_("Write for everyone why the decision is changed; name no applicant."))
    held.granted = granted if contest.award == Contest.Award.GRANT else 0
    held.objection_until = None
    move_application(held, Application.State.FUNDED.value, acts.RESULT, actor=actor, now=now, funded=True, upheld=True)
    if contest.state == Contest.State.APPEALS:
        matters.move(matter=held.matter, visibility=Matter.Visibility.PUBLIC.value, actor=actor, now=now)
        matters.link(origin=contest.matter, result=held.matter, actor=actor, now=now)
    record = Contest.objects.select_related("ranking_record").get(pk=contest.pk).ranking_record
    if record is not None and record.state == Decision.State.DECIDED:
        decisions.set_aside(
            decision=record, reason=public_reason, name_and_post=actor.name or "—", actor=actor, now=now
        )
