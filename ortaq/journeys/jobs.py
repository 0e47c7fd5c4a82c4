"""What the queue runs for the journeys: an act of one app opens a work in another. Harmless when run again."""

from django.utils import timezone
from django_tasks import task

from ortaq.civic.contests.models import Agreement, Application
from ortaq.civic.dialogue.models import Forum
from ortaq.core.journal import queries as journal
from ortaq.core.people.actor import system
from ortaq.journeys import (
    defect_to_appeal,
    forum_to_contest,
    grant_to_measure,
    grant_to_work,
    moderation_to_author,
    project_to_work,
    tying,
    work_to_people,
)


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
def keep_grant_of_agreement(entry_id: int) -> int:
    """This will bring the micro-grant of an agreement up to date and give how many grants of a measure it touched."""
    agreements = grant_to_measure.agreements(application_id=journal.entry(entry_id).matter_id)
    return grant_to_measure.keep_up(agreements=agreements, actor=system("journey"), now=timezone.now())


@task()
def keep_grants_of_call(entry_id: int) -> int:
    """This will take over what was agreed in a contest before a call for micro-grants was tied to it."""
    agreements = grant_to_measure.agreements_of_call(call_id=journal.entry(entry_id).data["call"])
    return grant_to_measure.keep_up(agreements=agreements, actor=system("journey"), now=timezone.now())


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


@task()
def tell_it_is_built(entry_id: int, after: int = 0) -> int:
    """This will tell the people behind a work that is done, some hundred at a time; gives how many were told now."""
    told, last = work_to_people.tell_about(
        entry=journal.entry(entry_id), after=after, actor=system("journey"), now=timezone.now()
    )
    if last:
        tell_it_is_built.enqueue(entry_id=entry_id, after=last)
    return told


@task()
def tell_what_became(entry_id: int, after: int = 0) -> int:
    """This will tell the people behind a card what it became, some hundred at a time; gives how many were told now."""
    told, last = tying.tell_about(
        entry=journal.entry(entry_id), after=after, actor=system("journey"), now=timezone.now()
    )
    if last:
        tell_what_became.enqueue(entry_id=entry_id, after=last)
    return told


@task()
def tell_measure_is_done(entry_id: int, after: int = 0) -> int:
    """This will tell the people behind a measure that is done, some hundred at a time; gives how many were told now."""
    told, last = work_to_people.tell_of_measure(
        entry=journal.entry(entry_id), after=after, actor=system("journey"), now=timezone.now()
    )
    if last:
        tell_measure_is_done.enqueue(entry_id=entry_id, after=last)
    return told


@task()
def bring_defects_to_reception(entry_id: int) -> int:
    """This will make an appeal of each defect a resident found on a work and give how many were new."""
    inspection_id = int(journal.entry(entry_id).data["inspection"])
    return defect_to_appeal.open_all(inspection_id=inspection_id, actor=system("journey"), now=timezone.now())


@task()
def tell_what_was_paid(entry_id: int) -> int:
    """This will show on the work of a grant what its contest has paid and give how many instalments there are."""
    agreement = Agreement.objects.get(application=journal.entry(entry_id).matter_id)
    return grant_to_work.tell_payments(agreement=agreement, actor=system("journey"), now=timezone.now())
