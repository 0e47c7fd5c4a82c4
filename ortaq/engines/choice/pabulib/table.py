"""The raw layer of a `.pb` file: three sections of lines, kept sign by sign, with views of their rows."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from ortaq.engines.choice.election import ElectionError

NAMES = ("META", "PROJECTS", "VOTES")
_END = "\0end"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a section: the fields without the space around them, and the line it begins on."""

    line: int
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One section: `lines` as they stand, the title first; `line` is the number of the title, from 1."""

    name: str
    line: int
    lines: tuple[str, ...]

    def header(self) -> Row:
        """This will give the names of the columns, in lower case."""
        for number, text in enumerate(self.lines[1:], start=self.line + 1):
            if not blank(text):
                rows, unclosed = split([text], number)
                if unclosed is not None:
                    raise ElectionError("broken_quotes", "A quotation mark opens here and never closes.", line=number)
                return Row(number, tuple(field.lower() for field in rows[0].fields))
        raise ElectionError("broken_section", f"Section {self.name} has no header.", line=self.line)

    def column(self, name: str) -> int:
        """This will give the place of a column the section cannot do without."""
        header = self.header()
        if name not in header.fields:
            sentence = f"Section {self.name} has no column {name}."
            raise ElectionError("missing_column", sentence, line=header.line)
        return header.fields.index(name)

    def body(self) -> tuple[int, tuple[str, ...]]:
        """This will give the lines below the header and the number of the first of them."""
        first = self.header().line + 1
        return first, self.lines[first - self.line :]

    def rows(self) -> list[Row]:
        """This will give the rows below the header, without blank ones."""
        first, lines = self.body()
        rows, start = split(lines, first)
        if start is not None:
            raise ElectionError("broken_quotes", "A quotation mark opens here and never closes.", line=start)
        return rows


@dataclass(frozen=True, slots=True)
class Table:
    """A whole file: what stands before the first section (nothing but blank lines) and the sections in their order."""

    before: tuple[str, ...]
    sections: tuple[Section, ...]

    def section(self, name: str) -> Section:
        """This will give the section META, PROJECTS or VOTES."""
        return next(section for section in self.sections if section.name == name)

    def text(self) -> str:
        """This will give the file sign by sign as it was read."""
        return "\n".join(chain(self.before, *(section.lines for section in self.sections)))


def parse(text: str) -> Table:
    """This will part a file into its sections, whose titles may be in any case and in any order.

    Raises `ElectionError`: not_text, missing_section, repeated_section, broken_section, broken_quotes.
    """
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise ElectionError("not_text", "The file holds a sign that no text has (NUL).", line=line)
    lines = text.split("\n")
    titles = _titles(lines)
    stops = [*(start for start, _ in titles[1:]), len(lines)]
    first = titles[0][0] if titles else len(lines)
    for number, preface in enumerate(lines[:first], start=1):
        if not blank(preface):
            raise ElectionError("broken_section", "The file must begin with the line META.", line=number)
    sections = tuple(
        Section(name, start + 1, tuple(lines[start:stop])) for (start, name), stop in zip(titles, stops, strict=False)
    )
    _check(sections)
    return Table(tuple(lines[:first]), sections)


def _titles(lines: list[str]) -> list[tuple[int, str]]:
    """This will find the title lines: (index, name). One within quotation marks is a part of a field."""
    candidates = [
        (number, name)
        for number, line in enumerate(lines)
        if line[:1] in 'MmPpVv" \t\ufeff' and line[1:2] in 'EeRrOoMmPpVv "' and (name := _title(line)) in NAMES
    ]
    titles: list[tuple[int, str]] = []
    for number, name in candidates:
        if not titles or split(lines[titles[-1][0] : number], 1)[1] is None:
            titles.append((number, name))
    return titles


def _title(line: str) -> str:
    """This will give what the line says if it has one field only."""
    return line.strip("\ufeff; \t\r").strip('"').strip().upper()


def _check(sections: Sequence[Section]) -> None:
    """This will refuse sections that are missing or stand twice, and a quotation mark that swallowed one."""
    seen = {section.name: section for section in reversed(sections)}
    for section in sections:
        if seen[section.name] is not section:
            raise ElectionError("repeated_section", f"Section {section.name} stands here again.", line=section.line)
    for name in NAMES:
        if name not in seen:
            for section in sections:
                section.rows()
            raise ElectionError("missing_section", f"There is no section {name}.")


def split(lines: Sequence[str], first: int) -> tuple[list[Row], int | None]:
    """This will give the rows of lines numbered from `first`, and where a quotation mark opens that never closes.

    A carriage return within a line is read as a space.
    """
    if any("\r" in line for line in lines):
        lines = [line.rstrip("\r").replace("\r", " ") for line in lines]
    if not any('"' in line for line in lines):
        numbered = enumerate(lines, start=first)
        return [Row(number, _fields(line.split(";"))) for number, line in numbered if not blank(line)], None
    reader = csv.reader((f"{line}\n" for line in (*lines, _END)), delimiter=";")
    rows: list[Row] = []
    start = first
    try:
        for fields in reader:
            if any(_END in field for field in fields):
                return rows, None if fields == [_END] else start
            if any(field.strip() for field in fields):
                rows.append(Row(start, _fields(fields)))
            start = first + reader.line_num
    except csv.Error as error:
        raise ElectionError("broken_quotes", f"The row cannot be read: {error}.", line=start) from error
    return rows, start


def blank(line: str) -> bool:
    """This will tell a line without a word: empty, or separators only."""
    return not line.strip("; \t\r\ufeff")


def _fields(fields: Iterable[str]) -> tuple[str, ...]:
    """This will give the fields without the space around them."""
    return tuple(field.strip() for field in fields)
