"""Targets: set, and replaced by the next one; what was promised before stays to be read."""

from datetime import date, datetime

from django.db import transaction

from ortaq.civic.indicators import acts
from ortaq.civic.indicators.models import Indicator, Target
from ortaq.civic.indicators.rules import progress as rules
from ortaq.civic.indicators.rules import values as value_rules
from ortaq.civic.indicators.rules.rights import may_keep
from ortaq.civic.indicators.services._held import held_indicator, tell, today_of
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, Refused, require
from ortaq.core.territory.models import Territory


@transaction.atomic
def set_target(
    *,
    indicator: Indicator,
    territory: Territory,
    baseline: int,
    baseline_on: date,
    amount: int,
    due_on: date,
    source: str,
    source_url: str = "",
    demo: bool = False,
    actor: Actor,
    now: datetime,
) -> Target:
    """This will set where an indicator is to come until when, in millionths; the target before stays, superseded."""
    held = held_indicator(indicator)
    require(may_keep(actor, body_id=held.body_id))
    for given in (baseline, amount):
        require(value_rules.check_fits(given))
    require(
        rules.check_target(
            baseline=baseline, target=amount, baseline_on=baseline_on, due_on=due_on, direction=held.direction
        )
    )
    if baseline_on > today_of(now):
        raise Refused("start", N_("The day of the start has not come yet."))
    if not source.strip():
        raise Refused("no_source", N_("Say which document sets the target."))
    if territory.pk != held.territory_id and not territory.code.startswith(f"{held.territory.code}."):
        raise Refused("place", N_("This place lies outside what the indicator is about."))
    Target.objects.filter(indicator=held, territory=territory, superseded_at__isnull=True).update(superseded_at=now)
    made = Target.objects.create(
        indicator=held, territory=territory, baseline=baseline, baseline_on=baseline_on, amount=amount, due_on=due_on,
        source=source.strip(), source_url=source_url, set_at=now, set_by_id=actor.person_id, demo=demo,
    )  # fmt: skip
    tell(
        held, acts.TARGET_SET, territory=territory.code, baseline=value_rules.write(baseline),
        target=value_rules.write(amount), due=due_on.isoformat(), actor=actor, now=now,
    )  # fmt: skip
    return made
