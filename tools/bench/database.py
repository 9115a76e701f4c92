"""The database of the measurements: an SQLite file in build/bench, or one beside the given one.

With RUORI_DATABASE_URL of PostgreSQL a database named `<name>_bench` is made on that server and
taken away afterwards; the given one is never touched.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.db import connection
from psycopg import sql


@contextmanager
def empty_database() -> Iterator[None]:
    """An empty database for as long as the block lasts."""
    if connection.vendor == "sqlite":
        yield
        connection.close()
        return
    name = str(connection.settings_dict["NAME"])
    _on_server("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
    _on_server("CREATE DATABASE {}", name)
    try:
        yield
    finally:
        connection.close()
        _on_server("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def _on_server(command: str, name: str) -> None:
    given = connection.settings_dict
    with psycopg.connect(
        dbname=str(given["NAME"]).removesuffix(SUFFIX),
        host=given["HOST"] or None,
        port=given["PORT"] or None,
        user=given["USER"] or None,
        password=given["PASSWORD"] or None,
        autocommit=True,
    ) as server:
        server.execute(sql.SQL(command).format(sql.Identifier(name)))


SUFFIX = "_bench"
"""What is added to the name of the given PostgreSQL database."""
