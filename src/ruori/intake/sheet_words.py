"""The words of a unit's sheet: its headings and lists in one language, its answers in all."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from django.utils import translation
from django.utils.translation import gettext

from ruori.intake.rules.sheet_changes import WRITABLE
from ruori.intake.rules.sheet_columns import (
    ACTION,
    CAUSE,
    DONE,
    EFFECTS,
    FORECAST,
    KIND,
    LAST_TEXT,
    LAST_VALUE,
    LAST_WORD,
    NAME,
    NEW_END,
    SAME,
    VALUE,
    WORD,
)
from ruori.intake.rules.sheet_rows import folded
from ruori.kernel.codes import OUTLOOKS, VERDICTS, Attainment
from ruori.kernel.text import LANGUAGES, N_
from ruori.ui.shapes import mark

NO_CHANGE: Final = N_("No change since last time")
HEADINGS: Final[Mapping[str, str]] = {
    KIND: N_("Kind"),
    NAME: N_("What is asked about"),
    LAST_WORD: N_("Last time"),
    LAST_TEXT: N_("What was said last time"),
    LAST_VALUE: N_("Figure asked and its last value"),
    WORD: N_("How is it going"),
    DONE: N_("What has happened, in one sentence"),
    EFFECTS: N_("What has come of it"),
    VALUE: N_("Value"),
    FORECAST: N_("How it will go by the end of the year"),
    CAUSE: N_("If it is late or at risk: why"),
    ACTION: N_("What is done about it"),
    NEW_END: N_("New date"),
}
HOW_TO: Final = (
    N_("Answer on the sheet “%(sheet)s”: one row for each measure and goal of the unit."),
    N_("Fill in the white cells only. Choose how it is going from the list of the cell."),
    N_("A row you leave blank stays as it is. Rows may be sorted; do not add or copy rows."),
    N_("Write a value as you are used to: 12,5. A date is written like 30.6.2026."),
    N_("When you are ready, upload the file on the same page. Nothing is used before you have"
       " seen what changes and accepted it."),
    N_("If somebody else answers meanwhile, both answers are shown and you choose."),
)  # fmt: skip
ASKED_OF_GOALS: Final[Sequence[Attainment]] = (*OUTLOOKS, *VERDICTS[:3])


def word_of(code: str) -> str:
    """The word of a code of progress or outlook in the reader's language."""
    if code == SAME:
        return gettext(NO_CHANGE)
    family = "attainment" if code in ASKED_OF_GOALS else "progress"
    return gettext(mark(family, code).msgid)


def words_of_measures() -> list[tuple[str, str]]:
    """What may be chosen for a measure: (code, word) in the reader's language."""
    return [(code, word_of(code)) for code in (*WRITABLE, SAME)]


@lru_cache(maxsize=1)
def vocabulary() -> Mapping[str, str]:
    """Every word that may stand in a sheet, of all languages, folded, with its code."""
    found: dict[str, str] = {}
    for language in LANGUAGES:
        with translation.override(language):
            for code in (*WRITABLE, *ASKED_OF_GOALS, SAME):
                found[folded(word_of(code))] = code
    return found
