"""Stored codes of plans, goals and measures (domain §§ 6–8, 12–13); never renamed."""

from enum import StrEnum


class PlanKind(StrEnum):
    """What a plan is, whatever its title says."""

    STRATEGY = "STRATEGY"
    POLICY = "POLICY"
    PROGRAMME = "PROGRAMME"
    PLAN = "PLAN"
    OPERATING_PLAN = "OPERATING_PLAN"
    REPORT = "REPORT"
    VIEW = "VIEW"


class Stage(StrEnum):
    """Where a plan is in its life; IN_FORCE and the end of the period are computed from days."""

    DRAFT = "DRAFT"
    HEARING = "HEARING"
    ON_AGENDA = "ON_AGENDA"
    ADOPTED = "ADOPTED"
    IN_FORCE = "IN_FORCE"
    EVALUATED = "EVALUATED"
    ENDED = "ENDED"
    SUPERSEDED = "SUPERSEDED"


class GoalLevel(StrEnum):
    """Where a goal stands in a tree."""

    STRATEGIC = "STRATEGIC"
    FOCUS = "FOCUS"
    OBJECTIVE = "OBJECTIVE"
    SUB_OBJECTIVE = "SUB_OBJECTIVE"
    COMMITMENT = "COMMITMENT"


class GoalRule(StrEnum):
    """How the tests of a goal decide, fixed in advance (domain § 8)."""

    ALL = "ALL"
    ANY = "ANY"
    AT_LEAST = "AT_LEAST"
    WEIGHTED = "WEIGHTED"


class TestKind(StrEnum):
    """A goal is tested by a figure or by a deed."""

    __test__ = False

    INDICATOR = "INDICATOR"
    DEED = "DEED"


class Operator(StrEnum):
    """How a figure is compared with its target; comparisons are inclusive."""

    AT_LEAST = "AT_LEAST"
    AT_MOST = "AT_MOST"
    WITHIN = "WITHIN"
    EXACTLY = "EXACTLY"


class Phase(StrEnum):
    """Where a measure is in its life, computed from its plan and its last approved entry."""

    PROPOSED = "PROPOSED"
    PLANNED = "PLANNED"
    RUNNING = "RUNNING"
    DONE = "DONE"
    ESTABLISHED = "ESTABLISHED"
    ON_HOLD = "ON_HOLD"
    CANCELLED = "CANCELLED"
    MERGED = "MERGED"
    REPLACED = "REPLACED"


class Origin(StrEnum):
    """Where a measure came from; the part above holds the key."""

    PLAN = "PLAN"
    DECISION = "DECISION"
    FINDING = "FINDING"
    REVIEW = "REVIEW"
    ASSESSMENT = "ASSESSMENT"
    RECOMMENDATION = "RECOMMENDATION"
    CONSULTATION = "CONSULTATION"
    INITIATIVE = "INITIATIVE"
    IDEA = "IDEA"
    DEVIATION = "DEVIATION"


class NeedsMoney(StrEnum):
    """Whether a measure needs money of its own."""

    YES = "YES"
    NO = "NO"
    UNKNOWN = "UNKNOWN"


class EnvironmentEffect(StrEnum):
    """How a measure touches the environment (Y3)."""

    UNKNOWN = "UNKNOWN"
    NONE = "NONE"
    INDIRECT = "INDIRECT"
    DIRECT = "DIRECT"


class Fate(StrEnum):
    """What became of an element when a plan was followed by the next (domain § 12)."""

    KEPT = "KEPT"
    CHANGED = "CHANGED"
    MERGED = "MERGED"
    SPLIT = "SPLIT"
    MOVED = "MOVED"
    DROPPED = "DROPPED"
    NEW = "NEW"


class ChangeKind(StrEnum):
    """What a change did to a promise (domain § 13)."""

    MOVED_LATER = "MOVED_LATER"
    MOVED_EARLIER = "MOVED_EARLIER"
    EASED = "EASED"
    TIGHTENED = "TIGHTENED"
    CHANGED = "CHANGED"
    REWORDED = "REWORDED"
    REASSIGNED = "REASSIGNED"
    DROPPED = "DROPPED"
    ADDED = "ADDED"


class CouncilMatter(StrEnum):
    """What a strategy must take a stand on (Local Government Act 410/2015 § 37)."""

    WELLBEING = "WELLBEING"
    SERVICES = "SERVICES"
    SERVICE_TARGETS = "SERVICE_TARGETS"
    OWNERSHIP = "OWNERSHIP"
    PERSONNEL = "PERSONNEL"
    PARTICIPATION = "PARTICIPATION"
    ENVIRONMENT = "ENVIRONMENT"


SUSTAINABILITY = ("SOCIAL", "ECONOMIC", "CULTURAL", "ENVIRONMENTAL")
"""The four sustainabilities of the value Vastuullisuus (V3), as tags of a goal."""
