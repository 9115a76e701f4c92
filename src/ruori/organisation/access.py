"""Who may change the organisation and see whose names; default deny (architecture § 6).

Units, posts and sites are public. Who holds a post is shown to the staff only: public pages show
the post. The organisation is kept by the administrator and by who steers.
"""

from django.db.models import Q

from ruori.organisation.models import Person
from ruori.organisation.rules import Viewer


def visible_to(viewer: Viewer) -> Q:
    """The persons whose names a viewer may read, as a condition on Person; staff read all."""
    if viewer.is_staff:
        return Q()
    return Q(pk__in=()) if viewer.person_id is None else Q(pk=viewer.person_id)


def may_see(viewer: Viewer, person: Person) -> bool:
    """The twin of `visible_to` for one person: staff see all, others themselves."""
    return viewer.is_staff or viewer.person_id == person.pk


def may_see_names(viewer: Viewer) -> bool:
    """Reading who holds which post: the staff, on the desk."""
    return viewer.is_staff


def may_found_city(viewer: Viewer) -> bool:
    """Founding the city of this installation: who steers, in practice the first run itself."""
    return viewer.steers


def may_set_city(viewer: Viewer) -> bool:
    """Changing the city's name, languages, colours, contact or the mayor's post."""
    return viewer.administers


def may_keep_units(viewer: Viewer) -> bool:
    """Opening, changing and closing units and bodies."""
    return viewer.administers


def may_keep_posts(viewer: Viewer) -> bool:
    """Opening and changing posts."""
    return viewer.administers


def may_keep_people(viewer: Viewer) -> bool:
    """Adding persons and correcting their names."""
    return viewer.administers


def may_fill_posts(viewer: Viewer) -> bool:
    """Naming holders and deputies, and ending their holdings."""
    return viewer.administers


def may_give_roles(viewer: Viewer) -> bool:
    """Giving and ending rights beside one's own post."""
    return viewer.administers


def may_keep_sites(viewer: Viewer) -> bool:
    """Opening and changing the places where the city works."""
    return viewer.administers
