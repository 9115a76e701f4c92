"""`ruori work`: the worker of long jobs, beside the web process."""

import os
import socket
from datetime import datetime
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from ruori.cli.base import Exit, RuoriCommand
from ruori.jobs.worker import work


class Command(RuoriCommand):
    """Do what was asked for on a page, until told to stop."""

    help = "Do the long jobs that were asked for on a page, until stopped; `ruori serve` does it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether to stop when nothing waits."""
        parser.add_argument("--once", action="store_true", help="stop when no job waits")

    def deed(self, *, at: datetime, **options: Any) -> Exit | None:
        """Work under a name that tells this process from all others."""
        name = f"{socket.gethostname()[:40]}:{os.getpid()}:{at:%H%M%S}"
        work(name=name, clock=timezone.now, is_once=options["once"])
        return None
