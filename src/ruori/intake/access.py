"""Who may take in what: a page becomes adopted plans, so who steers; a sheet, whose unit it is."""

from django.db.models import Q

from ruori.followup.access import may_write_report, own_units
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


def sheets_visible_to(viewer: Viewer) -> Q:
    """The uploaded sheets a viewer may see, as a condition on SheetUpload: of own units."""
    return Q() if viewer.steers else Q(unit__in=own_units(viewer))


def may_see_sheet(viewer: Viewer, *, unit: int) -> bool:
    """The twin of `sheets_visible_to` for one sheet."""
    return may_open_sheet(viewer, unit=unit)


def may_open_sheet(viewer: Viewer, *, unit: int) -> bool:
    """Who may download, upload and take a unit's sheet: who may write the unit's report."""
    return may_write_report(viewer, unit=unit)


def may_sweep_sheets(viewer: Viewer) -> bool:
    """Who may take old sheets away: the timer, and who steers."""
    return viewer.steers
