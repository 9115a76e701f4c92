"""Settling a draft: each deed done, and refused to whom and when it must be."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from ruori.audit.models import TrailEntry
from ruori.intake import actions, rules
from ruori.intake.draft import ElementKind, PlanKind, State
from ruori.intake.models import Draft
from ruori.intake.rules import ElementWords, PlanWords
from ruori.kernel.problems import Conflict, NotAllowed, Refused
from ruori.organisation.rules import SYSTEM, Viewer
from tests.city import AT
from tests.parts.intake.given import (
    GOAL,
    OBJECTIVE,
    PROGRAMME,
    STRATEGY,
    UNREAD,
    VALUE,
    opened,
    proposal_of,
)
from tests.people import liisa

pytestmark = pytest.mark.django_db

WORDS = ElementWords(ElementKind.COMMITMENT, "1.1", "Työtä riittää", "")
PLAN = PlanWords(PlanKind.PLAN, "Ikäohjelma", date(2026, 1, 1), date(2028, 12, 31), None)
DEEDS: dict[str, tuple[Callable[..., Any], dict[str, Any]]] = {
    "draft.row_accepted": (actions.accept_row, {"path": GOAL}),
    "draft.certain_accepted": (actions.accept_certain_rows, {}),
    "draft.row_dropped": (actions.drop_row, {"path": GOAL, "reason": "vanha"}),
    "draft.row_reopened": (actions.reopen_row, {"path": GOAL}),
    "draft.row_corrected": (actions.correct_row, {"path": OBJECTIVE, "words": WORDS}),
    "draft.line_placed": (
        actions.place_unread,
        {"line": UNREAD, "placing": actions.Placing("Lue lisää", GOAL)},
    ),
    "draft.line_dropped": (actions.drop_unread, {"line": UNREAD, "reason": "linkki"}),
    "draft.discarded": (actions.discard_draft, {}),
}


def do(verb: str, draft: Draft, *, by: Viewer = SYSTEM, version: int | None = None) -> Any:
    """One of the deeds on a draft."""
    action, given = DEEDS[verb]
    return action(draft=draft, version=version or draft.version, by=by, at=AT, **given)


def state(draft: Draft, path: rules.Path) -> State:
    return rules.row_at(proposal_of(draft), path).row.state


def test_an_accepted_row_is_accepted_and_others_wait() -> None:
    draft = opened()
    left = do("draft.row_accepted", draft)
    assert (state(draft, GOAL), state(draft, OBJECTIVE)) == (State.ACCEPTED, State.OPEN)
    assert (left.version, left.open_rows, left.open_lines) == (2, 4, 1)


def test_all_that_is_certain_is_accepted_at_once() -> None:
    draft = opened()
    left = do("draft.certain_accepted", draft)
    assert left.open_rows == 1
    assert state(draft, PROGRAMME) is State.OPEN


def test_a_dropped_row_takes_those_below_with_it() -> None:
    draft = opened()
    do("draft.row_dropped", draft)
    assert (state(draft, GOAL), state(draft, OBJECTIVE)) == (State.DROPPED, State.DROPPED)
    assert state(draft, VALUE) is State.OPEN


def test_a_reopened_row_waits_again() -> None:
    draft = opened()
    left = do("draft.row_dropped", draft)
    do("draft.row_reopened", draft, version=left.version)
    assert (state(draft, GOAL), state(draft, OBJECTIVE)) == (State.OPEN, State.OPEN)


def test_a_corrected_row_says_what_was_written() -> None:
    draft = opened()
    do("draft.row_corrected", draft)
    row = rules.row_at(proposal_of(draft), OBJECTIVE).row
    assert (row.kind, row.title, row.state) == (
        ElementKind.COMMITMENT,
        "Työtä riittää",
        State.ACCEPTED,
    )


def test_a_corrected_plan_says_what_was_written() -> None:
    draft = opened()
    actions.correct_row(draft=draft, version=1, path=PROGRAMME, words=PLAN, by=SYSTEM, at=AT)
    plan = proposal_of(draft).plans[1]
    assert (plan.kind, plan.title, plan.valid_to) == (
        PlanKind.PLAN,
        "Ikäohjelma",
        date(2028, 12, 31),
    )


def test_a_line_of_two_documents_is_parted() -> None:
    draft = opened("Muut ohjelmat\nHyvinvointikertomus 2021-2025 ja suunnitelma 2026-2029\n")
    left = actions.part_row(draft=draft, version=1, path=(0,), by=SYSTEM, at=AT)
    assert [plan.title for plan in proposal_of(draft).plans] == [
        "Hyvinvointikertomus 2021-2025",
        "Suunnitelma 2026-2029",
    ]
    assert left.open_rows == 2


def test_an_unread_line_is_placed_under_a_row() -> None:
    draft = opened()
    left = do("draft.line_placed", draft)
    assert left.open_lines == 0
    assert rules.row_at(proposal_of(draft), (0, 1, 1)).row.line == UNREAD


def test_an_unread_line_is_placed_as_a_plan() -> None:
    draft = opened()
    placing = actions.Placing("Ympäristöohjelma 2027-2030", plan=PlanKind.PROGRAMME)
    actions.place_unread(draft=draft, version=1, line=UNREAD, placing=placing, by=SYSTEM, at=AT)
    assert proposal_of(draft).plans[-1].title == "Ympäristöohjelma 2027-2030"


def test_an_unread_line_is_left_out_with_its_reason() -> None:
    draft = opened()
    left = do("draft.line_dropped", draft)
    assert left.open_lines == 0
    assert proposal_of(draft).needs_review[0].reason == "linkki"


def test_what_the_rules_refuse_changes_nothing() -> None:
    draft = opened()
    before = proposal_of(draft)
    with pytest.raises(Refused):
        actions.drop_row(draft=draft, version=1, path=GOAL, reason=" ", by=SYSTEM, at=AT)
    assert proposal_of(draft) == before
    assert draft.version == 1


@pytest.mark.parametrize("verb", DEEDS)
def test_the_deed_leaves_a_trail(verb: str) -> None:
    draft = opened()
    do(verb, draft)
    entry = TrailEntry.objects.get(verb=verb)
    assert (entry.label, entry.object_pk) == ("intake.draft", draft.pk)
    assert "vanha" not in str(entry.facts)


@pytest.mark.parametrize("verb", DEEDS)
def test_liisa_cannot_do_it(verb: str) -> None:
    draft = opened()
    before = proposal_of(draft)
    with pytest.raises(NotAllowed):
        do(verb, draft, by=liisa())
    assert proposal_of(draft) == before


@pytest.mark.parametrize("verb", DEEDS)
def test_who_saw_an_older_draft_is_told_so(verb: str) -> None:
    draft = opened()
    do("draft.row_accepted", draft)
    before = proposal_of(draft)
    with pytest.raises(Conflict):
        do(verb, draft, version=1)
    assert proposal_of(draft) == before


@pytest.mark.parametrize("verb", DEEDS)
def test_a_discarded_draft_is_settled_no_more(verb: str) -> None:
    draft = opened()
    do("draft.discarded", draft)
    draft.refresh_from_db()
    with pytest.raises(Refused) as refused:
        do(verb, draft)
    assert refused.value.problem.code == "DISCARDED"


def test_a_missing_row_is_refused() -> None:
    draft = opened()
    with pytest.raises(Refused) as refused:
        actions.accept_row(draft=draft, version=1, path=(7,), by=SYSTEM, at=AT)
    assert refused.value.problem.code == "ROW_MISSING"
    assert state(draft, STRATEGY) is State.OPEN
