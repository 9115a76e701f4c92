"""The two processes of a running city: the web server and the worker of long jobs."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

PATIENCE = 15.0
WATCH_EVERY = 0.3


class PortTaken(OSError):
    """Something else already listens on the port."""


def web_server(host: str, port: int, workers: int) -> list[str]:
    """The command line of the web server."""
    return [
        sys.executable, "-m", "granian", "ruori.config.wsgi:application",
        "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", str(workers), "--blocking-threads", "2", "--no-ws",
        "--respawn-failed-workers", "--workers-kill-timeout", "10", "--log-level", "warning",
    ]  # fmt: skip


def job_worker() -> list[str]:
    """The command line of the worker that does what was asked for on a page."""
    return [sys.executable, "-m", "django", "work"]


def check_port(host: str, port: int) -> None:
    """Raise PortTaken when the port cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTaken(str(error)) from error


def keep_running(commands: Sequence[Sequence[str]]) -> bool:
    """Run the processes until asked to stop or until one of them ends; then stop them all.

    True when it was asked to stop.
    """
    asked: list[int] = []
    with _signals_into(asked):
        running = [subprocess.Popen(command, env=_environment()) for command in commands]  # noqa: S603 - our own command lines
        try:
            while not asked and all(process.poll() is None for process in running):
                time.sleep(WATCH_EVERY)
        finally:
            _stop(running)
    return bool(asked)


@contextmanager
def _signals_into(asked: list[int]) -> Iterator[None]:
    def note(number: int, _frame: FrameType | None) -> None:
        asked.append(number)

    wanted = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
    before = {number: signal.signal(number, note) for number in wanted}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _environment() -> dict[str, str]:
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "ruori.config.settings"}


def _stop(running: Sequence[subprocess.Popen[bytes]]) -> None:
    for process in running:
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + PATIENCE
    for process in running:
        try:
            process.wait(timeout=max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
