"""Who may add a file. Who may see one is decided by the object that shows it."""

from ruori.accounts.rules import Actor, ActorKind
from ruori.kernel.problems import NotAllowed, Problem
from ruori.kernel.text import N_

_ADDERS = (ActorKind.USER, ActorKind.LINK, ActorKind.TIMER)


def may_store(by: Actor) -> bool:
    """True for staff, for a holder of an update link, and for the city's own timer."""
    return by.kind in _ADDERS


def require(allowed: bool) -> None:  # noqa: FBT001 - reads as `require(may_store(by))`
    """Raise NotAllowed unless allowed."""
    if not allowed:
        raise NotAllowed(
            Problem(code="MAY_NOT_STORE", msgid=N_("You have no right to add files here."))
        )
