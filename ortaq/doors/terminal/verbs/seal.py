"""`ortaq seal`: writes the day's seal over the journal's chains."""

import argparse
from datetime import date

from ortaq.doors.terminal.house import open_house, operator


def add(parsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = parsers.add_parser("seal", help="seal a day of the journal (default: yesterday)")
    parser.add_argument("--day", type=date.fromisoformat, default=None, help="YYYY-MM-DD")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    open_house()
    from datetime import timedelta

    from django.utils import timezone

    from ortaq.core.journal import services

    day = arguments.day or timezone.localdate() - timedelta(days=1)
    seal = services.seal_day(day=day, actor=operator(), now=timezone.now())
    print(f"Sealed {day}: {seal.heads} chains, {seal.digest}")
    return 0
