"""Gathering contributions, naming who answers them and by when, giving each a fate."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from ortaq.civic.dialogue import acts
from ortaq.civic.dialogue.models import Cluster, ClusterMember, Idea, Process, Statement
from ortaq.civic.dialogue.queries import fates as queries
from ortaq.civic.dialogue.rules import fates as rules
from ortaq.civic.dialogue.rules.rights import may_answer, may_organise
from ortaq.civic.dialogue.services._held import organised, tell
from ortaq.core.discussion.rules import fates as shared
from ortaq.core.journal import services as journal
from ortaq.core.journal.models import Entry
from ortaq.core.matters import services as matters
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import Refused, require
from ortaq.core.tasks.rows import hold
from ortaq.core.territory.models import Body
from ortaq.engines.personal import mask


@transaction.atomic
def make_cluster(
    *,
    process: Process,
    title: Mapping[str, str],
    body: Body,
    due_on: date,
    ideas: Collection[int] = (),
    statements: Collection[int] = (),
    actor: Actor,
    now: datetime,
) -> Cluster:
    """This will gather contributions to be answered together: by a named body, before the end of a day."""
    held = organised(process, actor)
    require(rules.may_gather(state=held.state))
    titled = _written(title)
    require(shared.check_words(titled, longest=shared.LONGEST_TITLE, missing=rules.NO_TITLE))
    _require_term(held, due_on, now)
    last = Cluster.objects.filter(process=held).aggregate(last=Max("number"))["last"] or 0
    made = Cluster.objects.create(
        process=held, number=last + 1, title=titled, body=body, due_on=due_on, made_at=now
    )  # fmt: skip
    _put(made, ideas, statements, actor=actor, now=now)
    return made


def _require_term(process: Process, due_on: date, now: datetime) -> None:
    require(rules.check_term(due_on, today=queries.today_of(now), latest=process.answers_due_on))


def _written(content: Mapping[str, str]) -> dict[str, str]:
    """Words as everyone reads them: no empty ones, nobody's phone."""
    return {language: mask(said.strip()) for language, said in content.items() if said.strip()}


@transaction.atomic
def put(
    *, cluster: Cluster, ideas: Collection[int] = (), statements: Collection[int] = (), actor: Actor, now: datetime
) -> int:
    """This will put contributions into a cluster and tell how many; into an answered one they take over its answer."""
    held = _held(cluster)
    require(may_organise(actor, body_id=held.process.body_id))
    require(rules.may_gather(state=held.process.state))
    fresh = _put(held, ideas, statements, actor=actor, now=now)
    if held.fate and (answer := queries.history(held)):
        _tell(held, answer[-1].pk, fresh, actor=actor, now=now)
    return len(fresh)


@transaction.atomic
def put_each(*, process: Process, kind: str, places: Mapping[int, Collection[int]], actor: Actor, now: datetime) -> int:
    """This will put contributions of a kind ("idea", "statement") into several clusters by number, all or none."""
    known = {cluster.number: cluster for cluster in Cluster.objects.filter(process=process, number__in=list(places))}
    if set(places) - set(known):
        raise Refused("second", shared.SECOND)
    name = "ideas" if kind == "idea" else "statements"
    return sum(put(cluster=known[n], **{name: places[n]}, actor=actor, now=now) for n in sorted(places))


def _held(cluster: Cluster) -> Cluster:
    """The cluster as it is now, held; its process is held first, as everywhere."""
    hold(Process.objects.filter(pk=cluster.process_id))
    hold(Cluster.objects.filter(pk=cluster.pk))
    return Cluster.objects.select_related("process__matter", "process__body", "body").get(pk=cluster.pk)


def _put(
    cluster: Cluster, ideas: Collection[int], statements: Collection[int], *, actor: Actor, now: datetime
) -> list[ClusterMember]:
    """Add what is shown, of this process and in no other cluster; anything else is refused as a whole."""
    found = list(queries.loose_ideas(cluster.process).filter(pk__in=list(ideas)).select_related("matter"))
    said = list(queries.loose_statements(cluster.process).filter(pk__in=list(statements)))
    if len(found) != len(set(ideas)) or len(said) != len(set(statements)):
        raise Refused("second", shared.SECOND)
    try:
        with transaction.atomic():
            fresh = [ClusterMember.objects.create(cluster=cluster, idea=idea) for idea in found]
            fresh += [ClusterMember.objects.create(cluster=cluster, statement=one) for one in said]
    except IntegrityError as error:
        raise Refused("second", shared.SECOND) from error
    data = _facts(cluster) | {"ideas": [idea.matter.number for idea in found], "statements": [s.number for s in said]}
    tell(cluster.process, acts.CLUSTERED, actor=actor, now=now, **data)
    return fresh


def _facts(cluster: Cluster) -> dict[str, Any]:
    return {"cluster": cluster.number, "body": cluster.body.code, "due_on": cluster.due_on.isoformat()}


@transaction.atomic
def take_out(*, member: ClusterMember, actor: Actor, now: datetime) -> None:
    """This will take a contribution out of a cluster that is not answered yet."""
    held = _held(member.cluster)
    require(may_organise(actor, body_id=held.process.body_id))
    require(rules.may_change_members(fate=held.fate))
    gone, _ = ClusterMember.objects.filter(pk=member.pk, cluster=held).delete()
    if gone:
        facts = _facts(held) | ({"idea_out": member.idea.matter.number} if member.idea else {})
        if member.statement:
            facts |= {"statement_out": member.statement.number}
        tell(held.process, acts.CLUSTERED, actor=actor, now=now, **facts)


@transaction.atomic
def hand_over(*, cluster: Cluster, body: Body, due_on: date, actor: Actor, now: datetime) -> Cluster:
    """This will name another body or another date for an answer that is still open."""
    held = _held(cluster)
    require(may_organise(actor, body_id=held.process.body_id))
    require(rules.may_change_members(fate=held.fate))
    if due_on != held.due_on:
        _require_term(held.process, due_on, now)
    was: dict[str, Any] = {"was_body": held.body.code, "was_due_on": held.due_on.isoformat()}
    held.body, held.due_on = body, due_on
    held.save(update_fields=["body", "due_on"])
    tell(held.process, acts.CLUSTERED, actor=actor, now=now, **_facts(held), **was)
    return held


@transaction.atomic
def drop_cluster(*, cluster: Cluster, actor: Actor, now: datetime) -> None:
    """This will take away a cluster that holds nothing."""
    held = _held(cluster)
    require(may_organise(actor, body_id=held.process.body_id))
    require(rules.may_drop(fate=held.fate, members=ClusterMember.objects.filter(cluster=held).count()))
    facts = _facts(held)
    held.delete()
    tell(held.process, acts.CLUSTERED, actor=actor, now=now, **facts, dropped=True)


@transaction.atomic
def give_fate(
    *,
    cluster: Cluster,
    fate: str,
    reason: Mapping[str, str],
    forwarded_to: Mapping[str, str] | None = None,
    actor: Actor,
    now: datetime,
) -> Cluster:
    """This will give a cluster its fate in the name of its body; author and supporters of each part are told."""
    held = _held(cluster)
    require(may_answer(actor, body_id=held.body_id))
    require(rules.may_give(fate=fate, given=held.fate, members=ClusterMember.objects.filter(cluster=held).count()))
    _answer(held, fate, reason, forwarded_to or {}, actor=actor, now=now)
    held.answered_at = now
    held.save(update_fields=["fate", "reason", "forwarded_to", "answered_by", "answered_at"])
    entry = _record(held, acts.FATE_GIVEN, {}, actor=actor, now=now)
    _tell(held, entry.pk, list(_members(held)), actor=actor, now=now)
    return held


@transaction.atomic
def correct_fate(
    *,
    cluster: Cluster,
    fate: str,
    reason: Mapping[str, str],
    forwarded_to: Mapping[str, str] | None = None,
    why: str,
    actor: Actor,
    now: datetime,
) -> Cluster:
    """This will correct a fate with a reason everyone reads. The earlier answer, and when it came, stay on record."""
    held = _held(cluster)
    require(may_answer(actor, body_id=held.body_id))
    require(shared.may_correct(fate=fate, given=held.fate, why=why))
    was = held.fate
    _answer(held, fate, reason, forwarded_to or {}, actor=actor, now=now)
    held.save(update_fields=["fate", "reason", "forwarded_to", "answered_by"])
    entry = _record(held, acts.FATE_CHANGED, {"was": was, "why": mask(why.strip())}, actor=actor, now=now)
    _tell(held, entry.pk, list(_members(held)), actor=actor, now=now)
    return held


def _answer(
    cluster: Cluster,
    fate: str,
    reason: Mapping[str, str],
    forwarded_to: Mapping[str, str],
    *,
    actor: Actor,
    now: datetime,
) -> None:
    written, to = _written(reason), _written(forwarded_to) if fate == shared.Fate.OUTSIDE else {}
    require(shared.check_answer(fate=fate, reason=written, forwarded_to=to))
    cluster.fate, cluster.reason, cluster.forwarded_to = str(fate), written, to
    cluster.answered_by_id = actor.person_id


def _record(cluster: Cluster, act: str, more: dict[str, Any], *, actor: Actor, now: datetime) -> Entry:
    data = {
        "cluster": cluster.number,
        "fate": cluster.fate,
        "reason": cluster.reason,
        "forwarded_to": cluster.forwarded_to,
    }
    return journal.write(
        act=act, matter=cluster.process.matter, data=data | more, body=cluster.body, actor=actor, now=now
    )


def _members(cluster: Cluster) -> "Collection[ClusterMember]":
    return ClusterMember.objects.filter(cluster=cluster).select_related("idea__matter", "statement").order_by("pk")


def _tell(cluster: Cluster, answer: int, members: Collection[ClusterMember], *, actor: Actor, now: datetime) -> None:
    """Promise that whoever stands behind each contribution hears of the answer (the entry `answer`), once."""
    facts = {"cluster": cluster.number, "process": cluster.process.code, "fate": cluster.fate, "answer": answer}
    written: dict[str, Any] = {"act": acts.FATE_TOLD, "body": cluster.body, "actor": actor, "now": now}
    for member in members:
        if member.idea is not None and member.idea.state in (Idea.State.SHOWN, Idea.State.JOINED):
            matters.move(matter=member.idea.matter, actor=actor, now=now)
            journal.write(matter=member.idea.matter, data=facts, **written)
        elif member.statement is not None and member.statement.state == Statement.State.SHOWN:
            told = facts | {"statement": member.statement.number}
            journal.write(matter=cluster.process.matter, data=told, public=False, **written)
