"""The fast way in for importers: executemany on SQLite, COPY on PostgreSQL, with nothing but the model's own columns.

No signals, no defaults, no validation: the caller names every column that has no database default and has checked what
it writes; constraints still hold. Around five times as fast as `bulk_create` (docs/decisions/0003-search.md has the
figures). Call inside a transaction.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from itertools import islice
from typing import Any

from django.db import connection, models

BATCH = 5_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of one table as the database's driver takes them: made ready before a transaction, written inside it."""

    table: str
    columns: list[str]
    rows: Iterable[Sequence[Any]]


def insert_rows(model: type[models.Model], field_names: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """This will insert rows given as tuples in the order of `field_names` and tell how many.

    A foreign key is named as the field ("matter") and given as the id. JSON fields take plain Python values, or bytes:
    JSON that is written already. Datetimes must be aware.
    """
    return write(_shaped(model, field_names, rows))


def sheet(model: type[models.Model], field_names: Sequence[str], rows: Iterable[Sequence[Any]]) -> Sheet:
    """This will make rows ready, as `insert_rows` takes them, without a word to the database."""
    shaped = _shaped(model, field_names, rows)
    return Sheet(shaped.table, shaped.columns, list(shaped.rows))


def write(sheet: Sheet) -> int:
    """This will insert the rows of a sheet and tell how many."""
    insert = _copy if connection.vendor == "postgresql" else _execute_many
    return insert(sheet.table, sheet.columns, sheet.rows)


def write_one_by_one(sheet: Sheet) -> list[int]:
    """This will insert a few rows in one statement and give their ids, in the order of the rows."""
    return _execute_once(sheet.table, sheet.columns, list(sheet.rows))


def _shaped(model: type[models.Model], field_names: Sequence[str], rows: Iterable[Sequence[Any]]) -> Sheet:
    table, columns, needed = _form_of(model, tuple(field_names), connection.vendor)
    return Sheet(table, columns, _converted(rows, needed) if needed else rows)


@cache
def _form_of(model: type[models.Model], field_names: tuple[str, ...], vendor: str) -> "tuple[str, list[str], Needed]":
    """Table, columns and which of them need converting; looked up once a table, as one appeal fills eight of them."""
    fields: list[Any] = [model._meta.get_field(name) for name in field_names]
    columns = [connection.ops.quote_name(field.column) for field in fields]
    converters = [_converter(field, vendor) for field in fields]
    needed = [(index, convert) for index, convert in enumerate(converters) if convert]
    return connection.ops.quote_name(model._meta.db_table), columns, needed


def reserve_ids(model: type[models.Model], count: int) -> range | list[int]:
    """This will give `count` ids nobody else will get, so that children can name parents not yet written.

    They may be used in this transaction or in a later one. SQLite: AUTOINCREMENT's own count is moved on. PostgreSQL:
    the sequence's.
    """
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [connection.ops.quote_name(table), column, count],
            )
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("UPDATE sqlite_sequence SET seq = seq + %s WHERE name = %s RETURNING seq", [count, table])
        row = cursor.fetchone()
        if row is None:  # the first row of this table ever
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, count])
    last: int = row[0] if row else count
    return range(last - count + 1, last + 1)


def _execute_many(table: str, columns: list[str], rows: Iterable[Sequence[Any]]) -> int:
    marks = ", ".join(["%s"] * len(columns))
    sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608, names come from the models
    done = 0
    pending = iter(rows)
    with connection.cursor() as cursor:
        while batch := list(islice(pending, BATCH)):
            cursor.executemany(sql, batch)
            done += len(batch)
    return done


def _execute_once(table: str, columns: list[str], rows: list[Sequence[Any]]) -> list[int]:
    marks = ", ".join([f"({', '.join(['%s'] * len(columns))})"] * len(rows))
    sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES {marks} RETURNING id"  # noqa: S608, as above
    with connection.cursor() as cursor:
        cursor.execute(sql, [value for row in rows for value in row])
        return [row[0] for row in cursor.fetchall()]


def _copy(table: str, columns: list[str], rows: Iterable[Sequence[Any]]) -> int:
    done = 0
    sql = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
    # Outside Django's cursor the driver's errors are its own: an importer must meet IntegrityError all the same.
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(sql) as copy:
        for row in rows:
            copy.write_row(row)
            done += 1
    return done


Convert = Callable[[Any], Any]
Needed = list[tuple[int, Convert]]


def _converted(rows: Iterable[Sequence[Any]], needed: Needed) -> Iterator[tuple[Any, ...]]:
    """Convert the columns that need it, a column at a time: the loop runs a million times."""
    pending = iter(rows)
    while batch := list(islice(pending, BATCH)):
        columns: list[Sequence[Any]] = list(zip(*batch, strict=True))
        for index, convert in needed:
            columns[index] = [None if value is None else convert(value) for value in columns[index]]
        yield from zip(*columns, strict=True)


def _converter(field: Any, vendor: str) -> Convert | None:
    """What turns a Python value into what the database's driver takes for this column; None when nothing has to."""
    if isinstance(field, models.JSONField):
        return _json
    if vendor == "postgresql":
        return None
    if isinstance(field, models.DateTimeField):
        return _moment
    if isinstance(field, models.DateField):
        return date.isoformat
    if isinstance(field, models.UUIDField):
        return lambda value: value.hex
    return None


_encode = json.JSONEncoder(ensure_ascii=False).encode


def _json(value: Any) -> str:
    """Write a value; bytes, which JSON cannot hold, are JSON written by somebody who needed it before."""
    return value.decode() if type(value) is bytes else _encode(value)


def _moment(value: datetime) -> str:
    """SQLite keeps UTC without an offset, in the form Django reads back."""
    return _in_utc(value.astimezone(UTC))


@lru_cache(maxsize=4096)
def _in_utc(value: datetime) -> str:
    """One moment stands in six tables. Only UTC has one moment for each hour of each day."""
    return value.isoformat(" ")[: -len("+00:00")]
