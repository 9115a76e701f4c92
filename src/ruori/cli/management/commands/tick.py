"""`ruori tick`: does what is due now; a timer runs it every minute."""

from datetime import datetime
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandParser
from django.utils.translation import gettext

from ruori.cli.base import Exit, RuoriCommand
from ruori.cycle.actions import open_round
from ruori.cycle.models import Round
from ruori.cycle.queries import planned_rounds
from ruori.jobs.actions import resume_interrupted
from ruori.kernel.instants import city_day
from ruori.kernel.moments import now
from ruori.organisation.rules import SYSTEM
from ruori.plans.actions import step_plan
from ruori.plans.codes import Stage
from ruori.plans.models import Plan
from ruori.plans.queries import plan_cards


class Command(RuoriCommand):
    """Open due rounds, continue interrupted work, clear ended sessions; safe to run twice."""

    help = "Do what is due now: open rounds, bring plans into force, continue interrupted work."
    lock = "tick"

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether anything is really done."""
        parser.add_argument("--dry-run", action="store_true", help="tell what is due, do nothing")

    def deed(self, *, at: datetime, **options: Any) -> Exit | None:
        """Open each planned round on or after its day."""
        due = [card for card in planned_rounds() if card.opens_on <= city_day(at)]
        for card in due:
            self.say(gettext("Opening: %(title)s") % {"title": card.title})
            if not options["dry_run"]:
                row = Round.objects.get(pk=card.pk)
                open_round(round=row, version=card.version, by=SYSTEM, at=at)
        if not options["dry_run"]:
            self._bring_into_force(at)
            resume_interrupted(at=at)
            call_command("clearsessions", verbosity=0)
        return None

    def _bring_into_force(self, at: datetime) -> None:
        for card in plan_cards(SYSTEM, now(at)):
            if card.stage is Stage.ADOPTED:
                row = Plan.objects.get(pk=card.pk)
                step_plan(plan=row, version=card.version, to=Stage.IN_FORCE, by=SYSTEM, at=at)
