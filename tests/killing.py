"""Power cuts: a deed done in a process of its own and killed with SIGKILL at a chosen moment.

    def test_a_closing_cut_in_the_middle_is_not_half_done(power: Power) -> None:
        for cut in power.cuts("tests.parts.cycle.cut_deeds:close", round=row.pk):
            assert Round.objects.get(pk=row.pk).state in ("OPEN", "CLOSED"), cut

A deed is named by its module and function, as it runs in another process, and takes plain values.
The moments of a deed are those at which a cut could show: after each statement that writes, and
just before and after each commit. `cuts` cuts at the first, then the second, until the deed comes
to its end; `cut` cuts once, at a moment or after some seconds. The process works on the database
of the test (SQLite or PostgreSQL), so the test must be transactional: the fixture sees to that.
"""

import json
import os
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import django
import pytest
from django.conf import settings
from django.db import connection, connections

ROOT = Path(__file__).parents[1]
WRITES = ("INSERT", "UPDATE", "DELETE")
MOST_CUTS = 400
DONE, CUT, CUT_AFTER_COMMIT = "DONE", "CUT", "CUT_AFTER_COMMIT"
COMMITTED = "\0"


class DeedFailed(AssertionError):
    """The deed fell by itself, without a cut."""


def database_address() -> str:
    """The address of the database the tests are in."""
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{given['NAME']}"
    login = f"{given['USER']}:{given['PASSWORD']}".rstrip(":")
    host = f"{given['HOST']}:{given['PORT']}".rstrip(":")
    folder = f"?host={given['HOST']}" if str(given["HOST"]).startswith("/") else ""
    return f"postgresql://{login}@{'' if folder else host}/{given['NAME']}{folder}"


def surroundings() -> dict[str, str]:
    """The variables of a process that works on the database and in the folder of the tests."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "ruori.config.settings",
        "RUORI_MODE": "test",
        "RUORI_DATA_DIR": str(settings.DATA_DIR),
        "RUORI_DATABASE_URL": database_address(),
        "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}",
    }


class Power:
    """A process that does deeds and loses its power when told."""

    def __init__(self) -> None:
        """Start the process; each deed is done in a child of it, so that starting costs nothing."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.killing"],
            env=surroundings(),
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def cut(
        self, deed: str, *, moment: int = 0, seconds: float | None = None, **given: Any
    ) -> bool:
        """Do a deed and cut it; True when it was cut, false when it came to its end first.

        `moment` counts from one, 0 lets it come to its end; `seconds` cuts by the clock instead.
        Raises DeedFailed.
        """
        return self._answer(deed, moment, seconds, given) != DONE

    def cuts(self, deed: str, **given: Any) -> Iterator[int]:
        """Cut a deed at each of its moments in turn, until it comes to its end by itself.

        The same deed begins anew after every cut, on what the cut left behind: when something of
        it was kept, from its first moment again. Gives the number of each cut, and 0 at the end.
        """
        moment = 1
        for number in range(1, MOST_CUTS):
            answer = self._answer(deed, moment, None, given)
            if answer == DONE:
                yield 0
                return
            yield number
            moment = 1 if answer == CUT_AFTER_COMMIT else moment + 1
        raise DeedFailed(f"{deed} has not come to its end after {MOST_CUTS} cuts")

    def _answer(self, deed: str, moment: int, seconds: float | None, given: dict[str, Any]) -> str:
        asked = {"deed": deed, "moment": moment, "seconds": seconds, "given": given}
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        stdin.write(f"{json.dumps(asked)}\n")
        stdin.flush()
        answer: str = json.loads(stdout.readline() or '"the process is gone"')
        if answer not in (DONE, CUT, CUT_AFTER_COMMIT):
            raise DeedFailed(answer)
        return answer

    def stop(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()


@pytest.fixture
def power(transactional_db: None) -> Iterator[Power]:
    """A process that does deeds on the database of the test and loses its power when told."""
    # What the test has read must not hold a lock that the other process waits for.
    connections.close_all()
    power = Power()
    yield power
    power.stop()


def _serve() -> None:
    """Do what is asked, line by line, each deed in a child of its own."""
    for line in sys.stdin:
        asked = json.loads(line)
        readable, writable = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(readable)
            _do(asked, writable)
        os.close(writable)
        answer = _followed(child, asked["seconds"], readable)
        sys.stdout.write(f"{json.dumps(answer)}\n")
        sys.stdout.flush()


def _followed(child: int, seconds: float | None, readable: int) -> str:
    if seconds is not None:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(readable) as pipe:
        told = pipe.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
        return CUT_AFTER_COMMIT if COMMITTED in told else CUT
    return told.replace(COMMITTED, "") or DONE


def _do(asked: dict[str, Any], writable: int) -> None:
    """Do one deed and leave without a word; what it falls over is told to the parent."""
    try:
        _count_moments(asked["moment"], writable)
        module, _, name = asked["deed"].partition(":")
        getattr(import_module(module), name)(**asked["given"])
    except BaseException:  # noqa: BLE001 - told to the test, whatever it is
        os.write(writable, traceback.format_exc().encode()[-30_000:])
    os._exit(0)


def _count_moments(last: int, writable: int) -> None:
    """Kill this process at its `last` moment; never for 0. Tells of each commit."""
    passed = 0

    def moment() -> None:
        nonlocal passed
        passed += 1
        if passed == last:
            os.kill(os.getpid(), signal.SIGKILL)

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        if sql.lstrip().upper().startswith(WRITES):
            if not connection.in_atomic_block:
                os.write(writable, COMMITTED.encode())
            moment()
        return result

    commit = connection._commit  # type: ignore[attr-defined]

    def committed() -> None:
        moment()
        commit()
        os.write(writable, COMMITTED.encode())
        moment()

    connection._commit = committed  # type: ignore[attr-defined]
    connection.execute_wrappers.append(note)


if __name__ == "__main__":
    django.setup()
    _serve()
