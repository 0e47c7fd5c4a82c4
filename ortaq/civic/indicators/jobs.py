"""What the queue does with indicators; harmless when run again."""

from django.utils import timezone
from django_tasks import task

from ortaq.civic.indicators.services import computing
from ortaq.core.people.actor import system


@task()
def compute() -> int:
    """This will compute every indicator the house counts itself and give how many values are new."""
    return computing.compute_all(actor=system("indicators"), now=timezone.now())
