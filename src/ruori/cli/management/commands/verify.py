"""`ruori verify`: is everything that was frozen still what it was?"""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext, ngettext

from ruori.cli.base import Exit, RuoriCommand
from ruori.reports.queries import verify
from ruori.seals.queries import newest
from ruori.ui.saying import say


class Command(RuoriCommand):
    """Compute every seal anew."""

    help = "Prove that nothing frozen has been changed: every seal, its chain and its files."

    def deed(self, *, at: datetime, **_options: Any) -> Exit | None:  # noqa: ARG002
        """Tell each finding on its own line; the newest checksum is the anchor to keep."""
        findings = verify()
        for problem in findings:
            self.give(say(problem))
        last = newest()
        count = last.number if last else 0
        if findings:
            words = ngettext(
                "%(count)s finding: the chain is not whole.",
                "%(count)s findings: the chain is not whole.",
                len(findings),
            )
            self.say(words % {"count": len(findings)})
            return Exit.FINDINGS
        words = ngettext(
            "%(count)s seal, and the chain is whole.",
            "%(count)s seals, and the chain is whole.",
            count,
        )
        self.say(words % {"count": count})
        if last:
            self.say(gettext("Newest checksum: %(hash)s") % {"hash": last.hash})
        return None
