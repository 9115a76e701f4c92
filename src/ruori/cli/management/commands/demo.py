"""`ruori demo`: the Kemi city to try things in."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, override

from ruori.cli.base import Exit, RuoriCommand
from ruori.cli.demo.city import build
from ruori.cli.demo.rows import DOMAIN, PASSWORD
from ruori.organisation.rules import STRANGER
from ruori.reports.queries import edition_cards

ACCOUNTS = (
    ("aino", "strategiapäällikkö"),
    ("liisa", "liikunta- ja nuorisopalvelujen esimies"),
    ("eero", "ympäristökoordinaattori"),
    ("matti", "valtuutettu"),
)


class Command(RuoriCommand):
    """Fill an empty installation with the Kemi city; typed twice, it changes nothing."""

    help = "Fill an empty installation with the Kemi city: its real strategy and example people."
    lock = "demo"

    def deed(self, *, at: datetime, **options: Any) -> Exit | None:  # noqa: ARG002
        """Build the city unless there is one, and tell how to look at it."""
        self.say(gettext("Building the Kemi city …"))
        if build(settings.BASE_URL):
            self.say(gettext("The Kemi city is ready."))
        else:
            self.say(gettext("There is a city here already; nothing was changed."))
        self._tell(at)
        return None

    def _tell(self, at: datetime) -> None:
        self.give(gettext("Public pages: %(address)s") % {"address": settings.BASE_URL + "/"})
        self.give(gettext("The desk: %(address)s") % {"address": settings.BASE_URL + "/desk/"})
        for account, title in ACCOUNTS:
            self.give(f"  {account}@{DOMAIN}  {PASSWORD}  ({title})")
        for card in edition_cards(STRANGER, at=at):
            with override("fi"):
                pdf = reverse("site:edition_file", args=[card.pk, "fi", "pdf"])
            address = settings.BASE_URL + pdf
            self.give(gettext("The council's report: %(address)s") % {"address": address})
