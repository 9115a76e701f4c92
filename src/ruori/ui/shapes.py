"""Words, shapes and colour roles of every judgement and state (experience § 4).

The word is always visible, the shape differs without colour, and the colour only repeats both.
A city may rename a word (a `label` where it is shown), never its meaning.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ruori.kernel.codes import Attainment, Direction, Progress, Provability, Severity, Visibility
from ruori.kernel.text import N_


@dataclass(frozen=True, slots=True)
class Mark:
    """One state as people see it: the word (msgid), the shape's name and the colour role.

    Roles are names of the theme: neutral, info, success, warning, danger.
    """

    msgid: str
    shape: str
    role: str


class UnknownMark(KeyError):
    """The family has no such code: a fault of the caller, not of the city's data."""


PROGRESS: Mapping[str, Mark] = {
    Progress.NOT_STARTED: Mark(N_("Not started"), "circle-empty", "neutral"),
    Progress.ON_SCHEDULE: Mark(N_("In progress, on time"), "circle-half", "info"),
    Progress.LATE: Mark(N_("In progress, late"), "circle-late", "warning"),
    Progress.DONE: Mark(N_("Done"), "circle-tick", "success"),
    Progress.ESTABLISHED: Mark(N_("Became routine"), "circle-tick-ring", "success"),
    Progress.ON_HOLD: Mark(N_("On hold"), "circle-bars", "neutral"),
    Progress.CANCELLED: Mark(N_("Cancelled"), "circle-diagonal", "neutral"),
    Progress.NOT_REPORTED: Mark(N_("Not reported"), "circle-dashed", "warning"),
    "MERGED": Mark(N_("Merged"), "circle-arrow-out", "neutral"),
    "REPLACED": Mark(N_("Replaced"), "circle-arrow-out", "neutral"),
}

ATTAINMENT: Mapping[str, Mark] = {
    Attainment.ON_COURSE: Mark(N_("On course"), "square-arrow", "info"),
    Attainment.AT_RISK: Mark(N_("At risk"), "square-bang", "warning"),
    Attainment.WILL_NOT: Mark(N_("Will not be met"), "square-cross-dashed", "danger"),
    Attainment.MET: Mark(N_("Met"), "square-tick", "success"),
    Attainment.PARTLY_MET: Mark(N_("Partly"), "square-half", "warning"),
    Attainment.NOT_MET: Mark(N_("Not met"), "square-cross", "danger"),
    Attainment.UNPROVABLE: Mark(N_("Cannot be proved"), "square-question", "neutral"),
    Attainment.NOT_ASSESSABLE: Mark(N_("Cannot be assessed"), "square-dotted", "neutral"),
    "NOT_JUDGED": Mark(N_("Not assessed yet"), "square-empty", "neutral"),
}

DIRECTION: Mapping[str, Mark] = {
    Direction.IMPROVING: Mark(N_("Improving"), "plus", "success"),
    Direction.WORSENING: Mark(N_("Worsening"), "minus", "danger"),
    Direction.UNCHANGED: Mark(N_("No change detected"), "bar", "neutral"),
    Direction.NOT_ASSESSABLE: Mark(N_("Cannot be judged"), "bar-dotted", "neutral"),
    Direction.RISING: Mark(N_("Rising"), "arrow-up", "neutral"),
    Direction.FALLING: Mark(N_("Falling"), "arrow-down", "neutral"),
}

TARGET: Mapping[str, Mark] = {
    "TARGET_REACHED": Mark(N_("Target reached"), "flag", "success"),
    "ON_PATH": Mark(N_("On path"), "arrow-on-line", "info"),
    "TOO_SLOW": Mark(N_("Right direction, too slow"), "arrow-below-line", "warning"),
    "WRONG_WAY": Mark(N_("Wrong direction"), "arrow-off-line", "danger"),
}

PROVABILITY: Mapping[str, Mark] = {
    Provability.PROVEN: Mark(N_("Evidence in order"), "sheet-tick", "success"),
    Provability.PARTLY_PROVEN: Mark(N_("Incomplete"), "sheet-half", "warning"),
    Provability.UNPROVEN: Mark(N_("No evidence"), "sheet-dashed", "danger"),
    Provability.NOT_CHECKED: Mark(N_("Not checked"), "sheet-empty", "neutral"),
}

SEVERITY: Mapping[str, Mark] = {
    Severity.BLOCK: Mark(N_("Blocks"), "octagon-bar", "danger"),
    Severity.WARN: Mark(N_("To be corrected"), "triangle-bang", "warning"),
    Severity.HINT: Mark(N_("Hint"), "circle-i", "info"),
}

VISIBILITY: Mapping[str, Mark] = {
    Visibility.DRAFT: Mark(N_("Draft"), "pencil", "neutral"),
    Visibility.IN_PREPARATION: Mark(N_("In preparation"), "hourglass", "warning"),
    Visibility.PUBLIC: Mark(N_("Public"), "globe", "success"),
    Visibility.SECRET: Mark(N_("Secret"), "padlock", "danger"),
}

FAMILIES: Mapping[str, Mapping[str, Mark]] = {
    "progress": PROGRESS,
    "attainment": ATTAINMENT,
    "direction": {**TARGET, **DIRECTION},
    "provability": PROVABILITY,
    "severity": SEVERITY,
    "visibility": VISIBILITY,
}

_FIGURE = {"RISING": "up", "FALLING": "down"}


def mark(family: str, code: str, figure: str = "") -> Mark:
    """The word, shape and role of a code in its family, or UnknownMark.

    `figure` (RISING, FALLING or nothing) turns the arrow of IMPROVING and WORSENING the way the
    figure itself moves: falling unemployment improves with an arrow down and a plus sign.
    """
    try:
        found = FAMILIES[family][code]
    except KeyError as missing:
        raise UnknownMark(f"{family} has no code {code!r}") from missing
    if found.shape in {"plus", "minus"} and figure in _FIGURE:
        return Mark(found.msgid, f"arrow-{_FIGURE[figure]}-{found.shape}", found.role)
    return found
