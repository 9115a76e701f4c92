"""Source lines as items: what a line says, how it is marked, and which lines belong together (pure).

A line ends at LF, CR or CRLF, as an editor counts lines. Spaces of every kind become one space,
invisible signs and soft hyphens go, letters are composed (NFC); the words stay as they are.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_BREAK = re.compile(r"\r\n|\r|\n")
_INVISIBLE: Final = {ord(sign): None for sign in "\u00ad\u200b\u200c\u200d\u2060\u200e\u200f\ufeff"}
_BULLET = re.compile(r"(?:[•·▪◦‣●○■□∙]\s*|[-–—*+o]\s+)(?=\S)")
_NUMBER = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,3})*)(?:[.)]\s+|(?<=\.[0-9])\s+|(?<=\.[0-9][0-9])\s+)")
_LETTER = re.compile(r"[a-zåäö]\)\s+", re.IGNORECASE)
_HASHES = re.compile(r"#{1,6}\s+(?=\S)")
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
    """One non-blank line: its words without the mark, and the mark apart."""

    number: int
    raw: str
    text: str
    mark: Mark = Mark.PLAIN
    depth: int = 0
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One or more lines that make one passage.

    `depth` is the indent of a bullet in columns, or the number of parts of a number ("1.1" has two).
    `opens` tells that a blank line, or the start of the source, stands before it.
    """

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
    def opens(self) -> bool:
        """True when a blank line or nothing stands before."""
        return self.lines[0].opens

    @property
    def is_marked(self) -> bool:
        """True for a bullet or a numbered line."""
        return self.mark in {Mark.BULLET, Mark.NUMBER}


def clean(text: str) -> str:
    """The words of a line: one kind of space, nothing invisible, composed letters."""
    seen = unicodedata.normalize("NFC", text.translate(_INVISIBLE))
    return " ".join("".join(" " if _is_control(sign) else sign for sign in seen).split())


def _is_control(sign: str) -> bool:
    return sign < " " or "\x7f" <= sign < "\xa0"


def split(source: str) -> Iterator[Line]:
    """The non-blank lines of a source in order."""
    opens = True
    for number, raw in enumerate(_BREAK.split(source.removeprefix("\ufeff")), start=1):
        text = clean(raw)
        if text:
            yield _line(number, raw, text, opens=opens)
        opens = not text


def _line(number: int, raw: str, text: str, *, opens: bool) -> Line:
    for pattern, mark in (
        (_BULLET, Mark.BULLET),
        (_NUMBER, Mark.NUMBER),
        (_LETTER, Mark.NUMBER),
        (_HASHES, Mark.HEADING),
    ):
        found = pattern.match(text)
        if found and found.end() < len(text):
            depth = _indent(raw) if mark is Mark.BULLET else _parts(found.group())
            return Line(number, raw, text[found.end() :], mark, depth, opens)
    return Line(number, raw, text, opens=opens)


def _indent(raw: str) -> int:
    visible = raw.translate(_INVISIBLE)
    space = visible[: len(visible) - len(visible.lstrip())]
    return sum(_TAB if sign == "\t" else 1 for sign in space)


def _parts(number: str) -> int:
    return number.rstrip().rstrip(".)").count(".") + 1


def join(lines: Iterable[Line], *, may_continue: "Continues") -> tuple[Item, ...]:
    """The items of a source: a line that goes on in the middle of a sentence joins the one before."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _goes_on(groups[-1][-1], line) and may_continue(groups[-1][0].text):
            groups[-1].append(line)
        else:
            groups.append([line])
    return tuple(Item(tuple(group), " ".join(line.text for line in group)) for group in groups)


def _goes_on(before: Line, line: Line) -> bool:
    return (
        not line.opens
        and line.mark is Mark.PLAIN
        and line.text[0].islower()
        and len(before.text) >= _WRAPPED_AT
        and before.text[-1] not in ".!?:;"
    )


class Continues:
    """Says whether an item that begins so may go on over the next line: a heading never does."""

    def __call__(self, text: str) -> bool:
        """True when the next line may belong to this text."""
        raise NotImplementedError
