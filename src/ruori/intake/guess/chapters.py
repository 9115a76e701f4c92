"""Parting a page into chapters, one for each document it holds, and these into sections (pure)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import zip_longest

from ruori.intake.draft import Remark, Unplaced
from ruori.intake.guess import kinds, page
from ruori.intake.guess.decisions import adoption
from ruori.intake.guess.headings import LABELS, Section, inline_section, section_of
from ruori.intake.guess.names import name_of
from ruori.intake.guess.titles import is_title
from ruori.intake.guess.years import spans
from ruori.intake.lines import Item, Mark, calls_itself_goal


class ChapterKind(StrEnum):
    """What a chapter of the page is about."""

    MAIN = "main"
    POLICY = "policy"


@dataclass(slots=True)
class Block:
    """A section: its heading, what the heading's own line says after it, and its items.

    A block without a section holds what stands before any heading.
    """

    section: Section | None = None
    heading: Item | None = None
    items: list[Item] = field(default_factory=list)

    @property
    def numbers(self) -> tuple[int, ...]:
        """The lines of the heading."""
        return () if self.heading is None else self.heading.numbers


@dataclass(slots=True)
class Chapter:
    """One document of the page: its title if it has one, and its sections."""

    kind: ChapterKind
    title: Item | None = None
    blocks: list[Block] = field(default_factory=lambda: [Block()])

    def open(self, block: Block) -> Block:
        """Begin a section."""
        self.blocks.append(block)
        return block

    def has(self, section: Section) -> bool:
        """True when the chapter has begun such a section."""
        return any(block.section is section for block in self.blocks)


@dataclass(slots=True)
class Page:
    """A page taken apart: its own documents, its list of other programmes, and what is left."""

    chapters: list[Chapter] = field(default_factory=lambda: [Chapter(ChapterKind.MAIN)])
    programmes: list[Block] = field(default_factory=list)
    left: list[Unplaced] = field(default_factory=list)

    @property
    def main(self) -> Chapter:
        """The chapter of the city's strategy, or of whatever document the page is about."""
        return self.chapters[0]

    def leave(self, item: Item, why: Remark) -> None:
        """Leave each line of an item for a person."""
        self.left.extend(Unplaced(line.number, line.raw.strip(), why) for line in item.lines)


_STRATEGIC = frozenset({Section.VALUES, Section.VISION, Section.MISSION, Section.GOALS})


def take_apart(items: Sequence[Item]) -> Page:
    """The chapters and sections of a page, in one pass from its first line to its last."""
    taken = _Taking(Counter(heading_key(item) for item in items if section_of(item) in LABELS))
    kept = [item for item in items if not taken.leaves(item, page.aside(item))]
    again = page.repeated(kept, is_opening)
    kept = [item for item in kept if not taken.leaves(item, again.get(item.line))]
    for item, following in zip_longest(kept, kept[1:]):
        taken.take(item, following)
    return taken.page


def is_opening(item: Item) -> bool:
    """True for a heading that opens a section, a policy or a strategy."""
    if is_title(item) and (kinds.is_policy_title(item.text) or kinds.is_strategy_title(item.text)):
        return True
    return section_of(item) not in {None, *LABELS}


def heading_key(item: Item) -> str:
    """A heading by its words alone, so that "Tavoitteet" and "Tavoitteet:" are one."""
    return item.text.rstrip(": ").casefold()


class _Taking:
    """The pass itself: the chapter and section that the next item falls in.

    `labels` counts how often each "Tavoitteet" or "Toimenpiteet" stands on the page.
    """

    def __init__(self, labels: Counter[str]) -> None:
        self.page = Page()
        self._labels = labels
        self._chapter = self.page.main
        self._block = self._chapter.blocks[0]

    def take(self, item: Item, following: Item | None) -> None:
        """Put one item where it belongs."""
        if not (self._begins_chapter(item, following) or self._begins_section(item)):
            self._put(item)

    def leaves(self, item: Item, why: Remark | None) -> bool:
        """Leave an item for a person when there is a reason to; tells whether there was."""
        if why is not None:
            self.page.leave(item, why)
        return why is not None

    def _put(self, item: Item) -> None:
        if self._block.section is Section.ASIDE:
            self.page.leave(item, Remark("FURNITURE"))
        else:
            self._block.items.append(item)

    def _begins_chapter(self, item: Item, following: Item | None) -> bool:
        if not is_title(item) or _is_listed(self._block, item, following):
            return False
        name = name_of(item.text).words
        if kinds.is_policy_title(name):
            return self._begin(Chapter(ChapterKind.POLICY, item))
        return kinds.is_strategy_title(name) and self._name_main(item)

    def _name_main(self, item: Item) -> bool:
        """Take a strategy's title; the same title once more is left for a person."""
        main = self.page.main
        if main.title is None:
            main.title = item
        elif main.title.text.casefold() == item.text.casefold():
            self.page.leave(item, Remark("REPEATED"))
        elif self._names_better(item, main.title):
            main.blocks[0].items.append(main.title)
            main.title = item
        else:
            return False
        self._chapter = main
        self._block = main.open(Block()) if self._block not in main.blocks else self._block
        return True

    def _names_better(self, item: Item, title: Item) -> bool:
        """True when the page's own name ("Kemi – Strategia") is followed by one with years."""
        is_next = len(self.page.main.blocks) == 1 and not self.page.main.blocks[0].items
        return is_next and bool(spans(item.text)) and not spans(title.text)

    def _begin(self, chapter: Chapter) -> bool:
        self.page.chapters.append(chapter)
        self._chapter, self._block = chapter, chapter.blocks[0]
        return True

    def _begins_section(self, item: Item) -> bool:
        inline = inline_section(item)
        section = section_of(item) if inline is None else inline[0]
        if section is None:
            return self._begins_goals(item)
        if self._is_inside(section, item):
            return False
        if section is Section.ASIDE:
            self.page.leave(item, Remark("FURNITURE"))
        if section in _STRATEGIC and self.page.main.title is not None:
            self._chapter = self.page.main
        self._block = Block(_opened(section), None if section is Section.ASIDE else item)
        if inline is not None:
            self._block.items.append(Item(item.lines, inline[2]))
        self._keep()
        return True

    def _begins_goals(self, item: Item) -> bool:
        """Goals without a heading, when the first calls itself one: "Päämäärä 1. Elinvoima"."""
        if self._block.section is Section.GOALS or not calls_itself_goal(item):
            return False
        self._chapter = self.page.main
        self._block = Block(Section.GOALS, items=[item])
        self._keep()
        return True

    def _keep(self) -> None:
        if self._block.section is Section.PROGRAMMES:
            self.page.programmes.append(self._block)
        elif self._block.section is not Section.ASIDE:
            self._chapter.blocks.append(self._block)

    def _is_inside(self, section: Section, item: Item) -> bool:
        """True when a heading only labels a part of the present section or chapter."""
        if section not in {Section.OBJECTIVES, Section.MEASURES, Section.TEXT}:
            return False
        if self._block.section is Section.PROGRAMMES:
            return item.mark is not Mark.HEADING
        if self._chapter.kind is ChapterKind.POLICY:
            return True
        return section in LABELS and self._is_label(item)

    def _is_label(self, item: Item) -> bool:
        """True inside goals: right under a name or its prose, or when each goal has the same."""
        if self._block.section is not Section.GOALS or not self._block.items:
            return False
        before = self._block.items
        return (
            self._labels[heading_key(item)] > 1
            or len(before) == 1
            or not before[-1].is_marked
            or any(section_of(other) in LABELS for other in before)
        )


def _opened(section: Section) -> Section:
    """ "Tavoitteet" that labels nothing opens goals, "Toimenpiteet" opens text."""
    opened = {Section.OBJECTIVES: Section.GOALS, Section.MEASURES: Section.TEXT}
    return opened.get(section, section)


def _is_listed(block: Block, item: Item, following: Item | None) -> bool:
    """True for a title that is one line of the list of programmes and has no text of its own."""
    if block.section is not Section.PROGRAMMES:
        return False
    if following is None or following.is_marked:
        return True
    if adoption(following.text) is not None or section_of(following) in _STRATEGIC:
        return False
    return is_title(following) or not is_title(item)
