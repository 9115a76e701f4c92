"""Who may add a file. Who may see one is decided by the object that shows it."""

from ruori.accounts.rules import Actor, ActorKind

_ADDERS = (ActorKind.USER, ActorKind.LINK, ActorKind.TIMER)


def may_store(by: Actor) -> bool:
    """True for staff, for a holder of an update link, and for the city's own timer."""
    return by.kind in _ADDERS
