"""`ruori report council-year`: an edition of a year as a file."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.utils.translation import gettext

from ruori.cli.base import CannotDo, Exit, RuoriCommand
from ruori.kernel.text import LANGUAGES
from ruori.organisation.rules import SYSTEM
from ruori.reports.catalogue import render
from ruori.reports.council_year import CODE
from ruori.reports.queries import document_of, newest_edition
from ruori.reports.rules import Format

REPORTS = {"council-year": CODE}


class Command(RuoriCommand):
    """Write a rendering of a frozen report."""

    help = "Write the frozen report of a year as a page, PDF, Word file or spreadsheet."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which report, of which year, in which form, where."""
        parser.add_argument("report", choices=sorted(REPORTS), help="which report")
        parser.add_argument("--year", type=int, required=True, help="the year it tells about")
        parser.add_argument("--format", choices=[f.value for f in Format], default="pdf")
        parser.add_argument("--language", choices=LANGUAGES, default="fi")
        parser.add_argument("--out", type=Path, help="the file to write; else standard output")

    def deed(self, *, at: datetime, **options: Any) -> Exit | None:
        """Find the newest edition of the year, frozen and uncorrected, and write it."""
        year, out = options["year"], options["out"]
        card = newest_edition(SYSTEM, report=REPORTS[options["report"]], year=year, at=at)
        if card is None:
            raise CannotDo(gettext("No report of the year %(year)s is frozen.") % {"year": year})
        format_ = Format(options["format"])
        fonts = settings.REPORT_FONTS
        written = render(document_of(card.pk), options["language"], format_, fonts=fonts)
        if out is None:
            self.give(written)
            return None
        try:
            out.write_bytes(written)
        except OSError as wrong:
            raise CannotDo(f"{out}: {wrong.strerror}") from wrong
        return None
