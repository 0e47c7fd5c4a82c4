"""Reading foreign records from a file, one at a time: CSV, JSON (the first list in it) and JSON lines."""

import csv
import json
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, TextIO

from ortaq.civic.reception.models import Appeal
from ortaq.civic.reception.rules.mapping import BadRow, ImportRow, Mapping, MappingError

CHUNK = 1 << 20
LONGEST_FIELD = 1 << 24
SEPARATORS = ",;\t"
"""Of CSV: the one the first line has most of; spreadsheets here write semicolons."""
MAPPINGS = Path(__file__).resolve().parents[1] / "mappings"
GEOREPORT = "georeport"


def mapping_from(path: Path | None = None, name: str = GEOREPORT) -> Mapping:
    """This will read a mapping, one's own file or one that comes with the program; raises MappingError."""
    chosen = path or MAPPINGS / f"{Path(name).stem}.json"
    try:
        data = json.loads(chosen.read_text(encoding="utf-8"))
    except OSError as error:
        raise MappingError(f"The mapping cannot be opened: {error}.") from error
    except ValueError as error:
        raise MappingError(f"The mapping is not JSON: {error}.") from error
    return Mapping.read(data)


def shipped() -> list[str]:
    """This will name the mappings that come with the program."""
    return sorted(path.stem for path in MAPPINGS.glob("*.json"))


def rows(path: Path, mapping: Mapping) -> Iterator[ImportRow | BadRow]:
    """This will give each record of a file as a row, or as a bad row with its line and reason; never stops at a bad
    one.

    Constant memory. CSV: `line` is where the record ends. JSON: the record's number. Raises MappingError for a file
    that is no list of records at all.
    """
    kind = mapping.format or path.suffix.lstrip(".").lower()
    read = {"csv": _csv, "json": _json, "jsonl": _json_lines, "ndjson": _json_lines}.get(kind)
    if read is None:
        raise MappingError(f"Files of the kind {kind or 'without an ending'} cannot be read: csv, json, jsonl.")
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        for line, record in read(file, mapping):
            if isinstance(record, BadRow):
                yield record
            elif mapping.takes(record):
                yield _row(mapping, record, line)


def read_all(records: Iterable[dict[str, Any]], mapping: Mapping, *, after: int = 0) -> Iterator[ImportRow | BadRow]:
    """This will give records that are at hand as rows; their lines are counted on from `after`."""
    for line, record in enumerate(records, after + 1):
        yield _row(mapping, record, line)


def without_photo(source: str, ids: Iterable[str]) -> list[str]:
    """This will give those of another system's records that are appeals here and show no photo yet. One statement."""
    known = Appeal.objects.filter(source=source, source_id__in=list(ids))
    rows = known.filter(matter__files=None).order_by("pk").values_list("source_id", flat=True)
    return [source_id for source_id in rows if source_id]


def _row(mapping: Mapping, record: dict[str, Any], line: int) -> ImportRow | BadRow:
    try:
        return mapping.row(record, line)
    except BadRow as bad:
        return bad


Record = tuple[int, "dict[str, Any] | BadRow"]


def _csv(file: TextIO, mapping: Mapping) -> Iterator[Record]:
    csv.field_size_limit(LONGEST_FIELD)
    head = file.readline()
    reader = csv.reader(chain([head], file), delimiter=max(SEPARATORS, key=head.count))
    names = next(reader, None) if mapping.header else None
    while True:
        try:
            values = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield reader.line_num, BadRow(reader.line_num, f"The line is not CSV: {error}.")
            continue
        if not values:
            continue
        if names is not None and len(values) != len(names):
            reason = f"The line has {len(values)} fields, the header names {len(names)}."
            yield reader.line_num, BadRow(reader.line_num, reason)
            continue
        columns = names if names is not None else [str(index) for index in range(len(values))]
        yield reader.line_num, dict(zip(columns, values, strict=True))


def _json_lines(file: TextIO, mapping: Mapping) -> Iterator[Record]:  # noqa: ARG001, the shape of the readers
    for line, text in enumerate(file, 1):
        if text.strip():
            yield line, _object(text, line)


def _object(text: str, line: int) -> "dict[str, Any] | BadRow":
    try:
        return _unwrapped(json.loads(text), line)
    except ValueError as error:
        return BadRow(line, f"The line is not JSON: {error}.")


def _unwrapped(value: Any, line: int) -> "dict[str, Any] | BadRow":
    """A record; GeoReport's JSON made from XML wraps each into {"request": {…}}."""
    if not isinstance(value, dict):
        return BadRow(line, "The record is not an object with fields.")
    inner = value.get("request")
    return inner if len(value) == 1 and isinstance(inner, dict) else value


def _json(file: TextIO, mapping: Mapping) -> Iterator[Record]:  # noqa: ARG001, the shape of the readers
    """The objects of the first list in a JSON text, read piece by piece."""
    decoder = json.JSONDecoder()
    text = file.read(CHUNK)
    start = text.find("[")
    if start < 0:
        raise MappingError("The file holds no list of records.")
    text, line, ended = text[start + 1 :], 0, False
    while True:
        text = text.lstrip(" \t\r\n,")
        if text.startswith("]"):
            return
        try:
            value, end = decoder.raw_decode(text)
        except ValueError:
            more = file.read(max(CHUNK, len(text)))
            if not more and ended:
                yield line + 1, BadRow(line + 1, "The file breaks off or is not JSON from here on.")
                return
            text, ended = text + more, not more
            continue
        line += 1
        yield line, _unwrapped(value, line)
        text = text[end:]
        if len(text) < CHUNK // 2:
            text += file.read(CHUNK)
