"""Measures as lists and one by one, the figures asked with them, what is next."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery

from ruori.columns.dated import held_or_draft
from ruori.kernel.codes import Visibility
from ruori.kernel.moments import Moment
from ruori.organisation.rules import Viewer
from ruori.plans import access
from ruori.plans.codes import EnvironmentEffect, NeedsMoney, Origin, Stage
from ruori.plans.models import MeasureIndicator, MeasureState, Serves, Step
from ruori.plans.queries.cards import MeasureCard, MeasureHead, StepCard
from ruori.plans.rules import PROMISED


@dataclass(frozen=True, slots=True)
class MeasureFilter:
    """Which measures are wanted: by keys, plan, served goals, unit, post; None = whatever."""

    pks: Collection[int] | None = None
    plan: int | None = None
    goals: Collection[int] | None = None
    units: Collection[int] | None = None
    posts: Collection[int] | None = None
    only_promised: bool = False


ALL = MeasureFilter()


def measure_cards(viewer: Viewer, moment: Moment, wanted: MeasureFilter = ALL) -> list[MeasureCard]:
    """Measures the viewer may see on a day, ordered by plan, code and key; one query."""
    rows = _ordered(viewer, moment, wanted).values_list(*_COLUMNS, named=True)
    return [_card(row) for row in rows]


def measure_heads(
    viewer: Viewer,
    moment: Moment,
    wanted: MeasureFilter = ALL,
    *,
    sheet: tuple[int, int] | None = None,
) -> list[MeasureHead]:
    """As `measure_cards`, only what a line of a list tells of each; one query.

    A `sheet` is a part of the list: from which place on, and how many.
    """
    rows = (
        _ordered(viewer, moment, wanted).annotate(next_step_on=next_step_on()).values_list(*_HEAD)
    )
    if sheet is not None:
        start, count = sheet
        rows = rows[start : start + count]
    return [MeasureHead(*row) for row in rows]


def heads_serving(
    viewer: Viewer, moment: Moment, goals: Collection[int]
) -> list[tuple[int, MeasureHead]]:
    """The measures that directly serve some goals, each with the goal it serves; one query."""
    arrows = held_or_draft(moment.as_of, moment.known_on, through=_SERVES)
    rows = (
        _ordered(viewer, moment, ALL)
        .filter(arrows, **{f"{_SERVES}__served_id__in": goals})
        .annotate(next_step_on=next_step_on())
        .values_list(f"{_SERVES}__served_id", *_HEAD)
    )
    return [(goal, MeasureHead(*head)) for goal, *head in rows]


def count_measures(viewer: Viewer, moment: Moment, wanted: MeasureFilter = ALL) -> int:
    """How many measures `measure_cards` would give; one query."""
    return int(seen_states(viewer, moment).filter(_wanted(moment, wanted)).count())


def measures_telling(
    viewer: Viewer, moment: Moment, words: Collection[str], language: str
) -> list[int]:
    """The visible measures whose name or plain text holds every word, as a reader of the language
    sees them; one query. Words are compared case folded.
    """
    rows = seen_states(viewer, moment).values_list("measure_id", "name", "plain_text")
    folded = [word.casefold() for word in words]
    return [
        pk
        for pk, name, plain in rows
        if all(word in f"{name.to(language)} {plain.to(language)}".casefold() for word in folded)
    ]


def measure_card(viewer: Viewer, moment: Moment, pk: int) -> MeasureCard | None:
    """One measure, or None for what the viewer cannot see; one query."""
    found = measure_cards(viewer, moment, MeasureFilter(pks=[pk]))
    return found[0] if found else None


def live_measures(viewer: Viewer, moment: Moment) -> list[MeasureCard]:
    """Measures of plans that are adopted or in force: what a round asks about; one query."""
    return measure_cards(viewer, moment, MeasureFilter(only_promised=True))


def measure_counts(viewer: Viewer, moment: Moment) -> dict[int, int]:
    """How many measures each plan has of its own, as far as the viewer may see; one query."""
    rows = seen_states(viewer, moment).values_list("measure__plan_id").annotate(count=Count("id"))
    return dict(rows)


def seen_states(viewer: Viewer, moment: Moment) -> Any:
    """The states of the measures a viewer may see on a day; no query by itself."""
    return MeasureState.objects.in_force_or_draft(moment.as_of, moment.known_on).filter(
        access.measure_states_visible_to(viewer, moment)
    )


def _ordered(viewer: Viewer, moment: Moment, wanted: MeasureFilter) -> Any:
    return (
        seen_states(viewer, moment)
        .filter(_wanted(moment, wanted))
        .order_by("measure__plan__position", "measure__plan_id", "code", "measure_id")
    )


def _wanted(moment: Moment, wanted: MeasureFilter) -> Q:
    query = Q()
    if wanted.pks is not None:
        query &= Q(measure_id__in=wanted.pks)
    if wanted.plan is not None:
        query &= Q(measure__plan_id=wanted.plan)
    if wanted.units is not None:
        query &= Q(unit_id__in=wanted.units)
    if wanted.posts is not None:
        query &= Q(post_id__in=wanted.posts)
    if wanted.only_promised:
        query &= Q(measure__plan__stage__in=PROMISED)
    if wanted.goals is not None:
        arrows = Serves.objects.in_force_or_draft(moment.as_of, moment.known_on)
        query &= Q(measure_id__in=arrows.filter(served_id__in=wanted.goals).values("measure_id"))
    return query


def asked_indicators(moment: Moment, measures: Collection[int]) -> dict[int, tuple[int, ...]]:
    """The indicators whose figure is asked with each measure; one query."""
    found: dict[int, list[int]] = defaultdict(list)
    rows = (
        MeasureIndicator.objects.in_force_or_draft(moment.as_of, moment.known_on)
        .filter(measure_id__in=measures)
        .order_by("id")
    )
    for measure, indicator in rows.values_list("measure_id", "indicator_id"):
        found[measure].append(indicator)
    return {measure: tuple(found[measure]) for measure in measures}


def steps_of(measures: Collection[int], *, only_open: bool = True) -> dict[int, list[StepCard]]:
    """The next tasks of each measure by day; one query."""
    found: dict[int, list[StepCard]] = {measure: [] for measure in measures}
    rows = Step.objects.filter(measure_id__in=measures)
    if only_open:
        rows = rows.filter(done_on__isnull=True)
    for row in rows.order_by("due_on", "position", "id"):
        found[row.measure_id].append(
            StepCard(row.pk, row.version, row.measure_id, row.text, row.due_on, row.done_on)
        )
    return found


def next_step_on() -> Subquery:
    """The day of the nearest task of a measure that is not done, as a column of its states."""
    steps = Step.objects.filter(measure_id=OuterRef("measure_id"), done_on__isnull=True)
    return Subquery(steps.order_by("due_on").values("due_on")[:1])


_SERVES = "measure__serves"
_HEAD = (
    "measure_id",
    "name",
    "unit_id",
    "ends_on",
    "is_continuous",
    "measure__is_example",
    "next_step_on",
)
"""What a head is made of, in the order of its fields."""

_COLUMNS = (
    "measure_id",
    "measure__version",
    "measure__plan_id",
    "measure__plan__stage",
    "code",
    "name",
    "text",
    "plain_text",
    "unit_id",
    "post_id",
    "visibility",
    "measure__origin",
    "measure__is_example",
    "starts_on",
    "ends_on",
    "is_continuous",
    "needs_money",
    "need_euros",
    "population_group",
    "area",
    "environment_effect",
    "environment_text",
    "question",
    "funder",
    "project_euros",
    "heir_id",
    "measure__source_line",
    "valid_from",
)
"""What a card is made of: plain columns, since making three objects a row costs most of a page."""


def _card(row: Any) -> MeasureCard:
    return MeasureCard(
        pk=row.measure_id,
        version=row.measure__version,
        plan=row.measure__plan_id,
        stage=Stage(row.measure__plan__stage),
        code=row.code,
        name=row.name,
        text=row.text,
        plain_text=row.plain_text,
        unit=row.unit_id,
        post=row.post_id,
        visibility=Visibility(row.visibility),
        origin=Origin(row.measure__origin),
        is_example=row.measure__is_example,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        is_continuous=row.is_continuous,
        needs_money=NeedsMoney(row.needs_money),
        need_euros=row.need_euros,
        population_group=row.population_group,
        area=row.area,
        environment_effect=EnvironmentEffect(row.environment_effect),
        environment_text=row.environment_text,
        question=row.question,
        funder=row.funder,
        project_euros=row.project_euros,
        heir=row.heir_id,
        source_line=row.measure__source_line,
        holds_from=row.valid_from,
    )
