"""What stands around the pages: the machine, a fresh database, and a web process of its own."""

import contextlib
import os
import platform
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path

import django
from django.db import connection

from ruori.cli.processes import web_server
from tools.bench.figure import Figure

LONGEST_START = 30.0
LOOK_EVERY = 0.2
ROUNDS_OF_ASKING = 5


class NoAnswer(RuntimeError):
    """The web process did not begin to answer."""


def told() -> str:
    """What was measured on: processor, cores, Python, Django, database."""
    return (
        f"{_processor()}, {os.cpu_count()} cores (load {os.getloadavg()[0]:.1f}), "
        f"Python {platform.python_version()}, Django {django.get_version()}, {_database()}"
    )


def fresh_migrate() -> Figure:
    """Seconds of `migrate` in an empty database, the start of Python included."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "django", "migrate", "--verbosity", "0"], check=True)
    return Figure("fresh migrate", round(time.perf_counter() - began, 1), "s", 15)


def web_process_memory(addresses: Sequence[str]) -> Figure:
    """Resident megabytes of the largest web process after it has shown every page, over HTTP."""
    port = _free_port()
    base = f"http://127.0.0.1:{port}"
    with _serving(port) as process:
        _wait_for(f"{base}/healthz")
        for _ in range(ROUNDS_OF_ASKING):
            for address in addresses:
                _ask(base + address)
        largest = max(_resident(pid) for pid in [process.pid, *_children(process.pid)])
    return Figure("web process memory", round(largest, 1), "MB", 150)


@contextlib.contextmanager
def _serving(port: int) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(web_server("127.0.0.1", port, 1))
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(LONGEST_START)


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + LONGEST_START
    while time.monotonic() < deadline:
        with contextlib.suppress(urllib.error.URLError, ConnectionError):
            _ask(address)
            return
        time.sleep(LOOK_EVERY)
    raise NoAnswer(address)


def _ask(address: str) -> None:
    with urllib.request.urlopen(address, timeout=LONGEST_START) as answer:  # noqa: S310 - our own port
        answer.read()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _children(pid: int) -> list[int]:
    path = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in path.read_text(encoding="ascii").split()]


def _resident(pid: int) -> float:
    """Megabytes of memory that a process holds, what it shares with others included."""
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _processor() -> str:
    path = Path("/proc/cpuinfo")
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def _database() -> str:
    if connection.vendor == "sqlite":
        return f"SQLite {sqlite3.sqlite_version}"
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return f"PostgreSQL {cursor.fetchone()[0]}"
