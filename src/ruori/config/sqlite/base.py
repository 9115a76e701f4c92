"""The backend itself: a connection that knows Finnish order and letter case."""

from typing import Any

from django.db.backends.sqlite3 import base

from ruori.config.sqlite import finnish

# The name PostgreSQL gives to the same order, so queries name one collation for both databases.
COLLATION = "fi-x-icu"


class DatabaseWrapper(base.DatabaseWrapper):
    """SQLite with `fi-x-icu` and a LIKE that knows Ä from A and ä as Ä."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Open a connection and teach it Finnish."""
        connection = super().get_new_connection(conn_params)
        connection.create_collation(COLLATION, finnish.compare)
        for count in (2, 3):
            connection.create_function("like", count, finnish.like, deterministic=True)
        return connection
