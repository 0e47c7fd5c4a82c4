"""`ortaq routing publish FILE`: puts a table of who answers for what in force."""

import argparse
from pathlib import Path

from ortaq.doors.terminal.house import open_house, operator
from ortaq.doors.terminal.speech import Stop
from ortaq.doors.terminal.verbs.import_boundaries import read_json


def add(parsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = parsers.add_parser("routing", help="publish the table of who answers for what")
    steps = parser.add_subparsers(metavar="STEP", required=True)
    publish = steps.add_parser("publish", help="put a table in force")
    publish.add_argument(
        "file", type=Path, help='JSON: {"version": "2027.1", "rows": [{"row", "topic", "territory", …}]}'
    )
    publish.set_defaults(run=run_publish)


def run_publish(arguments: argparse.Namespace) -> int:
    """This will check the table (every row readable, a catch-all at the end) and put it in force."""
    content = read_json(arguments.file)
    if not isinstance(content, dict) or not isinstance(content.get("rows"), list) or not content.get("version"):
        raise Stop(f'{arguments.file} holds no table: {{"version": "2027.1", "rows": […]}}.', exit_code=2)
    open_house()
    from django.utils import timezone

    from ortaq.civic.reception.services import tables
    from ortaq.core.people.refusal import Refused

    try:
        table = tables.publish_table(
            version=str(content["version"]), rows=content["rows"], actor=operator(), now=timezone.now()
        )
    except Refused as refused:
        raise Stop(str(refused)) from refused
    except KeyError as missing:
        raise Stop(f"A row of {arguments.file} has no {missing}.", exit_code=2) from missing
    print(f"In force: table {table.version}, {len(content['rows'])} rows")
    return 0
