"""Laws of deviations: the states go as the table says, and more words never carry less far."""

from dataclasses import fields, replace
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ruori.followup.codes import Cause, DeviationState
from ruori.followup.rules.deviations import (
    DEVIATES,
    STEPS,
    WRITTEN,
    Reaction,
    deviates,
    may_close,
    may_step,
    may_verify,
    reaction_problems,
    state_written,
)
from ruori.kernel.codes import ENDED_PROGRESS, Attainment, Progress

FULL: dict[str, Any] = {
    "cause_code": Cause.MONEY,
    "cause": "Syy",
    "action": "Teko",
    "has_measure": True,
    "has_post": True,
    "due_on": date(2026, 4, 1),
}
ORDER = list(DeviationState)

reactions = st.builds(
    Reaction,
    cause_code=st.none() | st.sampled_from(Cause),
    cause=st.sampled_from(["", " ", "Syy"]),
    action=st.sampled_from(["", " ", "Teko"]),
    has_measure=st.booleans(),
    has_post=st.booleans(),
    due_on=st.none() | st.just(date(2026, 4, 1)),
    has_decision=st.booleans(),
    is_accepted=st.booleans(),
)


@given(reactions)
def test_words_alone_never_claim_that_something_is_done(reaction: Reaction) -> None:
    assert state_written(reaction) in WRITTEN


@given(reactions, st.sampled_from(sorted(FULL)))
def test_more_words_never_carry_less_far(reaction: Reaction, name: str) -> None:
    more = replace(reaction, **{name: FULL[name]})
    assert ORDER.index(state_written(more)) >= ORDER.index(state_written(reaction))


@given(reactions)
def test_an_agreed_action_is_a_reaction(reaction: Reaction) -> None:
    if state_written(reaction) is DeviationState.ACTION_AGREED:
        assert reaction.is_reaction


@given(reactions)
def test_a_reaction_that_may_be_taken_has_somebody_and_a_day(reaction: Reaction) -> None:
    if reaction.has_action and not reaction_problems(reaction):
        assert reaction.has_post
        assert reaction.due_on is not None


@given(st.sampled_from(DeviationState), reactions)
def test_nothing_is_closed_unless_verified_or_accepted_by_a_decision(
    state: DeviationState, reaction: Reaction
) -> None:
    if may_close(state, reaction) is None:
        assert state is DeviationState.VERIFIED or reaction.accepted_by_decision
        assert may_step(state, DeviationState.CLOSED)


@given(st.sampled_from(DeviationState), st.booleans())
def test_what_may_be_verified_may_step_there(state: DeviationState, back: bool) -> None:
    if may_verify(state, is_back_on_course=back) is None:
        assert may_step(state, DeviationState.VERIFIED)


@given(reactions, reactions)
def test_any_rewriting_before_the_action_is_done_is_a_step(
    before: Reaction, after: Reaction
) -> None:
    assert may_step(state_written(before), state_written(after))


@given(st.sampled_from([*Progress, *Attainment, None]), st.booleans())
def test_what_has_ended_deviates_by_no_day(
    said: Progress | Attainment | None, is_overdue: bool
) -> None:
    found = deviates(said, is_overdue=is_overdue)
    assert found is (said in DEVIATES or (is_overdue and said not in ENDED_PROGRESS))
    if said in ENDED_PROGRESS:
        assert not found


def test_a_closed_deviation_goes_nowhere_and_every_other_can_be_closed_in_the_end() -> None:
    assert STEPS[DeviationState.CLOSED] == frozenset()
    reached = {DeviationState.CLOSED}
    while more := {state for state in STEPS if STEPS[state] & reached} - reached:
        reached |= more
    assert reached == set(DeviationState)


def test_every_fact_of_a_reaction_is_tried_here() -> None:
    assert {field.name for field in fields(Reaction)} - set(FULL) == {"has_decision", "is_accepted"}
