"""Reading figures back: lines at any (as of, known on), lists, findings.

The import path is `ruori.indicators.queries`. Every answer takes a constant number of queries.
"""

from ruori.indicators.queries.arriving import (
    BatchRecord,
    BatchRow,
    PresentValue,
    WaitingBatch,
    batch_record,
    covered_by_source,
    facts_for_check,
    place_of_observation,
    present_values,
    states_of_batch,
    waiting_batches,
)
from ruori.indicators.queries.asked import AskedFigure, asked_figure
from ruori.indicators.queries.cards import (
    IndicatorCard,
    IndicatorLine,
    IndicatorRow,
    IndicatorSheet,
    LatestValue,
    SeriesName,
)
from ruori.indicators.queries.health import LineFacts, lines_to_check
from ruori.indicators.queries.lines import (
    TargetVersion,
    breaks_of,
    promises_of,
    region_line_points,
    series_points,
    target_history,
)
from ruori.indicators.queries.regions import regions_by_key
from ruori.indicators.queries.sheets import (
    indicator_rows,
    indicator_sheet,
    indicator_sheets,
    latest_values,
    names_of_series,
    sheet_lines_for_files,
    state_on,
)
from ruori.indicators.queries.target_changes import ChangedTarget, target_changes
from ruori.indicators.queries.upkeep import due, items, last_values, late_figures, problems

__all__ = [
    "AskedFigure",
    "BatchRecord",
    "BatchRow",
    "ChangedTarget",
    "IndicatorCard",
    "IndicatorLine",
    "IndicatorRow",
    "IndicatorSheet",
    "LatestValue",
    "LineFacts",
    "PresentValue",
    "SeriesName",
    "TargetVersion",
    "WaitingBatch",
    "asked_figure",
    "batch_record",
    "breaks_of",
    "covered_by_source",
    "due",
    "facts_for_check",
    "indicator_rows",
    "indicator_sheet",
    "indicator_sheets",
    "items",
    "last_values",
    "late_figures",
    "latest_values",
    "lines_to_check",
    "names_of_series",
    "place_of_observation",
    "present_values",
    "problems",
    "promises_of",
    "region_line_points",
    "regions_by_key",
    "series_points",
    "sheet_lines_for_files",
    "state_on",
    "states_of_batch",
    "target_changes",
    "target_history",
    "waiting_batches",
]
