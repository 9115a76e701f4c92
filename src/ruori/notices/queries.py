"""What waits for somebody, and what is wrong in the city, gathered from every part."""

from datetime import datetime

from ruori.kernel.moments import now
from ruori.kernel.problems import Due, Problem
from ruori.notices.catalogue import DUE, PROBLEMS
from ruori.organisation.rules import Viewer


def due(viewer: Viewer, at: datetime) -> list[Due]:
    """All that waits for the viewer, the nearest day first."""
    return _gathered(viewer, at)


def due_of_all(at: datetime) -> list[Due]:
    """All that waits for anybody, with who is reminded; the same functions, one pass for all."""
    return _gathered(None, at)


def _gathered(viewer: Viewer | None, at: datetime) -> list[Due]:
    found = [item for asked in DUE for item in asked(viewer, at)]
    return sorted(found, key=lambda item: (item.due_on, item.kind, item.about.pk))


def problems(at: datetime) -> list[Problem]:
    """Every finding today, the hardest first."""
    order = ("BLOCK", "WARN", "HINT")
    found = [item for asked in PROBLEMS for item in asked(now(at))]
    return sorted(found, key=lambda item: (order.index(item.severity), item.code))
