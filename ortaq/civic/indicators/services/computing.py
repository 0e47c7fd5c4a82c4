"""Values the house computes from its own records: a rule, its inputs and a digest; the same again changes nothing."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from ortaq.civic.indicators import acts
from ortaq.civic.indicators.models import Indicator, Value
from ortaq.civic.indicators.queries import indicators as queries
from ortaq.civic.indicators.rules import figures, formulas, periods
from ortaq.civic.indicators.rules.indicators import can_be_computed
from ortaq.civic.indicators.rules.rights import may_keep
from ortaq.civic.indicators.rules.values import PLAIN
from ortaq.civic.indicators.services._held import held_indicator, tell, today_of
from ortaq.civic.indicators.services._rows import replace
from ortaq.core.matters import services as matters
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, require
from ortaq.core.territory.models import Territory

AGAIN = N_("Computed again: the records have changed.")
SOURCE = "Ortaq"
BACK = 3
"""Whole periods the nightly run looks at: an answer of last month may be corrected this month."""


@transaction.atomic
def compute_indicator(*, indicator: Indicator, back: int = BACK, actor: Actor, now: datetime) -> int:
    """This will compute an indicator for its last whole periods and tell how many values are new or other than before.

    A figure of how things stand is taken for the last period alone: yesterday's city cannot be counted today.
    """
    held = held_indicator(indicator)
    require(may_keep(actor, body_id=held.body_id))
    require(can_be_computed(held.rule))
    figure = figures.get(held.figure)
    if figure is None:
        return 0
    places = _places(held.territory)
    today, written = today_of(now), 0
    for period in periods.last(held.frequency, today, 1 if figure.standing else back):
        counted = figure.count(figures.Asked(period.start, period.end, list(places)))
        rows = {code: formulas.record(held.rule, held.figure, inputs) for code, inputs in counted.items()}
        written += sum(
            _put(held, places[code], period, record, on=today, actor=actor, now=now)
            for code, record in rows.items()
            if code in places
        )
    if written:
        matters.move(matter=held.matter, actor=actor, now=now)
    return written


def compute_all(*, back: int = BACK, actor: Actor, now: datetime) -> int:
    """This will compute every indicator the house counts itself, each in its own transaction: one fails alone.

    The first failure is raised when the others are done, so that the task is tried again and nobody overlooks it.
    """
    written, failed = 0, None
    for indicator in queries.computed():
        try:
            written += compute_indicator(indicator=indicator, back=back, actor=actor, now=now)
        except Exception as error:  # noqa: BLE001 - raised below
            failed = failed or error
    if failed is not None:
        raise failed
    return written


def _places(whole: Territory) -> dict[str, Territory]:
    """The whole, then its districts, by code."""
    parts = Territory.objects.filter(code__startswith=f"{whole.code}.", kind=Territory.Kind.DISTRICT)
    return {place.code: place for place in (whole, *parts.order_by("code"))}


def _put(
    held: Indicator,
    place: Territory,
    period: periods.Period,
    record: Mapping[str, Any],
    *,
    on: date,
    actor: Actor,
    now: datetime,
) -> bool:
    """Write a computed value unless it stands already; one from other inputs stands in the place of the old."""
    amount = formulas.compute(record["rule"], record["inputs"])
    if amount is None:
        return False
    digest = formulas.digest(record)
    facts = {
        "amount": amount, "source": SOURCE, "source_url": "", "licence": "", "measured_on": on,
        "state": Value.State.DOCUMENTED.value, "computed": dict(record), "digest": digest,
    }  # fmt: skip
    here = Value.objects.filter(
        indicator=held, territory=place, split=PLAIN, start=period.start, superseded_at__isnull=True
    ).first()
    if here is None:
        Value.objects.create(
            indicator=held, territory=place, period=period.kind, start=period.start, end=period.end, split=PLAIN,
            recorded_at=now, recorded_by_id=actor.person_id, demo=held.demo, **facts,
        )  # fmt: skip
    elif here.digest == digest:
        return False
    else:
        replace(here, facts=facts, note=AGAIN, actor=actor, now=now)
    tell(held, acts.COMPUTED, territory=place.code, period=str(period), digest=digest, actor=actor, now=now)
    return True
