"""The plans of a made city: a strategy, five programmes, and measures that serve the strategy."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ruori.decisions.models import Decision
from ruori.decisions.rules import DecisionKind
from ruori.kernel.codes import Visibility
from ruori.kernel.text import Text
from ruori.plans.codes import GoalLevel, NeedsMoney, PlanKind, Stage
from ruori.plans.models import (
    Goal,
    GoalState,
    Measure,
    MeasureState,
    MeasureUnit,
    Plan,
    PlanState,
    Serves,
    Step,
    Value,
    ValueState,
)
from tools.bench.people import Staff
from tools.bench.size import Days, Size, name_of, noon, sentence_of

PROGRAMMES = 5
VALUES = 3
LINKS = 2
"""`Serves` links of each measure: two objectives of the strategy."""


@dataclass(frozen=True, slots=True)
class Promises:
    """Keys of what was promised; `unit_of` tells who answers for each measure."""

    strategy: int
    programmes: tuple[int, ...]
    values: tuple[int, ...]
    goals: tuple[int, ...]
    objectives: tuple[int, ...]
    measures: tuple[int, ...]
    unit_of: dict[int, int]


def build_promises(size: Size, days: Days, staff: Staff) -> Promises:
    """Everything promised, adopted by the council and public."""
    plans = _plans(days, staff)
    strategy = plans[0]
    values = _values(strategy, days)
    goals = _goals([None] * size.goals, GoalLevel.STRATEGIC, strategy, days, staff)
    parents = [goal for goal in goals for _ in range(size.objectives)]
    objectives = _goals(parents, GoalLevel.OBJECTIVE, strategy, days, staff)
    measures = Measure.objects.bulk_create(
        Measure(plan=plans[number % len(plans)], is_example=True) for number in range(size.measures)
    )
    shared = size.measures - size.of_the_busiest
    units = [
        staff.units[number % len(staff.units)] if number < shared else staff.units[-1]
        for number in range(size.measures)
    ]
    _measure_states(measures, units, days, staff)
    _links(measures, objectives, days)
    _partners(measures, units, days, staff)
    _steps(measures, days)
    return Promises(
        strategy=strategy.pk,
        programmes=tuple(plan.pk for plan in plans[1:]),
        values=values,
        goals=tuple(goal.pk for goal in goals),
        objectives=tuple(goal.pk for goal in objectives),
        measures=tuple(measure.pk for measure in measures),
        unit_of={measure.pk: unit for measure, unit in zip(measures, units, strict=True)},
    )


def _plans(days: Days, staff: Staff) -> list[Plan]:
    kinds = [PlanKind.STRATEGY, *[PlanKind.PROGRAMME] * PROGRAMMES]
    (decision,) = Decision.objects.bulk_create(
        [
            Decision(
                kind=DecisionKind.ADOPT,
                body_id=staff.council,
                decided_on=days.adopted_on,
                section="7",
                title=Text("Kaupunkistrategian hyväksyminen"),
                recorded_at=days.made_at(),
            )
        ]
    )
    plans = Plan.objects.bulk_create(
        Plan(
            kind=kind,
            stage=Stage.IN_FORCE,
            visibility=Visibility.PUBLIC,
            adoption=decision,
            position=number,
        )
        for number, kind in enumerate(kinds)
    )
    PlanState.objects.bulk_create(
        PlanState(
            plan=plan,
            title=Text("Kaupunkistrategia" if number == 0 else f"Ohjelma {number}"),
            period_from=days.adopted_on,
            period_to=date(days.year + 4, 12, 31),
            owner_unit_id=staff.office,
            body_id=staff.council,
            vision=Text("Merellinen kaupunki, jossa arki sujuu ja lupaukset pidetään."),
            evaluation_plan=Text("Toteutuminen arvioidaan joka vuosi tilinpäätöksessä."),
            introduction=Text(" ".join(sentence_of(each) for each in range(8))),
            **_frame(days),
        )
        for number, plan in enumerate(plans)
    )
    return plans


def _values(strategy: Plan, days: Days) -> tuple[int, ...]:
    values = Value.objects.bulk_create([Value(plan=strategy) for _ in range(VALUES)])
    ValueState.objects.bulk_create(
        ValueState(
            value=value,
            position=number,
            name=Text(f"Arvo {number + 1}"),
            text=Text(sentence_of(number)),
            **_frame(days),
        )
        for number, value in enumerate(values)
    )
    return tuple(value.pk for value in values)


def _goals(
    parents: Sequence[Goal | None], level: GoalLevel, plan: Plan, days: Days, staff: Staff
) -> list[Goal]:
    goals = Goal.objects.bulk_create([Goal(plan=plan, level=level) for _ in parents])
    GoalState.objects.bulk_create(
        GoalState(
            goal=goal,
            parent=parent,
            position=number,
            code=f"{number + 1}" if parent is None else f"{parent.pk}.{number + 1}",
            name=Text(fi=f"Tavoite {number + 1}: sujuva arki ja elinvoima", sv=f"Mål {number + 1}"),
            text=Text(sentence_of(number)),
            unit_id=staff.areas[number % len(staff.areas)],
            **_frame(days),
        )
        for number, (goal, parent) in enumerate(zip(goals, parents, strict=True))
    )
    return goals


def _measure_states(
    measures: Sequence[Measure], units: Sequence[int], days: Days, staff: Staff
) -> None:
    MeasureState.objects.bulk_create(
        MeasureState(
            measure=measure,
            code=f"T{number + 1}",
            name=name_of(number),
            text=Text(sentence_of(number) * 2),
            plain_text=Text(sentence_of(number)),
            unit_id=unit,
            post_id=staff.post_of[unit],
            starts_on=days.adopted_on,
            ends_on=date(days.year + number % 5, 12, 31),
            needs_money=NeedsMoney.YES if number % 3 == 0 else NeedsMoney.NO,
            environment_text=Text("Vähentää päästöjä ja liikennettä."),
            **_frame(days),
        )
        for number, (measure, unit) in enumerate(zip(measures, units, strict=True))
    )


def _links(measures: Sequence[Measure], objectives: Sequence[Goal], days: Days) -> None:
    Serves.objects.bulk_create(
        Serves(
            measure=measure,
            served=objectives[(number + link * (len(objectives) // LINKS)) % len(objectives)],
            **_frame(days),
        )
        for number, measure in enumerate(measures)
        for link in range(LINKS)
    )


def _partners(measures: Sequence[Measure], units: Sequence[int], days: Days, staff: Staff) -> None:
    """One co-unit for each measure, never the unit that answers."""
    MeasureUnit.objects.bulk_create(
        MeasureUnit(
            measure=measure,
            unit_id=staff.units[(staff.units.index(unit) + 1) % len(staff.units)],
            **_frame(days),
        )
        for measure, unit in zip(measures, units, strict=True)
    )


def _steps(measures: Sequence[Measure], days: Days) -> None:
    """A task done and a task ahead for each measure."""
    ahead = days.today + timedelta(days=90)
    Step.objects.bulk_create(
        Step(
            measure=measure,
            position=place,
            text=Text("Esitellään lautakunnalle" if place else "Kuullaan asukkaita"),
            due_on=ahead if place else days.adopted_on,
            done_on=None if place else days.adopted_on,
        )
        for measure in measures
        for place in range(2)
    )


def _frame(days: Days) -> dict[str, object]:
    return {"valid_from": days.adopted_on, "recorded_at": noon(days.adopted_on)}
