"""What a round asks of each kind of object: the less it asks, the sooner it is answered."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from ruori.kernel.problems import Problem
from ruori.kernel.text import N_


class ObjectKind(StrEnum):
    """What a round asks about."""

    MEASURE = "MEASURE"
    GOAL = "GOAL"
    INDICATOR = "INDICATOR"


class Question(StrEnum):
    """One thing that is asked of an object in a round."""

    PROGRESS = "PROGRESS"
    OUTLOOK = "OUTLOOK"
    SENTENCE = "SENTENCE"
    EFFECTS = "EFFECTS"
    DEVIATION = "DEVIATION"
    FORECAST = "FORECAST"
    FIGURE = "FIGURE"
    PROOF = "PROOF"


Questions = Mapping[ObjectKind, frozenset[Question]]

ALWAYS_ASKED: Questions = {
    ObjectKind.MEASURE: frozenset({Question.PROGRESS}),
    ObjectKind.GOAL: frozenset({Question.OUTLOOK}),
    ObjectKind.INDICATOR: frozenset({Question.FIGURE}),
}
"""What is asked whatever the city chooses: without it an answer says nothing."""

MAY_BE_ASKED: Mapping[ObjectKind, tuple[Question, ...]] = {
    ObjectKind.MEASURE: (
        Question.SENTENCE,
        Question.EFFECTS,
        Question.DEVIATION,
        Question.FORECAST,
        Question.FIGURE,
        Question.PROOF,
    ),
    ObjectKind.GOAL: (
        Question.SENTENCE,
        Question.EFFECTS,
        Question.DEVIATION,
        Question.FORECAST,
        Question.FIGURE,
        Question.PROOF,
    ),
    ObjectKind.INDICATOR: (Question.SENTENCE, Question.FORECAST),
}
"""What a city may ask besides, in the order it is asked in."""

_CUSTOMARY = frozenset(
    {Question.SENTENCE, Question.DEVIATION, Question.FIGURE, Question.PROOF},
)

CUSTOMARY_QUESTIONS: Questions = {
    kind: ALWAYS_ASKED[kind] | (_CUSTOMARY & frozenset(MAY_BE_ASKED[kind])) for kind in ObjectKind
}
"""What a round asks when nobody has chosen: a word, a sentence, a reason, a figure, a proof."""


def questions_problem(asked: Questions) -> Problem | None:
    """Why these questions cannot be asked, or None."""
    for kind, questions in asked.items():
        odd = questions - ALWAYS_ASKED[kind] - frozenset(MAY_BE_ASKED[kind])
        if odd:
            return Problem(
                "QUESTION_DOES_NOT_FIT",
                N_("The question %(question)s is not asked of this kind of object."),
                {"question": min(odd), "kind": kind, "field": "questions"},
            )
    return None


def all_asked(asked: Questions) -> dict[ObjectKind, frozenset[Question]]:
    """The questions with those that are always asked; a kind not named is asked as customary."""
    return {
        kind: ALWAYS_ASKED[kind] | asked.get(kind, CUSTOMARY_QUESTIONS[kind]) for kind in ObjectKind
    }


def stored_questions(asked: Questions) -> dict[str, list[str]]:
    """The questions as they are kept: plain lists in a fixed order."""
    return {kind.value: sorted(all_asked(asked)[kind]) for kind in ObjectKind}


def read_questions(kept: Mapping[str, Iterable[str]]) -> dict[ObjectKind, frozenset[Question]]:
    """The questions of a round as kept; a round from before questions asks the customary ones.

    Raises ValueError for a code that is not known.
    """
    return all_asked(
        {ObjectKind(kind): frozenset(map(Question, codes)) for kind, codes in kept.items()}
    )
