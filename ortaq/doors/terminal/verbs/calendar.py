"""`ortaq calendar`: the days off and the working weekends; a machine proposes, the city approves."""

import argparse
import json
from pathlib import Path

from ortaq.doors.terminal.house import open_house, operator
from ortaq.doors.terminal.speech import Stop
from ortaq.doors.terminal.verbs.import_boundaries import read_json


def add(parsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = parsers.add_parser("calendar", help="propose or approve a calendar of working days")
    steps = parser.add_subparsers(metavar="STEP", required=True)
    propose = steps.add_parser("propose", help="write a proposal for these years to a file, to be read and mended")
    propose.add_argument("years", type=int, nargs="+", metavar="YEAR")
    propose.add_argument("--to", type=Path, help="the file (default: standard output)")
    propose.set_defaults(run=run_propose)
    approve = steps.add_parser("approve", help="put a calendar file in force")
    approve.add_argument("file", type=Path)
    approve.add_argument("--version", required=True, help='its name: "kz-2027.1"; the same name never holds other days')
    approve.add_argument("--source", required=True, help="the act that approved it")
    approve.set_defaults(run=run_approve)


def run_propose(arguments: argparse.Namespace) -> int:
    """This will propose years from public holidays; religious days are estimates, so somebody has to read it."""
    from ortaq.core.deadlines.rules import propose_year

    if not all(1991 < year < 2100 for year in arguments.years):  # noqa: PLR2004, the calendar of the republic
        raise Stop("A year is written with four digits: 2027.", exit_code=2)
    text = json.dumps({"years": {str(year): propose_year(year) for year in arguments.years}}, indent=1)
    if arguments.to is None:
        print(text)
        return 0
    arguments.to.write_text(text + "\n", encoding="utf-8")
    print(f"Proposed in {arguments.to}. Read it, mend it, then:")
    print(f"  ortaq calendar approve {arguments.to} --version … --source …")
    return 0


def run_approve(arguments: argparse.Namespace) -> int:
    """This will put the calendar in force; clocks that run keep the one they were started with."""
    content = read_json(arguments.file)
    years = content.get("years") if isinstance(content, dict) else None
    if not isinstance(years, dict):
        raise Stop(
            f'{arguments.file} holds no calendar: {{"years": {{"2027": {{"off": […], "work": […]}}}}}}.', exit_code=2
        )
    open_house()
    from django.utils import timezone

    from ortaq.core.deadlines import services
    from ortaq.core.people.refusal import Refused

    try:
        calendar = services.approve_calendar(
            version=arguments.version,
            years=years,
            source=arguments.source,
            approved_on=timezone.localdate(),
            actor=operator(),
            now=timezone.now(),
        )
    except Refused as refused:
        raise Stop(str(refused)) from refused
    print(f"In force: {calendar.version}, years {', '.join(sorted(years))}")
    return 0
