"""Source lines as items: what a line says, how it is marked, which lines belong together (pure).

A line ends at LF, CR or CRLF, as an editor counts lines. Spaces of every kind become one space,
invisible signs and soft hyphens go, letters are composed (NFC); the words stay as they are.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_BREAK = re.compile(r"\r\n|\r|\n")
_INVISIBLE: Final = {ord(sign): None for sign in "\u00ad\u200b\u200c\u200d\u2060\u200e\u200f\ufeff"}
_CONTROLS: Final = dict.fromkeys((*range(32), *range(127, 160)), " ")
_BULLET = re.compile(r"(?:[•·▪◦‣●○■□∙]\s*|[-–—*+o]\s+)(?=\S)")
_NUMBER = re.compile(
    r"([0-9]{1,3}(?:\.[0-9]{1,3})*)(?:[.)]\s+|(?<=\.[0-9])\s+|(?<=\.[0-9][0-9])\s+)"
)
_NAMED_NUMBER = re.compile(
    r"(?:strateginen )?(?P<what>päämäärä|painopiste|teema|kärki|tavoite|mål|goal) "
    r"(?P<number>[0-9]{1,2}(?:\.[0-9]{1,2})*)(?:[.:)]| ?[-–—])\s+(?=\S)",
    re.IGNORECASE,
)
_GOAL_WORDS: Final = frozenset({"päämäärä", "painopiste", "mål", "goal"})
_ROMAN = re.compile(r"(?:I{1,3}|IV|VI{0,3}|IX)(?:[.)]|(?= ))\s+(?=[A-ZÅÄÖ])")
_LETTER = re.compile(r"[a-zåäö]\)\s+", re.IGNORECASE)
_HASHES = re.compile(r"#{1,6}\s+(?=\S)")
_BOLD = re.compile(r"\*\*([^*]+)\*\*")
_TAB = 4
_WRAPPED_AT = 45
"""Shortest line, in letters, that somebody's editor may have broken in the middle of a sentence."""


class Mark(StrEnum):
    """How a line presents itself."""

    PLAIN = "plain"
    BULLET = "bullet"
    NUMBER = "number"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Line:
    """One non-blank line: its words without the mark, and the mark apart.

    `depth` is the indent of a line in columns, or the number of parts of its number ("1.1" has
    two), or the number of signs before a heading. `code` is the number or letter itself. `opens`
    tells that a blank line, or the start of the source, stands before it.
    """

    number: int
    raw: str
    text: str
    mark: Mark = Mark.PLAIN
    depth: int = 0
    code: str = ""
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One or more lines that make one passage; its mark, depth and code are those of the first."""

    lines: tuple[Line, ...]
    text: str

    @property
    def line(self) -> int:
        """The number of the first line."""
        return self.lines[0].number

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of all its lines."""
        return tuple(line.number for line in self.lines)

    @property
    def mark(self) -> Mark:
        """The mark of the first line."""
        return self.lines[0].mark

    @property
    def depth(self) -> int:
        """The depth of the first line."""
        return self.lines[0].depth

    @property
    def code(self) -> str:
        """The number or letter of the first line, "" when it has none."""
        return self.lines[0].code

    @property
    def opens(self) -> bool:
        """True when a blank line or nothing stands before."""
        return self.lines[0].opens

    @property
    def is_marked(self) -> bool:
        """True for a bullet or a numbered line."""
        return self.mark in {Mark.BULLET, Mark.NUMBER}


def calls_itself_goal(item: Item) -> bool:
    """True for "Päämäärä 1: …" and "Painopiste 2 – …": a numbered line that says what it is."""
    found = _NAMED_NUMBER.match(clean(item.lines[0].raw))
    return found is not None and found["what"].casefold() in _GOAL_WORDS


def clean(text: str) -> str:
    """The words of a line: one kind of space, nothing invisible or bold, composed letters."""
    seen = unicodedata.normalize("NFC", _BOLD.sub(r"\1", text.translate(_INVISIBLE)))
    return " ".join(seen.translate(_CONTROLS).split())


def split(source: str) -> Iterator[Line]:
    """The non-blank lines of a source in order."""
    opens = True
    for number, raw in enumerate(_BREAK.split(source.removeprefix("\ufeff")), start=1):
        text = clean(raw)
        if text:
            yield marked_line(number, raw, text, opens=opens)
        opens = not text


def marked_line(number: int, raw: str, text: str, *, opens: bool) -> Line:
    """A line with the mark its words begin with told apart from them."""
    for read_mark in (_bullet, _numbered, _heading):
        found = read_mark(raw, text)
        if found is not None:
            mark, depth, code, words = found
            return Line(number, raw, words, mark, depth, code, opens)
    return Line(number, raw, text, depth=_indent(raw), opens=opens)


_Marked = tuple[Mark, int, str, str]


def _bullet(raw: str, text: str) -> _Marked | None:
    found = _BULLET.match(text)
    return None if found is None else (Mark.BULLET, _indent(raw), "", text[found.end() :])


def _numbered(_raw: str, text: str) -> _Marked | None:
    found = _NUMBER.match(text) or _ROMAN.match(text) or _LETTER.match(text)
    if found is not None and found.end() < len(text):
        code = found.group().rstrip(" .)")
        return Mark.NUMBER, code.count(".") + 1, code, text[found.end() :]
    named = _NAMED_NUMBER.match(text)
    if named is None:
        return None
    code = named["number"]
    depth = max(code.count(".") + 1, 2 if named["what"].casefold() == "tavoite" else 1)
    return Mark.NUMBER, depth, code, text[named.end() :]


def _heading(_raw: str, text: str) -> _Marked | None:
    found = _HASHES.match(text)
    words = "" if found is None else text[found.end() :].rstrip(" #")
    if found is None or not words:
        return None
    return Mark.HEADING, len(found.group().rstrip()), "", words


def _indent(raw: str) -> int:
    visible = raw.translate(_INVISIBLE)
    space = visible[: len(visible) - len(visible.lstrip())]
    return sum(_TAB if sign == "\t" else 1 for sign in space)


def join(lines: Iterable[Line], *, may_continue: Callable[[str], bool]) -> tuple[Item, ...]:
    """The items of a source: a line that goes on in the middle of a sentence joins the one before.

    `may_continue` says of the first line of an item whether more may follow: a heading never goes
    on over the next line.
    """
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _goes_on(groups[-1][-1], line) and may_continue(groups[-1][0].text):
            groups[-1].append(line)
        else:
            groups.append([line])
    return tuple(Item(tuple(group), " ".join(line.text for line in group)) for group in groups)


def _goes_on(before: Line, line: Line) -> bool:
    if line.opens or line.mark is not Mark.PLAIN or before.text[-1] in ".!?:;":
        return False
    if before.text[-1] == ",":
        return True
    hangs = before.mark is Mark.BULLET and line.depth > before.depth
    return line.text[0].islower() and (hangs or len(before.text) >= _WRAPPED_AT)
