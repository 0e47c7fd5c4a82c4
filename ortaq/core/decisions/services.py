"""Announcing a case, deciding it by its rule, setting a decision aside."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from ortaq.core.decisions import acts, rules
from ortaq.core.decisions.models import Decision
from ortaq.core.decisions.queries import Counted
from ortaq.core.journal import services as journal
from ortaq.core.matters.models import Matter
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import Refused, require
from ortaq.engines import proof


@transaction.atomic
def announce(
    *,
    rule: str,
    version: int,
    case: Mapping[str, Any],
    title: Mapping[str, str],
    matter: Matter | None = None,
    actor: Actor,
    now: datetime,
) -> Decision:
    """This will publish a case with its digest before any seed is drawn.

    Raises Refused for an unknown rule or a case that is no plain JSON.
    """
    require(rules.may_decide(actor))
    try:
        proof.find(rule, version)
        digest = proof.digest(dict(case))
    except proof.ProofError as error:
        raise Refused("case", "The case cannot be decided: %(why)s", why=str(error)) from error
    decision = Decision.objects.create(
        matter=matter,
        title=dict(title),
        rule=rule,
        version=version,
        case=dict(case),
        case_digest=digest,
        announced_at=now,
    )
    _tell(acts.ANNOUNCED, decision, {"rule": rule, "version": version, "case_digest": digest}, actor, now)
    return decision


@transaction.atomic
def decide(
    *,
    decision: Decision,
    seed: str,
    seed_source: str,
    counted: Counted | None = None,
    actor: Actor,
    now: datetime,
) -> Decision:
    """This will apply the announced rule to the announced case and the drawn seed, once and for all.

    What was `counted` ahead, of the same case with the same seed, is kept instead of being counted again.
    """
    require(rules.may_decide(actor))
    require(rules.may_be_seed(seed, seed_source))
    held = Decision.objects.select_for_update(of=("self",)).select_related("matter").get(pk=decision.pk)
    require(rules.can_be_decided(held.state))
    if proof.digest(held.case) != held.case_digest:
        raise Refused("case_changed", "The case is no longer the one that was announced.")
    held.outcome = _outcome(held, seed, counted)
    held.seed, held.seed_source = seed, seed_source
    held.outcome_digest = proof.digest(held.outcome)
    held.decided_at = now
    held.state = Decision.State.DECIDED.value
    held.save()
    _tell(acts.DECIDED, held, {"outcome_digest": held.outcome_digest, "seed": seed}, actor, now)
    return held


def _outcome(decision: Decision, seed: str, counted: Counted | None) -> proof.Outcome:
    if counted is not None and (counted.case_digest, counted.seed) == (decision.case_digest, seed):
        return counted.outcome
    try:
        return proof.decide(decision.rule, decision.version, decision.case, seed)
    except proof.ProofError as error:
        raise Refused("case", "The case cannot be decided: %(why)s", why=str(error)) from error


@transaction.atomic
def set_aside(*, decision: Decision, reason: str, name_and_post: str, actor: Actor, now: datetime) -> Decision:
    """This will record that people decided otherwise; the record itself stays as it is."""
    require(rules.may_decide(actor))
    held = Decision.objects.select_for_update(of=("self",)).select_related("matter").get(pk=decision.pk)
    require(rules.can_be_set_aside(held.state, reason=reason, name_and_post=name_and_post))
    held.state = Decision.State.SET_ASIDE.value
    held.set_aside_reason, held.set_aside_by, held.set_aside_at = reason.strip(), name_and_post.strip()[:200], now
    held.save(update_fields=["state", "set_aside_reason", "set_aside_by", "set_aside_at"])
    _tell(acts.SET_ASIDE, held, {"reason": held.set_aside_reason, "by": held.set_aside_by}, actor, now)
    return held


def _tell(act: str, decision: Decision, facts: dict[str, Any], actor: Actor, now: datetime) -> None:
    """A decision that hangs on a matter is written into its journal."""
    if decision.matter is not None:
        data = {"decision": str(decision.public_id), **facts}
        journal.write(act=act, matter=decision.matter, data=data, actor=actor, now=now)
