"""Single rows of any table: a new one, as fast as the database takes it, and old ones held while they are changed."""

from functools import cache
from typing import Any

from django.db import connection, models


def insert(row: models.Model) -> None:
    """This will insert a new row as `save(force_insert=True)` does, without signals; its statement is written once.

    For what is written hundreds of times a second while others wait.
    """
    sql, fields = _statement(type(row))
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        row.pk = cursor.fetchone()[0]
    row._state.adding, row._state.db = False, connection.alias


@cache
def _statement(model: type[models.Model]) -> tuple[str, list[Any]]:
    """The statement and the fields whose values it takes; both databases quote names alike."""
    fields: list[Any] = [field for field in model._meta.concrete_fields if not field.primary_key]
    key: Any = model._meta.pk
    quote = connection.ops.quote_name
    columns, marks = ", ".join(quote(field.column) for field in fields), ", ".join(["%s"] * len(fields))
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks}) RETURNING {quote(key.column)}"  # noqa: S608, names come from the models
    return sql, fields


def hold(rows: models.QuerySet[Any]) -> None:
    """This will hold rows against other writers until the transaction ends, one after the other as the query has them.

    First held, then read: PostgreSQL, when it had to wait, would join a row as it is now with others as they were, and
    give what is no more, or nothing.
    """
    if connection.features.has_select_for_update:  # on SQLite the transaction holds everything
        list(rows.select_for_update().values_list("pk"))
