"""What a round asks of each kind of object."""

import pytest

from ruori.cycle.rules import (
    ALWAYS_ASKED,
    CUSTOMARY_QUESTIONS,
    MAY_BE_ASKED,
    ObjectKind,
    Question,
    all_asked,
    questions_problem,
    read_questions,
    stored_questions,
)

NONE = {kind: frozenset[Question]() for kind in ObjectKind}


def test_what_is_always_asked_is_not_among_what_may_be_asked() -> None:
    for kind in ObjectKind:
        assert ALWAYS_ASKED[kind]
        assert not ALWAYS_ASKED[kind] & frozenset(MAY_BE_ASKED[kind])


def test_the_customary_questions_are_a_word_a_sentence_a_reason_a_figure_and_a_proof() -> None:
    assert CUSTOMARY_QUESTIONS[ObjectKind.MEASURE] == {
        Question.PROGRESS,
        Question.SENTENCE,
        Question.DEVIATION,
        Question.FIGURE,
        Question.PROOF,
    }


@pytest.mark.parametrize("kind", ObjectKind)
def test_the_least_a_round_asks_is_what_is_always_asked(kind: ObjectKind) -> None:
    assert all_asked(NONE)[kind] == ALWAYS_ASKED[kind]


def test_what_is_kept_reads_back_as_it_was() -> None:
    asked = {**NONE, ObjectKind.GOAL: frozenset({Question.EFFECTS})}
    assert read_questions(stored_questions(asked)) == all_asked(asked)


def test_a_kind_nobody_chose_for_is_asked_as_customary() -> None:
    assert read_questions({}) == CUSTOMARY_QUESTIONS
    assert (
        read_questions({"GOAL": []})[ObjectKind.MEASURE] == CUSTOMARY_QUESTIONS[ObjectKind.MEASURE]
    )


@pytest.mark.parametrize("kept", [{"PLAN": []}, {"GOAL": ["WHY"]}])
def test_a_code_that_is_not_known_is_a_fault(kept: dict[str, list[str]]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - any wording will do for a fault
        read_questions(kept)


@pytest.mark.parametrize("kind", ObjectKind)
@pytest.mark.parametrize("question", Question)
def test_only_a_question_that_fits_its_object_is_asked(
    kind: ObjectKind, question: Question
) -> None:
    fits = question in ALWAYS_ASKED[kind] or question in MAY_BE_ASKED[kind]
    problem = questions_problem({kind: frozenset({question})})
    assert (problem is None) is fits
