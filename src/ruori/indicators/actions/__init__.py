"""The deeds that change figures, by verb family; the import path is `ruori.indicators.actions`."""

from ruori.indicators.actions.batches import (
    TakenIn,
    accept_batch,
    publish_source,
    reject_batch,
    take_in,
)
from ruori.indicators.actions.define import (
    DefinedIndicator,
    IndicatorDefinition,
    OpenedSeries,
    begin_to_follow,
    define_indicator,
    hand_on_indicators,
    hand_on_post_indicators,
    open_series,
    redefine_indicator,
)
from ruori.indicators.actions.hand import EnteredValue, HandValue, enter_by_hand
from ruori.indicators.actions.lines import (
    MarkedBreak,
    SetTarget,
    mark_break,
    set_target,
    void_break,
)
from ruori.indicators.actions.regions import (
    LoadedRegions,
    choose_peers,
    close_region,
    load_regions,
    name_alias,
)

__all__ = [
    "DefinedIndicator",
    "EnteredValue",
    "HandValue",
    "IndicatorDefinition",
    "LoadedRegions",
    "MarkedBreak",
    "OpenedSeries",
    "SetTarget",
    "TakenIn",
    "accept_batch",
    "begin_to_follow",
    "choose_peers",
    "close_region",
    "define_indicator",
    "enter_by_hand",
    "hand_on_indicators",
    "hand_on_post_indicators",
    "load_regions",
    "mark_break",
    "name_alias",
    "open_series",
    "publish_source",
    "redefine_indicator",
    "reject_batch",
    "set_target",
    "take_in",
    "void_break",
]
