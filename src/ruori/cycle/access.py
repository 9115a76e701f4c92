"""Who may run rounds and keep the city's year; default deny (architecture § 6).

When the city reports and on what days is public; what is reported is guarded in follow-up.
"""

from ruori.kernel.problems import NotAllowed, Problem
from ruori.kernel.text import N_
from ruori.organisation.rules import Viewer


def require(allowed: bool) -> None:  # noqa: FBT001 - reads as a sentence: require(may_…)
    """Raise NotAllowed unless the answer of a `may_` is yes."""
    if not allowed:
        raise NotAllowed(Problem("NOT_ALLOWED", N_("You have no right to do this.")))


def may_plan(viewer: Viewer) -> bool:
    """Planning and changing a round, and asking units in it."""
    return viewer.steers


def may_step(viewer: Viewer) -> bool:
    """Opening, closing, reopening, freezing and publishing a round."""
    return viewer.steers


def may_keep_year(viewer: Viewer) -> bool:
    """Opening a year or a term, and editing its events."""
    return viewer.steers
