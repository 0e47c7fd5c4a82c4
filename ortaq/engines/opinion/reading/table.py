"""A table from a file: CSV by commas or semicolons, UTF-8 with or without a mark, any line ends; or a JSON list."""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from io import StringIO
from typing import Any

from ortaq.engines.opinion.votes import VotesError


@dataclass(frozen=True)
class Row:
    """line: where it begins, 0 in JSON. place: the same for people."""

    line: int
    place: str
    cells: Sequence[str]


@dataclass(frozen=True)
class Table:
    """titles: of the columns, as written. rows: in order. blank: empty lines passed over. json: where it came from."""

    name: str
    titles: tuple[str, ...]
    rows: Sequence[Row]
    blank: int
    json: bool

    @cached_property
    def head(self) -> tuple[str, ...]:
        """The titles in lower case, with "-" for "_"."""
        return tuple(title.lower().replace("_", "-") for title in self.titles)

    def column(self, *names: str) -> int:
        """This will find the first of these columns. Raises VotesError."""
        at = self.maybe(*names)
        if at is None:
            wanted = " or ".join(repr(name) for name in names)
            raise VotesError(f"{self.name}: line 1: no column {wanted}; there are: {', '.join(self.head)}.")
        return at

    def maybe(self, *names: str) -> int | None:
        """This will find the first of these columns, or nothing."""
        return next((self.head.index(name) for name in names if name in self.head), None)

    def wrong(self, row: Row, what: str) -> VotesError:
        return VotesError(f"{self.name}: {row.place}: {what}.")


def read(data: bytes, name: str) -> Table:
    """This will read a file's bytes. Raises VotesError."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise VotesError(f"{name}: line {line}: not UTF-8.") from error
    if not text.strip():
        raise VotesError(f"{name} is empty.")
    return _json(text, name) if text.lstrip().startswith(("[", "{")) else _csv(text, name)


def _csv(text: str, name: str) -> Table:
    first = text.lstrip("\r\n").splitlines()[0]
    separator = ";" if first.count(";") > first.count(",") else ","
    found, blank, head = [], 0, None
    for line, cells in _records(text, separator, name):
        if not cells:
            blank += 1
        elif head is None:
            head = _head(cells, name, line)
        elif len(cells) != len(head):
            raise VotesError(f"{name}: line {line}: {len(cells)} cells, the head has {len(head)}.")
        else:
            found.append(Row(line, f"line {line}", cells))
    return Table(name, head or (), found, blank, json=False)


def _records(text: str, separator: str, name: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise VotesError(f"{name}: line {line}: broken CSV ({error}).") from error


def _head(cells: Sequence[str], name: str, line: int) -> tuple[str, ...]:
    head = tuple(cell.strip() for cell in cells)
    twice = sorted({one for one in head if head.count(one) > 1}) if len(set(head)) < len(head) else []
    if twice:
        raise VotesError(f"{name}: line {line}: column {twice[0]!r} stands twice.")
    return head


def _json(text: str, name: str) -> Table:
    try:
        given = json.loads(text)
    except json.JSONDecodeError as error:
        raise VotesError(f"{name}: line {error.lineno}: broken JSON ({error.msg}).") from error
    if not isinstance(given, list) or not all(isinstance(one, Mapping) for one in given):
        raise VotesError(f"{name}: a JSON list of objects is expected.")
    if not given:
        raise VotesError(f"{name} is empty.")
    head = tuple(given[0])
    rows = []
    for number, one in enumerate(given, start=1):
        place = f"entry {number}"
        missing = [key for key in head if key not in one]
        if missing:
            raise VotesError(f"{name}: {place}: no {missing[0]!r}.")
        rows.append(Row(0, place, [_word(one[key]) for key in head]))
    return Table(name, head, rows, 0, json=True)


def _word(value: Any) -> str:
    """This will write a JSON value as CSV would: whole numbers without a point, flags as 1 and 0, null as nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
