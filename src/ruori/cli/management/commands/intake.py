"""`ruori intake`: read a strategy page into a draft and show it; nothing is stored."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from ruori.cli.base import Exit, RuoriCommand
from ruori.cli.drafts import told
from ruori.intake import draft_json
from ruori.intake.catalogue import READERS
from ruori.intake.refuse import from_file


class Command(RuoriCommand):
    """Read one file and show what it would become."""

    help = """Read a strategy page and show what it would become; nothing is stored.

    Plans, values, goals, objectives, commitments and programmes, each with its line on the page,
    and the lines a person must settle. A person takes the page in and accepts it on the desk.
    """
    needs_database = False

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, and the form of the answer."""
        parser.add_argument("file", type=Path, help="a text file in UTF-8, at most 5 MB")
        parser.add_argument("--json", action="store_true", help="give the draft as JSON")

    def deed(self, *, at: datetime, **options: Any) -> Exit | None:  # noqa: ARG002 - read-only
        """Read, and give the draft in words or as JSON."""
        (reader,) = READERS
        draft = reader.read(from_file(options["file"]))
        if options["json"]:
            self.give(f"{draft_json.write(draft)}\n".encode())
        else:
            self.give(told(draft))
        return None
