"""Carrying what was said over to the next version, all of it in the transaction that publishes the version."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from ortaq.civic.plans import acts
from ortaq.civic.plans.models import Anchor, PlanVersion
from ortaq.civic.plans.queries import anchors as queries
from ortaq.civic.plans.rules import anchors as rules
from ortaq.civic.plans.rules import outlines
from ortaq.civic.plans.rules.rights import may_make
from ortaq.civic.plans.services._held import tell
from ortaq.core.matters import bulk
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import require

COLUMNS = ("remark", "version", "state", "part", "key", *queries.MODELS, "shape")


@transaction.atomic
def carry_over(*, version: PlanVersion, actor: Actor, now: datetime) -> dict[str, int]:
    """This will anchor every remark of the plan on a version that is being published, and count what became of them.

    The caller holds the plan, so no remark slips in between. The counts are of remarks everyone reads: {} where there
    are none. At most fourteen statements, for one remark or a thousand.
    """
    require(may_make(actor, body_id=version.plan.body_id))
    last = queries.standing(version)
    if not last:
        return {}
    known = queries.parts(version, {one.version for one in last})
    states = [_state(one, known, version.pk) for one in last]
    drawn = [at for at, one in enumerate(last) if one.shape is not None]
    for at, state in zip(drawn, _drawn([last[at] for at in drawn], version), strict=True):
        states[at] = state
    rows = known[version.pk].rows
    bulk.insert_rows(
        Anchor,
        COLUMNS,
        (_row(one, state, version.pk, rows) for one, state in zip(last, states, strict=True)),
    )
    found = Counter(state.value for one, state in zip(last, states, strict=True) if one.shown)
    counts = {state.value: found[state.value] for state in rules.CARRIED} if found else {}
    said: dict[str, Any] = {"version": version.number, **counts}
    tell(version.plan, acts.ANCHORS_MOVED, **said, actor=actor, now=now)
    return counts


def _state(one: queries.Standing, known: dict[int, queries.Parts], newest: int) -> rules.State:
    if one.shape is not None:
        return rules.State.KEPT
    key = one.part, one.key
    return rules.carried(known[one.version].said[key], known[newest].said.get(key))


def _drawn(last: Sequence[queries.Standing], version: PlanVersion) -> list[rules.State]:
    """What holds under drawn shapes, before and now: two statements, none without shapes."""
    shapes = [outlines.read(one.shape) for one in last if one.shape]
    before = queries.under(version.before_id or 0, shapes)
    now = queries.under(version.pk, shapes)
    return [rules.carried_shape(*both) for both in zip(before, now, strict=True)]


def _row(one: queries.Standing, state: rules.State, version: int, rows: dict[queries.Key, int]) -> tuple[Any, ...]:
    stands = {one.part: rows.get((one.part, one.key))}
    parts = (stands.get(kind) for kind in queries.MODELS)
    return (one.remark, version, state.value, one.part, one.key, *parts, one.shape)
