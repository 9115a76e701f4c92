"""`ruori serve`: the city on the web."""

import os
from datetime import datetime
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandParser

from ruori.cli.base import CannotDo, Exit, RuoriCommand
from ruori.cli.processes import PortTaken, check_port, job_worker, keep_running, web_server


class Command(RuoriCommand):
    """Serve the pages and do the long jobs, until told to stop."""

    help = "Serve the city's pages and do its long jobs, until stopped with Ctrl-C."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to listen, and with how many processes."""
        port = os.environ.get("PORT", "8000")
        parser.add_argument("--port", type=int, default=port, help=f"the port; now {port}")
        parser.add_argument("--host", default="127.0.0.1", help="the address to listen on")
        parser.add_argument("--workers", type=int, default=2, help="web processes; 2 by default")

    def deed(self, *, at: datetime, **options: Any) -> Exit | None:  # noqa: ARG002
        """Collect the static files, start both processes, wait."""
        host, port = options["host"], options["port"]
        try:
            check_port(host, port)
        except PortTaken as taken:
            raise CannotDo(f"Port {port} cannot be used ({taken}). Try: PORT=8001") from taken
        call_command("collectstatic", interactive=False, verbosity=0)
        self.give(f"Ruori: http://{'localhost' if host == '127.0.0.1' else host}:{port}/")
        self._flush()
        if not keep_running([web_server(host, port, options["workers"]), job_worker()]):
            raise CannotDo("A process of the city ended by itself; the city was stopped.")
        return None
