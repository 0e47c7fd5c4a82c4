"""Reading a Decidim open data export: a zip or a folder of CSV files named <host>-open-data-<what>.csv.

Columns are paths ("title/ca", "component/id"), the separator is a semicolon or a comma, moments are as Ruby writes
them. Columns with people in them are never read; others nobody knows are named.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, Final
from urllib.parse import unquote, urlsplit

LARGEST: Final = 2 << 30
"""Octets of a file once it is unpacked."""
LONGEST_FIELD: Final = 1 << 24
_NAME: Final = re.compile(r"(?:(?P<host>.+)-open-data-|.*-)?(?P<what>[a-z_]+)\.csv$")
_ZONE: Final = re.compile(r" ([+-]\d\d):?(\d\d)$")
PEOPLE: Final = re.compile(
    r"(author|authors|user_group|creator|organizer)(/|_|$)|.*(user_endorsements|user_likes|authors_|email|nickname)"
)
"""Columns that name people: they stay where they are."""
TEXTS: Final = frozenset({"title", "subtitle", "short_description", "description", "body", "answer"})
KNOWN: Final[dict[str, frozenset[str]]] = {
    "participatory_processes": frozenset({
        "id", "url", "slug", "title", "subtitle", "short_description", "start_date", "end_date",
    }),
    "proposals": frozenset({
        "id", "url", "title", "body", "state", "answer", "answered_at", "published_at", "created_at", "address",
        "latitude", "longitude", "coordinates", "category", "taxonomies", "supports", "votes", "participatory_space",
        "withdrawn", "is_amend",
    }),
    "proposal_comments": frozenset({
        "id", "created_at", "body", "locale", "commentable_id", "commentable_type",
    }),
    "results": frozenset({
        "id", "url", "title", "description", "start_date", "end_date", "status", "progress", "created_at",
        "proposal_urls", "address", "latitude", "longitude",
    }),
}  # fmt: skip
"""Files that are taken, and the columns of each that are read: a name, or what stands before the first slash."""


class NoExport(Exception):  # noqa: N818, it is shown as a sentence
    """The file or folder is no such export; the message says why."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a file: its number, and its cells by column."""

    line: int
    cells: Mapping[str, str]

    def text(self, *names: str) -> str:
        """This will give the first of these columns that is filled, "" for none."""
        return next((said for name in names if (said := self.cells.get(name, "").strip())), "")

    def moment(self, *names: str) -> datetime | None:
        """This will read the first of these columns that is a moment, as Ruby or ISO 8601 writes it; else None."""
        return next((found for name in names if (found := moment_of(self.text(name)))), None)

    def day(self, name: str) -> date | None:
        """This will read a day."""
        found = self.moment(name)
        return found.date() if found else None

    def number(self, *names: str) -> float | None:
        """This will read the first of these columns that is a number."""
        for name in names:
            try:
                return float(self.text(name))
            except ValueError:
                continue
        return None

    def languages(self, name: str) -> dict[str, str]:
        """This will give the words of a column by language, written by people before translated by machines.

        A column without a language is under "".
        """
        found = {"": self.text(name)} | {
            column[len(name) + 1 :]: self.text(column) for column in self.cells if column.startswith(f"{name}/")
        }
        translated = f"{name}/machine_translations/"
        machine = {column[len(translated) :]: self.text(column) for column in self.cells if translated in column}
        written = {code: said for code, said in found.items() if said and "/" not in code}
        return written or {code: said for code, said in machine.items() if said}


@dataclass(slots=True)
class Export:
    """An export: where its files are by what they hold, and what of it is left behind."""

    path: Path
    host: str
    files: dict[str, str]
    others: list[str]
    """Files nobody takes."""
    unknown: dict[str, list[str]] = field(default_factory=dict)
    """Columns nobody reads, by file."""
    personal: dict[str, list[str]] = field(default_factory=dict)
    """Columns with people, by file."""

    def rows(self, what: str) -> Iterator[Row]:
        """This will give the lines of a file, nothing where there is none; its columns are noted as they are met."""
        if what not in self.files:
            return
        csv.field_size_limit(LONGEST_FIELD)
        with self._opened(self.files[what]) as file:
            head = file.readline()
            columns = next(csv.reader([head], delimiter=_separator(head)), [])
            self._note(what, columns)
            kept = [index for index, name in enumerate(columns) if not PEOPLE.match(name)]
            reader = csv.reader(file, delimiter=_separator(head))
            for values in reader:
                if values:
                    cells = {columns[index]: values[index] for index in kept if index < len(values)}
                    yield Row(reader.line_num + 1, cells)

    @contextmanager
    def _opened(self, name: str) -> Iterator[io.TextIOWrapper]:
        if self.path.is_dir():
            with (self.path / name).open("rb") as file:
                yield _as_text(file)
            return
        with zipfile.ZipFile(self.path) as packed, packed.open(name) as file:
            yield _as_text(file)

    def _note(self, what: str, columns: list[str]) -> None:
        self.personal[what] = [name for name in columns if PEOPLE.match(name)]
        read = KNOWN[what]
        self.unknown[what] = [
            name for name in columns if not PEOPLE.match(name) and name not in read and name.split("/")[0] not in read
        ]


def open_export(path: Path) -> Export:
    """This will find the files of an export; raises NoExport where there are none, or one is too large."""
    try:
        names = _names(path)
    except (OSError, zipfile.BadZipFile) as error:
        raise NoExport(f"{path} cannot be read: {error}.") from error
    files, others, hosts = {}, [], []
    for name in sorted(names):
        found = _NAME.match(Path(name).name)
        if found is None or found["what"] not in KNOWN or found["what"] in files:
            others.append(name)
            continue
        files[found["what"]] = name
        hosts += [found["host"]] if found["host"] else []
    if not files:
        raise NoExport(f"{path} is no open data export: no proposals, comments, results or processes are in it.")
    return Export(path, hosts[0] if hosts else "decidim", files, others)


def _names(path: Path) -> list[str]:
    if path.is_dir():
        return [file.name for file in path.iterdir() if file.is_file()]
    with zipfile.ZipFile(path) as packed:
        for member in packed.infolist():
            if member.file_size > LARGEST:
                raise NoExport(f"{member.filename} would be larger than {LARGEST >> 30} GB once unpacked.")
        return [member.filename for member in packed.infolist() if not member.is_dir()]


def _as_text(file: IO[bytes]) -> io.TextIOWrapper:
    return io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="")


def _separator(head: str) -> str:
    """A semicolon by default, a comma where its keepers wanted one."""
    return ";" if head.count(";") >= head.count(",") else ","


def moment_of(text: str) -> datetime | None:
    """This will read "2024-05-01 10:00:00 UTC", "… +0200", ISO 8601 or a day alone; None for anything else."""
    told = _ZONE.sub(r"\1:\2", text.strip().removesuffix(" UTC"))
    try:
        found = datetime.fromisoformat(told)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def space_of(row: Row) -> str:
    """This will name the process a row belongs to as its address does ("processes/budget-2024")."""
    parts = [unquote(part) for part in urlsplit(row.text("participatory_space/url", "url")).path.split("/") if part]
    for index, part in enumerate(parts[:-1]):
        if part in {"processes", "assemblies", "initiatives", "conferences", "consultations"}:
            return f"{part}/{parts[index + 1]}"
    number = row.text("participatory_space/id")
    return f"spaces/{number}" if number else "spaces/all"
