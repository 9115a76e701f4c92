"""Every test of the city: on SQLite, on PostgreSQL, and in a browser. `make test` calls this."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tools.postgres import NoPostgres, throw_away

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
NO_TESTS_COLLECTED = 5
NO_BROWSER = ["--ignore=tests/browser", "-m", "not browser"]
ON_SQLITE = {"RUORI_DATABASE_URL": ""}
# make names the city's own settings; a test must never stand on them.
OF_TESTS = {"DJANGO_SETTINGS_MODULE": "tests.settings"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one leg of the suite ended: passed, failed or skipped, and after how long."""

    name: str
    state: str
    seconds: float
    why: str = ""


class Skipped(RuntimeError):
    """A leg that this machine cannot run; a release must not have one."""


def on_sqlite() -> bool:
    """Everything but the browser, on the database a city starts with."""
    return _pytest([*NO_BROWSER, "-n", _processes()], ON_SQLITE)


def on_postgresql() -> bool:
    """The same on PostgreSQL; what reads only code is not read again."""
    code = [f"--ignore=tests/{folder}" for folder in ("architecture", "rules", "properties")]
    try:
        with throw_away() as address:
            return _pytest(
                [*NO_BROWSER, *code, "-n", _processes()], {"RUORI_DATABASE_URL": address}
            )
    except NoPostgres as error:
        raise Skipped(str(error)) from error


def in_browser() -> bool:
    """Pages as people see them: keyboard, small screen, dark, without JavaScript, axe."""
    if not _have_chromium():
        raise Skipped("there is no Chromium (apt-get install chromium)")
    return _pytest(["tests/browser", "tests/journeys", "-n", _processes()], ON_SQLITE)


LEGS: dict[str, Callable[[], bool]] = {
    "sqlite": on_sqlite,
    "postgresql": on_postgresql,
    "browser": in_browser,
}


def _pytest(arguments: list[str], variables: dict[str, str]) -> bool:
    present = [each for each in arguments if not each.startswith("tests/") or Path(each).exists()]
    command = [sys.executable, "-m", "pytest", "-q", *present]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **OF_TESTS, **variables}, check=False
    )
    return done.returncode in (0, NO_TESTS_COLLECTED)


def _processes() -> str:
    return str(min(4, os.cpu_count() or 1))


def _have_chromium() -> bool:
    if any(shutil.which(name) for name in CHROMIUM):
        return True
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        return False
    _tell("Installing Chromium for the browser tests …")
    for words in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
        subprocess.run([apt, "-qq", *words], check=False, stdout=subprocess.DEVNULL)
    return shutil.which("chromium") is not None


def _run(name: str) -> Outcome:
    _tell(f"── {name} ──")
    began = time.monotonic()
    try:
        state, why = ("passed" if LEGS[name]() else "FAILED"), ""
    except Skipped as skipped:
        state, why = "SKIPPED", str(skipped)
    return Outcome(name, state, time.monotonic() - began, why)


def _tell(words: str) -> None:
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()


def main(names: list[str]) -> int:
    """Run the named legs, or all; 0 only when none failed."""
    outcomes = [_run(name) for name in names or LEGS]
    _tell("")
    for outcome in outcomes:
        _tell(f"{outcome.state:>8}  {outcome.name} ({outcome.seconds:.0f} s) {outcome.why}")
    if any(outcome.state == "SKIPPED" for outcome in outcomes):
        _tell(
            "!" * 78
            + "\n!! Part of the suite was NOT run on this machine. Do not release from here."
        )
    return 1 if any(outcome.state == "FAILED" for outcome in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
