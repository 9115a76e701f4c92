"""Commands run inside the test's own transaction."""

import pytest


class _Kept:
    """Connections that stay open."""

    def close_all(self) -> None:
        """Nothing: the test's own transaction lives in the connection."""


@pytest.fixture
def in_the_test(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands speak Finnish and leave the test's connection open."""
    monkeypatch.setenv("LC_ALL", "fi_FI.UTF-8")
    monkeypatch.setattr("ruori.cli.main.connections", _Kept())
