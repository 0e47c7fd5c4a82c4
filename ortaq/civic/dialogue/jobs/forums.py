"""What the queue runs for forums. Each makes one domain call and is harmless when run again."""

from django.utils import timezone
from django_tasks import task

from ortaq.civic.dialogue.services import registrations
from ortaq.civic.dialogue.services.telling import forums as telling
from ortaq.core.journal import queries as journal
from ortaq.core.people.actor import system


@task()
def tell(entry_id: int) -> int:
    """This will tell whoever should hear of a journal entry and give how many messages were written."""
    return telling.tell_about(entry=journal.entry(entry_id), actor=system("forums"), now=timezone.now())


@task()
def lapse_offers() -> int:
    """This will end offers nobody took in time and offer their seats to the next in line."""
    return registrations.lapse_due(actor=system("clock"), now=timezone.now())


@task()
def remind() -> int:
    """This will remind everyone with a seat in a forum of the coming day."""
    return registrations.remind_due(actor=system("clock"), now=timezone.now())
