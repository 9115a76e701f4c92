"""The report's own sentences in every language, with holes that cells fill.

A document carries all its languages, so a message is translated when the document is built, not
when it is rendered. Only the report's own words pass here; what people wrote stays as they wrote.
"""

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from django.utils import translation
from django.utils.translation import gettext

from ruori.kernel.text import LANGUAGES, Text
from ruori.reports.document import Cell, Paragraph, Record, Tone
from ruori.reports.labels import LABELS
from ruori.ui.shapes import mark


@lru_cache(maxsize=1024)
def in_all(msgid: str) -> Text:
    """A marked message in every language, its `%(holes)s` left open."""
    said = {}
    for language in LANGUAGES:
        with translation.override(language):
            said[language] = gettext(msgid)
    return Text(said)


def labels() -> tuple[tuple[str, Text], ...]:
    """The fixed words of the renderings, in the order a document keeps them."""
    return tuple(sorted((key, in_all(msgid)) for key, msgid in LABELS.items()))


def says(msgid: str, tone: Tone = Tone.PLAIN, **cells: Cell) -> Paragraph:
    """A paragraph of the report's own words, its holes filled by cells."""
    return Paragraph(in_all(msgid), tuple(sorted(cells.items())), tone)


def told(words: Text, source: Record | None = None, tone: Tone = Tone.PLAIN) -> Paragraph:
    """A paragraph that is what somebody wrote, with where it was written."""
    hole = Text(dict.fromkeys(words, "%(words)s"))
    return Paragraph(hole, (("words", Cell(words, source=source)),), tone)


def word(msgid: str, source: Record | None = None) -> Cell:
    """A cell of the report's own words."""
    return Cell(in_all(msgid), source=source)


def joined(texts: Iterable[Text], between: str) -> Text:
    """Several texts as one in every language that any of them has."""
    given = [text for text in texts if text]
    languages = sorted({language for text in given for language in text})
    return Text({code: between.join(text.to(code) for text in given) for code in languages})


def lowered(text: Text) -> Text:
    """A text that goes on a sentence: its first letter small."""
    return Text({code: words[:1].lower() + words[1:] for code, words in text.items()})


def number(value: int, counted_in: str = "") -> Cell:
    """A count; it leads to the section that lists what was counted."""
    return Cell(value=Decimal(value), counted_in=counted_in)


def judged(family: str, code: str, source: Record | None = None) -> Cell:
    """A judgement: its word, its mark, and where it was given."""
    return Cell(in_all(mark(family, code).msgid), source=source, judgement=f"{family}.{code}")
