"""Plans out of chapters: the city's own document, and its policies (pure)."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ruori.intake.draft import Certainty, DraftDecision, DraftPlan, Element, Remark
from ruori.intake.guess import elements, kinds
from ruori.intake.guess.chapters import Block, Chapter, Page
from ruori.intake.guess.decisions import Adoption, adoption
from ruori.intake.guess.headings import Section, section_of
from ruori.intake.guess.names import name_of
from ruori.intake.guess.numbering import numbered
from ruori.intake.guess.programmes import listed
from ruori.intake.guess.titles import is_title, sentences
from ruori.intake.lines import Item

_STRATEGIC = frozenset({Section.VALUES, Section.VISION, Section.MISSION, Section.GOALS})


def plans_of(page: Page) -> Iterator[DraftPlan]:
    """The plans of a page. What belongs to none is left on the page for a person."""
    yield from _main(page)
    yield from _policies(page)
    for block in page.programmes:
        plans, loose = listed(block)
        yield from plans
        for item in loose:
            page.leave(item, Remark("UNPLACED"))


def _main(page: Page) -> Iterator[DraftPlan]:
    chapter = page.main
    title = chapter.title or _title_in(chapter)
    if title is None and not _is_strategic(chapter):
        for item in _items(chapter):
            page.leave(item, Remark("UNPLACED"))
        return
    _take_out(chapter, title)
    decided = _decision(chapter, title)
    found = tuple(_elements(chapter))
    yield _with_title(title, decided, found, _headings(chapter))


def _title_in(chapter: Chapter) -> Item | None:
    """The title among the items before any heading: a document's name, else the first name."""
    titles = [item for item in chapter.blocks[0].items if is_title(item)]
    documents = [item for item in titles if kinds.names_document(name_of(item.text).words)]
    if documents or not _is_strategic(chapter):
        return documents[0] if documents else None
    return titles[0] if titles else None


def _is_strategic(chapter: Chapter) -> bool:
    return any(block.section in _STRATEGIC for block in chapter.blocks)


def _items(chapter: Chapter) -> Iterator[Item]:
    for block in chapter.blocks:
        if block.heading is not None:
            yield block.heading
        yield from (item for item in block.items if item.numbers != block.numbers)


def _take_out(chapter: Chapter, item: Item | None) -> None:
    for block in chapter.blocks:
        block.items = [other for other in block.items if other is not item]


def _headings(chapter: Chapter) -> tuple[int, ...]:
    return tuple(number for block in chapter.blocks for number in block.numbers)


def _with_title(
    title: Item | None,
    decided: tuple[DraftDecision | None, tuple[Remark, ...]],
    found: tuple[Element, ...],
    lines: tuple[int, ...],
) -> DraftPlan:
    decision, doubts = decided
    name = "" if title is None else name_of(title.text).words
    guess = kinds.main_plan(name)
    notes = (*guess.notes, *doubts) if title is not None else (Remark("NO_TITLE"), *doubts)
    own = lines if title is None else (*title.numbers[1:], *lines)
    plan = DraftPlan(
        kind=guess.kind,
        title=name,
        line=0 if title is None else title.line,
        valid_from=guess.valid_from,
        valid_to=guess.valid_to,
        decision=decision,
        elements=numbered(sorted(found, key=lambda element: element.line)),
        lines=own,
        certainty=guess.certainty,
        notes=notes,
    )
    return plan if title is not None else replace(plan, line=min(plan.placed() - {0}))


def _decision(
    chapter: Chapter, title: Item | None
) -> tuple[DraftDecision | None, tuple[Remark, ...]]:
    """The first adoption the chapter tells of, in brackets after its title or in a sentence.

    The sentence leaves the text only when it stands alone.
    """
    named = None if title is None else name_of(title.text).adoption
    if title is not None and named is not None:
        told = DraftDecision(named.body, named.day, named.section, title.line, title.text)
        return told, _doubts(named)
    for block in chapter.blocks:
        for item in block.items:
            found_in = None if item.is_marked else _adoption_in(item)
            if found_in is not None:
                sentence, found = found_in
                if sentence == item.text:
                    _take_out(chapter, item)
                decision = DraftDecision(found.body, found.day, found.section, item.line, sentence)
                return decision, _doubts(found)
    return None, ()


def _adoption_in(item: Item) -> tuple[str, Adoption] | None:
    for sentence in sentences(item.text):
        found = adoption(sentence)
        if found is not None:
            return sentence, found
    return None


def _doubts(found: Adoption) -> tuple[Remark, ...]:
    return (Remark("NO_SUCH_DATE", {"raw": found.no_such_date}),) if found.no_such_date else ()


def _elements(chapter: Chapter) -> Iterator[Element]:
    implied = not chapter.has(Section.GOALS)
    for block in chapter.blocks:
        if block.section is None:
            yield from _front(block.items, implied=implied)
        elif block.items:
            yield from _of_section(block)


def _front(items: Iterable[Item], *, implied: bool) -> Iterator[Element]:
    if implied:
        yield from elements.implied_goals(Block(items=list(items)))
    else:
        yield from (
            replace(elements.text_of((item,)), certainty=Certainty.LIKELY) for item in items
        )


def _of_section(block: Block) -> Iterator[Element]:
    if block.section is Section.VALUES:
        yield from elements.values(block)
    elif block.section is Section.GOALS:
        yield from elements.goals(block)
    elif block.heading is not None:
        yield _told(block, block.heading)


def _told(block: Block, heading: Item) -> Element:
    """A section of text under its heading; measures and indicators are marked as such."""
    name = elements.heading_words(heading)
    told = elements.text_of(block.items, name, heading.numbers)
    if section_of(heading) is not Section.MEASURES:
        return told
    note = Remark("NOT_AN_OBJECTIVE", {"heading": name})
    return replace(told, certainty=Certainty.UNCERTAIN, notes=(note,))


def _policies(page: Page) -> Iterator[DraftPlan]:
    told: set[str] = set()
    for chapter in sorted(page.chapters[1:], key=lambda chapter: not any(_items(chapter))):
        if chapter.title is None:
            continue
        name = chapter.title.text.casefold()
        if name in told and not any(_items(chapter)):
            page.leave(chapter.title, Remark("REPEATED"))
        else:
            yield _policy(chapter, chapter.title)
        told.add(name)


def _policy(chapter: Chapter, title: Item) -> DraftPlan:
    decided = _decision(chapter, title)
    found: list[Element] = []
    for block in chapter.blocks:
        if block.section in {Section.VALUES, Section.VISION, Section.MISSION} and block.items:
            found.extend(_of_section(block))
        else:
            found.extend(elements.commitments(block.items))
    return _with_title(title, decided, tuple(found), _headings(chapter))
