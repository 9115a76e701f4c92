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
    """Changes of promises, newest first, with what each was about and how many there are."""

    changes: tuple[ChangeCard, ...]
    names: Mapping[tuple[str, int], Text]
    counts: Mapping[ChangeKind, int]

    def name(self, change: ChangeCard) -> Text:
        """What was changed, by its last name; the plan itself when neither goal nor measure."""
        if change.measure is not None:
            return self.names.get(("measure", change.measure), Text())
        if change.goal is not None:
            return self.names.get(("goal", change.goal), Text())
        return self.names.get(("plan", change.plan), Text())


def ledger(
    viewer: Viewer, moment: Moment, wanted: LedgerFilter = ALL_CHANGES, *, limit: int = 200
) -> Ledger:
    """The changes the viewer may see; six queries, whatever their number."""
    plans = {card.pk: card.title for card in plan_cards(viewer, moment)}
    rows = PromiseChange.objects.filter(_seen(viewer, moment, plans), _wanted(wanted))
    kinds = Counter(rows.values_list("kind", flat=True))
    cards = [change_card(row) for row in rows.order_by("-recorded_at", "-id")[:limit]]
    names = {("plan", pk): title for pk, title in plans.items()}
    return Ledger(
        tuple(cards),
        {**names, **_names(cards)},
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


def _names(cards: Collection[ChangeCard]) -> dict[tuple[str, int], Text]:
    """The last name of each measure and goal; two queries."""
    measures = MeasureState.objects.standing().filter(
        measure_id__in={card.measure for card in cards if card.measure is not None}
    )
    goals = GoalState.objects.standing().filter(
        goal_id__in={card.goal for card in cards if card.goal is not None}
    )
    found: dict[tuple[str, int], Text] = {}
    for pk, name in measures.order_by("valid_from", "id").values_list("measure_id", "name"):
        found["measure", pk] = name
    for pk, name in goals.order_by("valid_from", "id").values_list("goal_id", "name"):
        found["goal", pk] = name
    return found
