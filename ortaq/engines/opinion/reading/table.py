"""A table from a file: CSV by commas or semicolons, UTF-8 with or without a mark, any line ends; or a JSON list."""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from typing import Any

from ortaq.engines.opinion.votes import VotesError


class Table:
    """A table that is gone through once: `for line, cells in table`; in JSON a line is the number of the entry.

    titles: of the columns, as written; head: in lower case with "-" for "_". blank: empty lines passed over so far.
    """

    def __init__(self, name: str, titles: Sequence[str], rows: Iterator[tuple[int, list[str]]], *, json: bool) -> None:
        self.name, self.titles, self.json = name, tuple(titles), json
        self.head = tuple(title.lower().replace("_", "-") for title in titles)
        self.blank = 0
        self._rows = rows

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        for line, cells in self._rows:
            if not cells:
                self.blank += 1
            elif len(cells) != len(self.head):
                raise self.wrong(line, f"{len(cells)} cells, the head has {len(self.head)}")
            else:
                yield line, cells

    def column(self, *names: str) -> int:
        """This will find the first of these columns. Raises VotesError."""
        at = self.maybe(*names)
        if at is None:
            wanted = " or ".join(repr(name) for name in names)
            raise self.wrong(1, f"no column {wanted}; there are: {', '.join(self.head)}")
        return at

    def maybe(self, *names: str) -> int | None:
        """This will find the first of these columns, or nothing."""
        return next((self.head.index(name) for name in names if name in self.head), None)

    def wrong(self, line: int, what: str) -> VotesError:
        return VotesError(f"{self.name}: {'entry' if self.json else 'line'} {line}: {what}.")


def read(data: bytes, name: str) -> Table:
    """This will read a file's bytes. Raises VotesError, and so does going through the table."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise VotesError(f"{name}: line {line}: not UTF-8.") from error
    if not text.strip():
        raise VotesError(f"{name} is empty.")
    return _json(text, name) if text.lstrip().startswith(("[", "{")) else _csv(text, name)


def _csv(text: str, name: str) -> Table:
    first = text.lstrip("\r\n").split("\n", 1)[0]
    separator = ";" if first.count(";") > first.count(",") else ","
    rows = _records(text, separator, name)
    for above, (line, cells) in enumerate(rows):
        if cells:
            table = Table(name, _head(cells, name, line), rows, json=False)
            table.blank = above
            return table
    raise VotesError(f"{name} is empty.")


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
    return Table(name, head, _entries(given, head, name), json=True)


def _entries(given: list[Mapping[str, Any]], head: tuple[str, ...], name: str) -> Iterator[tuple[int, list[str]]]:
    for number, one in enumerate(given, start=1):
        missing = [key for key in head if key not in one]
        if missing:
            raise VotesError(f"{name}: entry {number}: no {missing[0]!r}.")
        yield number, [_word(one[key]) for key in head]


def _word(value: Any) -> str:
    """This will write a JSON value as CSV would: whole numbers without a point, flags as 1 and 0, null as nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
