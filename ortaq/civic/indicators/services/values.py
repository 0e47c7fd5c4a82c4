"""Values: recorded, verified by a second person, corrected by a new row. Nothing is overwritten."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from ortaq.civic.indicators import acts
from ortaq.civic.indicators.models import Indicator, Value
from ortaq.civic.indicators.queries import values as queries
from ortaq.civic.indicators.rules import indicators as indicator_rules
from ortaq.civic.indicators.rules import periods
from ortaq.civic.indicators.rules import values as rules
from ortaq.civic.indicators.rules.measured import Measured
from ortaq.civic.indicators.rules.rights import may_keep
from ortaq.civic.indicators.services._held import held_indicator, tell
from ortaq.civic.indicators.services._rows import check, check_jump, recorded, replace, said
from ortaq.core.matters import services as matters
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, Refused, require
from ortaq.core.territory.models import Territory


@transaction.atomic
def record_value(
    *, indicator: Indicator, territory: Territory, measured: Measured, demo: bool = False, actor: Actor, now: datetime
) -> Value:
    """This will record a value. A wrong unit or an overlapping period is refused; a jump asks for a word first."""
    held = held_indicator(indicator)
    require(may_keep(actor, body_id=held.body_id))
    require(indicator_rules.can_be_brought(held.rule))
    value = recorded(held, territory, measured, demo=demo, actor=actor, now=now)
    tell(held, acts.RECORDED, **said(value), state=value.state, actor=actor, now=now)
    matters.move(matter=held.matter, actor=actor, now=now)
    return value


@transaction.atomic
def verify_value(*, value: Value, actor: Actor, now: datetime) -> Value:
    """This will say that a second person held a documented value against its source."""
    held = held_indicator(value.indicator)
    require(may_keep(actor, body_id=held.body_id))
    now_is = Value.objects.select_related("territory").get(pk=value.pk)
    require(
        rules.can_verify(
            state=now_is.state, computed=now_is.computed is not None, superseded=now_is.superseded_at is not None,
            recorded_by=now_is.recorded_by_id, verifier=actor.person_id,
        )
    )  # fmt: skip
    now_is.state, now_is.verified_at, now_is.verified_by_id = Value.State.VERIFIED.value, now, actor.person_id
    now_is.save(update_fields=["state", "verified_at", "verified_by"])
    tell(held, acts.VERIFIED, **said(now_is), actor=actor, now=now)
    return now_is


CORRECTABLE = frozenset({"amount", "source", "source_url", "licence", "measured_on", "state"})


@transaction.atomic
def correct_value(
    *,
    value: Value,
    changes: Mapping[str, object],
    unit: str,
    reason: str,
    confirmed: str = "",
    actor: Actor,
    now: datetime,
) -> Value:
    """This will put a new row in the place of a value, with the reason; the old row keeps what it said.

    `changes` are fields of CORRECTABLE; a correction is somebody's new word, so it begins unverified. One that lies far
    from the period beside it has to be `confirmed`, like a new value.
    """
    held = held_indicator(value.indicator)
    require(may_keep(actor, body_id=held.body_id))
    require(indicator_rules.can_be_brought(held.rule))
    old = Value.objects.select_related("territory").get(pk=value.pk)
    if not set(changes) <= CORRECTABLE:
        raise Refused("field", N_("A correction keeps place, period and group: for others record another value."))
    same = all(getattr(old, name) == given for name, given in changes.items())
    require(rules.check_correction(superseded=old.superseded_at is not None, reason=reason, same=same))
    state = "documented" if old.state == Value.State.VERIFIED else old.state
    facts = {name: getattr(old, name) for name in CORRECTABLE} | {"state": state} | dict(changes)
    measured = Measured(
        periods.Period(old.start, old.end, old.period), unit=unit, split=old.split, confirmed=confirmed, **facts
    )
    check(held, old.territory, measured, now=now)
    if measured.amount != old.amount:
        check_jump(queries.standing_periods(held, old.territory, old.split), measured)
    note = " ".join(filter(None, [reason.strip(), confirmed.strip()]))
    made = replace(old, facts=facts, note=note, actor=actor, now=now)
    tell(held, acts.CORRECTED, **said(made), was=rules.write(old.amount), reason=reason.strip(), actor=actor, now=now)
    matters.move(matter=held.matter, actor=actor, now=now)
    return made
