"""Codes of goals, objectives and commitments: the source's own number, else their place (pure)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from ruori.intake.draft import Element, ElementKind

_NUMBERED: Final = frozenset({ElementKind.GOAL, ElementKind.OBJECTIVE, ElementKind.COMMITMENT})


def numbered(elements: Iterable[Element]) -> tuple[Element, ...]:
    """The elements with codes: goals 1, 2, 3; objectives 1.1, 1.2; commitments 1, 2, 3.

    Siblings keep the numbers of the source, Roman ones too, when all of them have one and no two
    the same; letters ("a)") only mark a list and are not kept.
    """
    return _coded(tuple(elements), "")


def _coded(siblings: Sequence[Element], above: str) -> tuple[Element, ...]:
    of_kind: Counter[ElementKind] = Counter()
    own = _have_own(siblings)
    coded = []
    for element in siblings:
        of_kind[element.kind] += 1
        code = ""
        if element.kind in _NUMBERED:
            code = _code(element.code if own else str(of_kind[element.kind]), above)
        coded.append(replace(element, code=code, children=_coded(element.children, code)))
    return tuple(coded)


def _have_own(siblings: Sequence[Element]) -> bool:
    codes = [element.code for element in siblings if element.kind in _NUMBERED]
    numbers = {code for code in codes if code[:1].isdigit() or code.isupper()}
    return len(numbers) == len(codes)


def _code(own: str, above: str) -> str:
    return own if not above or own.startswith(f"{above}.") else f"{above}.{own}"
