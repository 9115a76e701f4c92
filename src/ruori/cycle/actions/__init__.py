"""Deeds on rounds and on the city's year."""

from ruori.cycle.actions.rounds import Changed, ask_unit, change_round, plan_round
from ruori.cycle.actions.steps import (
    Stepped,
    close_round,
    freeze_round,
    open_round,
    publish_round,
    reopen_round,
)
from ruori.cycle.actions.year import (
    EventTerms,
    LoadedYear,
    add_event,
    change_event,
    load_year,
    open_cycle,
)

__all__ = [
    "Changed",
    "EventTerms",
    "LoadedYear",
    "Stepped",
    "add_event",
    "ask_unit",
    "change_event",
    "change_round",
    "close_round",
    "freeze_round",
    "load_year",
    "open_cycle",
    "open_round",
    "plan_round",
    "publish_round",
    "reopen_round",
]
