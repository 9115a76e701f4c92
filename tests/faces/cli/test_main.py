"""The command `ruori`: codes, channels, and words that help."""

import os
import signal
import socket
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from ruori.cli import main as program
from ruori.cli.base import CannotDo, Exit, RuoriCommand
from ruori.cli.locks import Busy, only_one
from ruori.cli.main import main
from ruori.cli.management.commands import serve
from ruori.kernel.problems import refuse
from ruori.kernel.text import N_

Capture = pytest.CaptureFixture[str]


class Deed(RuoriCommand):
    """A command whose outcome the test decides."""

    help = "Do what the test says."
    needs_database = False
    outcome: Exit | Exception | None = None

    def deed(self, *, at: datetime, **options: Any) -> Exit | None:  # noqa: ARG002
        """End as told."""
        self.give("data")
        self.say("words")
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome


@pytest.fixture
def outcome(monkeypatch: pytest.MonkeyPatch) -> type[Deed]:
    """Let `ruori serve` be the deed of the test."""
    module = type("Module", (), {"Command": Deed})
    monkeypatch.setattr(program, "import_module", lambda _name: module)
    monkeypatch.setattr(Deed, "lock", "")
    return Deed


@pytest.mark.parametrize(
    ("ended", "code"),
    [
        (None, 0),
        (Exit.FINDINGS, 1),
        (CannotDo("Ei onnistu"), 2),
        (refuse("X", N_("The code %(code)s is in use already."), code="A"), 2),
        (Busy("varattu"), 75),
        (ZeroDivisionError("odd"), 2),
    ],
)
def test_the_exit_code_says_how_it_ended(
    outcome: type[Deed], ended: Any, code: int, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outcome, "outcome", ended)
    assert main(["serve"]) == code
    seen = capsys.readouterr()
    assert seen.out == "data\n"
    assert seen.err.startswith("words\n")
    if isinstance(ended, CannotDo | Busy):
        assert seen.err == f"words\n{ended}\n"


def test_a_lock_that_is_taken_makes_the_command_busy(
    outcome: type[Deed], settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outcome, "lock", "deed")
    with only_one("deed", settings.DATA_DIR):
        assert main(["serve"]) == 75
    assert main(["serve"]) == 0


def test_help_is_data_and_a_wrong_use_is_a_message(capsys: Capture) -> None:
    assert main(["--help"]) == 0
    seen = capsys.readouterr()
    assert "serve" in seen.out
    assert seen.err == ""
    assert main([]) == 2
    assert main(["sevre"]) == 2
    assert main(["serve", "--port", "x"]) == 2
    seen = capsys.readouterr()
    assert seen.out == ""
    assert "ruori serve" in seen.err


@pytest.mark.parametrize("name", program.command_names())
def test_every_command_has_help_in_plain_words(name: str, capsys: Capture) -> None:
    assert main([name, "--help"]) == 0
    told = capsys.readouterr().out
    assert told.startswith(f"usage: ruori {name}")
    assert "--settings" not in told


def test_a_port_that_is_taken_is_said_at_once() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CannotDo, match=str(port)):
            serve.Command().deed(at=timezone.now(), host="127.0.0.1", port=port, workers=1)


def environment(folder: Path, **more: str) -> dict[str, str]:
    """The variables of a city of its own."""
    own = {
        "DJANGO_SETTINGS_MODULE": "ruori.config.settings",
        "LC_ALL": "C.UTF-8",
        "RUORI_DATA_DIR": str(folder),
        "RUORI_DATABASE_URL": "",
        "RUORI_MODE": "development",
    }
    return {**os.environ, **own, **more}


def test_a_malformed_variable_stops_the_start_with_its_name(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ruori.cli", "work"],
        env=environment(tmp_path, RUORI_MODE="prod"),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "RUORI_MODE" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_the_city_is_served_and_stops_when_told(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "ruori.cli", "serve", "--port", str(port), "--workers", "1"],
        env=environment(tmp_path),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert status_of_healthz(port, server) == 200
    finally:
        server.send_signal(signal.SIGTERM)
        out, errors = server.communicate(timeout=30)
    assert f":{port}/" in out
    assert (server.returncode, errors.count("Traceback")) == (0, 0)


def status_of_healthz(port: int, server: subprocess.Popen[str]) -> int:
    """The answer of the health check, waited for at most two minutes."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
                line.sendall(b"GET /healthz HTTP/1.0\r\nHost: localhost\r\n\r\n")
                return int(line.recv(100).split()[1])
        except (OSError, IndexError):
            time.sleep(0.2)
    return 0
