"""`ruori check`: every break of the thread, with its address."""

import json
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.utils.translation import gettext, ngettext

from ruori.cli.base import Exit, RuoriCommand, words_of
from ruori.cli.found import Finding, findings
from ruori.notices.queries import problems


class Command(RuoriCommand):
    """List what is wrong in the city today. Exit 0 when nothing is, 1 when something is."""

    help = "List every break of the thread from a promise to who answers for it, with its address."

    def add_arguments(self, parser: CommandParser) -> None:
        """How the findings are given."""
        parser.add_argument("--json", action="store_true", help="give the findings as JSON")

    def deed(self, *, at: datetime, **options: Any) -> Exit | None:
        """Ask every part what is wrong, and tell it."""
        found = findings(problems(at), words=words_of, base=settings.BASE_URL)
        if options["json"]:
            self.give(json.dumps([one.as_data() for one in found], ensure_ascii=False, indent=2))
        else:
            self._tell(found)
        return Exit.FINDINGS if found else None

    def _tell(self, found: list[Finding]) -> None:
        for one in found:
            self.give(one.line())
        count = len(found)
        if count:
            self.say(
                ngettext("%(count)d finding.", "%(count)d findings.", count) % {"count": count}
            )
        else:
            self.say(gettext("Nothing is broken: every promise leads to a goal and to a holder."))
