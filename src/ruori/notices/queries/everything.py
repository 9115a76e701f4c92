"""What waits for somebody, and what is wrong in the city, gathered from every part."""

from dataclasses import replace
from datetime import datetime

from ruori.kernel.moments import now
from ruori.kernel.problems import Due, Problem
from ruori.notices.catalogue import DUE, PROBLEMS
from ruori.organisation import queries as organisation
from ruori.organisation.rules import Chart, Viewer, reachable_owner


def due(viewer: Viewer, at: datetime) -> list[Due]:
    """All that waits for the viewer, the nearest day first."""
    return _gathered(viewer, at)


def due_of_all(at: datetime) -> list[Due]:
    """All that waits for anybody, with who is reminded; the same functions, one pass for all."""
    chart = organisation.chart(now(at))
    return [_with_owner(item, chart) for item in _gathered(None, at)]


def _with_owner(item: Due, chart: Chart) -> Due:
    if item.owner is not None:
        return item
    owner = reachable_owner(chart, post=item.post_id, unit=item.unit_id)
    return item if owner is None else replace(item, owner=owner.person)


def _gathered(viewer: Viewer | None, at: datetime) -> list[Due]:
    found = [item for asked in DUE for item in asked(viewer, at)]
    return sorted(found, key=lambda item: (item.due_on, item.kind, item.about.pk))


def problems(at: datetime) -> list[Problem]:
    """Every finding today, the hardest first."""
    order = ("BLOCK", "WARN", "HINT")
    found = [item for asked in PROBLEMS for item in asked(now(at))]
    return sorted(found, key=lambda item: (order.index(item.severity), item.code))
