"""Open data: the tables everyone may take away whole, with what each column means. site/wiring.py names them all.

A table is told by its own app as rows of values in the order of its columns. Nothing personal and nothing private is
among them: texts are the masked ones, and what counts fewer than five people is left empty.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from django.db import connection
from django.db.models import TextField
from django.db.models.functions import Cast

from ortaq.core.people.refusal import N_
from ortaq.engines.language import LANGUAGES

Kind = Literal["string", "integer", "number", "boolean", "date", "date-time"]
LON: Final = "lon"
LAT: Final = "lat"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `meaning` is a msgid; `values` are all it can hold, where that is known."""

    name: str
    kind: Kind
    meaning: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A file that belongs to a table and has an address of its own, such as the ballots of a vote."""

    name: str
    title: Mapping[str, str]
    """Localized."""
    href: str
    media: str


@dataclass(frozen=True, slots=True)
class Dataset:
    """A table of open data. Title and description are msgids, shown in the language asked for."""

    id: str
    title: str
    description: str
    theme: str
    """Code of the EU's list of data themes: GOVE, REGI, TRAN, ENVI, SOCI …"""
    columns: tuple[Column, ...]
    rows: Callable[[], Iterator[tuple[Any, ...]]]
    """All public rows in the order of the columns, read a few at a time."""
    elsewhere: Callable[[], Sequence[Elsewhere]] = tuple

    @property
    def endings(self) -> tuple[str, ...]:
        """The formats it is offered in; rows that are points as GeoJSON too."""
        placed = {LON, LAT} <= {column.name for column in self.columns}
        return ("csv", "parquet", "geojson") if placed else ("csv", "parquet")


_PUBLISHED: dict[str, Dataset] = {}


def publish(dataset: Dataset) -> None:
    """This will offer a table to everyone under its id."""
    _PUBLISHED[dataset.id] = dataset


def published() -> list[Dataset]:
    """This will list the tables in the order they were published."""
    return list(_PUBLISHED.values())


def get(dataset_id: str) -> Dataset | None:
    """This will give a table, None for an id nobody knows."""
    return _PUBLISHED.get(dataset_id)


def as_kept(name: str, kind: Kind) -> str | Cast:
    """This will name a field for `values_list`; of SQLite a day or a moment comes as the text it is kept as.

    Making an object of each costs more than reading its row does, and files want text or numbers anyway.
    """
    if connection.vendor == "sqlite" and kind in ("date", "date-time"):
        return Cast(name, TextField())
    return name


def place() -> tuple[Column, Column]:
    """This will give the columns of a point."""
    return (
        Column(LON, "number", N_("Longitude in degrees (WGS 84)")),
        Column(LAT, "number", N_("Latitude in degrees (WGS 84)")),
    )


def localized(name: str, meaning: str) -> tuple[Column, ...]:
    """This will give the columns a localized text is spread over: title_kk, title_ru, title_en."""
    return tuple(Column(f"{name}_{language}", "string", meaning) for language in LANGUAGES)


def spread(content: Mapping[str, str] | None) -> tuple[str | None, ...]:
    """This will spread a localized text over those columns; a language without words gives None."""
    return tuple((content or {}).get(language) or None for language in LANGUAGES)
