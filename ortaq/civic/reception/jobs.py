"""What the queue runs for the reception. Each makes one domain call and is harmless when run again."""

from django.utils import timezone
from django_tasks import task

from ortaq.civic.reception.services import clocks, telling
from ortaq.core.journal import queries as journal
from ortaq.core.people.actor import system


@task()
def tell(entry_id: int) -> int:
    """This will tell whoever should hear of a journal entry and give how many messages were written."""
    return telling.tell_about(entry=journal.entry(entry_id), actor=system("reception"), now=timezone.now())


@task()
def sweep() -> int:
    """This will mark the duties whose due day has passed in silence: silence counts as a refusal."""
    return clocks.sweep(actor=system("clock"), now=timezone.now())
