"""Only one of a kind at a time on this machine: a timer that fires twice does the work once."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Busy(RuntimeError):
    """Another process is doing the same work right now. Exit code 75: try again later."""


@contextmanager
def only_one(name: str, folder: Path) -> Iterator[None]:
    """Hold the lock `name` for the time of a block. Raises Busy when it is taken.

    The lock is the operating system's, so it is let go even when the process is killed.
    """
    locks = folder / "locks"
    locks.mkdir(parents=True, exist_ok=True)
    with (locks / f"{name}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy(f"Another process is already doing this: {name}") from error
        yield
