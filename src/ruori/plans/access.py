"""Who may see and change what in plans; asked both ways from here only (architecture § 6).

Everybody sees what is public. Staff see what is in preparation. A draft is seen by who steers and
by who leads the owning unit; what is secret only by who steers. A goal or measure is never more
visible than its plan.
"""

from django.db.models import Q

from ruori.kernel.codes import Visibility
from ruori.kernel.moments import Moment
from ruori.organisation.rules import Viewer
from ruori.plans.models import GoalState, MeasureState, PlanState


def levels_seen(viewer: Viewer) -> frozenset[Visibility]:
    """The visibilities a viewer may read wherever they stand."""
    if viewer.steers:
        return frozenset(Visibility)
    if viewer.is_staff:
        return frozenset({Visibility.PUBLIC, Visibility.IN_PREPARATION})
    return frozenset({Visibility.PUBLIC})


def visible_to(viewer: Viewer, plan: str = "") -> Q:
    """Plans the viewer may see; `plan` leads to them from another table (`goal__plan__`)."""
    seen = Q(**{f"{plan}visibility__in": levels_seen(viewer)})
    if viewer.steers or not viewer.led:
        return seen
    own = PlanState.objects.drafts().filter(owner_unit__in=viewer.led).values("plan_id")
    return seen | Q(**{f"{plan}visibility": Visibility.DRAFT, f"{plan}pk__in": own})


def goal_states_visible_to(viewer: Viewer, moment: Moment | None = None) -> Q:
    """States of goals the viewer may see, on whatever day: also today, while they hold today."""
    seen = Q(visibility__in=levels_seen(viewer)) & visible_to(viewer, "goal__plan__")
    if moment is None or moment.today is None or not moment.looks_away:
        return seen
    hidden = GoalState.objects.in_force(moment.today).exclude(seen)
    return seen & ~Q(goal_id__in=hidden.values("goal_id"))


def value_states_visible_to(viewer: Viewer) -> Q:
    """States of values the viewer may see."""
    return visible_to(viewer, "value__plan__")


def measure_states_visible_to(viewer: Viewer, moment: Moment | None = None) -> Q:
    """States of measures the viewer may see: one's own measures also while they are prepared.

    On whatever day is asked about, a measure that holds today must be visible today too.
    """
    mine = Q(visibility=Visibility.DRAFT, unit__in=viewer.led)
    seen = (Q(visibility__in=levels_seen(viewer)) | mine) & visible_to(viewer, "measure__plan__")
    if moment is None or moment.today is None or not moment.looks_away:
        return seen
    hidden = MeasureState.objects.in_force(moment.today).exclude(seen)
    return seen & ~Q(measure_id__in=hidden.values("measure_id"))


def may_see_plan(viewer: Viewer, *, visibility: str, draft_of: int | None = None) -> bool:
    """The twin of `visible_to` for one plan, and for its values.

    `draft_of` is the unit that owns the plan while it is a draft, else None.
    """
    is_own_draft = visibility == Visibility.DRAFT and draft_of in viewer.led
    return visibility in levels_seen(viewer) or is_own_draft


def may_see(
    viewer: Viewer, *, visibility: str, plan_visibility: str, draft_of: int | None = None
) -> bool:
    """The twin of `goal_states_visible_to` for one goal; `draft_of` as in `may_see_plan`."""
    is_seen = visibility in levels_seen(viewer)
    return is_seen and may_see_plan(viewer, visibility=plan_visibility, draft_of=draft_of)


def may_see_measure(
    viewer: Viewer,
    *,
    visibility: str,
    plan_visibility: str,
    unit_id: int,
    draft_of: int | None = None,
) -> bool:
    """The twin of `measure_states_visible_to` for one measure."""
    mine = visibility == Visibility.DRAFT and unit_id in viewer.led
    is_seen = mine or visibility in levels_seen(viewer)
    return is_seen and may_see_plan(viewer, visibility=plan_visibility, draft_of=draft_of)


def may_edit(viewer: Viewer, *, owner_unit_id: int | None) -> bool:
    """Who may write in a plan: who steers, and who leads the unit that owns the plan."""
    return viewer.steers or (owner_unit_id is not None and owner_unit_id in viewer.led)


def may_edit_measure(viewer: Viewer, *, unit_id: int | None, owner_unit_id: int | None) -> bool:
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


def may_set_limits(viewer: Viewer) -> bool:
    """Who may change the limits of the plan check: who steers, and who keeps the settings."""
    return viewer.administers
