"""`ortaq staff add`: gives somebody an office; how the first administrator of a city comes in."""

import argparse

from ortaq.doors.terminal.house import open_house, operator
from ortaq.doors.terminal.speech import Stop

ROLES = ("operator", "officer", "head", "moderator", "admin")


def add(parsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = parsers.add_parser("staff", help="give somebody an office in a body")
    steps = parser.add_subparsers(metavar="STEP", required=True)
    hire = steps.add_parser("add", help="open an account if there is none, and give it a role in a body")
    hire.add_argument("--email", required=True)
    hire.add_argument("--name", default="", help="printed on slips and answers")
    hire.add_argument("--body", required=True, help="code of the body")
    hire.add_argument("--role", required=True, choices=ROLES)
    hire.add_argument("--language", default="kk", choices=("kk", "ru", "en"))
    for code, title in (("kk", "Kazakh"), ("ru", "Russian"), ("en", "English")):
        hire.add_argument(f"--post-{code}", default="", help=f"name of the post in {title}")
    hire.set_defaults(run=run_add)


def run_add(arguments: argparse.Namespace) -> int:
    """This will appoint the person; she signs in by a code and adds a second step before the desk opens."""
    open_house()
    from django.db import transaction
    from django.utils import timezone

    from ortaq.core.people import queries as people
    from ortaq.core.people import services
    from ortaq.core.people.refusal import Refused
    from ortaq.core.territory import queries as places
    from ortaq.core.territory import services as territory

    bodies = places.bodies_by_code()
    if arguments.body not in bodies:
        known = ", ".join(sorted(bodies)) or "none yet"
        raise Stop(f"There is no body {arguments.body}. There are: {known}", exit_code=2)
    now = timezone.now()
    post = {code: words for code in ("kk", "ru", "en") if (words := getattr(arguments, f"post_{code}"))}
    try:
        with transaction.atomic():
            account = people.account_by_email(arguments.email) or services.open_account(
                name=arguments.name, language=arguments.language, email=arguments.email, actor=operator(), now=now
            )
            territory.appoint(
                person=account.person,
                body=bodies[arguments.body],
                role=arguments.role,
                since=timezone.localdate(),
                post=post,
                actor=operator(),
                now=now,
            )
    except Refused as refused:
        raise Stop(str(refused)) from refused
    print(f"{arguments.email} is now {arguments.role} in {arguments.body}.")
    print("She signs in by a code to this e-mail and is asked for a second step before the desk opens.")
    return 0
