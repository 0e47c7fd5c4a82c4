"""What the queue runs when remarks were carried to the next version. Harmless when run again."""

from django.utils import timezone
from django_tasks import task

from ortaq.civic.plans.services.telling import anchors as telling
from ortaq.core.journal import queries as journal
from ortaq.core.people.actor import system


@task()
def tell_authors(entry_id: int, after: int = 0) -> int:
    """This will tell authors, some hundred at a time, where their remarks stand now and give how many were told."""
    told, last = telling.tell_about(
        entry=journal.entry(entry_id), after=after, actor=system("anchors"), now=timezone.now()
    )  # fmt: skip
    if last:
        tell_authors.enqueue(entry_id=entry_id, after=last)
    return told
