"""What waits for somebody, and what is wrong in the city, gathered from every part."""

from dataclasses import replace
from datetime import datetime

from ruori.followup import queries as followup
from ruori.kernel.moments import now
from ruori.kernel.problems import Due, Problem
from ruori.notices.catalogue import DUE, PROBLEMS
from ruori.organisation import queries as organisation
from ruori.organisation.rules import Chart, Viewer, reachable_owner
from ruori.plans import queries as plans
from ruori.plans.queries import Finding
from ruori.plans.rules.lint import in_order


def due(viewer: Viewer, at: datetime, lines: Chart | None = None) -> list[Due]:
    """All that waits for the viewer, the nearest day first; the lines of the day may be given."""
    return _gathered(viewer, at, organisation.chart(now(at), lines))


def due_of_all(at: datetime) -> list[Due]:
    """All that waits for anybody, with who is reminded; the same functions, one pass for all."""
    chart = organisation.chart(now(at))
    return [_with_owner(item, chart) for item in _gathered(None, at, chart)]


def _with_owner(item: Due, chart: Chart) -> Due:
    if item.owner is not None:
        return item
    owner = reachable_owner(chart, post=item.post_id, unit=item.unit_id)
    return item if owner is None else replace(item, owner=owner.person)


def _gathered(viewer: Viewer | None, at: datetime, chart: Chart) -> list[Due]:
    found = [item for asked in DUE for item in asked(viewer, at, chart)]
    return sorted(found, key=lambda item: (item.due_on, item.kind, item.about.pk))


def problems(at: datetime) -> list[Problem]:
    """Every finding today that nobody has accepted with a reason, the hardest first."""
    accepted = plans.acceptances()
    found = [item for asked in PROBLEMS for item in asked(now(at))]
    return in_order(item for item in found if plans.acceptance_of(item, accepted) is None)


def plan_health(at: datetime) -> list[Finding]:
    """The same findings by plan, with those of drafts and those that have been accepted.

    Made from the whole city as it is now: half a second in a large one. Pages read `last_check`.
    """
    return followup.plan_findings(now(at))
