"""What the queue does with public works; harmless when run again."""

from django.utils import timezone
from django_tasks import task

from ortaq.civic.works.services import quantities
from ortaq.core.people.actor import system


@task()
def recount() -> int:
    """This will make the figures of the city anew from their parts and give how many were wrong."""
    return quantities.recount_totals(actor=system("works"), now=timezone.now())
