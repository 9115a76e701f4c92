"""L19: the same measure in two plans, found by its words without comparing each with each."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from ruori.kernel.codes import Severity
from ruori.kernel.problems import Problem
from ruori.kernel.text import N_
from ruori.plans.rules.lint.facts import Facts, found
from ruori.plans.rules.promises import is_promised

SHORTEST_WORD = 3

Tokens = frozenset[str]


@dataclass(frozen=True, slots=True)
class Home:
    """The plan of a measure, and whether it is still a draft: a draft is nobody's earlier twin."""

    plan: int
    is_draft: bool = False


def twin_measures(city: Facts) -> Iterator[Problem]:
    """L19: two live measures of different plans say nearly the same; told of the later one."""
    texts = {pk: measure.name.get("fi", "") for pk, measure in city.measures.items()}
    tokens = {pk: tokens_of(text) for pk, text in texts.items()}
    long = {pk: each for pk, each in tokens.items() if len(each) >= city.limits.shortest}
    homes = {
        pk: Home(measure.plan, is_draft=not is_promised(city.plans[measure.plan].stage))
        for pk, measure in city.measures.items()
    }
    for pk, other in twins(long, homes, city.limits.similarity):
        yield found(
            "L19",
            Severity.HINT,
            city.measures[pk].ref,
            N_("The same measure twice? “%(other)s” says nearly the same: link or merge them."),
            field="name",
            other=city.measures[other].name,
            other_pk=other,
        )


def tokens_of(text: str) -> Tokens:
    """The words of a text: case folded, without punctuation and words under three letters."""
    words = re.sub(r"[^\w\s]|_", " ", text.casefold()).split()
    return frozenset(word for word in words if len(word) >= SHORTEST_WORD)


def likeness(one: Tokens, other: Tokens) -> tuple[int, int]:
    """How alike two sets of words are, as a fraction: shared words over all words (Jaccard)."""
    shared = len(one & other)
    return shared, len(one) + len(other) - shared


def twins(
    tokens: Mapping[int, Tokens], homes: Mapping[int, Home], similarity: Decimal
) -> Iterator[tuple[int, int]]:
    """Each measure that repeats an earlier promise of another plan, with the earliest such.

    What is promised comes before what is being written, then the smaller key.
    """
    groups: dict[Tokens, list[int]] = defaultdict(list)
    for pk in sorted(tokens):
        groups[tokens[pk]].append(pk)
    first = {words: _firsts(pks, homes) for words, pks in groups.items()}
    alike = _alike(list(groups), similarity)
    pairs = (
        (pk, _earliest(pk, homes, [first[other] for other in alike[words]]))
        for words, pks in groups.items()
        for pk in pks
    )
    yield from sorted((pk, twin) for pk, twin in pairs if twin is not None)


def _firsts(pks: list[int], homes: Mapping[int, Home]) -> list[int]:
    """The earliest promise of the same words, and the earliest of another plan than that."""
    of_plan: dict[int, int] = {}
    for pk in pks:
        if not homes[pk].is_draft:
            of_plan.setdefault(homes[pk].plan, pk)
    return sorted(of_plan.values())[:2]


def _earliest(pk: int, homes: Mapping[int, Home], candidates: list[list[int]]) -> int | None:
    home = homes[pk]
    others = (
        twin
        for firsts in candidates
        for twin in firsts
        if homes[twin].plan != home.plan and (home.is_draft or twin < pk)
    )
    return min(others, default=None)


def _alike(sets: list[Tokens], similarity: Decimal) -> dict[Tokens, list[Tokens]]:
    """For each set of words the sets alike enough, itself first.

    Two sets alike by t share a word among the rarest n − ⌈t·n⌉ + 1 of each: only those are indexed.
    """
    rarity = Counter(word for each in sets for word in each)
    alike: dict[Tokens, list[Tokens]] = {each: [each] for each in sets}
    index: dict[str, list[Tokens]] = defaultdict(list)
    for each in sets:
        rare = sorted(each, key=lambda word: (rarity[word], word))
        rare = rare[: len(each) - math.ceil(similarity * len(each)) + 1]
        for other in {candidate for word in rare for candidate in index[word]}:
            shared, together = likeness(each, other)
            if shared >= similarity * together:
                alike[each].append(other)
                alike[other].append(each)
        for word in rare:
            index[word].append(each)
    return alike
