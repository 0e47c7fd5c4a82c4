"""A work held against other writers until the transaction ends, and what the services beside share."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from ortaq.civic.works.models import Work
from ortaq.core.journal import services as journal
from ortaq.core.people.actor import Actor
from ortaq.core.tasks.rows import hold


def held_work(work: Work) -> Work:
    """The work as it is now, held."""
    hold(Work.objects.filter(pk=work.pk))
    return Work.objects.select_related("matter__territory", "body__territory").get(pk=work.pk)


def tell(work: Work, act: str, *, actor: Actor, now: datetime, public: bool = True, **data: Any) -> None:
    """Write an act into the journal of the work."""
    journal.write(act=act, matter=work.matter, data=data, public=public, body=work.body, actor=actor, now=now)


def today(now: datetime) -> date:
    """The day by the city's clock."""
    return timezone.localtime(now).date()
