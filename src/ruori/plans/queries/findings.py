"""The plan check over the whole city: every rule asked, by plan, with what was accepted."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from ruori.kernel.codes import Severity
from ruori.kernel.moments import Moment
from ruori.kernel.problems import Problem
from ruori.kernel.text import N_
from ruori.organisation.rules import Viewer
from ruori.plans.access import goal_states_visible_to
from ruori.plans.models import AcceptedFinding, GoalState
from ruori.plans.queries.answering import unreachable
from ruori.plans.queries.health import facts
from ruori.plans.queries.measures import seen_states
from ruori.plans.rules import is_promised
from ruori.plans.rules.lint import (
    GOAL,
    MEASURE,
    fingerprint,
    in_order,
    lint,
    may_be_accepted,
    plans_of,
)


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A warning that stands as it is: why, by whom and since when."""

    pk: int
    reason: str
    by: str
    recorded_at: datetime


@dataclass(frozen=True)
class Finding:
    """A finding with the plans on whose pages it stands, and its acceptance.

    `mark` is the fingerprint when it is known already, as that of a kept finding is.
    """

    problem: Problem
    plans: frozenset[int] = frozenset()
    accepted: Acceptance | None = None
    mark: str = ""

    @cached_property
    def fingerprint(self) -> str:
        """What makes this finding this finding."""
        return self.mark or fingerprint(self.problem)


def findings(
    moment: Moment, *, settled: Collection[int] = (), more: Collection[Problem] = ()
) -> list[Finding]:
    """Every finding about every plan, drafts too; a constant number of queries.

    `settled` are the measures that follow-up knows to be done, merged or cancelled; `more` are
    findings of parts above this one about goals and measures.
    """
    city = facts(moment, settled=settled)
    accepted = acceptances()
    return [
        Finding(
            problem,
            plans_of(problem, city),
            acceptance_of(problem, accepted),
        )
        for problem in in_order([*lint(city), *more])
    ]


def problems(moment: Moment, *, settled: Collection[int] = ()) -> list[Problem]:
    """What is wrong with what is promised; of a draft its own page tells, and its adoption."""
    city = facts(moment, settled=settled)
    promised = [
        problem
        for problem in lint(city)
        if any(is_promised(city.plans[pk].stage) for pk in plans_of(problem, city))
    ]
    return [*promised, *_ownerless_below(moment)]


def _ownerless_below(moment: Moment) -> list[Problem]:
    """L6 of what is no promise: figures and steps of the year that nobody answers for."""
    return [
        Problem("L6", N_("Nobody answers for this."), {"field": "post"}, item.about, Severity.WARN)
        for item in unreachable(moment, [])
    ]


def blocking(moment: Moment, plan: int) -> list[Problem]:
    """What stops the adoption of a plan."""
    city = facts(moment)
    return [
        problem
        for problem in lint(city)
        if problem.severity is Severity.BLOCK and plan in plans_of(problem, city)
    ]


def acceptances() -> dict[str, Acceptance]:
    """The acceptances that nobody has taken back, by fingerprint; one query."""
    rows = AcceptedFinding.objects.filter(takes_back=None, taken_back=None).order_by("id")
    columns = ("fingerprint", "pk", "reason", "by_label", "recorded_at")
    return {mark: Acceptance(*rest) for mark, *rest in rows.values_list(*columns)}


def acceptance_of(problem: Problem, accepted: Mapping[str, Acceptance]) -> Acceptance | None:
    """How a finding was accepted, if it was and may be."""
    may_be = bool(accepted) and may_be_accepted(problem)
    return accepted.get(fingerprint(problem)) if may_be else None


def seen_items(viewer: Viewer, moment: Moment) -> frozenset[tuple[str, int]]:
    """The goals and measures a viewer may see, as pairs of label and key; two queries."""
    goals = GoalState.objects.in_force_or_draft(moment.as_of, moment.known_on)
    visible = goals.filter(goal_states_visible_to(viewer, moment)).values_list("goal_id", flat=True)
    measures = seen_states(viewer, moment).values_list("measure_id", flat=True)
    return frozenset((*((GOAL, pk) for pk in visible), *((MEASURE, pk) for pk in measures)))
