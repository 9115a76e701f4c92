"""Tables of figures, by topic; the import path is `ruori.indicators.models`."""

from ruori.indicators.models.indicator import Indicator, IndicatorState
from ruori.indicators.models.observations import Batch, CurrentValue, Observation
from ruori.indicators.models.regions import (
    PeerSet,
    PeerSetMember,
    Region,
    RegionAlias,
    RegionClosing,
    RegionMembership,
)
from ruori.indicators.models.series import Break, Series
from ruori.indicators.models.targets import Target, TargetPoint, TargetState

__all__ = [
    "Batch",
    "Break",
    "CurrentValue",
    "Indicator",
    "IndicatorState",
    "Observation",
    "PeerSet",
    "PeerSetMember",
    "Region",
    "RegionAlias",
    "RegionClosing",
    "RegionMembership",
    "Series",
    "Target",
    "TargetPoint",
    "TargetState",
]
