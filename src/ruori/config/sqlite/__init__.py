"""Django's SQLite backend with Finnish order and Finnish letters, so both databases agree."""
