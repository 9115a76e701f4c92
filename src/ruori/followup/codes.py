"""Stored codes of follow-up (domain §§ 6–8)."""

from enum import StrEnum


class Channel(StrEnum):
    """How an entry came in."""

    DESK = "DESK"
    LINK = "LINK"
    EXCEL = "EXCEL"


class Judge(StrEnum):
    """Whose judgement: the city's own or the auditor's."""

    CITY = "CITY"
    AUDITOR = "AUDITOR"


class ProofRequestState(StrEnum):
    """What became of a proof that was asked for."""

    ASKED = "ASKED"
    ANSWERED = "ANSWERED"
    REFUSED = "REFUSED"
    WITHDRAWN = "WITHDRAWN"


class UnitReportState(StrEnum):
    """A unit's report in a round (domain § 7)."""

    OPENED = "OPENED"
    DRAFT = "DRAFT"
    SUBMITTED = "SUBMITTED"
    RETURNED = "RETURNED"
    APPROVED = "APPROVED"


class Verdict(StrEnum):
    """What a reviewer decided."""

    APPROVED = "APPROVED"
    RETURNED = "RETURNED"


class LinkEnd(StrEnum):
    """Why an update link was ended before its day."""

    REVOKED = "REVOKED"
    HANDED_OVER = "HANDED_OVER"


class HandOverEnd(StrEnum):
    """How a hand-over ended: taken back by the owner, returned or passed on by the receiver."""

    TAKEN_BACK = "TAKEN_BACK"
    RETURNED = "RETURNED"
    PASSED_ON = "PASSED_ON"


class DeviationState(StrEnum):
    """How far a deviation has got, from noticed to closed (domain § 7)."""

    NOTICED = "NOTICED"
    ASSESSED = "ASSESSED"
    CAUSE_FOUND = "CAUSE_FOUND"
    ACTION_AGREED = "ACTION_AGREED"
    ACTED = "ACTED"
    VERIFIED = "VERIFIED"
    CLOSED = "CLOSED"


class Cause(StrEnum):
    """Where a deviation comes from."""

    OWN_ACTION = "OWN_ACTION"
    ENVIRONMENT = "ENVIRONMENT"
    MONEY = "MONEY"
    DEFINITION = "DEFINITION"
