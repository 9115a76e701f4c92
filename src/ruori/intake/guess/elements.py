"""Elements out of sections: values, goals with their objectives, commitments, text (pure)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ruori.intake.draft import Certainty, Element, ElementKind, Remark
from ruori.intake.guess.chapters import Block
from ruori.intake.guess.headings import LABELS, Section, inline_section, section_of
from ruori.intake.guess.outline import Branch, outline, prose_as_list
from ruori.intake.guess.promises import is_promise, parts
from ruori.intake.guess.titles import is_title, named, sentences
from ruori.intake.lines import Item, Mark

_LISTED = re.compile(r"(?:^|\bovat:?\s+|\bär:?\s+|\bare:?\s+)(?P<list>[^.;:]+)\.?$")
_JOINT = re.compile(r",\s+(?:(?:ja|sekä|och|and)\s+)?|\s+(?:ja|sekä|och|and)\s+")
_FEWEST = 2
_NAME_WORDS = 3


def is_label(item: Item) -> bool:
    """True for "Tavoitteet" or "Toimenpiteet" standing inside a section."""
    return item.mark is not Mark.BULLET and section_of(item) in LABELS


def heading_words(heading: Item) -> str:
    """The name of a section, without what its own line says after it."""
    inline = inline_section(heading)
    return heading.text.rstrip(": ") if inline is None else inline[1]


def paragraph(items: Iterable[Item]) -> str:
    """The words of several passages, one under another."""
    return "\n".join(item.text for item in items)


def numbers(items: Iterable[Item]) -> tuple[int, ...]:
    """The source lines of several passages."""
    return tuple(number for item in items for number in item.numbers)


def text_of(items: Sequence[Item], title: str = "", heading: Sequence[int] = ()) -> Element:
    """A piece of text as one element, with the lines of its heading."""
    lines = tuple(dict.fromkeys((*heading, *numbers(items))))
    return Element(ElementKind.TEXT, title, paragraph(items), lines[0], lines=lines[1:])


def values(block: Block) -> Iterator[Element]:
    """The values of a section; prose before the first stays text."""
    listed = _listed_values(block.items)
    tree = outline([] if listed else block.items, lambda _item: False)
    yield from listed
    if tree.before:
        yield text_of(tree.before)
    for branch in tree.branches:
        title, explained = named(branch.name.text)
        under = tuple(_flat(branch))
        told = "\n".join(part for part in (explained, paragraph(under)) if part)
        lines = (*branch.name.numbers[1:], *numbers(under))
        line = branch.name.line
        yield Element(ElementKind.VALUE, title.rstrip(":"), told, line, lines=lines)


def _flat(branch: Branch) -> Iterator[Item]:
    yield from branch.prose
    for under in branch.branches:
        yield under.name
        yield from _flat(under)


def _listed_values(items: Sequence[Item]) -> list[Element]:
    """Values counted in one sentence: "Arvomme ovat avoimuus, rohkeus ja vastuullisuus."."""
    if len(items) != 1 or items[0].is_marked:
        return []
    found = _LISTED.search(items[0].text)
    listed = [] if found is None else [part.strip() for part in _JOINT.split(found["list"])]
    if len(listed) < _FEWEST or any(not 0 < len(n.split()) <= _NAME_WORDS for n in listed):
        return []
    line, more = items[0].line, items[0].numbers[1:]
    return [
        Element(
            kind=ElementKind.VALUE,
            title=name[0].upper() + name[1:],
            text="",
            line=line,
            lines=more,
            certainty=Certainty.LIKELY,
        )
        for name in listed
    ]


def goals(block: Block, *notes: Remark) -> Iterator[Element]:
    """The goals of a section with their objectives; prose before the first stays text."""
    tree = outline(block.items, is_label)
    if tree.before:
        yield text_of(tree.before)
    for branch in tree.branches:
        yield _goal(branch, notes)


def _goal(branch: Branch, notes: tuple[Remark, ...]) -> Element:
    listed = prose_as_list(branch)
    title, explained = named(branch.name.text)
    told = "\n".join(part for part in (explained, paragraph(branch.prose)) if part)
    return Element(
        kind=ElementKind.GOAL,
        title=title.rstrip(":"),
        text=told,
        line=branch.name.line,
        children=tuple(_objective(under, likely=listed) for under in branch.branches),
        lines=(*branch.name.numbers[1:], *numbers(branch.prose), *numbers(branch.labels)),
        code=branch.name.code,
        certainty=Certainty.LIKELY if notes else Certainty.CERTAIN,
        notes=notes,
    )


def _objective(branch: Branch, *, likely: bool) -> Element:
    notes = _doubts(branch)
    certainty = Certainty.LIKELY if likely else Certainty.CERTAIN
    return Element(
        kind=ElementKind.TEXT if notes else ElementKind.OBJECTIVE,
        title=branch.name.text,
        text=paragraph(branch.prose),
        line=branch.name.line,
        children=tuple(_objective(under, likely=True) for under in branch.branches),
        lines=(*branch.name.numbers[1:], *numbers(branch.prose)),
        code=branch.name.code,
        certainty=Certainty.UNCERTAIN if notes else certainty,
        notes=notes,
    )


def _doubts(branch: Branch) -> tuple[Remark, ...]:
    if branch.label is None or section_of(branch.label) is not Section.MEASURES:
        return ()
    return (Remark("NOT_AN_OBJECTIVE", {"heading": branch.label.text.rstrip(":")}),)


def implied_goals(block: Block) -> Iterator[Element]:
    """Goals that no heading announces: names with marked lines under them; the rest is text."""
    tree = outline(block.items, is_label)
    if tree.before:
        yield text_of(tree.before)
    for branch in tree.branches:
        if branch.branches and is_title(branch.name):
            yield _goal(branch, (Remark("IMPLIED_GOALS"),))
        else:
            yield _text_branch(branch)


def _text_branch(branch: Branch) -> Element:
    under = (*branch.prose, *branch.labels, *(item for b in branch.branches for item in _whole(b)))
    if is_title(branch.name) and under:
        return text_of(under, branch.name.text, branch.name.numbers)
    return text_of((branch.name, *under))


def _whole(branch: Branch) -> Iterator[Item]:
    yield branch.name
    yield from _flat(branch)


def commitments(items: Sequence[Item]) -> Iterator[Element]:
    """The promises of a policy in their order; what only describes stays text.

    A listed line is a promise whatever its words; under a short name over it stands text.
    """
    for item in items:
        if item.is_marked:
            yield _commitment(item, item.text, Certainty.CERTAIN)
        elif is_title(item):
            yield replace(text_of((item,)), certainty=Certainty.LIKELY)
        else:
            yield from _promised(item)


def _promised(item: Item) -> Iterator[Element]:
    described: list[str] = []
    for sentence in sentences(item.text):
        if not is_promise(sentence):
            described.append(sentence)
            continue
        if described:
            yield _described(item, described)
            described = []
        yield from _told_apart(item, sentence)
    if described:
        yield _described(item, described)


def _described(item: Item, told: Sequence[str]) -> Element:
    return replace(text_of((item,)), text=" ".join(told))


def _told_apart(item: Item, sentence: str) -> Iterator[Element]:
    found = parts(sentence)
    if len(found) == 1:
        yield _commitment(item, sentence, Certainty.LIKELY)
        return
    for at, part in enumerate(found, start=1):
        note = Remark("SPLIT_SENTENCE", {"part": at, "count": len(found)})
        one = _commitment(item, part, Certainty.LIKELY)
        yield replace(one, text=sentence, notes=(note,))


def _commitment(item: Item, title: str, certainty: Certainty) -> Element:
    return Element(
        kind=ElementKind.COMMITMENT,
        title=title,
        text="",
        line=item.line,
        lines=item.numbers[1:],
        code=item.code,
        certainty=certainty,
    )
