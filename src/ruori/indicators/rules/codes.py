"""Stored codes of figures; never renamed, only relabelled where they are shown."""

from enum import StrEnum


class Status(StrEnum):
    """What kind of figure a value is (SDMX letters, indicators § 3)."""

    NORMAL = "A"
    DEFINITION_DIFFERS = "D"
    BREAK = "B"
    PROVISIONAL = "P"
    UNRELIABLE = "U"
    ESTIMATE = "E"
    IMPUTED = "I"
    FORECAST = "F"
    MISSING = "O"
    NOT_COLLECTED = "L"
    CANNOT_EXIST = "M"


IN_TREND = frozenset(
    {
        Status.NORMAL,
        Status.DEFINITION_DIFFERS,
        Status.BREAK,
        Status.PROVISIONAL,
        Status.UNRELIABLE,
        Status.ESTIMATE,
    }
)
"""Statuses that take part in judging."""

MAY_DECIDE = frozenset({Status.NORMAL, Status.DEFINITION_DIFFERS, Status.BREAK})
"""Statuses by which a target may be called reached."""

WITHOUT_VALUE = frozenset({Status.MISSING, Status.NOT_COLLECTED, Status.CANNOT_EXIST})
"""Statuses that say why there is no value."""


class Confidence(StrEnum):
    """Whether a value may be told (indicators § 3: conf)."""

    FREE = "F"
    SUPPRESSED = "C"


class Replaces(StrEnum):
    """What an arrival replaces: the periods it holds, or the whole line."""

    ROWS = "ROWS"
    WHOLE = "WHOLE"


class BatchState(StrEnum):
    """Whether an arrival counts: TAKEN_IN and ACCEPTED do."""

    TAKEN_IN = "TAKEN_IN"
    QUARANTINED = "QUARANTINED"
    ACCEPTED = "ACCEPTED"
    REJECTED = "REJECTED"


COUNTING = (BatchState.TAKEN_IN, BatchState.ACCEPTED)


class Influence(StrEnum):
    """Whose result the figure is: the city's own, shared, or the state of the whole city."""

    OWN = "OWN"
    SHARED = "SHARED"
    CONTEXT = "CONTEXT"


class IndicatorLevel(StrEnum):
    """What stage the indicator measures: tulos, ohjaus, käynnistys."""

    RESULT = "RESULT"
    STEERING = "STEERING"
    STARTING = "STARTING"


class Wanted(StrEnum):
    """Which way the owner wants the figure to go; no source tells it."""

    INCREASE = "INCREASE"
    DECREASE = "DECREASE"
    RANGE = "RANGE"
    NONE = "NONE"


class TargetLevel(StrEnum):
    """The least that is promised, or what is hoped for."""

    MINIMUM = "MINIMUM"
    DESIRED = "DESIRED"


class Mode(StrEnum):
    """Reach the level once by the date, or be at it on the date."""

    REACH = "REACH"
    HOLD = "HOLD"


class PathShape(StrEnum):
    """How the way from the base to the target runs."""

    LINEAR = "LINEAR"
    MILESTONES = "MILESTONES"
    GEOMETRIC = "GEOMETRIC"


class BreakKind(StrEnum):
    """Why a line may not be read across a period."""

    DEFINITION = "DEFINITION"
    METHOD = "METHOD"
    DIVISION = "DIVISION"
    CLASSIFICATION = "CLASSIFICATION"
    REBASE = "REBASE"


class TargetChange(StrEnum):
    """What a new version of a target did to the promise (domain § 13)."""

    NEW = "NEW"
    MOVED_LATER = "MOVED_LATER"
    MOVED_EARLIER = "MOVED_EARLIER"
    EASED = "EASED"
    TIGHTENED = "TIGHTENED"
    CHANGED = "CHANGED"


class Frequency(StrEnum):
    """How often a series has a value."""

    YEAR = "A"
    HALF = "S"
    QUARTER = "Q"
    MONTH = "M"
    WEEK = "W"
    DAY = "D"
