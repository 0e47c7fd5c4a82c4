"""What the queue runs for processes; harmless when run again."""

from django.utils import timezone
from django_tasks import task

from ortaq.civic.dialogue.services import contents
from ortaq.core.people.actor import system


@task()
def sweep() -> int:
    """This will show what organisers scheduled until now."""
    return contents.publish_due(actor=system("clock"), now=timezone.now())
