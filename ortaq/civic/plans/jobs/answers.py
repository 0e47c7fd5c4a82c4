"""What the queue runs for answers. Harmless when run again: nobody hears of one answer twice."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from django_tasks import task

from ortaq.civic.plans.services import moderation
from ortaq.civic.plans.services.telling import answers as telling
from ortaq.core.journal import queries as journal
from ortaq.core.people.actor import system

if TYPE_CHECKING:
    from ortaq.core.journal.models import Entry


@task()
def tell_fate(entry_id: int, after: int = 0) -> int:
    """This will tell the people behind a remark its answer, some hundred at a time, and give how many were told now."""
    told, last = telling.tell_about(
        entry=journal.entry(entry_id), after=after, actor=system("answers"), now=timezone.now()
    )
    if last:
        tell_fate.enqueue(entry_id=entry_id, after=last)
    return told


@task()
def tell_decision(entry_id: int) -> int:
    """This will tell an author what a moderator decided and give how many messages were written."""
    return telling.tell_decision(entry=journal.entry(entry_id), actor=system("answers"), now=timezone.now())


@task()
def remind_of_answers() -> int:
    """This will remind officers of remarks whose answers are due soon or late and give how many were told."""
    return telling.remind(actor=system("clock"), now=timezone.now())


def show_again(entry: "Entry", now: datetime) -> None:
    """This will show a remark whose author was right, within the transaction that says so."""
    moderation.show_again(entry=entry, actor=system("moderation"), now=now)
