"""Rows of values: checked against the rules and what stands already, and written."""

from collections.abc import Mapping
from datetime import datetime

from ortaq.civic.indicators.models import Indicator, Value
from ortaq.civic.indicators.queries import values as queries
from ortaq.civic.indicators.rules import periods
from ortaq.civic.indicators.rules import values as rules
from ortaq.civic.indicators.rules.measured import Measured
from ortaq.civic.indicators.services._held import today_of
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, Refused, require
from ortaq.core.territory.models import Territory


def recorded(
    held: Indicator, territory: Territory, measured: Measured, *, demo: bool, actor: Actor, now: datetime
) -> Value:
    """Check a value against the rules and what stands already, and write its row."""
    check(held, territory, measured, now=now)
    standing = queries.standing_periods(held, territory, measured.split)
    require(periods.check_free(measured.period, (period for period, _amount in standing)))
    check_jump(standing, measured)
    return Value.objects.create(
        indicator=held, territory=territory, period=measured.period.kind, start=measured.period.start,
        end=measured.period.end, split=measured.split, amount=measured.amount, source=measured.source.strip(),
        source_url=measured.source_url, licence=measured.licence, measured_on=measured.measured_on,
        state=measured.state, note=measured.confirmed.strip(), recorded_at=now, recorded_by_id=actor.person_id,
        demo=demo,
    )  # fmt: skip


def check(held: Indicator, territory: Territory, measured: Measured, *, now: datetime) -> None:
    """Refuse what cannot be a value of the indicator, whatever stands beside it."""
    today = today_of(now)
    require(rules.check_unit(measured.unit, expected=held.unit))
    require(rules.check_fits(measured.amount))
    require(rules.check_split(rules.groups_of(measured.split)))
    require(periods.check(measured.period, today=today))
    if territory.pk != held.territory_id and not territory.code.startswith(f"{held.territory.code}."):
        raise Refused("place", N_("This place lies outside what the indicator is about."))
    require(
        rules.check_source(
            measured.source, measured_on=measured.measured_on, today=today, state=measured.state,
            url=measured.source_url,
        )
    )  # fmt: skip


def check_jump(standing: list[tuple[periods.Period, int]], measured: Measured) -> None:
    """Ask why a value is right that lies a hundred times from the one beside it."""
    last = _before(standing, measured.period)
    require(rules.check_jump(measured.amount, last=last, confirmed=measured.confirmed))


def _before(standing: list[tuple[periods.Period, int]], period: periods.Period) -> int | None:
    """The amount of the last period before one, else of the first after it."""
    earlier = [(known.end, amount) for known, amount in standing if known.end < period.start]
    later = [(known.start, amount) for known, amount in standing if known.start > period.end]
    return max(earlier)[1] if earlier else min(later)[1] if later else None


def said(value: Value) -> dict[str, str]:
    """What the journal keeps of a value: text, no fractions."""
    return {
        "territory": value.territory.code,
        "period": str(periods.Period(value.start, value.end, value.period)),
        "split": value.split,
        "value": rules.write(value.amount),
    }


def replace(old: Value, *, facts: Mapping[str, object], note: str, actor: Actor, now: datetime) -> Value:
    """Put a row in the place of another; the caller has checked it and writes the journal."""
    old.superseded_at = now
    old.save(update_fields=["superseded_at"])
    kept = {name: getattr(old, name) for name in ("indicator", "territory", "period", "start", "end", "split", "demo")}
    return Value.objects.create(
        **kept, **facts, note=note, corrects=old, recorded_at=now, recorded_by_id=actor.person_id
    )  # fmt: skip
