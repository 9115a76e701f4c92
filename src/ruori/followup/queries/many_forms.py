"""The forms of all that one person answers in a round, read together."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from ruori.cycle.models import Round
from ruori.cycle.rules import RoundKind, is_final_report
from ruori.followup.models import EntryDraft
from ruori.followup.queries.asking import Asked
from ruori.followup.queries.cards import DraftCard, Told
from ruori.followup.queries.entries import histories
from ruori.followup.queries.forms import EntryForm, draft_card, form_of
from ruori.followup.queries.handed import HandOverCard, standing_hand_overs
from ruori.followup.rules.progress import Schedule, allowed_outlooks, open_days
from ruori.kernel.moments import Moment, now
from ruori.organisation.rules import SYSTEM, Viewer
from ruori.plans.codes import TestKind
from ruori.plans.queries import (
    GoalCard,
    MeasureCard,
    asked_indicators,
    goal_cards,
    live_measures,
    steps_of,
    tests_of,
)

Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class _Round:
    """Whose forms, of which round, with what has been said and is being written."""

    viewer: Viewer
    at: datetime
    row: Round
    told: Mapping[Key, tuple[Told, ...]]
    drafts: Mapping[Key, DraftCard]
    handed: Mapping[Key, HandOverCard]


def entry_forms(
    viewer: Viewer, at: datetime, row: Round, items: Collection[Asked]
) -> dict[Key, EntryForm]:
    """The forms of the items by label and key; ten queries, however many. Deeds and proofs apart.

    The items are those that the viewer has been found to answer for.
    """
    moment = now(at)
    measures = [item.about.pk for item in items if item.is_measure]
    goals = [item.about.pk for item in items if not item.is_measure]
    about = _Round(
        viewer,
        at,
        row,
        histories(viewer, moment, measures=measures, goals=goals),
        _drafts(row),
        {card.key: card for card in standing_hand_overs([row.pk])},
    )
    return {**dict(_measures(about, measures, moment)), **dict(_goals(about, goals, moment))}


def _measures(
    about: _Round, measures: Collection[int], moment: Moment
) -> Iterator[tuple[Key, EntryForm]]:
    steps, asked = steps_of(measures), asked_indicators(moment, measures)
    cards = {card.pk: card for card in live_measures(SYSTEM, moment)}
    for pk in measures:
        if pk in cards:
            days = open_days((step.due_on, step.done_on) for step in steps[pk])
            yield (
                ("plans.measure", pk),
                _form(
                    about,
                    cards[pk],
                    ("plans.measure", pk),
                    is_overdue=Schedule(cards[pk].ends_on, days).is_overdue(moment.as_of),
                    indicators=asked[pk],
                ),
            )


def _goals(
    about: _Round, goals: Collection[int], moment: Moment
) -> Iterator[tuple[Key, EntryForm]]:
    tests = tests_of(moment, goals)
    is_final = is_final_report(RoundKind(about.row.kind))
    for card in goal_cards(SYSTEM, moment, pks=goals):
        outlooks = allowed_outlooks(is_final=is_final, has_tests=bool(tests[card.pk]))
        deeds = tuple(test for test in tests[card.pk] if test.kind is TestKind.DEED)
        key = ("plans.goal", card.pk)
        yield key, _form(about, card, key, outlooks=outlooks, deeds=deeds)


def _form(about: _Round, card: MeasureCard | GoalCard, key: Key, **facts: object) -> EntryForm:
    return form_of(
        about.viewer,
        about.at,
        about.row,
        card,
        handed=about.handed.get(key),
        told=about.told.get(key, ()),
        draft=about.drafts.get(key),
        is_asked=True,
        **facts,  # type: ignore[arg-type]
    )


def _drafts(row: Round) -> dict[Key, DraftCard]:
    found: dict[Key, DraftCard] = {}
    for draft in EntryDraft.objects.filter(round=row):
        if draft.measure_id is not None:
            found["plans.measure", draft.measure_id] = draft_card(draft)
        elif draft.goal_id is not None:
            found["plans.goal", draft.goal_id] = draft_card(draft)
    return found
