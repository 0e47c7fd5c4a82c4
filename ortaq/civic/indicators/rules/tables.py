"""Values in a CSV: read line by line, every fault told with its line. Plain Python."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from ortaq.civic.indicators.rules import periods, values
from ortaq.core.people.refusal import N_, Answer, no

NEEDED: Final = ("territory", "period", "value", "unit", "source", "measured_on")
OPTIONAL: Final = ("split", "source_url", "licence", "state", "confirmed")
MOST_LINES: Final = 5_000
MOST_BYTES: Final = 2_000_000
MOST_FAULTS: Final = 50
LONGEST: Final = {"source": 300, "source_url": 400, "licence": 100, "confirmed": 400}


@dataclass(frozen=True, slots=True)
class Line:
    """One value as it was sent; `number` is the line of the file, the head is line 1."""

    number: int
    territory: str
    period: periods.Period
    split: str
    amount: int
    unit: str
    source: str
    source_url: str
    measured_on: date
    licence: str
    state: str
    confirmed: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a line."""

    number: int
    answer: Answer


@dataclass(slots=True)
class Sheet:
    """What was read: all lines, or all faults."""

    lines: list[Line] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def decoded(octets: bytes) -> str | Answer:
    """This will read a file as UTF-8 text."""
    if len(octets) > MOST_BYTES:
        return no("too_large", N_("The file is larger than 2 MB. Send it in parts."))
    try:
        return octets.decode("utf-8-sig")
    except UnicodeDecodeError:
        return no("not_utf8", N_("The file is not UTF-8 text. Save it as CSV UTF-8."))


def read(text: str) -> Sheet:
    """This will read a CSV with a head; commas, semicolons and tabs part its columns.

    Where commas do, its numbers are written as in English: see `values.read`.
    """
    sheet = Sheet()
    first = text.partition("\n")[0]
    parted = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text.strip("\ufeff\n\r ")), delimiter=parted, strict=True)
    try:
        rows = [row for row in reader if row or reader.line_num == 1]
    except csv.Error:
        return Sheet(
            faults=[Fault(reader.line_num, no("csv", N_("This line is no CSV: a quotation mark is not closed.")))]
        )
    head = [name.strip().lower() for name in rows[0]] if rows else []
    if missing := [name for name in NEEDED if name not in head]:
        answer = no("columns", N_("Columns are missing: %(missing)s."), missing=", ".join(missing))
        return Sheet(faults=[Fault(1, answer)])
    if len(rows) - 1 > MOST_LINES:
        return Sheet(faults=[Fault(1, no("too_many", N_("At most %(most)s lines come at once."), most=MOST_LINES))])
    for number, row in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        cells = dict(zip(head, (cell.strip() for cell in row), strict=False))
        found = _line(number, cells, language="en" if parted == "," else "")
        if isinstance(found, Answer):
            sheet.faults.append(Fault(number, found))
        else:
            sheet.lines.append(found)
    if not sheet.lines and not sheet.faults:
        sheet.faults.append(Fault(1, no("empty", N_("There is no line under the head."))))
    return sheet


def _line(number: int, cells: Mapping[str, str], *, language: str) -> Line | Answer:
    period = periods.read(cells.get("period", ""))
    if period is None:
        return no("period", periods.BAD)
    amount = values.read(cells.get("value", ""), language=language)
    split = values.read_split(cells.get("split", ""))
    if isinstance(amount, values.Bad):
        return amount.answer
    if isinstance(split, values.Bad):
        return split.answer
    day = _day(cells.get("measured_on", ""))
    if day is None:
        return no("day", N_("Write the day of measuring as 2026-12-31."))
    for name, most in LONGEST.items():
        if len(cells.get(name, "")) > most:
            return no("long", N_("“%(name)s” is longer than %(most)s signs."), name=name, most=most)
    url = cells.get("source_url", "")
    if url and not url.startswith(("https://", "http://")):
        return no("url", N_("The address of a source begins with https://"))
    return Line(
        number, cells.get("territory", ""), period, split, amount, cells.get("unit", ""), cells.get("source", ""), url,
        day, cells.get("licence", ""), cells.get("state", "") or ("documented" if url else "claimed"),
        cells.get("confirmed", ""),
    )  # fmt: skip


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
