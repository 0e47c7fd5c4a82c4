"""`ortaq erase person`: takes what identifies somebody out of the city's records; her matters stay, without her."""

import argparse
from uuid import UUID

from ortaq.doors.terminal.house import open_house, operator
from ortaq.doors.terminal.speech import Stop


def add(parsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = parsers.add_parser("erase", help="erase a person's data")
    kinds = parser.add_subparsers(metavar="WHAT", required=True)
    person = kinds.add_parser("person", help="name, contacts, IIN, account, words in the journal about her")
    person.add_argument("public_id", type=UUID, help="the person's public id, as the desk shows it")
    person.add_argument("--yes", action="store_true", help="do not ask")
    person.set_defaults(run=run_person)


def run_person(arguments: argparse.Namespace) -> int:
    """This will erase in one transaction; the journal's chains stay whole and can be verified afterwards."""
    open_house()
    from django.db import transaction
    from django.utils import timezone

    from ortaq.civic.budgets.services import projects as budgets
    from ortaq.civic.contests.services import forgetting as contests
    from ortaq.civic.dialogue.services import ideas as dialogue_ideas
    from ortaq.civic.dialogue.services import opinions
    from ortaq.civic.dialogue.services import registrations as forums
    from ortaq.civic.plans.services import remarks as plan_remarks
    from ortaq.civic.reception.services import publishing as reception
    from ortaq.core.discussion import services as discussion
    from ortaq.core.journal import services as journal
    from ortaq.core.notices import services as notices
    from ortaq.core.people import queries, services

    person = queries.person_by_public_id(arguments.public_id)
    if person is None:
        raise Stop(f"There is no person {arguments.public_id}.", exit_code=2)
    if not arguments.yes and input("This cannot be undone. Type the word erase to go on: ").strip() != "erase":
        raise Stop("Nothing was erased.")
    now = timezone.now()
    with transaction.atomic():
        emptied = journal.erase_personal(person=person, actor=operator(), now=now)
        appeals = reception.erase_words(person=person, actor=operator(), now=now)
        applications = contests.erase_words(person=person, actor=operator(), now=now)
        seats = forums.erase_words(person=person, actor=operator(), now=now)
        remarks = plan_remarks.erase_words(person=person, actor=operator(), now=now)
        ideas = dialogue_ideas.erase_words(person=person, actor=operator(), now=now)
        answers = opinions.erase_words(person=person, actor=operator(), now=now)
        projects = budgets.forget_author(person=person, actor=operator(), now=now)
        words = discussion.erase_words(person=person, actor=operator(), now=now)
        notices.forget(person=person, actor=operator(), now=now)
        services.erase_person(person=person, actor=operator(), now=now)
    print(
        f"Erased: contacts and account, {emptied} journal entries, "
        f"{appeals} appeals, {applications} applications to contests, {ideas} ideas, {remarks} remarks on plans "
        f"and {words} comments as written, "
        f"{answers} answers to statements, "
        f"what she said for {seats} seats in forums, her name on {projects} projects."
    )
    return 0
