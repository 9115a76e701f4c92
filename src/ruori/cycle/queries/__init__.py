"""Questions asked of rounds and of the city's year, each in a constant number of queries."""

from ruori.cycle.queries.rounds import (
    RoundCard,
    asked_units,
    card_of,
    missing_of_rhythm,
    next_of,
    open_round,
    open_rounds,
    planned_rounds,
    published_rounds,
    round_card,
    rounds,
)
from ruori.cycle.queries.year import (
    EventCard,
    cycle_of_year,
    due,
    event_card,
    events,
    items,
    may_finish,
    public_events,
)

__all__ = [
    "EventCard",
    "RoundCard",
    "asked_units",
    "card_of",
    "cycle_of_year",
    "due",
    "event_card",
    "events",
    "items",
    "may_finish",
    "missing_of_rhythm",
    "next_of",
    "open_round",
    "open_rounds",
    "planned_rounds",
    "public_events",
    "published_rounds",
    "round_card",
    "rounds",
]
