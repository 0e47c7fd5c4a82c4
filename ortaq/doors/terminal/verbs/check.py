"""`ortaq check`: looks at the settings before a city is opened to the public."""

import argparse

from ortaq.doors.terminal.house import open_house
from ortaq.doors.terminal.speech import Stop


def add(parsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = parsers.add_parser("check", help="check settings and database for a public installation")
    parser.set_defaults(run=run)


def run(_arguments: argparse.Namespace) -> int:
    """This will run Django's deployment checks; anything found means exit code 1."""
    open_house()
    from django.core.checks import run_checks
    from django.db import DEFAULT_DB_ALIAS

    checked = run_checks(include_deployment_checks=True, databases=[DEFAULT_DB_ALIAS])
    found = [message for message in checked if not message.is_silenced()]
    if found:
        raise Stop("\n".join(f"{message.id}: {message.msg}" for message in found))
    print("Settings and database are in order.")
    return 0
