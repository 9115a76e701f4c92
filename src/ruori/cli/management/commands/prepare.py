"""`ruori prepare`: what a new version needs before it is served."""

from datetime import datetime
from typing import Any

from django.core.management import call_command

from ruori.cli.base import Exit, RuoriCommand


class Command(RuoriCommand):
    """Bring the database and the static files up to this version."""

    help = "Bring the database and the static files up to this version; safe to repeat."
    needs_database = False
    lock = "prepare"

    def deed(self, *, at: datetime, **options: Any) -> Exit | None:  # noqa: ARG002
        """Migrate, then collect the static files."""
        call_command("migrate", interactive=False, verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        self.say("The city is ready to be served.")
        return None
