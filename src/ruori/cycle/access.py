"""Who may run rounds and keep the city's year; default deny (architecture § 6).

When the city reports and on what days is public; what is reported is guarded in follow-up.
"""

from ruori.organisation.rules import Chart, Viewer, reachable_owner


def may_plan(viewer: Viewer) -> bool:
    """Planning and changing a round, and asking units in it."""
    return viewer.steers


def may_step(viewer: Viewer) -> bool:
    """Opening, closing, reopening, freezing and publishing a round."""
    return viewer.steers


def may_keep_year(viewer: Viewer) -> bool:
    """Opening a year or a term, and editing its events."""
    return viewer.steers


def may_hand_on(viewer: Viewer) -> bool:
    """Giving the steps of a post that ends to the post that carries on: who keeps posts."""
    return viewer.administers


def may_finish_event(viewer: Viewer, post: int | None, chart: Chart) -> bool:
    """Marking a step of the year done, and taking the mark back: its post, else who answers."""
    if viewer.steers or (post is not None and post in viewer.posts):
        return True
    owner = reachable_owner(chart, post=post, unit=None)
    return owner is not None and owner.person == viewer.person_id
