"""`ruori tick`: does what is due now; a timer runs it every minute."""

import logging
from datetime import datetime
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext

from ruori.cli.base import Exit, RuoriCommand, words_of
from ruori.cli.duties import DUTIES, Duty
from ruori.kernel.problems import Refused
from ruori.notices.actions import note_run

log = logging.getLogger(__name__)


class Command(RuoriCommand):
    """Do every duty that is due, each by itself; safe to run twice and to miss days."""

    help = "Do what is due now: open rounds, bring plans into force, write and send letters."
    lock = "tick"

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether anything is really done."""
        parser.add_argument("--dry-run", action="store_true", help="tell what is due, do nothing")

    def deed(self, *, at: datetime, **options: Any) -> Exit | None:
        """Do the duties in their order; the exit code tells when one of them failed."""
        faults = [self._do(duty, at, is_dry=options["dry_run"]) for duty in DUTIES]
        return Exit.CANNOT if any(faults) else None

    def _do(self, duty: Duty, at: datetime, *, is_dry: bool) -> str:
        fault = self._fault(duty, at, is_dry=is_dry)
        if fault:
            self.say(f"{gettext(duty.words)}: {fault}")
        if not is_dry:
            note_run(duty=duty.code, at=at, fault=fault)
        return fault

    def _fault(self, duty: Duty, at: datetime, *, is_dry: bool) -> str:
        """Tell what waits and do it; the words of what it failed in, for whatever reason."""
        try:
            for waiting in duty.waiting(at):
                self.say(f"{gettext(duty.words)}: {waiting}")
            if not is_dry:
                duty.do(at)
        except (Refused, CommandError) as stopped:
            return _words(stopped)
        except Exception as error:
            log.exception("the duty %s of the timer failed", duty.code)
            return str(error) or type(error).__name__
        return ""


def _words(stopped: Refused | CommandError) -> str:
    return words_of(stopped.problem) if isinstance(stopped, Refused) else str(stopped)
