"""What the queue runs for contests. Each makes one domain call and is harmless when run again."""

from django.utils import timezone
from django_tasks import task

from ortaq.civic.contests.services import calls, telling
from ortaq.core.journal import queries as journal
from ortaq.core.people.actor import system


@task()
def tell(entry_id: int) -> int:
    """This will tell whoever should hear of a journal entry and give how many messages were written."""
    return telling.tell_about(entry=journal.entry(entry_id), actor=system("contests"), now=timezone.now())


@task()
def sweep() -> int:
    """This will close contests whose deadline is over and end those whose window for objections is."""
    return calls.close_due(actor=system("clock"), now=timezone.now())
