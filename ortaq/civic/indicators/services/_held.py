"""The indicator held against other writers until the transaction ends, and what the services beside share."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from ortaq.civic.indicators.models import Indicator
from ortaq.core.journal import services as journal
from ortaq.core.people.actor import Actor
from ortaq.core.tasks.rows import hold

WITH = ("matter", "body", "territory")


def held_indicator(indicator: Indicator) -> Indicator:
    """The indicator as it is now, held."""
    hold(Indicator.objects.filter(pk=indicator.pk))
    return Indicator.objects.select_related(*WITH).get(pk=indicator.pk)


def tell(indicator: Indicator, act: str, *, actor: Actor, now: datetime, **data: Any) -> None:
    """Write an act into the journal of the indicator; its card has changed."""
    journal.write(act=act, matter=indicator.matter, data=data, body=indicator.body, actor=actor, now=now)


def today_of(now: datetime) -> date:
    """The day by the city's clock."""
    return timezone.localtime(now).date()
