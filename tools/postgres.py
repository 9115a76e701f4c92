"""A PostgreSQL that lives as long as the tests: own folder, own socket, nothing kept."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

DEBIAN = Path("/usr/lib/postgresql")
# Nothing here must survive a power cut, so nothing waits for the disk.
HASTY = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"


class NoPostgres(RuntimeError):
    """There is no PostgreSQL on this machine that could be started."""


@contextmanager
def throw_away() -> Iterator[str]:
    """Start a cluster, give its address, take it away. Raises NoPostgres."""
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="ruori-pg-"))
    runner = _as_another_user(folder)
    data = folder / "data"
    try:
        _call(
            [*runner, f"{programs}/initdb", "--pgdata", str(data), "--username=ruori",
             "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        )  # fmt: skip
        settings = f"{HASTY} -c listen_addresses= -c unix_socket_directories={folder}"
        control = [*runner, f"{programs}/pg_ctl", "--pgdata", str(data)]
        _call([*control, "--log", str(folder / "log"), "--options", settings, "--wait", "start"])
        try:
            yield f"postgresql://ruori@/postgres?host={folder}"
        finally:
            _call([*control, "--mode", "immediate", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    versions = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if versions:
        return versions[-1].parent
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    raise NoPostgres("PostgreSQL is not installed (apt-get install postgresql).")


def _as_another_user(folder: Path) -> Sequence[str]:
    if os.geteuid() != 0:
        return ()
    # PostgreSQL refuses to run as root.
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    user = names.get("postgres") or names.get("nobody")
    setpriv = shutil.which("setpriv")
    if user is None or setpriv is None:
        raise NoPostgres("root cannot run PostgreSQL, and there is no setpriv or other user.")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return (
        setpriv, f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups", "--",
    )  # fmt: skip


def _call(command: Sequence[str]) -> None:
    done = subprocess.run(
        command, cwd="/", capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )
    if done.returncode:
        raise NoPostgres(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
