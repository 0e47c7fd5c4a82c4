"""What the queue runs for ideas; harmless when run again."""

from django.utils import timezone
from django_tasks import task

from ortaq.civic.dialogue.services.telling import ideas as telling
from ortaq.core.journal import queries as journal
from ortaq.core.people.actor import system


@task()
def tell(entry_id: int) -> int:
    """This will tell an idea's author of a journal entry and give how many messages were written."""
    return telling.tell_about(entry=journal.entry(entry_id), actor=system("ideas"), now=timezone.now())
