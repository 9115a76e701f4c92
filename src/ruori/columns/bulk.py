"""The bulk writer: many rows at the speed of the database, with no object for each row.

One of the few places with SQL of its own (architecture § 3). Values must be as the columns store
them: keys, text, dates, booleans, None; an exact decimal as its digits.
"""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from django.db import connection, models

CHUNK = 5_000


def insert_rows(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> int:
    """Write rows of one table, given by field names; the number written.

    Must run inside a transaction of the deed it belongs to. PostgreSQL takes them by COPY.
    """
    names = [_column(model, name) for name in columns]
    if connection.vendor == "postgresql":
        return _copy(model, names, rows)
    marks = ", ".join(["%s"] * len(names))
    statement = f"INSERT INTO {_table(model)} ({', '.join(names)}) VALUES ({marks})"  # noqa: S608 - names come from the models
    waiting = iter(rows)
    written = 0
    with connection.cursor() as cursor:
        while chunk := list(islice(waiting, CHUNK)):
            cursor.executemany(statement, chunk)
            written += len(chunk)
    return written


def upsert_selected(
    model: type[models.Model],
    columns: Sequence[str],
    chosen: models.QuerySet[Any, Any],
    *,
    key: Sequence[str],
    replace: Sequence[str],
) -> None:
    """Write what a query gives, one column for each name; rows of the same key are replaced.

    The query must have a WHERE, which both databases need before ON CONFLICT.
    """
    names = ", ".join(_column(model, name) for name in columns)
    keys = ", ".join(_column(model, name) for name in key)
    news = ", ".join(
        f"{_column(model, name)} = excluded.{_column(model, name)}" for name in replace
    )
    query, parameters = chosen.query.sql_with_params()
    statement = (
        f"INSERT INTO {_table(model)} ({names}) {query} ON CONFLICT ({keys}) DO UPDATE SET {news}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def _copy(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    written = 0
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {_table(model)} ({', '.join(names)}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(row)
            written += 1
    return written


def _table(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _column(model: type[models.Model], name: str) -> str:
    field = model._meta.get_field(name)
    if not isinstance(field, models.Field):
        raise TypeError(f"{name} is no column of {model._meta.label}")
    return connection.ops.quote_name(str(field.column))
