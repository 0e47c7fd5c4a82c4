"""`ortaq import boundaries FILE`: a dated set of outlines from GeoJSON."""

import argparse
import json
from datetime import date
from pathlib import Path
from typing import Any

from ortaq.doors.terminal.house import open_house, operator
from ortaq.doors.terminal.speech import Progress, Stop


def add(kinds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = kinds.add_parser("boundaries", help="a dated set of outlines from GeoJSON")
    parser.add_argument("file", type=Path, help="a GeoJSON FeatureCollection (lon, lat; WGS 84)")
    parser.add_argument("--code", required=True, help='name of this version: "almaty-2024"')
    parser.add_argument("--valid-from", type=date.fromisoformat, required=True, help="YYYY-MM-DD")
    parser.add_argument("--source", required=True, help="where the outlines come from")
    parser.add_argument("--licence", default="", help="under which terms they may be used")
    parser.add_argument("--schematic", action="store_true", help="drawn by hand: shown as such on maps")
    parser.add_argument("--mapping", type=Path, help="a JSON file saying which property is what")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """This will take the outlines as a new dated version and list what was repaired or left out; 1 when some were."""
    geojson = read_json(arguments.file)
    mapping = read_json(arguments.mapping) if arguments.mapping else None
    open_house()
    from django.utils import timezone

    from ortaq.core.people.refusal import Refused
    from ortaq.core.territory import services

    show = Progress()
    try:
        report = services.import_boundaries(
            geojson=geojson,
            code=arguments.code,
            valid_from=arguments.valid_from,
            source=arguments.source,
            licence=arguments.licence,
            schematic=arguments.schematic,
            mapping=mapping,
            progress=lambda done, of: show(done, of, "Reading outlines"),
            actor=operator(),
            now=timezone.now(),
        )
    except Refused as refused:
        raise Stop(str(refused)) from refused
    if report.unchanged:
        print(f"{report.code} is in force already with these outlines; nothing has changed.")
        return 0
    print(
        f"{report.code}: {report.drawn} outlines, {len(report.created)} new territories, "
        f"{len(report.repaired)} repaired, {len(report.bad)} bad"
    )
    for label, reason in [*report.repaired, *report.bad]:
        print(f"  {label}: {reason}")
    return 1 if report.bad else 0


def read_json(path: Path) -> Any:
    """This will read a JSON file, or stop with a sentence."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Stop(f"{path} cannot be read: {error.strerror}.", exit_code=2) from error
    except ValueError as error:
        raise Stop(f"{path} is not JSON: {error}.", exit_code=2) from error
