"""What is wrong with whole plans (domain § 14: L18, L23–L25, L28)."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from ruori.kernel.codes import Severity
from ruori.kernel.problems import Problem, Ref
from ruori.kernel.text import EMPTY, N_
from ruori.plans.codes import CouncilMatter, PlanKind, Stage
from ruori.plans.rules.lint.facts import (
    POST,
    Facts,
    GoalFacts,
    MeasureFacts,
    PlanFacts,
    StaleText,
    found,
)
from ruori.plans.rules.promises import EDITED_IN_PLACE, is_promised

MATTERS = {
    CouncilMatter.WELLBEING: N_("Local Government Act § 37: no goal for the residents' wellbeing."),
    CouncilMatter.SERVICES: N_("Local Government Act § 37: no goal for arranging services."),
    CouncilMatter.SERVICE_TARGETS: N_(
        "Local Government Act § 37: no goal for the service targets set in law."
    ),
    CouncilMatter.OWNERSHIP: N_("Local Government Act § 37: no goal for the city as an owner."),
    CouncilMatter.PERSONNEL: N_("Local Government Act § 37: no goal for the personnel."),
    CouncilMatter.PARTICIPATION: N_(
        "Local Government Act § 37: no goal for the residents' participation."
    ),
    CouncilMatter.ENVIRONMENT: N_(
        "Local Government Act § 37: no goal for the living environment and vitality."
    ),
}


def too_much(city: Facts) -> Iterator[Problem]:
    """L18: more in one plan, or on one post, than anybody can follow."""
    items: list[GoalFacts | MeasureFacts] = [*city.goals.values(), *city.measures.values()]
    counts = Counter(item.plan for item in items)
    for plan in city.plans.values():
        count, limits = counts[plan.pk], city.limits
        if count > min(limits.plan_hint, limits.plan_warn):
            yield found(
                "L18",
                Severity.WARN if count > limits.plan_warn else Severity.HINT,
                plan.ref,
                N_("The plan is too wide to be followed: %(count)s goals and measures."),
                field="goals",
                count=count,
            )
    yield from _too_much_on_posts(city, items)


def _too_much_on_posts(city: Facts, items: list[GoalFacts | MeasureFacts]) -> Iterator[Problem]:
    plans: dict[int, list[int]] = defaultdict(list)
    for item in items:
        if item.post is not None and is_promised(city.plans[item.plan].stage):
            plans[item.post].append(item.plan)
    for post, on in plans.items():
        if len(on) > city.limits.post_warn:
            yield found(
                "L18",
                Severity.WARN,
                Ref(POST, post, city.posts.get(post, EMPTY)),
                N_("This post answers for %(count)s goals and measures."),
                field="post",
                count=len(on),
                plans=sorted(set(on)),
            )


def required_by_law(city: Facts) -> Iterator[Problem]:
    """L23: a strategy without a goal for a thing § 37 names, or without a plan for evaluation."""
    told: dict[int, set[CouncilMatter]] = defaultdict(set)
    for goal in city.goals.values():
        told[goal.plan] |= goal.matters
    for plan in city.plans.values():
        if plan.kind is not PlanKind.STRATEGY:
            continue
        for matter, msgid in MATTERS.items():
            if matter not in told[plan.pk]:
                yield found(
                    "L23", Severity.WARN, plan.ref, msgid, field="matters", matter=matter.value
                )
        if not plan.has_evaluation:
            yield found(
                "L23",
                Severity.BLOCK,
                plan.ref,
                N_("Local Government Act § 37: the strategy does not tell how it is evaluated."),
                field="evaluation_plan",
            )


def outdated(city: Facts) -> Iterator[Problem]:
    """L24: a plan past its end or its check by law, and no successor in preparation."""
    for plan in city.plans.values():
        past = [day for day in (plan.period_to, plan.check_on) if day and day < city.on]
        if past and is_promised(plan.stage) and not plan.has_successor:
            yield found(
                "L24",
                Severity.WARN,
                plan.ref,
                N_("The plan was to be renewed by %(past)s, and no successor is in preparation."),
                field=_field_of_day(plan),
                past=min(past),
            )


def _field_of_day(plan: PlanFacts) -> str:
    return "period_to" if plan.check_on is None else "check_on"


def without_fate(city: Facts) -> Iterator[Problem]:
    """L25: the plan before has an element, and nobody says what becomes of it."""
    drafts = {plan.pk for plan in city.plans.values() if Stage(plan.stage) in EDITED_IN_PLACE}
    for one in city.fateless:
        if one.plan in drafts:
            yield found(
                "L25",
                Severity.BLOCK,
                one.about,
                N_("Tell what becomes of this old goal or measure."),
                field="fate",
                plan=one.plan,
            )


def stale_texts(city: Facts) -> Iterator[Problem]:
    """L28: a plain text or a translation older than the text it was made from."""
    items: list[PlanFacts | GoalFacts | MeasureFacts] = [
        *city.plans.values(),
        *city.goals.values(),
        *city.measures.values(),
    ]
    for item in items:
        if item.stale:
            yield found(
                "L28",
                Severity.WARN,
                item.ref,
                N_("A plain text or a translation is older than its source."),
                field=item.stale[0].field,
                language=item.stale[0].language,
                stale=_told(item.stale),
            )


def _told(stale: tuple[StaleText, ...]) -> list[str]:
    return sorted(f"{one.field}:{one.language}" for one in stale)
