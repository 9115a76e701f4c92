"""Who may see and record decisions; default deny (architecture § 6).

What a body or an office holder has decided is public (621/1999). A pending decision, without a
day, is preparation and seen by the staff only.
"""

from django.db.models import Q

from ruori.decisions.models import Decision
from ruori.organisation.rules import RoleCode, Viewer

RECORDERS = frozenset(
    {
        RoleCode.STRATEGY_MANAGER,
        RoleCode.ADMINISTRATOR,
        RoleCode.ENVIRONMENT_COORDINATOR,
        RoleCode.WELLBEING_COORDINATOR,
    }
)
"""Roles that bring what the bodies decided into the system."""


def visible_to(viewer: Viewer) -> Q:
    """The decisions a viewer may see, as a condition on Decision."""
    return Q() if viewer.is_staff else Q(decided_on__isnull=False)


def may_see(viewer: Viewer, decision: Decision) -> bool:
    """The twin of `visible_to` for one decision."""
    return viewer.is_staff or decision.decided_on is not None


def may_record(viewer: Viewer) -> bool:
    """Recording what was decided."""
    return bool(RECORDERS & viewer.roles)


def may_amend(viewer: Viewer) -> bool:
    """Completing or correcting what is told of a decision."""
    return may_record(viewer)
