"""Years as pages write them: "2022-2025", "2022–25", "vuosille 2022 - 2024", "2030" (pure)."""

import re
from dataclasses import dataclass
from datetime import date

_CENTURY = 100
_SPAN = re.compile(
    r"(?<![\d.,/-])(?P<first>(?:19|20|21)\d{2})\s?(?:[-–—−]|\.\.)\s?(?P<last>(?:19|20|21)\d{2}|\d{2})"
    r"(?![\d/]|[.,-]\d)"
)
_YEAR = re.compile(r"(?<![\d.,/-])(?:19|20|21)\d{2}(?![\d/]|[.,-]\d|\s?[-–—−]\s?\d|-luvu)")


@dataclass(frozen=True, slots=True)
class Span:
    """Whole calendar years from the first to the last, both included."""

    first: int
    last: int

    @property
    def begins(self) -> date:
        """The first day."""
        return date(self.first, 1, 1)

    @property
    def ends(self) -> date:
        """The last day."""
        return date(self.last, 12, 31)

    def __str__(self) -> str:
        return f"{self.first}–{self.last}"


def spans(text: str) -> list[Span]:
    """The spans of years in a text in its order; one that runs backwards is none.

    Two digits after the dash continue the century of the first year: "2022-25" is 2022–2025.
    """
    found = []
    for match in _SPAN.finditer(text):
        first, last = int(match["first"]), int(match["last"])
        if last < _CENTURY:
            last += first - first % _CENTURY
        if first <= last:
            found.append(Span(first, last))
    return found


def single_year(text: str) -> int | None:
    """The only year of a text that names one year and no span, else None."""
    if _SPAN.search(text):
        return None
    found = set(_YEAR.findall(text))
    return int(found.pop()) if len(found) == 1 else None


def without_years(text: str) -> str:
    """The text without its years and the words that carry them."""
    bare = _YEAR.sub(" ", _SPAN.sub(" ", text))
    return " ".join(re.sub(r"\b(?:vuosille|vuosiksi|vuosina|åren|years)\b", " ", bare).split())
