"""`ortaq migrate`: brings the database up to the program."""

import argparse

from ortaq.doors.terminal.house import open_house


def add(parsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = parsers.add_parser("migrate", help="bring the database up to date")
    parser.set_defaults(run=run)


def run(_arguments: argparse.Namespace) -> int:
    open_house()
    from django.core.management import call_command
    from django.db import OperationalError

    from ortaq.doors.terminal.speech import Stop

    try:
        call_command("migrate", interactive=False, verbosity=1)
        call_command("createcachetable", verbosity=0)
    except OperationalError as error:
        raise Stop(f"The database does not answer: {error}".strip()) from error
    return 0
