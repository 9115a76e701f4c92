"""What every command shares: exit codes, where words go, a lock, and a database that is ready."""

import sys
from abc import abstractmethod
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from enum import IntEnum
from typing import Any, ClassVar

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django.utils.translation import gettext

from ruori.cli.locks import Busy, only_one
from ruori.kernel.problems import Problem, Refused


class Exit(IntEnum):
    """What a command's exit code says to the one that called it."""

    DONE = 0
    FINDINGS = 1
    CANNOT = 2
    BUSY = 75


class CannotDo(CommandError):
    """The command cannot do its work; the message says why and what would help. Exit code 2."""

    def __init__(self, message: str) -> None:
        """Keep the message for standard error."""
        super().__init__(message, returncode=Exit.CANNOT)


class RuoriCommand(BaseCommand):
    """One deed for the command line: read the arguments, call one action, tell the outcome.

    A command gives `help`, `add_arguments` and `deed`. Data goes out with `give`, words with
    `say`. A Refused becomes exit code 2, a lock that is taken 75, so a deed handles neither.
    """

    needs_database: ClassVar[bool] = True
    lock: ClassVar[str] = ""
    requires_system_checks: list[str] = []
    # Django's own options, out of sight: `--help` keeps to what the command is about.
    suppressed_base_arguments: set[str] = {
        "--version", "--verbosity", "--settings", "--pythonpath", "--traceback",
        "--no-color", "--force-color", "--skip-checks",
    }  # fmt: skip

    @abstractmethod
    def deed(self, *, at: datetime, **options: Any) -> Exit | None:
        """Do the work at an instant; None means done."""

    def handle(self, *_args: Any, **options: Any) -> None:
        """Run the deed and turn its outcome into an exit code."""
        if self.needs_database:
            self._have_tables()
        try:
            with ExitStack() as stack:
                if self.lock:
                    stack.enter_context(only_one(self.lock, settings.DATA_DIR))
                code = self.deed(at=timezone.now(), **options) or Exit.DONE
        except Busy as busy:
            raise CommandError(str(busy), returncode=Exit.BUSY) from busy
        except Refused as refused:
            raise CannotDo(words_of(refused.problem)) from refused
        if code is not Exit.DONE:
            self._flush()
            sys.exit(code)

    def say(self, words: str) -> None:
        """A message for people, to standard error."""
        self.stderr.write(words, style_func=str)

    def give(self, data: str | bytes) -> None:
        """Data for whoever reads the output, to standard output."""
        if isinstance(data, bytes):
            self._flush()
            sys.stdout.buffer.write(data)
        else:
            self.stdout.write(data)

    def _flush(self) -> None:
        self.stdout.flush()
        self.stderr.flush()

    def _have_tables(self) -> None:
        missing = _connected(_migrations_waiting)
        if missing and settings.IN_PRODUCTION:
            raise CannotDo("The database is not up to date. Run: ruori prepare")
        if missing:
            self.say("Making the tables of the database …")
            call_command("migrate", interactive=False, verbosity=0)


def words_of(problem: Problem) -> str:
    """A problem in the language of the terminal."""
    return gettext(problem.msgid) % problem.facts


def _connected(question: Callable[[], bool]) -> bool:
    try:
        return question()
    except DatabaseError as error:
        raise CannotDo(f"The database does not answer: {error}") from error


def _migrations_waiting() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
