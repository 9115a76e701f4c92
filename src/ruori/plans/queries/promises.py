"""The promise ledger as a list: chosen by kind, plan, unit and time, with the names at the time."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from ruori.columns.dated import Dated
from ruori.kernel.moments import Moment
from ruori.kernel.text import Text
from ruori.organisation.rules import Viewer
from ruori.plans import access
from ruori.plans.codes import ChangeKind
from ruori.plans.models import GoalState, MeasureState, PromiseChange
from ruori.plans.queries.cards import ChangeCard
from ruori.plans.queries.ledger import change_card
from ruori.plans.queries.plans import plan_cards

VISIBLE: Mapping[type[Dated], Callable[[Viewer, Moment], Q]] = {
    MeasureState: access.measure_states_visible_to,
    GoalState: access.goal_states_visible_to,
}
COUNTED = (ChangeKind.MOVED_LATER, ChangeKind.EASED, ChangeKind.DROPPED, ChangeKind.ADDED)
"""The kinds that are counted for a round (domain § 13)."""


@dataclass(frozen=True, slots=True)
class LedgerFilter:
    """Which changes are wanted; None chooses all. Days are those of the recording, inclusive."""

    kind: ChangeKind | None = None
    plan: int | None = None
    unit: int | None = None
    since: date | None = None
    until: date | None = None


ALL_CHANGES = LedgerFilter()
SHEET = 50
"""How many changes stand on one sheet."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """Changes of promises, newest first, with what each was about and how many there are.

    `present` are the things that still hold on the day; what was dropped has a name and no page.
    """

    changes: tuple[ChangeCard, ...]
    names: Mapping[tuple[str, int], Text]
    present: frozenset[tuple[str, int]]
    counts: Mapping[ChangeKind, int]

    @property
    def total(self) -> int:
        """How many changes there are on all sheets."""
        return sum(self.counts.values())

    def is_present(self, change: ChangeCard) -> bool:
        """True when what was changed still holds."""
        return _about(change) in self.present

    def name(self, change: ChangeCard) -> Text:
        """What was changed, by its last name; the plan itself when neither goal nor measure."""
        return self.names.get(_about(change), Text())


def ledger(
    viewer: Viewer, moment: Moment, wanted: LedgerFilter = ALL_CHANGES, *, sheet: int = 1
) -> Ledger:
    """A sheet of the changes the viewer may see; six queries, whatever their number."""
    plans = {card.pk: card.title for card in plan_cards(viewer, moment)}
    rows = PromiseChange.objects.filter(_seen(viewer, moment, plans), _wanted(wanted))
    begins = SHEET * (max(sheet, 1) - 1)
    kinds = Counter(rows.values_list("kind", flat=True))
    cards = [
        change_card(row) for row in rows.order_by("-recorded_at", "-id")[begins : begins + SHEET]
    ]
    names = {("plan", pk): title for pk, title in plans.items()}
    present = set(names)
    for key, (name, ends) in _last_words(cards, viewer, moment).items():
        names[key] = name
        if ends is None or ends > moment.as_of:
            present.add(key)
    return Ledger(
        tuple(cards),
        names,
        frozenset(present),
        {kind: kinds[kind] for kind in ChangeKind if kinds[kind]},
    )


def _seen(viewer: Viewer, moment: Moment, plans: Collection[int]) -> Q:
    """Of plans the viewer sees, and of measures and goals whose words the viewer has seen.

    Of what the viewer may not see on the day only that it was given up or hidden is told.
    """
    measures, hidden_measures = _visible(MeasureState, "measure_id", viewer, moment)
    goals, hidden_goals = _visible(GoalState, "goal_id", viewer, moment)
    is_told = Q(kind=ChangeKind.DROPPED) | Q(field="visibility")
    about = Q(measure__isnull=True, goal__isnull=True)
    about |= Q(measure_id__in=measures) & (~Q(measure_id__in=hidden_measures) | is_told)
    about |= Q(goal_id__in=goals) & (~Q(goal_id__in=hidden_goals) | is_told)
    known = Q() if moment.known_at is None else Q(recorded_at__lt=moment.known_at)
    return Q(plan_id__in=plans) & about & known


def _visible(
    model: type[Dated], key: str, viewer: Viewer, moment: Moment
) -> tuple[QuerySet[Any], QuerySet[Any]]:
    """Things whose words the viewer has seen, and things the viewer may not see on the day."""
    seen = VISIBLE[model](viewer, moment)
    on_the_day = model._default_manager.in_force(moment.as_of, moment.known_on)
    hidden = on_the_day.exclude(pk__in=on_the_day.filter(seen).values("pk"))
    standing = model._default_manager.standing()
    return standing.filter(seen).values(key), hidden.values(key)


def _wanted(wanted: LedgerFilter) -> Q:
    found = Q()
    if wanted.kind is not None:
        found &= Q(kind=wanted.kind)
    if wanted.plan is not None:
        found &= Q(plan_id=wanted.plan)
    if wanted.unit is not None:
        of_unit = Q(unit_id=wanted.unit)
        measures = MeasureState.objects.standing().filter(of_unit).values("measure_id")
        goals = GoalState.objects.standing().filter(of_unit).values("goal_id")
        found &= Q(measure_id__in=measures) | Q(goal_id__in=goals)
    if wanted.since is not None:
        found &= Q(recorded_at__date__gte=wanted.since)
    if wanted.until is not None:
        found &= Q(recorded_at__date__lte=wanted.until)
    return found


def _about(change: ChangeCard) -> tuple[str, int]:
    """What was changed: a measure, a goal, or the plan itself."""
    if change.measure is not None:
        return "measure", change.measure
    return ("goal", change.goal) if change.goal is not None else ("plan", change.plan)


def _last_words(
    cards: Collection[ChangeCard], viewer: Viewer, moment: Moment
) -> dict[tuple[str, int], tuple[Text, date | None]]:
    """The last name of each that the viewer may read, and the day it ends; two queries."""
    measures = MeasureState.objects.standing().filter(
        access.measure_states_visible_to(viewer, moment),
        measure_id__in={card.measure for card in cards if card.measure is not None},
    )
    goals = GoalState.objects.standing().filter(
        access.goal_states_visible_to(viewer, moment),
        goal_id__in={card.goal for card in cards if card.goal is not None},
    )
    found: dict[tuple[str, int], tuple[Text, date | None]] = {}
    order = ("valid_from", "id")
    for pk, name, ends in measures.order_by(*order).values_list("measure_id", "name", "valid_to"):
        found["measure", pk] = (name, ends)
    for pk, name, ends in goals.order_by(*order).values_list("goal_id", "name", "valid_to"):
        found["goal", pk] = (name, ends)
    return found
