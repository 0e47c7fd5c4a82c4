"""Giving what is said about a plan its fate: answered, corrected, handed over; and the days a version promises."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from ortaq.civic.plans import acts
from ortaq.civic.plans.models import Plan, PlanVersion, Remark
from ortaq.civic.plans.queries.answers import today_of
from ortaq.civic.plans.rules import answers as rules
from ortaq.civic.plans.rules.rights import may_answer, may_make
from ortaq.civic.plans.services._held import held_plan, tell
from ortaq.core.discussion.rules import fates as shared
from ortaq.core.journal import services as journal
from ortaq.core.matters import services as matters
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import require
from ortaq.core.tasks.rows import hold
from ortaq.core.territory.models import Body
from ortaq.engines.personal import mask

ANSWER = ("fate", "answer", "forwarded_to", "answered_by")


@transaction.atomic
def give_fate(
    *,
    remark: Remark,
    fate: str,
    reason: Mapping[str, str],
    forwarded_to: Mapping[str, str] | None = None,
    actor: Actor,
    now: datetime,
) -> Remark:
    """This will give a remark its fate in the name of its body; its author and its supporters are told once."""
    numbers = [remark.matter.number]
    return answer_many(
        numbers=numbers, fate=fate, reason=reason, forwarded_to=forwarded_to, actor=actor, now=now
    )[0]  # fmt: skip


@transaction.atomic
def answer_many(
    *,
    numbers: Collection[str],
    plan: Plan | None = None,
    fate: str,
    reason: Mapping[str, str],
    forwarded_to: Mapping[str, str] | None = None,
    actor: Actor,
    now: datetime,
) -> list[Remark]:
    """This will give the same fate with the same reasons to all these remarks of one body (of a plan), or to none.

    `numbers` are those of their cards. Whoever stands behind several of them hears of the answer once.
    """
    held = _held(Remark.objects.filter(matter__number__in=list(numbers), **({"plan": plan} if plan else {})))
    require(rules.check_chosen([one.body_id for one in held], asked=len(set(numbers))))
    require(may_answer(actor, body_id=held[0].body_id))
    said = _written(fate, reason, forwarded_to or {})
    first = 0
    for one in held:
        require(rules.may_give(fate=fate, given=one.fate, state=one.state))
        _set(one, said, actor)
        one.answered_at = now
        one.save(update_fields=[*ANSWER, "answered_at"])
        several = {"together": len(held)} if len(held) > 1 else {}
        several |= {"answer": first} if first else {}
        entry = _record(one, acts.REMARK_ANSWERED, several, actor=actor, now=now)
        first = first or entry.pk
    return held


@transaction.atomic
def correct_fate(
    *,
    remark: Remark,
    fate: str,
    reason: Mapping[str, str],
    forwarded_to: Mapping[str, str] | None = None,
    why: str,
    actor: Actor,
    now: datetime,
) -> Remark:
    """This will correct a fate with a reason everyone reads. The earlier answer, and when it came, stay on record."""
    (held,) = _held(Remark.objects.filter(pk=remark.pk))
    require(may_answer(actor, body_id=held.body_id))
    require(rules.may_correct(fate=fate, given=held.fate, why=why, state=held.state))
    was = held.fate
    _set(held, _written(fate, reason, forwarded_to or {}), actor)
    held.save(update_fields=ANSWER)
    _record(held, acts.REMARK_ANSWER_CHANGED, {"was": was, "why": mask(why.strip())}, actor=actor, now=now)
    return held


@transaction.atomic
def hand_over(*, remark: Remark, body: Body, due_on: date, actor: Actor, now: datetime) -> Remark:
    """This will name another body or another day for an answer that is still open."""
    (held,) = _held(Remark.objects.filter(pk=remark.pk))
    require(rules.may_hand_over(actor, maker_id=held.plan.body_id, body_id=held.body_id))
    require(rules.may_still(fate=held.fate))
    if due_on != held.due_on:
        require(rules.check_due(due_on, today=today_of(now), latest=held.version.answers_by))
    if (held.body_id, held.due_on) == (body.pk, due_on):
        return held
    was = {"was_body": held.body.code, "was_due_on": held.due_on.isoformat()}
    held.body, held.due_on = body, due_on
    held.save(update_fields=["body", "due_on"])
    data = {"body": body.code, "due_on": due_on.isoformat(), **was}
    journal.write(
        act=acts.REMARK_HANDED_OVER, matter=held.matter, data=data, body=held.plan.body, actor=actor, now=now
    )  # fmt: skip
    return held


@transaction.atomic
def set_term(
    *, version: PlanVersion, remarks_until: date | None, answers_by: date | None, actor: Actor, now: datetime
) -> PlanVersion:
    """This will say until when people can speak about a version and by when every answer is promised.

    Also of a published version: what is still open goes along with the promise.
    """
    plan = held_plan(version.plan)
    require(may_make(actor, body_id=plan.body_id))
    held = PlanVersion.objects.get(pk=version.pk)
    held.plan = plan
    was, new = (held.remarks_until, held.answers_by), (remarks_until, answers_by)
    require(rules.check_term(remarks_until=remarks_until, answers_by=answers_by, was=was, today=today_of(now)))
    if was == new:
        return held
    held.remarks_until, held.answers_by = new
    held.save(update_fields=["remarks_until", "answers_by"])
    moved = _move_due(held, was[1])
    days = {"remarks_until": _iso(remarks_until), "answers_by": _iso(answers_by), "moved": moved}
    public = plan.listed and held.published_at is not None
    tell(plan, acts.TERM_SET, public=public, version=held.number, **days, actor=actor, now=now)
    return held


def _move_due(version: PlanVersion, was: date | None) -> int:
    """Bring the days of open answers in line with the promise, and count them."""
    open_ones = Remark.objects.filter(version=version, fate="").exclude(state="withdrawn")
    moved = 0
    for day in list(open_ones.order_by().values_list("due_on", flat=True).distinct()):
        after = rules.due_after(day, was=was, answers_by=version.answers_by)
        if after != day:
            moved += open_ones.filter(due_on=day).update(due_on=after)
    return moved


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _held(rows: QuerySet[Remark]) -> list[Remark]:
    """These remarks as they are now, held in the order of their ids: nobody waits in a circle."""
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    known = Remark.objects.filter(pk__in=ids).order_by("pk")
    hold(known)
    return list(known.select_related("matter", "plan__body", "plan__matter", "version", "body"))


def _written(fate: str, reason: Mapping[str, str], forwarded_to: Mapping[str, str]) -> dict[str, Any]:
    """An answer as everyone reads it: no empty words, nobody's phone."""
    said, to = ({code: mask(part.strip()) for code, part in words.items() if part.strip()} for words in
                (reason, forwarded_to if fate == shared.Fate.OUTSIDE else {}))  # fmt: skip
    require(shared.check_answer(fate=fate, reason=said, forwarded_to=to))
    return {"fate": str(fate), "answer": said, "forwarded_to": to}


def _set(remark: Remark, said: Mapping[str, Any], actor: Actor) -> None:
    for name, value in said.items():
        setattr(remark, name, value)
    remark.answered_by_id = actor.person_id


def _record(remark: Remark, act: str, more: Mapping[str, Any], *, actor: Actor, now: datetime) -> Any:
    matters.move(matter=remark.matter, actor=actor, now=now)
    data = {"fate": remark.fate, "reason": remark.answer, "forwarded_to": remark.forwarded_to, **more}
    return journal.write(act=act, matter=remark.matter, data=data, body=remark.body, actor=actor, now=now)
