"""The promise ledger as a list: chosen by kind, plan, unit and time, with the names at the time."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from ruori.kernel.moments import Moment
from ruori.kernel.text import Text
from ruori.organisation.rules import Viewer
from ruori.plans import access
from ruori.plans.codes import ChangeKind
from ruori.plans.models import GoalState, MeasureState, PromiseChange
from ruori.plans.queries.cards import ChangeCard
from ruori.plans.queries.ledger import change_card
from ruori.plans.queries.plans import plan_cards

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


@dataclass(frozen=True, slots=True)
class Ledger:
    """Changes of promises, newest first, with what each was about and how many there are.

    `present` are the things that still hold on the day; what was dropped has a name and no page.
    """

    changes: tuple[ChangeCard, ...]
    names: Mapping[tuple[str, int], Text]
    present: frozenset[tuple[str, int]]
    counts: Mapping[ChangeKind, int]

    def is_present(self, change: ChangeCard) -> bool:
        """True when what was changed still holds."""
        return _about(change) in self.present

    def name(self, change: ChangeCard) -> Text:
        """What was changed, by its last name; the plan itself when neither goal nor measure."""
        return self.names.get(_about(change), Text())


def ledger(
    viewer: Viewer, moment: Moment, wanted: LedgerFilter = ALL_CHANGES, *, limit: int = 200
) -> Ledger:
    """The changes the viewer may see; six queries, whatever their number."""
    plans = {card.pk: card.title for card in plan_cards(viewer, moment)}
    rows = PromiseChange.objects.filter(_seen(viewer, moment, plans), _wanted(wanted))
    kinds = Counter(rows.values_list("kind", flat=True))
    cards = [change_card(row) for row in rows.order_by("-recorded_at", "-id")[:limit]]
    names = {("plan", pk): title for pk, title in plans.items()}
    present = set(names)
    for key, (name, ends) in _last_words(cards).items():
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
    """Of plans the viewer sees, and of measures and goals whose words the viewer has seen."""
    measures = MeasureState.objects.standing().filter(
        access.measure_states_visible_to(viewer, moment)
    )
    goals = GoalState.objects.standing().filter(access.goal_states_visible_to(viewer, moment))
    about = Q(measure__isnull=True, goal__isnull=True)
    about |= Q(measure_id__in=measures.values("measure_id"))
    about |= Q(goal_id__in=goals.values("goal_id"))
    known = Q() if moment.known_at is None else Q(recorded_at__lt=moment.known_at)
    return Q(plan_id__in=plans) & about & known


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
    cards: Collection[ChangeCard],
) -> dict[tuple[str, int], tuple[Text, date | None]]:
    """The last name of each measure and goal, and the day it ends; two queries."""
    measures = MeasureState.objects.standing().filter(
        measure_id__in={card.measure for card in cards if card.measure is not None}
    )
    goals = GoalState.objects.standing().filter(
        goal_id__in={card.goal for card in cards if card.goal is not None}
    )
    found: dict[tuple[str, int], tuple[Text, date | None]] = {}
    order = ("valid_from", "id")
    for pk, name, ends in measures.order_by(*order).values_list("measure_id", "name", "valid_to"):
        found["measure", pk] = (name, ends)
    for pk, name, ends in goals.order_by(*order).values_list("goal_id", "name", "valid_to"):
        found["goal", pk] = (name, ends)
    return found
