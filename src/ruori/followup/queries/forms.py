"""What a person needs to report on one thing: the question, last time's words, own draft."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from ruori.cycle import queries as cycle
from ruori.cycle.models import Round
from ruori.cycle.queries import RoundCard
from ruori.cycle.rules import is_final_report
from ruori.followup.access import Item, is_on_behalf, may_report
from ruori.followup.models import EntryDraft
from ruori.followup.queries.asking import asks
from ruori.followup.queries.cards import DraftCard, Told
from ruori.followup.queries.entries import history
from ruori.followup.queries.handed import HandOverCard, hand_over_of
from ruori.followup.queries.judging import evidence, tested_so_far
from ruori.followup.rules.entries import UNDO_WITHIN, may_take_back
from ruori.followup.rules.goals import Ruled
from ruori.followup.rules.progress import Schedule, allowed_outlooks, open_days
from ruori.kernel.codes import Attainment
from ruori.kernel.moments import Moment, now
from ruori.organisation.rules import SYSTEM, Viewer
from ruori.plans.codes import TestKind
from ruori.plans.queries import (
    GoalCard,
    MeasureCard,
    TestCard,
    asked_indicators,
    goal_cards,
    measure_card,
    steps_of,
    tests_of,
)


@dataclass(frozen=True, slots=True)
class EntryForm:
    """The form of one answer. `expected_last` goes back with it, so nobody overwrites unseen.

    `current` is what stands in this round, `previous` what stood last before it. `is_asked` is
    false for a thing the round does not ask about. `undo_until` is empty when nothing
    can be undone. `handed` tells that the item was passed on in this round. `tested` is what the
    tests of a goal say so far.
    """

    round: RoundCard
    item: MeasureCard | GoalCard
    is_asked: bool
    is_on_behalf: bool
    is_overdue: bool
    current: Told | None
    previous: Told | None
    expected_last: int | None
    draft: DraftCard | None
    indicators: tuple[int, ...]
    outlooks: tuple[Attainment, ...]
    deeds: tuple[TestCard, ...]
    undo_until: datetime | None
    handed: HandOverCard | None = None
    tested: Ruled | None = None


def measure_form(viewer: Viewer, at: datetime, *, round_id: int, measure: int) -> EntryForm | None:
    """The form of a measure, or None for who may not report on it; eleven queries."""
    moment = now(at)
    row = Round.objects.filter(pk=round_id).first()
    card = measure_card(SYSTEM, moment, measure)
    handed = hand_over_of(round_id, measure=measure)
    if row is None or card is None or not may_report(viewer, _item(card, handed)):
        return None
    steps = steps_of([measure])[measure]
    schedule = Schedule(card.ends_on, open_days((step.due_on, step.done_on) for step in steps))
    return form_of(
        viewer,
        at,
        row,
        card,
        handed=handed,
        told=history(viewer, moment, measure=measure),
        draft=draft_of(round_id, measure=measure),
        is_overdue=schedule.is_overdue(moment.as_of),
        indicators=asked_indicators(moment, [measure])[measure],
    )


def goal_form(viewer: Viewer, at: datetime, *, round_id: int, goal: int) -> EntryForm | None:
    """The form of a goal, or None for who may not report on it; eleven queries.

    Ten more when the goal is tested.
    """
    moment = now(at)
    row = Round.objects.filter(pk=round_id).first()
    card = goal_card(moment, goal)
    handed = hand_over_of(round_id, goal=goal)
    if row is None or card is None or not may_report(viewer, _item(card, handed)):
        return None
    tests = tests_of(moment, [goal])[goal]
    is_final = is_final_report(cycle.card_of(row).kind)
    made = form_of(
        viewer,
        at,
        row,
        card,
        handed=handed,
        told=history(viewer, moment, goal=goal),
        draft=draft_of(round_id, goal=goal),
        outlooks=allowed_outlooks(is_final=is_final, has_tests=bool(tests)),
        deeds=tuple(test for test in tests if test.kind is TestKind.DEED),
    )
    tested = tested_so_far(evidence([card], row, at)[0]) if tests else None
    return replace(made, tested=tested)


def goal_card(moment: Moment, goal: int) -> GoalCard | None:
    """One goal, whoever looks; one query."""
    found = goal_cards(SYSTEM, moment, pks=[goal])
    return found[0] if found else None


def draft_of(round_id: int, **about: int) -> DraftCard | None:
    """The text being written about a thing of a round, as a topic names it; one query.

    `about` is a measure, a goal, a unit (its summary), an entry or a unit_report (its return).
    """
    rows = EntryDraft.objects.filter(**{f"{name}_id": pk for name, pk in about.items()})
    row = rows.filter(round_id=round_id).first()
    return None if row is None else draft_card(row)


def draft_card(row: EntryDraft) -> DraftCard:
    """A row as a card; no query."""
    fields: Mapping[str, Any] = dict(row.fields)
    return DraftCard(
        pk=row.pk,
        version=row.version,
        person=row.person_id,
        fields=fields,
        saved_at=row.saved_at,
    )


def form_of(
    viewer: Viewer,
    at: datetime,
    row: Round,
    item: MeasureCard | GoalCard,
    *,
    handed: HandOverCard | None,
    told: tuple[Told, ...],
    draft: DraftCard | None,
    is_overdue: bool = False,
    indicators: tuple[int, ...] = (),
    outlooks: tuple[Attainment, ...] = (),
    deeds: tuple[TestCard, ...] = (),
    is_asked: bool | None = None,
) -> EntryForm:
    """The form from what has been read already; three queries unless it is known to be asked."""
    here = [each for each in told if each.round.pk == row.pk]
    before = [
        each
        for each in told
        if each.is_standing and each.round.pk != row.pk and each.round.covers_to <= row.covers_to
    ]
    current = next((each for each in here if each.is_standing), None)
    return EntryForm(
        round=cycle.card_of(row),
        item=item,
        is_asked=asks(row, item.unit, now(at)) if is_asked is None else is_asked,
        is_on_behalf=is_on_behalf(viewer, _item(item, handed)),
        is_overdue=is_overdue,
        current=current,
        previous=before[0] if before else None,
        expected_last=here[0].entry.pk if here else None,
        draft=draft,
        indicators=indicators,
        outlooks=outlooks,
        deeds=deeds,
        undo_until=_undo_until(current, at),
        handed=handed,
    )


def _item(card: MeasureCard | GoalCard, handed: HandOverCard | None) -> Item:
    return Item(card.unit, card.post, None if handed is None else handed.to_post)


def _undo_until(current: Told | None, at: datetime) -> datetime | None:
    if current is None:
        return None
    entry = current.entry
    problem = may_take_back(
        recorded_at=entry.recorded_at,
        at=at,
        state=current.round.state,
        verdict=entry.verdict,
    )
    return None if problem else entry.recorded_at + UNDO_WITHIN
