"""Deeds on rounds and on the city's year."""

from ruori.cycle.actions.asking import ask_unit, set_deadlines, stagger_deadlines, unask_unit
from ruori.cycle.actions.finishing import finish_event, reopen_event
from ruori.cycle.actions.rhythm import NextRound, TakenUp, copy_round, take_up_rhythm
from ruori.cycle.actions.rounds import Changed, change_round, plan_round
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
    add_event_to_year,
    change_event,
    hand_on_events,
    load_year,
    open_cycle,
)

__all__ = [
    "Changed",
    "EventTerms",
    "LoadedYear",
    "NextRound",
    "Stepped",
    "TakenUp",
    "add_event",
    "add_event_to_year",
    "ask_unit",
    "change_event",
    "change_round",
    "close_round",
    "copy_round",
    "finish_event",
    "freeze_round",
    "hand_on_events",
    "load_year",
    "open_cycle",
    "open_round",
    "plan_round",
    "publish_round",
    "reopen_event",
    "reopen_round",
    "set_deadlines",
    "stagger_deadlines",
    "take_up_rhythm",
    "unask_unit",
]
