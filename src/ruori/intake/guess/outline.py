"""The shape of a section: which passages lead, and what stands under each (pure).

Pages mark the same shape in many ways: a name with bullets under it, numbers over bullets, bullets
over deeper bullets, a name with prose, a name with "Tavoitteet" and "Toimenpiteet" under it, or
plain lines and nothing else. Leaders are chosen once for a whole section, by its strongest mark.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ruori.intake.guess.titles import is_title, sentences
from ruori.intake.lines import Item, Mark

_DEEPEST = 3
_JITTER = 2
"""Columns a bullet must be indented by to count as deeper: copied lists are never straight."""
_LIST_LINE = 300
_FEWEST_LINES = 2

IsLabel = Callable[[Item], bool]


@dataclass(slots=True)
class Branch:
    """A leading passage with the prose and the branches under it, and the label it stands under."""

    name: Item
    label: Item | None = None
    prose: list[Item] = field(default_factory=list)
    labels: list[Item] = field(default_factory=list)
    branches: list["Branch"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Outline:
    """What stands before the first leader, and the leaders."""

    before: tuple[Item, ...]
    branches: tuple[Branch, ...]


def outline(items: Sequence[Item], is_label: IsLabel) -> Outline:
    """The outline of a section's items."""
    leads = _leaders(items, is_label)
    if not leads:
        return Outline(tuple(items), ())
    branches = []
    for start, end in zip(leads, [*leads[1:], len(items)], strict=True):
        branches.append(_branch(items[start], items[start + 1 : end], is_label))
    return Outline(tuple(items[: leads[0]]), tuple(branches))


def prose_as_list(branch: Branch) -> bool:
    """Turn plain lines under a name into branches when they read as a list, not as a paragraph.

    They do when there are several, each short, and most of them a single sentence. Tells whether
    they did.
    """
    lines = branch.prose
    if branch.branches or len(lines) < _FEWEST_LINES:
        return False
    single = sum(len(sentences(item.text)) == 1 for item in lines)
    if any(len(item.text) > _LIST_LINE for item in lines) or 2 * single <= len(lines):
        return False
    branch.branches = [Branch(item) for item in lines]
    branch.prose = []
    return True


def _leaders(items: Sequence[Item], is_label: IsLabel) -> list[int]:
    headings = [item.depth for item in items if item.mark is Mark.HEADING and not is_label(item)]
    if headings:
        return [
            at
            for at, item in enumerate(items)
            if item.mark is Mark.HEADING and item.depth == min(headings) and not is_label(item)
        ]
    over_labels = _over_labels(items, is_label)
    if over_labels:
        return over_labels
    titles = [at for at, item in enumerate(items) if is_title(item)]
    marked = [at for at, item in enumerate(items) if item.is_marked]
    if titles and (not marked or titles[0] < marked[0]):
        return _leading_titles(items, titles)
    return _leading_marks(items, marked)


def _over_labels(items: Sequence[Item], is_label: IsLabel) -> list[int]:
    """Names that stand right over the section's first label, or over the prose above it.

    None when another name stands before them: then the label is not what tells names from lines.
    """
    first = next((_words(item) for item in items if is_label(item)), None)
    found = []
    over = False
    for at in range(len(items) - 1, -1, -1):
        item = items[at]
        if is_label(item):
            over = _words(item) == first
        elif over and (item.is_marked or is_title(item)):
            found.append(at)
            over = False
    is_first = bool(found) and not any(
        item.is_marked or is_title(item) for item in items[: found[-1]]
    )
    return found[::-1] if is_first else []


def _words(label: Item) -> str:
    return label.text.rstrip(": ").casefold()


def _leading_titles(items: Sequence[Item], titles: list[int]) -> list[int]:
    """Titles with something under them; when all are titles, those that open a group of lines."""
    named = set(titles)
    over = [at for at in titles if at + 1 < len(items) and at + 1 not in named]
    if over:
        return over
    opening = [at for at in titles if items[at].opens]
    grouped = [at for at in opening if at + 1 < len(items) and not items[at + 1].opens]
    return opening if len(grouped) > len(opening) // 2 and len(opening) > 1 else titles


def _leading_marks(items: Sequence[Item], marked: list[int]) -> list[int]:
    if not marked:
        return []
    first = items[marked[0]].mark
    same = [at for at in marked if items[at].mark is first]
    least = min(items[at].depth for at in same)
    return [at for at in same if not _is_deeper(items[at], least)]


def _is_deeper(item: Item, least: int) -> bool:
    return item.depth - least >= (_JITTER if item.mark is Mark.BULLET else 1)


def _branch(name: Item, items: Sequence[Item], is_label: IsLabel) -> Branch:
    """Everything under one leader. Prose after a branch belongs to that branch."""
    root = Branch(name)
    stack = [root]
    label: Item | None = None
    for item in items:
        if is_label(item):
            root.labels.append(item)
            label, stack = item, [root]
        elif item.mark is not Mark.PLAIN or (label is not None and not _has_mark(stack)):
            _hang(stack, Branch(item, label))
        else:
            stack[-1].prose.append(item)
    return root


def _has_mark(stack: list[Branch]) -> bool:
    return len(stack) > 1 and stack[-1].name.is_marked


def _hang(stack: list[Branch], branch: Branch) -> None:
    """Put a branch under the last one that is less deep, never deeper than three levels."""
    while len(stack) > 1 and not _is_under(branch.name, stack[-1].name):
        stack.pop()
    if len(stack) > _DEEPEST - 1:
        stack.pop()
    stack[-1].branches.append(branch)
    stack.append(branch)


def _is_under(item: Item, above: Item) -> bool:
    if item.mark is above.mark:
        return item.mark is not Mark.PLAIN and _is_deeper(item, above.depth)
    return item.mark is Mark.BULLET and above.mark in {Mark.NUMBER, Mark.HEADING}
