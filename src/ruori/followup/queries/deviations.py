"""Deviations and the reactions to them: those without a reaction first (A11)."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from ruori.followup.access import Item, deviations_visible_to, is_own
from ruori.followup.codes import Cause, DeviationState
from ruori.followup.models import Deviation, DeviationStep
from ruori.followup.queries.asking import followed_goals
from ruori.followup.queries.cards import EntryCard
from ruori.followup.queries.entries import latest_of_goals, standings
from ruori.followup.rules.deviations import Reaction, deviates
from ruori.followup.rules.progress import is_live
from ruori.kernel.codes import Attainment, Progress
from ruori.kernel.moments import Moment
from ruori.kernel.problems import Ref
from ruori.organisation.rules import SYSTEM, Viewer
from ruori.plans.queries import GoalCard, MeasureCard, goal_cards, live_measures, measure_card

OPEN_STATES = tuple(state for state in DeviationState if state is not DeviationState.CLOSED)


@dataclass(frozen=True, slots=True)
class DeviationCard:
    """A deviation: of what, why, what is done, by whom and when.

    `pk` and `state` are None for one that the days or the last word show and nobody has taken up.
    """

    pk: int | None
    version: int
    about: Ref
    plan: int | None
    unit: int
    item_post: int | None
    state: DeviationState | None
    said: Progress | Attainment | None
    is_overdue: bool
    reaction: Reaction
    effect: str
    action_measure: int | None
    post: int | None
    decision: int | None
    entry: int | None
    round: int | None
    noticed_at: datetime | None

    @property
    def is_measure(self) -> bool:
        """True for a measure, false for a goal."""
        return self.about.label == "plans.measure"

    @property
    def has_reaction(self) -> bool:
        """True when somebody has said what is done about it, or a body has accepted it."""
        return self.reaction.is_reaction

    @property
    def is_back_on_course(self) -> bool:
        """True when the newest word and the days tell that it goes well again."""
        return self.said is not None and not deviates(self.said, is_overdue=self.is_overdue)

    @property
    def item(self) -> Item:
        """Who answers for the thing, as rights are asked."""
        return Item(self.unit, self.item_post)


@dataclass(frozen=True, slots=True)
class StepTold:
    """One step in the history of a deviation."""

    state: DeviationState
    note: str
    post: int | None
    person: int | None
    recorded_at: datetime


def reaction_of(row: Deviation) -> Reaction:
    """What a row tells of its cause and action; no query."""
    return Reaction(
        cause_code=Cause(row.cause_code) if row.cause_code else None,
        cause=row.cause,
        action=row.action,
        has_measure=row.action_measure_id is not None,
        has_post=row.post_id is not None,
        due_on=row.due_on,
        has_decision=row.decision_id is not None,
        is_accepted=row.is_accepted,
    )


def deviations(
    viewer: Viewer, moment: Moment, *, unit: int | None = None, plan: int | None = None
) -> tuple[DeviationCard, ...]:
    """The open deviations the viewer may see, also those nobody has taken up; a dozen queries.

    Those without a reaction come first, then those whose day is nearest.
    """
    shown = _Shown.read(moment)
    seen = Deviation.objects.filter(deviations_visible_to(viewer, moment))
    rows = {_about(row): row for row in Deviation.objects.filter(state__in=OPEN_STATES)}
    may_see = set(seen.filter(state__in=OPEN_STATES).values_list("pk", flat=True))
    cards = [shown.card(row, about) for about, row in rows.items() if row.pk in may_see] + [
        card for card in shown.untaken(rows) if _sees(viewer, card)
    ]
    wanted = [
        card
        for card in cards
        if (unit is None or card.unit == unit) and (plan is None or card.plan == plan)
    ]
    return tuple(sorted(wanted, key=_order))


def deviation(viewer: Viewer, moment: Moment, pk: int) -> DeviationCard | None:
    """One deviation, or None for what the viewer may not see; a dozen queries."""
    row = Deviation.objects.filter(deviations_visible_to(viewer, moment), pk=pk).first()
    return None if row is None else _Shown.read_one(moment, row).card(row, _about(row))


def deviation_steps(pk: int) -> tuple[StepTold, ...]:
    """The history of a deviation, oldest first; one query."""
    rows = DeviationStep.objects.filter(deviation_id=pk).order_by("id")
    return tuple(
        StepTold(DeviationState(row.state), row.note, row.post_id, row.person_id, row.recorded_at)
        for row in rows
    )


def reacted_to() -> frozenset[tuple[str, int]]:
    """The items whose open deviation has a reaction: (label, key); one query (L26)."""
    rows = Deviation.objects.filter(state__in=OPEN_STATES)
    return frozenset(_about(row) for row in rows if reaction_of(row).is_reaction)


def _about(row: Deviation) -> tuple[str, int]:
    if row.measure_id is not None:
        return "plans.measure", row.measure_id
    return "plans.goal", row.goal_id or 0


def _sees(viewer: Viewer, card: DeviationCard) -> bool:
    return viewer.may_read_all or (viewer.is_staff and is_own(viewer, card.item))


def _order(card: DeviationCard) -> tuple[bool, bool, date, str, int]:
    day = card.reaction.due_on
    return (card.has_reaction, day is None, day or date.max, card.about.label, card.about.pk)


@dataclass(frozen=True, slots=True)
class _Shown:
    """What stands about every followed thing on a day: its card, last word and lateness."""

    items: Mapping[tuple[str, int], MeasureCard | GoalCard]
    words: Mapping[tuple[str, int], EntryCard]
    overdue: frozenset[tuple[str, int]]

    @classmethod
    def read(cls, moment: Moment) -> "_Shown":
        """All that is followed."""
        measures = live_measures(SYSTEM, moment)
        return cls._of(moment, measures, followed_goals(moment), only_live=True)

    @classmethod
    def read_one(cls, moment: Moment, row: Deviation) -> "_Shown":
        """Only what one deviation is of."""
        found = measure_card(SYSTEM, moment, row.measure_id) if row.measure_id else None
        measures = [] if found is None else [found]
        goals = goal_cards(SYSTEM, moment, pks=[row.goal_id]) if row.goal_id else []
        return cls._of(moment, measures, goals, only_live=False)

    @classmethod
    def _of(
        cls,
        moment: Moment,
        measures: Collection[MeasureCard],
        goals: Collection[GoalCard],
        *,
        only_live: bool,
    ) -> "_Shown":
        known = standings(SYSTEM, moment, measures)
        kept = [m for m in measures if not only_live or is_live(known[m.pk].phase, m.stage)]
        said = latest_of_goals(SYSTEM, moment, [goal.pk for goal in goals])
        items: dict[tuple[str, int], MeasureCard | GoalCard] = {
            ("plans.measure", measure.pk): measure for measure in kept
        }
        items |= {("plans.goal", goal.pk): goal for goal in goals}
        words = {("plans.goal", pk): entry for pk, entry in said.items()}
        for measure in kept:
            entry = known[measure.pk].entry
            if entry is not None:
                words["plans.measure", measure.pk] = entry
        late = {("plans.measure", m.pk) for m in kept if known[m.pk].shown.is_overdue}
        return cls(items, words, frozenset(late))

    def card(self, row: Deviation, about: tuple[str, int]) -> DeviationCard:
        """A stored deviation with what its item shows now."""
        shown = self._computed(about, row.unit_id)
        return replace(
            shown,
            pk=row.pk,
            version=row.version,
            state=DeviationState(row.state),
            reaction=reaction_of(row),
            effect=row.effect,
            action_measure=row.action_measure_id,
            post=row.post_id,
            decision=row.decision_id,
            entry=row.entry_id,
            round=row.round_id,
            noticed_at=row.noticed_at,
        )

    def untaken(self, taken: Collection[tuple[str, int]]) -> Iterator[DeviationCard]:
        """What deviates by its last word or by the days, and has no open row."""
        for about in self.items:
            card = self._computed(about, 0)
            if about not in taken and deviates(card.said, is_overdue=card.is_overdue):
                yield card

    def _computed(self, about: tuple[str, int], unit: int) -> DeviationCard:
        label, pk = about
        item = self.items.get(about)
        entry = self.words.get(about)
        return DeviationCard(
            pk=None,
            version=0,
            about=Ref(label, pk) if item is None else Ref(label, pk, item.name),
            plan=None if item is None else item.plan,
            unit=(item.unit if item is not None else None) or unit,
            item_post=None if item is None else item.post,
            state=None,
            said=None if entry is None else entry.progress or entry.outlook,
            is_overdue=about in self.overdue,
            reaction=Reaction()
            if entry is None
            else Reaction(cause=entry.cause, action=entry.action),
            effect="",
            action_measure=None,
            post=None,
            decision=None,
            entry=None if entry is None else entry.pk,
            round=None if entry is None else entry.round,
            noticed_at=None,
        )
