"""`ruori notices send`: the letters of the city."""

import json
from datetime import datetime
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext

from ruori.cli.base import CannotDo, Exit, RuoriCommand
from ruori.cli.letters import Outcome, send, write
from ruori.cli.progress import Progress
from ruori.notices.actions import Sent
from ruori.notices.queries import waiting_letters


class Command(RuoriCommand):
    """Write today's reminders and send what waits; safe to run twice and to cut."""

    help = "Letters: write the reminders of today and send what waits in the outbox."

    def add_arguments(self, parser: CommandParser) -> None:
        """What to do, and how it is told."""
        parser.add_argument("what", choices=("send",), help="send what waits")
        parser.add_argument("--dry-run", action="store_true", help="tell what waits, send nothing")
        parser.add_argument("--json", action="store_true", help="give the outcome as JSON")
        parser.add_argument("--quiet", action="store_true", help="tell nothing on the way")

    def deed(self, *, at: datetime, **options: Any) -> Exit | None:
        """Write, send, tell."""
        if options["dry_run"]:
            self.give(gettext("Letters waiting: %(count)s") % {"count": waiting_letters(at)})
            return None
        with Progress("notices", gettext("letters"), is_quiet=options["quiet"]) as progress:
            written = write(at, progress)
            sent = send(at, progress)
        outcome = Outcome(written.letters, written.without_address, sent)
        self.give(json.dumps(outcome.as_data()) if options["json"] else outcome.words())
        return _code(sent)


def _code(sent: Sent) -> Exit | None:
    if not sent.is_reachable:
        raise CannotDo(gettext("The mail server does not answer; the letters wait for it."))
    return Exit.FINDINGS if sent.failed or sent.bounced else None
