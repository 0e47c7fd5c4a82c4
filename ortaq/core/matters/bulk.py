"""The fast way in for importers: executemany on SQLite, COPY on PostgreSQL, with nothing but the model's own columns.

No signals, no defaults, no validation: the caller names every column that has no database default and has checked what
it writes; constraints still hold. Around five times as fast as `bulk_create` (docs/decisions/0003-search.md has the
figures). Call inside a transaction.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

from django.db import connection, models

BATCH = 5_000


def insert_rows(model: type[models.Model], field_names: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """This will insert rows given as tuples in the order of `field_names` and tell how many.

    A foreign key is named as the field ("matter") and given as the id. JSON fields take plain Python values, datetimes
    must be aware.
    """
    fields: list[Any] = [model._meta.get_field(name) for name in field_names]  # noqa: SLF001, the door Django leaves open
    columns = [connection.ops.quote_name(field.column) for field in fields]
    table = connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001
    write = _copy if connection.vendor == "postgresql" else _execute_many
    shape = _shaper([_converter(field) for field in fields])
    return write(table, columns, map(shape, rows) if shape else rows)


def reserve_ids(model: type[models.Model], count: int) -> range | list[int]:
    """This will give `count` ids nobody else will get, so that children can name parents not yet written.

    SQLite: the transaction holds the only pen, and AUTOINCREMENT keeps what was used. PostgreSQL: the sequence's.
    """
    table, column = model._meta.db_table, model._meta.pk.column  # noqa: SLF001
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [connection.ops.quote_name(table), column, count],
            )
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        row = cursor.fetchone()
    first = (row[0] if row else 0) + 1
    return range(first, first + count)


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


def _shaper(converters: list[Convert | None]) -> Callable[[Sequence[Any]], tuple[Any, ...]] | None:
    """Give a function that converts only the columns that need it: the loop runs a million times."""
    needed = [(index, convert) for index, convert in enumerate(converters) if convert]
    if not needed:
        return None

    def shape(row: Sequence[Any]) -> tuple[Any, ...]:
        values = list(row)
        for index, convert in needed:
            if values[index] is not None:
                values[index] = convert(values[index])
        return tuple(values)

    return shape


def _converter(field: Any) -> Convert | None:
    """What turns a Python value into what the database's driver takes for this column; None when nothing has to."""
    if isinstance(field, models.JSONField):
        return _json
    if connection.vendor == "postgresql":
        return None
    if isinstance(field, models.DateTimeField):
        return _moment
    if isinstance(field, models.DateField):
        return date.isoformat
    if isinstance(field, models.UUIDField):
        return lambda value: value.hex
    return None


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _moment(value: datetime) -> str:
    """SQLite keeps UTC without an offset, in the form Django reads back."""
    return str(value.astimezone(UTC).replace(tzinfo=None))
