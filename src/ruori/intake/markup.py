"""A page pasted as HTML, read as the passages a browser would show (pure).

Only what a strategy page needs: headings, paragraphs, lists, line breaks, and words. Scripts,
styles, comments and the page's head show nothing and are passed over. Nothing is fetched or run.
Each passage keeps the numbers of the source lines its words stand on.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from ruori.intake.lines import Item, Line, Mark, clean, marked_line

_IS_HTML = re.compile(r"</(?:p|li|h[1-6]|div|td|body|html)\s*>", re.IGNORECASE)
_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[a-z][a-z0-9]*)(?:[\s/][^<>]*)?>|<!--|<![^<>]*>", re.IGNORECASE
)
_HEADING = re.compile(r"h([1-6])")
_NEWLINE = re.compile(r"\r\n|\r|\n")
_UNSEEN: Final = frozenset({"script", "style", "head", "noscript", "svg", "template"})
_INLINE: Final = frozenset(
    {"a", "abbr", "b", "cite", "em", "font", "i", "mark", "q", "s", "small", "span", "strong"}
    | {"sub", "sup", "u", "wbr"}
)
_WITHIN: Final = frozenset({"p", "div"})
_LISTS: Final = frozenset({"ul", "ol"})
_STEP = 2


def is_html(source: str) -> bool:
    """True when a source holds the end tag of a block: words alone never do."""
    return _IS_HTML.search(source) is not None


def passages(source: str) -> tuple[Item, ...]:
    """The passages of an HTML source in order, each with its mark and its source lines."""
    reading = _Reading()
    for kind, words in _tokens(source):
        if kind == "text":
            reading.words(words)
        else:
            reading.tag(kind, words)
    reading.end()
    return tuple(reading.found)


def _tokens(source: str) -> Iterator[tuple[str, str]]:
    """Pieces of text and tags in order, as ("text", words), ("open", name), ("close", name).

    What is passed over is given as text of its line ends alone, so that lines stay counted.
    """
    at = 0
    while (tag := _TAG.search(source, at)) is not None:
        yield "text", source[at : tag.start()]
        at = tag.end()
        name = (tag["name"] or "").casefold()
        unseen = not tag["close"] and name in _UNSEEN
        if unseen or tag.group() == "<!--":
            at = _after(source, at, rf"</{name}[^<>]*>" if unseen else "-->")
        yield "text", "\n" * len(_NEWLINE.findall(source, tag.start(), at))
        if name and not unseen:
            yield "close" if tag["close"] else "open", name
    yield "text", source[at:]


def _after(source: str, at: int, end: str) -> int:
    """Where what begins at `at` has ended; the end of the source when nothing ends it."""
    found = re.compile(end, re.IGNORECASE).search(source, at)
    return len(source) if found is None else found.end()


@dataclass(slots=True)
class _Reading:
    """The pass over a source: the passage under way, its block, and where in lists it stands."""

    found: list[Item] = field(default_factory=list)
    line: int = 1
    depth: int = 0
    block: str = ""
    parts: list[tuple[int, str]] = field(default_factory=list)

    def words(self, text: str) -> None:
        """Take text of the passage, part by part as its lines break."""
        for number, part in enumerate(_NEWLINE.split(text)):
            self.line += 1 if number else 0
            if part:
                self.parts.append((self.line, html.unescape(part)))

    def tag(self, kind: str, name: str) -> None:
        """A block begins or ends: so does the passage."""
        if name in _INLINE or (kind == "open" and name in _WITHIN and self._begins_item()):
            return
        self.end()
        if name in _LISTS:
            self.depth = max(0, self.depth + (1 if kind == "open" else -1))
        self.block = name if kind == "open" else ""

    def _begins_item(self) -> bool:
        """True right after `<li>`: a paragraph that begins there is the item itself."""
        return self.block == "li" and not any(words.strip() for _, words in self.parts)

    def end(self) -> None:
        """Close the passage under way; one without words is none."""
        told: dict[int, str] = {}
        for number, words in self.parts:
            told[number] = told.get(number, "") + words
        self.parts = []
        lines = [(number, clean(words)) for number, words in told.items()]
        shown = [Line(number, words, words) for number, words in lines if words]
        if shown:
            first = self._marked(shown[0])
            lines_of_it = (first, *shown[1:])
            self.found.append(Item(lines_of_it, " ".join(line.text for line in lines_of_it)))

    def _marked(self, line: Line) -> Line:
        """The first line of a passage with the mark of its block, else the mark it writes."""
        heading = _HEADING.fullmatch(self.block)
        if heading is not None:
            return replace(line, mark=Mark.HEADING, depth=int(heading[1]), opens=True)
        if self.block == "li":
            return replace(line, mark=Mark.BULLET, depth=_STEP * self.depth)
        return marked_line(line.number, line.raw, line.text, opens=True)
