"""Who may see an indicator, and who may do what with its figures."""

from datetime import datetime

from django.db.models import Q

from ruori.indicators.models import IndicatorState
from ruori.kernel.codes import Visibility
from ruori.kernel.instants import city_day
from ruori.organisation.rules import RoleCode, Viewer

KEEPERS = frozenset(
    {
        RoleCode.STRATEGY_MANAGER,
        RoleCode.ENVIRONMENT_COORDINATOR,
        RoleCode.WELLBEING_COORDINATOR,
    }
)
"""Roles that keep the city's figures: define indicators, set targets, rule on arrivals."""


def visible_to(viewer: Viewer, *, at: datetime) -> Q:
    """The indicators a viewer may see, as a condition on Indicator; the other half of `may_see`."""
    states = IndicatorState.objects.in_force(city_day(at)).filter(states_visible_to(viewer))
    return Q(pk__in=states.values("indicator_id"))


def states_visible_to(viewer: Viewer) -> Q:
    """The states of indicators a viewer may see, on whatever day."""
    if viewer.may_read_all:
        return Q()
    seen = [Visibility.PUBLIC]
    if viewer.is_staff:
        seen.append(Visibility.IN_PREPARATION)
    mine = Q(owner_post_id__in=viewer.posts | viewer.led_posts)
    return Q(visibility__in=seen) | mine | Q(owner_unit_id__in=viewer.units | viewer.led)


def may_see(viewer: Viewer, state: IndicatorState, *, at: datetime) -> bool:  # noqa: ARG001 - every `may_` takes the instant
    """True when the viewer may see the indicator whose state in force is given."""
    if viewer.may_read_all or owns(viewer, state):
        return True
    if state.visibility == Visibility.IN_PREPARATION:
        return viewer.is_staff
    return bool(state.visibility == Visibility.PUBLIC)


def owns(viewer: Viewer, state: IndicatorState) -> bool:
    """True when the viewer answers for the indicator today: by post or unit, or as its head."""
    if state.owner_post_id is not None:
        return state.owner_post_id in viewer.posts | viewer.led_posts
    return state.owner_unit_id in viewer.units | viewer.led


def keeps(viewer: Viewer) -> bool:
    """True for the roles that keep the city's figures."""
    return bool(KEEPERS & viewer.roles)


def may_define(viewer: Viewer) -> bool:
    """Defining an indicator, or changing what it means."""
    return keeps(viewer)


def may_redefine(viewer: Viewer, state: IndicatorState, *, at: datetime) -> bool:
    """Changing the name, definition or owner of an indicator."""
    return keeps(viewer) and may_see(viewer, state, at=at)


def may_hand_on(viewer: Viewer) -> bool:
    """Giving an indicator of what ends to who carries on: who keeps units and posts."""
    return viewer.administers


def may_enter(viewer: Viewer, state: IndicatorState, *, at: datetime) -> bool:
    """Entering a value by hand."""
    return owns(viewer, state) or (keeps(viewer) and may_see(viewer, state, at=at))


def may_mark_break(viewer: Viewer, state: IndicatorState, *, at: datetime) -> bool:
    """Marking a break that no line may cross."""
    return may_enter(viewer, state, at=at)


def may_set_target(viewer: Viewer, state: IndicatorState, *, at: datetime) -> bool:
    """Setting or changing a target: a promise, so not the owner's alone."""
    return may_redefine(viewer, state, at=at)


def may_rule_on(viewer: Viewer, states: list[IndicatorState], *, at: datetime) -> bool:
    """Accepting or rejecting a quarantined batch that concerns these indicators."""
    return keeps(viewer) or (
        bool(states) and all(may_enter(viewer, state, at=at) for state in states)
    )


def may_take_in(viewer: Viewer) -> bool:
    """Letting a source's arrival in: the timer and who keeps the figures."""
    return keeps(viewer) or RoleCode.ADMINISTRATOR in viewer.roles


def may_publish(viewer: Viewer) -> bool:
    """Publishing the values of a source, as those of a follow-up round."""
    return viewer.steers


def may_keep_regions(viewer: Viewer) -> bool:
    """Loading the municipality key, closing regions, choosing peers."""
    return keeps(viewer) or RoleCode.ADMINISTRATOR in viewer.roles
