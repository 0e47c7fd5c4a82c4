"""The table of functional zones as a CSV, read row by row: a sentence for each that does not fit. Plain Python."""

import csv
import io
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ortaq.civic.plans.rules import zones
from ortaq.core.people.refusal import N_, Answer, Refused, no
from ortaq.engines.language import LANGUAGES

COLUMNS: Final = (
    "code", *(f"name_{code}" for code in LANGUAGES), *(f"meaning_{code}" for code in LANGUAGES), "hilucs", "theme",
    "colour", "pattern",
)  # fmt: skip
NEEDED: Final = ("code", "name_kk", "name_ru", "hilucs", "theme", "colour")
MOST_BYTES: Final = 2**20
MOST_ROWS: Final = 500
ENCODINGS: Final = ("utf-8-sig", "kz1048")
DELIMITERS: Final = ";\t,"
"""A spreadsheet in Kazakh or Russian parts columns with semicolons."""
_HILUCS: Final = re.compile(r"([1-6](?:[._][1-9])?)(?:[._ ].*)?")
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a line of the file; line 1 is its heading."""

    line: int
    said: Answer


def read_table(content: bytes) -> tuple[list[Row], list[Fault]]:
    """This will read the rows of a table and say what is wrong with which; raises Refused for a file that is none."""
    if len(content) > MOST_BYTES:
        raise Refused("too_big", N_("A table of zones has at most 1 MB."))
    lines = _lines(_text(content))
    rows, faults = [], []
    for line, values in lines:
        row = _row(values)
        answer = zones.check_class(row)
        if answer:
            rows.append(row)
        else:
            faults.append(Fault(line, answer))
    return rows, faults + _twice([(line, values.get("code", "")) for line, values in lines])


def _text(content: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("letters", N_("The file has letters that cannot be read. Save it as CSV in UTF-8."))


def _lines(text: str) -> list[tuple[int, Mapping[str, str]]]:
    """The lines under the heading that say anything, with their numbers."""
    head = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=head.count)
    try:
        read = list(csv.reader(io.StringIO(text), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise Refused("broken", N_("This file is no CSV, or it is cut off.")) from error
    names = [name.strip().lower() for name in read[0]] if read else []
    if missing := [name for name in NEEDED if name not in names]:
        raise Refused("columns", N_("The first line lacks these columns: %(names)s."), names=", ".join(missing))
    found: list[tuple[int, Mapping[str, str]]] = [
        (line, {name: value.strip().removeprefix("'") for name, value in zip(names, values, strict=False)})
        for line, values in enumerate(read[1:], 2)
        if any(value.strip() for value in values)
    ]
    if not found:
        raise Refused("empty", N_("The table has no rows."))
    if len(found) > MOST_ROWS:
        raise Refused("too_many", N_("A table of zones has at most %(most)s rows."), most=MOST_ROWS)
    return found


def _row(values: Mapping[str, str]) -> Row:
    hilucs = _HILUCS.fullmatch(values.get("hilucs", ""))
    return {
        "code": values.get("code", ""),
        "name": _localized(values, "name"),
        "meaning": _localized(values, "meaning"),
        "hilucs": hilucs[1].replace(".", "_") if hilucs else values.get("hilucs", ""),
        "theme": values.get("theme", "").lower(),
        "colour": values.get("colour", "").lower(),
        "pattern": values.get("pattern", "").lower() or "plain",
    }


def _localized(values: Mapping[str, str], name: str) -> dict[str, str]:
    return {code: values[f"{name}_{code}"] for code in LANGUAGES if values.get(f"{name}_{code}")}


def _twice(codes: Sequence[tuple[int, str]]) -> list[Fault]:
    seen = Counter(code for _line, code in codes if code)
    first: set[str] = set()
    found = []
    for line, code in codes:
        if seen[code] > 1 and code in first:
            found.append(Fault(line, no("class_twice", N_("The code %(code)s is in the table twice."), code=code[:40])))
        first.add(code)
    return found


def written(row: Row) -> list[str]:
    """This will give the cells of a row, in the order of COLUMNS."""
    said = {f"{name}_{code}": row[name].get(code, "") for name in ("name", "meaning") for code in LANGUAGES}
    plain = {name: row[name] for name in ("code", "hilucs", "theme", "colour", "pattern")}
    return [str((said | plain)[name]) for name in COLUMNS]
