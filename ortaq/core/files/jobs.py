"""What happens to uploads in the background."""

from django.utils import timezone
from django_tasks import task

from ortaq.core.files import queries, services
from ortaq.core.people.actor import system


@task()
def clean_photo(file_id: int) -> str:
    """This will clean one upload and tell its state; a file that is gone needs nothing."""
    file = queries.by_id(file_id)
    if file is None:
        return "gone"
    return services.clean(file=file, actor=system("files"), now=timezone.now()).state


@task()
def forget_orphans() -> int:
    """This will forget the files of forms that were never sent. For the schedule: every hour."""
    return services.forget_orphans(actor=system("files"), now=timezone.now())
