"""Who may take pages in and see their drafts: who steers, as accepting makes adopted plans."""

from django.db.models import Q

from ruori.organisation.rules import Viewer


def visible_to(viewer: Viewer) -> Q:
    """The drafts a viewer may see, as a condition on Draft: all or none."""
    return Q() if viewer.steers else Q(pk__isnull=True)


def may_see(viewer: Viewer) -> bool:
    """The twin of `visible_to` for one draft."""
    return viewer.steers


def may_open(viewer: Viewer) -> bool:
    """Who may take a page in."""
    return viewer.steers


def may_settle(viewer: Viewer) -> bool:
    """Who may accept, correct, drop and place rows, and discard the whole."""
    return viewer.steers


def may_accept(viewer: Viewer) -> bool:
    """Who may let a draft become plans."""
    return viewer.steers
