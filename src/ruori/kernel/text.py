"""A text of the city in its languages, with a fallback and never a silent mix."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

LANGUAGES = ("fi", "sv", "en")
FALLBACK = ("fi", "sv", "en")


def N_(msgid: str) -> str:  # noqa: N802 - the customary name of the marker
    """Mark a message for translation where it is shown, not where it is made."""
    return msgid


@dataclass(frozen=True, slots=True)
class Shown:
    """A text as it can be shown to a reader: the words and the language they are really in."""

    text: str
    language: str


class Text(Mapping[str, str]):
    """An immutable text in several languages, `{"fi": "…", "sv": "…"}`; empty strings are dropped.

    More languages than the interface speaks may be stored, so a city can add Northern Sámi.
    """

    __slots__ = ("_by_language",)

    def __init__(self, by_language: Mapping[str, str] | str = "", /, **more: str) -> None:
        """Take a mapping, or a plain Finnish string, or languages by keyword."""
        given = {"fi": by_language} if isinstance(by_language, str) else dict(by_language)
        given.update(more)
        self._by_language = {code: words for code, words in sorted(given.items()) if words}

    def __getitem__(self, language: str) -> str:
        return self._by_language[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_language)

    def __len__(self) -> int:
        return len(self._by_language)

    def __hash__(self) -> int:
        return hash(tuple(self._by_language.items()))

    def __repr__(self) -> str:
        return f"Text({self._by_language!r})"

    def __str__(self) -> str:
        return self.to("fi")

    def shown(self, language: str) -> Shown:
        """The words for a reader of `language`, else the first language that has them."""
        for code in (language, *FALLBACK, *self._by_language):
            if code in self._by_language:
                return Shown(self._by_language[code], code)
        return Shown("", language)

    def to(self, language: str) -> str:
        """Only the words of `shown`."""
        return self.shown(language).text

    def with_language(self, language: str, words: str) -> "Text":
        """The same text with one language replaced (removed when empty)."""
        return Text({**self._by_language, language: words})


EMPTY = Text()
