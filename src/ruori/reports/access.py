"""Who may see, freeze and publish editions; the public sees only what has been published."""

from datetime import datetime

from django.db.models import Q

from ruori.accounts.rules import ActorKind
from ruori.organisation.rules import Viewer
from ruori.reports.models import Edition


def visible_to(viewer: Viewer, *, at: datetime) -> Q:
    """Editions the viewer may see: published by `at`, or all for who reads everything."""
    if viewer.may_read_all:
        return Q()
    return Q(published_at__lte=at)


def may_see(viewer: Viewer, edition: Edition, *, at: datetime) -> bool:
    """The twin of `visible_to` for one edition."""
    is_public = edition.published_at is not None and edition.published_at <= at
    return viewer.may_read_all or is_public


def may_preview(viewer: Viewer) -> bool:
    """Who may build a report that is not frozen: who reads everything."""
    return viewer.may_read_all


def may_freeze_edition(viewer: Viewer) -> bool:
    """Who may freeze a report, or correct one: who steers."""
    return viewer.steers


def may_publish_edition(viewer: Viewer) -> bool:
    """Who may publish an edition: who steers."""
    return viewer.steers


def may_keep_rendering(viewer: Viewer) -> bool:
    """Who may add a rendering of an edition: who steers, and the worker."""
    return viewer.steers or viewer.actor.kind is ActorKind.TIMER
