"""`ortaq import appeals FILE`: GeoReport-bulk CSV or JSON, or any table with a mapping file."""

import argparse
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ortaq.doors.terminal.house import open_house, operator
from ortaq.doors.terminal.speech import Stop

if TYPE_CHECKING:
    from ortaq.civic.reception.services.importing import ImportReport

MOST_SHOWN = 50
ENOUGH_FOR_ONE = 8_000_000
"""Bytes of a file that one process has read before another has started."""


def add(kinds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = kinds.add_parser("appeals", help="appeals from GeoReport-bulk CSV or JSON, or with a mapping file")
    parser.add_argument("file", type=Path, nargs="+", help="a CSV, JSON or JSON-lines file")
    parser.add_argument("--mapping", default="georeport", help="a mapping file, or the name of one that comes along")
    parser.add_argument("--source", default="", help="name of the other system (default: the mapping's)")
    parser.add_argument("--errors", type=Path, help="write bad rows to this CSV file")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """This will add new records and answers given since, list bad rows with line and reason; 1 when rows were bad."""
    _require_files(arguments.file)
    open_house()
    from ortaq.civic.reception.queries import records
    from ortaq.civic.reception.rules.mapping import MappingError

    own = Path(arguments.mapping) if arguments.mapping.endswith(".json") else None
    if own is None and arguments.mapping not in records.shipped():
        raise Stop(f"There is no mapping {arguments.mapping}. There are: {', '.join(records.shipped())}", exit_code=2)
    try:
        mapping = records.mapping_from(own, arguments.mapping)
        return max([_import_file(path, mapping, arguments) for path in arguments.file])
    except MappingError as error:
        raise Stop(str(error)) from error


def _require_files(paths: list[Path]) -> None:
    for path in paths:
        if not path.is_file():
            raise Stop(f"There is no file {path}.", exit_code=2)


def _import_file(path: Path, mapping: Any, arguments: argparse.Namespace) -> int:
    import time

    from django.utils import timezone

    from ortaq.civic.reception.queries import records
    from ortaq.civic.reception.services import importing
    from ortaq.core.people.refusal import Refused

    began = time.monotonic()
    try:
        report = importing.import_appeals(
            rows=records.rows(path, mapping),
            source=arguments.source or mapping.source,
            actor=operator(),
            now=timezone.now(),
            progress=lambda read: print(f"{path.name} … {read} rows", flush=True),
            processes=processes_for(path.stat().st_size),
        )
    except Refused as refused:
        raise Stop(str(refused)) from refused
    seconds = max(time.monotonic() - began, 0.001)
    print(
        f"{path.name}: {report.read} rows, {told_known(report)}, {len(report.bad)} bad; "
        f"{report.read / seconds:.0f} rows a second"
    )
    for line in told_bad(report.bad, path.name, arguments.errors):
        print(line)
    if report.bad and len(report.bad) == report.read:
        print(
            f"No row of {path.name} could be read with the mapping {mapping.source}. Name one that fits by --mapping: "
            f"a file, or one of {', '.join(records.shipped())}."
        )
    return 1 if report.bad else 0


def processes_for(size: int) -> int:
    """This will give how many processes read so many bytes: a small file is read before a second one has started."""
    return min(os.cpu_count() or 1, 1 + size // ENOUGH_FOR_ONE)


def told_known(report: "ImportReport") -> str:
    """This will say how many records are new, and how many of the known ones were answered since."""
    since = f" ({report.answered} answered since)" if report.answered else ""
    return f"{report.added} added, {report.known} known before{since}"


def told_bad(bad: list[tuple[int, str]], name: str, errors: Path | None, unit: str = "line") -> Iterator[str]:
    """This will keep the bad rows in the file if one is named, else give the first of them as lines."""
    if errors is not None and bad:
        import csv

        with errors.open("a", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows((name, line, reason) for line, reason in bad)
        yield f"  The bad rows are in {errors}."
        return
    yield from (f"  {unit} {line}: {reason}" if line else f"  {reason}" for line, reason in bad[:MOST_SHOWN])
    if len(bad) > MOST_SHOWN:
        yield f"  … and {len(bad) - MOST_SHOWN} more; --errors FILE keeps them all."
