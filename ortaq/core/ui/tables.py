"""A table as data: what the columns are called, how they sort, what stands in the rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise


@dataclass(frozen=True)
class Column:
    """One column: key of the sort, label, whether it holds numbers, whether its head sorts, whether its cells stay on
    one line.
    """

    key: str
    label: str | Promise
    number: bool = False
    sorts: bool = False
    nowrap: bool = False


@dataclass(frozen=True)
class Cell:
    """One cell: text (escaped unless it is safe), an address when it leads somewhere, a state tone when it is a
    state.
    """

    text: Any
    href: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Row:
    """One row of cells; `current` marks the row whose case is open beside the list."""

    cells: Sequence[Any]
    current: bool = False


@dataclass(frozen=True)
class Table:
    """A whole table. The first column is the head of its row.

    `rows` are sequences of values or `Row`s; `sort` is the key in force ("-" first for falling), `query` the query
    string the sort links keep.
    """

    caption: str | Promise
    columns: Sequence[Column]
    rows: Sequence[Sequence[Any] | Row]
    note: str | Promise = ""
    sort: str = ""
    query: str = ""
    empty: str | Promise = ""
    walk: bool = False

    def heads(self) -> list[dict[str, Any]]:
        """Return the heads with the address that sorts by them and the order in force."""
        return [
            {"column": column, "href": self._sort_address(column.key), "order": self._order(column.key)}
            for column in self.columns
        ]

    def body(self) -> list[dict[str, Any]]:
        """Return the rows as pairs of column and cell."""
        return [self._row(row) for row in self.rows]

    def _row(self, row: Sequence[Any] | Row) -> dict[str, Any]:
        values = row.cells if isinstance(row, Row) else row
        cells = [value if isinstance(value, Cell) else Cell(value) for value in values]
        return {"pairs": list(zip(self.columns, cells, strict=True)), "current": isinstance(row, Row) and row.current}

    def _order(self, key: str) -> str:
        if self.sort == key:
            return "ascending"
        return "descending" if self.sort == f"-{key}" else ""

    def _sort_address(self, key: str) -> str:
        query = QueryDict(self.query, mutable=True)
        query.pop("after", None)
        query.pop("before", None)
        query["sort"] = f"-{key}" if self.sort == key else key
        return "?" + query.urlencode()


def sort_of(request: HttpRequest, *, allowed: Sequence[str], default: str) -> str:
    """Return the sort key the request asks for if it is among `allowed` (with or without "-"), else `default`."""
    asked = request.GET.get("sort", "")
    return asked if asked.removeprefix("-") in allowed else default
