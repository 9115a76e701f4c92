"""What is wrong with measures (domain § 14: L6, L13, L16, L20–L22)."""

from collections.abc import Iterator

from ruori.kernel.codes import Severity
from ruori.kernel.problems import Problem
from ruori.kernel.text import N_
from ruori.plans.codes import GoalLevel, NeedsMoney, Stage
from ruori.plans.rules.lint.facts import Facts, GoalFacts, MeasureFacts, found
from ruori.plans.rules.lint.months import months_after
from ruori.plans.rules.lint.vague import is_vague
from ruori.plans.rules.promises import is_promised


def ownerless_measures(city: Facts) -> Iterator[Problem]:
    """L6: a measure nobody answers for."""
    for measure in city.measures.values():
        if not measure.has_owner:
            yield found(
                "L6", Severity.WARN, measure.ref, N_("Nobody answers for this."), field="post"
            )


def without_thread(city: Facts) -> Iterator[Problem]:
    """L13: a measure, or a goal the council binds, that serves no goal of a plan in force."""
    served = {measure for measure, _, goal in city.serves if _holds(city, measure, goal)}
    for measure in city.measures.values():
        if measure.pk not in served:
            yield found(
                "L13",
                Severity.WARN,
                measure.ref,
                N_("This measure leads to no goal of a plan in force."),
                field="serves",
            )
    yield from _binding_without_thread(city)


def _binding_without_thread(city: Facts) -> Iterator[Problem]:
    serving = {
        servant
        for _, servant, goal in city.serves
        if servant is not None and _is_in_force(city, goal)
    }
    for goal in city.goals.values():
        if city.is_binding(goal) and serving.isdisjoint(_line_up(city, goal)):
            yield found(
                "L13",
                Severity.WARN,
                goal.ref,
                N_("This binding goal leads to no goal of a plan in force."),
                field="serves",
            )


def _line_up(city: Facts, goal: GoalFacts) -> Iterator[int]:
    """The goal and those above it."""
    seen = set[int]()
    here: GoalFacts | None = goal
    while here is not None and here.pk not in seen:
        seen.add(here.pk)
        yield here.pk
        here = city.goals.get(here.parent or 0)


def _holds(city: Facts, measure: int | None, goal: int) -> bool:
    """Whether a service counts: its goal is promised, or will be with the measure's own plan."""
    served, servant = city.goals.get(goal), city.measures.get(measure or 0)
    if served is None or servant is None:
        return False
    return served.plan == servant.plan or _is_in_force(city, goal)


def _is_in_force(city: Facts, goal: int) -> bool:
    served = city.goals.get(goal)
    return served is not None and is_promised(city.plans[served.plan].stage)


def unknown_money(city: Facts) -> Iterator[Problem]:
    """L16: nobody has said whether a measure needs money."""
    for measure in city.measures.values():
        if measure.needs_money is NeedsMoney.UNKNOWN:
            yield found(
                "L16",
                Severity.HINT,
                measure.ref,
                N_("Tell whether money is needed."),
                field="needs_money",
            )


def vague_words(city: Facts) -> Iterator[Problem]:
    """L20: a vague verb, and no number, date or product that would show when it is done."""
    binding = [
        goal
        for goal in city.goals.values()
        if city.is_binding(goal) and goal.level is not GoalLevel.STRATEGIC
    ]
    items: list[GoalFacts | MeasureFacts] = [*city.measures.values(), *binding]
    for item in items:
        told = f"{item.name.get('fi', '')} {item.text.get('fi', '')}"
        if is_vague(told, city.lemmas):
            yield found(
                "L20",
                Severity.WARN,
                item.ref,
                N_("What shows that this has been done? Add a number, a date or a product."),
                field="name",
                text=item.text,
            )


def without_schedule(city: Facts) -> Iterator[Problem]:
    """L21: a measure that neither ends nor goes on for good; a hint when it outlives its plan."""
    for measure in city.measures.values():
        ends, plan_ends = measure.ends_on, city.plans[measure.plan].period_to
        if ends is None and not measure.is_continuous:
            yield found(
                "L21", Severity.WARN, measure.ref, N_("The schedule is missing."), field="ends_on"
            )
        elif ends is not None and plan_ends is not None and ends > plan_ends:
            yield found(
                "L21",
                Severity.HINT,
                measure.ref,
                N_("The measure ends on %(ends_on)s, after its plan (%(plan_ends)s)."),
                field="ends_on",
                ends_on=ends,
                plan_ends=plan_ends,
            )


def without_next_step(city: Facts) -> Iterator[Problem]:
    """L22: a running measure without a next task, or with fewer of them than the city wants."""
    until = months_after(city.on, city.limits.step_months)
    for measure in city.measures.values():
        if not _is_running(city, measure):
            continue
        coming = sum(1 for day in measure.steps if city.on <= day <= until)
        if coming < max(1, city.limits.steps_wanted):
            yield found(
                "L22",
                Severity.HINT if coming else Severity.WARN,
                measure.ref,
                N_("Agree on the next tasks: %(coming)s within %(months)s months."),
                field="steps",
                coming=coming,
                months=city.limits.step_months,
            )


def _is_running(city: Facts, measure: MeasureFacts) -> bool:
    has_begun = measure.starts_on is None or measure.starts_on <= city.on
    is_over = measure.ends_on is not None and measure.ends_on < city.on
    return city.plans[measure.plan].stage is Stage.IN_FORCE and has_begun and not is_over
