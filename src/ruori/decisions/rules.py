"""Kinds of decisions (domain § 6)."""

from enum import StrEnum


class DecisionKind(StrEnum):
    """What a body did with a matter."""

    ADOPT = "ADOPT"
    AMEND = "AMEND"
    NOTE = "NOTE"
    TABLE = "TABLE"
    REFER_BACK = "REFER_BACK"
    REJECT = "REJECT"
    STATEMENT = "STATEMENT"
    RESOLUTION = "RESOLUTION"
