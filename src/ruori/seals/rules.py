"""Which kinds of things are sealed, and how a break in the chain is said."""

from enum import StrEnum

from ruori.kernel.problems import Problem, Ref
from ruori.kernel.sealing import Broken
from ruori.kernel.text import N_, Text

LABEL = "seals.seal"


class Kind(StrEnum):
    """What a seal can hold; stored, never renamed."""

    EDITION = "EDITION"
    PLAN_VERSION = "PLAN_VERSION"


MESSAGES = {
    "MISSING": N_("Seal %(number)s is missing from the chain."),
    "WRONG_PREDECESSOR": N_("Seal %(number)s does not follow the seal before it."),
    "CHANGED": N_("Seal %(number)s has been changed after it was sealed."),
    "NOT_IN_TRAIL": N_("Seal %(number)s is not the one that the trail remembers."),
}


def problem_of(broken: Broken, pk: int = 0) -> Problem:
    """A break in the chain as a finding that names the seal touched; `pk` 0 when it is gone."""
    return Problem(
        code=f"SEAL_{broken.why}",
        msgid=MESSAGES[broken.why],
        facts={"number": broken.number},
        about=Ref(
            LABEL,
            pk,
            Text(
                fi=f"Sinetti {broken.number}",
                sv=f"Sigill {broken.number}",
                en=f"Seal {broken.number}",
            ),
        ),
    )


def unlike_trail(chain: dict[int, str], remembered: dict[int, str]) -> list[Broken]:
    """Seals that the trail does not remember as they are, or that are gone from the chain's end.

    The chain alone cannot tell when its newest seals are cut off or one is added behind the
    city's back, nor when somebody recomputes every hash after a change; the trail, written in the
    same deed, can.
    """
    newest = max(chain, default=0)
    unlike = [
        Broken(number, "NOT_IN_TRAIL")
        for number, digest in sorted(chain.items())
        if remembered.get(number) != digest
    ]
    return [*unlike, *(Broken(n, "MISSING") for n in sorted(remembered) if n > newest)]
