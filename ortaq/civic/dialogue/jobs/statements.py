"""What the queue runs for statements: authors told, groups counted again. Each is harmless when run again."""

from django.utils import timezone
from django_tasks import task

from ortaq.civic.dialogue.queries import processes
from ortaq.civic.dialogue.services import groups
from ortaq.civic.dialogue.services.telling import statements as telling
from ortaq.core.journal import queries as journal
from ortaq.core.people.actor import system


@task()
def tell(entry_id: int) -> int:
    """This will tell a statement's author of a journal entry and give how many messages were written."""
    return telling.tell_about(entry=journal.entry(entry_id), actor=system("statements"), now=timezone.now())


@task()
def count_groups() -> int:
    """This will count the processes whose votes have changed enough and give how many it were."""
    return groups.count_due(actor=system("opinions"), now=timezone.now())


@task()
def count_anew(entry_id: int) -> int:
    """This will count a process at once: somebody took their votes back."""
    process = processes.by_matter(journal.entry(entry_id).matter)
    if process is None:
        return 0
    return int(groups.count_groups(process=process, actor=system("opinions"), now=timezone.now()) is not None)
