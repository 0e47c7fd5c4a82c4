"""What the queue runs for fates. Harmless when run again: nobody hears of one answer twice."""

from django.utils import timezone
from django_tasks import task

from ortaq.civic.dialogue.services.telling import fates as telling
from ortaq.core.journal import queries as journal
from ortaq.core.people.actor import system


@task()
def tell_fate(entry_id: int, after: int = 0) -> int:
    """This will tell the people behind a contribution, some hundred at a time, and give how many were told now."""
    told, last = telling.tell_about(
        entry=journal.entry(entry_id), after=after, actor=system("fates"), now=timezone.now()
    )
    if last:
        tell_fate.enqueue(entry_id=entry_id, after=last)
    return told


@task()
def remind_of_fates() -> int:
    """This will remind officers of answers that are due soon or late and give how many were told."""
    return telling.remind(actor=system("clock"), now=timezone.now())
