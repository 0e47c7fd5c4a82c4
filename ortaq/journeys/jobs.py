"""What the queue runs for the journeys: an act of one app opens a work in another. Harmless when run again."""

from django.utils import timezone
from django_tasks import task

from ortaq.civic.contests.models import Agreement, Application
from ortaq.civic.dialogue.models import Forum
from ortaq.core.journal import queries as journal
from ortaq.core.people.actor import system
from ortaq.journeys import forum_to_contest, grant_to_work, moderation_to_author, project_to_work


@task()
def build_what_was_voted(entry_id: int) -> int:
    """This will open the works of a published vote's winners and give how many there are."""
    call_id = journal.entry(entry_id).matter_id
    return project_to_work.carry_over_all(call_id=call_id, actor=system("journey"), now=timezone.now())


@task()
def build_what_was_granted(entry_id: int) -> int:
    """This will open the work of a grant agreement and give its id."""
    agreement = Agreement.objects.select_related("application__matter__territory", "application__contest__body").get(
        application=journal.entry(entry_id).matter_id
    )
    return grant_to_work.carry_over(agreement=agreement, actor=system("journey"), now=timezone.now()).pk


@task()
def mark_who_came(entry_id: int) -> int:
    """This will mark in the contests tied to a forum who came to it, and give how many marks were new."""
    forum = Forum.objects.get(pk=journal.entry(entry_id).matter_id)
    return forum_to_contest.mark_all(forum=forum, actor=system("journey"), now=timezone.now())


@task()
def mark_whether_she_came(entry_id: int) -> int:
    """This will mark in an application whether its applicant came to the forum its contest asks for."""
    application = Application.objects.select_related("contest").get(pk=journal.entry(entry_id).matter_id)
    return forum_to_contest.mark_one(application=application, actor=system("journey"), now=timezone.now())


@task()
def tell_author(entry_id: int) -> int:
    """This will tell an author what a moderator decided about her words and give how many messages were written."""
    entry = journal.entry(entry_id)
    return moderation_to_author.tell_about(entry=entry, actor=system("journey"), now=timezone.now())
