"""Stored codes of the city's judgements and visibilities; never renamed, only relabelled.

Words and shapes for people live in `ruori.ui.shapes` (experience § 4, domain § 8).
"""

from enum import StrEnum


class Progress(StrEnum):
    """How far a measure has come (edistyminen, domain § 8)."""

    NOT_STARTED = "NOT_STARTED"
    ON_SCHEDULE = "ON_SCHEDULE"
    LATE = "LATE"
    DONE = "DONE"
    ESTABLISHED = "ESTABLISHED"
    ON_HOLD = "ON_HOLD"
    CANCELLED = "CANCELLED"
    NOT_REPORTED = "NOT_REPORTED"


class Attainment(StrEnum):
    """Whether a goal came true (toteutuminen, domain § 8)."""

    ON_COURSE = "ON_COURSE"
    AT_RISK = "AT_RISK"
    WILL_NOT = "WILL_NOT"
    MET = "MET"
    PARTLY_MET = "PARTLY_MET"
    NOT_MET = "NOT_MET"
    UNPROVABLE = "UNPROVABLE"
    NOT_ASSESSABLE = "NOT_ASSESSABLE"


class Direction(StrEnum):
    """Where an indicator is going (suunta, indicators § 7.5)."""

    IMPROVING = "IMPROVING"
    WORSENING = "WORSENING"
    UNCHANGED = "UNCHANGED"
    NOT_ASSESSABLE = "NOT_ASSESSABLE"
    RISING = "RISING"
    FALLING = "FALLING"


class Provability(StrEnum):
    """Whether a judgement can be shown to be true (todennettavuus, domain § 8)."""

    PROVEN = "PROVEN"
    PARTLY_PROVEN = "PARTLY_PROVEN"
    UNPROVEN = "UNPROVEN"
    NOT_CHECKED = "NOT_CHECKED"


class Visibility(StrEnum):
    """Who may see an object before anything else is asked (621/1999)."""

    DRAFT = "DRAFT"
    IN_PREPARATION = "IN_PREPARATION"
    PUBLIC = "PUBLIC"
    SECRET = "SECRET"  # noqa: S105 - a visibility, not a password


class Severity(StrEnum):
    """How hard a finding stops the work (domain § 14)."""

    BLOCK = "BLOCK"
    WARN = "WARN"
    HINT = "HINT"


OUTLOOKS = (Attainment.ON_COURSE, Attainment.AT_RISK, Attainment.WILL_NOT)
VERDICTS = (
    Attainment.MET,
    Attainment.PARTLY_MET,
    Attainment.NOT_MET,
    Attainment.UNPROVABLE,
)
ENDED_PROGRESS = (Progress.DONE, Progress.ESTABLISHED, Progress.CANCELLED)
