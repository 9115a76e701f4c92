"""`ruori check`: every break of the thread, with its address."""

import json
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.utils.translation import get_language, gettext, ngettext

from ruori.cli.base import Exit, RuoriCommand
from ruori.cli.found import Finding, counts, findings
from ruori.notices.queries import problems
from ruori.ui.saying import say


class Command(RuoriCommand):
    """List what is wrong in the city today. Exit 0 when nothing is, 1 when something is."""

    help = "List every break of the thread from a promise to who answers for it, with its address."

    def add_arguments(self, parser: CommandParser) -> None:
        """How the findings are given."""
        parser.add_argument("--json", action="store_true", help="give the findings as JSON")

    def deed(self, *, at: datetime, **options: Any) -> Exit | None:
        """Ask every part what is wrong, and tell it."""
        language = get_language() or "fi"
        found = findings(problems(at), words=say, base=settings.BASE_URL, language=language)
        if options["json"]:
            told = {"counts": counts(found), "findings": [one.as_data() for one in found]}
            self.give(json.dumps(told, ensure_ascii=False, indent=2))
        else:
            self._tell(found)
        return Exit.FINDINGS if found else None

    def _tell(self, found: list[Finding]) -> None:
        for one in found:
            self.give(one.line())
        for code, number in counts(found).items():
            self.say(f"{code}: {number}")
        count = len(found)
        if count:
            self.say(
                ngettext("%(count)d finding.", "%(count)d findings.", count) % {"count": count}
            )
        else:
            self.say(gettext("Nothing is broken: every promise leads to a goal and to a holder."))
