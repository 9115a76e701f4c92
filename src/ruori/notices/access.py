"""Who may remind others, keep the outbox, and decline letters; default deny."""

from ruori.organisation.rules import Viewer


def may_remind(viewer: Viewer) -> bool:
    """Reminding those who have not answered: who steers the round, and the timer."""
    return viewer.steers


def may_keep_outbox(viewer: Viewer) -> bool:
    """Seeing the outbox and sending or cancelling a letter anew: who keeps the city's settings."""
    return viewer.administers


def may_choose(viewer: Viewer, person: int) -> bool:
    """Declining letters: everybody for themselves only."""
    return viewer.person_id == person
