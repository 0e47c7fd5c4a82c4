"""The journal's nightly work."""

from datetime import date, timedelta

from django.utils import timezone
from django_tasks import task

from ortaq.core.journal import queries, services
from ortaq.core.people.actor import system


@task()
def seal_days(until: str) -> int:
    """This will seal every day before `until` (ISO date) that has no seal yet and tell how many were sealed."""
    end = date.fromisoformat(until)
    newest = queries.newest_seal()
    day = newest.day + timedelta(days=1) if newest else end - timedelta(days=1)
    sealed = 0
    while day < end:
        services.seal_day(day=day, actor=system("seal"), now=timezone.now())
        day += timedelta(days=1)
        sealed += 1
    return sealed
