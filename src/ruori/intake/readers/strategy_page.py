"""Reader of a city's strategy page: its strategy, its policies, its list of programmes (pure).

Golden case: the founding page of Kemi gives 3 values, 3 goals of 5 objectives each, a policy
adopted on 27.8.2018 with its commitments, and 7 lines of other programmes (domain § 1). Other
cities' pages and older forms of the same page go through the same steps: lines and their marks
(lines.py), chapters and sections (guess/chapters.py), outlines within a section
(guess/outline.py), elements and plans (guess/elements.py, guess/documents.py). What no step
understands is left for a person.
"""

from typing import Final

from ruori.intake.draft import Draft
from ruori.intake.guess.chapters import take_apart
from ruori.intake.guess.documents import plans_of
from ruori.intake.guess.headings import section_of_text
from ruori.intake.lines import Item, join, split
from ruori.intake.markup import is_html, passages
from ruori.intake.refuse import decode
from ruori.kernel.text import N_

NAME: Final = "strategy_page"
TITLE: Final = N_("Strategy page")


def read(content: bytes) -> Draft:
    """The draft of a page. Raises Refusal when the bytes are no text (refuse.py), and only then."""
    return read_text(decode(content))


def read_text(source: str) -> Draft:
    """The draft of a page given as text; any text has one, perhaps with everything left open."""
    page = take_apart(_items(source))
    plans = sorted(plans_of(page), key=lambda plan: plan.line)
    left = sorted(page.left, key=lambda item: item.line)
    return Draft(plans=tuple(plans), needs_review=tuple(left))


def _items(source: str) -> tuple[Item, ...]:
    if is_html(source):
        return passages(source)
    return join(split(source), may_continue=_is_no_heading)


def _is_no_heading(text: str) -> bool:
    return section_of_text(text) is None
