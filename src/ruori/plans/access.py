"""Who may see and change what in plans; asked both ways from here only (architecture § 6).

Everybody sees what is public. Staff see what is in preparation. A draft is seen by who steers and
by who leads the owning unit; what is secret only by who steers. A goal or measure is never more
visible than its plan.
"""

from django.db.models import Q

from ruori.kernel.codes import Visibility
from ruori.organisation.rules import Viewer


def levels_seen(viewer: Viewer) -> frozenset[Visibility]:
    """The visibilities a viewer may read wherever they stand."""
    if viewer.steers:
        return frozenset(Visibility)
    if viewer.is_staff:
        return frozenset({Visibility.PUBLIC, Visibility.IN_PREPARATION})
    return frozenset({Visibility.PUBLIC})


def visible_to(viewer: Viewer) -> Q:
    """Plans the viewer may see."""
    return Q(visibility__in=levels_seen(viewer))


def goal_states_visible_to(viewer: Viewer) -> Q:
    """States of goals the viewer may see."""
    seen = levels_seen(viewer)
    return Q(visibility__in=seen, goal__plan__visibility__in=seen)


def value_states_visible_to(viewer: Viewer) -> Q:
    """States of values the viewer may see."""
    return Q(value__plan__visibility__in=levels_seen(viewer))


def measure_states_visible_to(viewer: Viewer) -> Q:
    """States of measures the viewer may see: one's own measures also while they are prepared."""
    seen = levels_seen(viewer)
    mine = Q(visibility=Visibility.DRAFT, unit__in=viewer.led) & Q(
        measure__plan__visibility__in=seen
    )
    return Q(visibility__in=seen, measure__plan__visibility__in=seen) | mine


def may_see(viewer: Viewer, *, visibility: str, plan_visibility: str) -> bool:
    """The twin of `visible_to` for one plan, goal or value."""
    seen = levels_seen(viewer)
    return visibility in seen and plan_visibility in seen


def may_see_measure(viewer: Viewer, *, visibility: str, plan_visibility: str, unit_id: int) -> bool:
    """The twin of `measure_states_visible_to` for one measure."""
    if may_see(viewer, visibility=visibility, plan_visibility=plan_visibility):
        return True
    mine = visibility == Visibility.DRAFT and unit_id in viewer.led
    return mine and plan_visibility in levels_seen(viewer)


def may_edit(viewer: Viewer, *, owner_unit_id: int | None) -> bool:
    """Who may write in a plan: who steers, and who leads the unit that owns the plan."""
    return viewer.steers or (owner_unit_id is not None and owner_unit_id in viewer.led)


def may_edit_measure(viewer: Viewer, *, unit_id: int, owner_unit_id: int | None) -> bool:
    """Who may rewrite a measure: the plan's editors and the head of the responsible unit."""
    return may_edit(viewer, owner_unit_id=owner_unit_id) or unit_id in viewer.led


def may_draft(viewer: Viewer) -> bool:
    """Who may begin a plan: who steers, and who leads a unit."""
    return viewer.steers or bool(viewer.led)


def may_adopt(viewer: Viewer) -> bool:
    """Who may record that a body adopted, evaluated or ended a plan: who steers."""
    return viewer.steers


def may_publish(viewer: Viewer) -> bool:
    """Who may change what the public sees of a plan: who steers."""
    return viewer.steers
