"""The gates of rounds and of the city's year."""

from collections.abc import Mapping
from typing import Any

from ruori.cycle.models import Round
from tests.architecture.gate_lines import (
    AINO,
    HEAD,
    KEEPERS_OF_FIGURE,
    READERS,
    STAFF_ALL,
    Line,
    deed,
    pk,
    versioned,
)
from tests.furnished import Furnished


def round_words(city: Furnished) -> Mapping[str, Any]:
    """A new round."""
    return {
        "kind": "FOLLOW_UP",
        "title_fi": "Kierros",
        "code": "2026-9",
        "covers_from": "2026-01-01",
        "covers_to": "2026-06-30",
        "opens_on": "2026-06-01",
        "due_on": "2026-08-03",
        "units": [city.kemi.education.pk],
        "step": 1,
    }


def changed_round(city: Furnished) -> Mapping[str, Any]:
    """New words of a round."""
    return {**round_words(city), "version": Round.objects.get(pk=city.planned.pk).version}


def deadlines(city: Furnished) -> Mapping[str, Any]:
    """A deadline for the unit of a round."""
    return {
        "version": Round.objects.get(pk=city.planned.pk).version,
        f"due_{city.kemi.education.pk}": "2026-05-11",
    }


def event_words(city: Furnished) -> Mapping[str, Any]:
    """A step of the year."""
    return {"version": city.event.version, "title_fi": "Talousseminaari", "due_on": "2026-05-20"}


ROUNDS: dict[str, Line] = {
    # rounds
    "rounds": Line(read=STAFF_ALL),
    "new_round": Line(read=AINO, send=AINO, body=round_words),
    "round": Line(pk("round"), STAFF_ALL),
    "round_links": Line(pk("round"), AINO),
    "end_link": deed(pk("link"), AINO),
    "send_link_again": deed(pk("link"), AINO),
    "round_step": deed(
        lambda city: {"pk": city.round.pk, "way": "close"}, AINO, versioned("round")
    ),
    "edit_round": Line(pk("planned"), AINO, AINO, changed_round),
    "round_units": Line(pk("planned"), AINO, AINO, deadlines),
    "stagger": deed(pk("planned"), AINO, versioned("planned", step=1)),
    "choose_units": deed(
        pk("planned"),
        AINO,
        lambda city: {"units": [city.kemi.education.pk, city.kemi.environment.pk]},
    ),
    "copy_round": deed(pk("past"), AINO),
    "take_up_rhythm": deed(lambda _: {"year": 2026}, AINO),
    # the year
    "year": Line(read=STAFF_ALL),
    "year_calendar": Line(read=STAFF_ALL),
    "year_of": Line(lambda _: {"year": 2026}, STAFF_ALL),
    "load_year": deed(lambda _: {"year": 2026}, AINO),
    "new_event": Line(lambda _: {"year": 2026}, AINO, AINO, event_words),
    "event": Line(pk("event"), STAFF_ALL),
    "edit_event": Line(pk("event"), AINO, AINO, event_words),
    "finish_event": deed(pk("event"), HEAD, lambda _: {"version": 1, "done_on": "2026-03-03"}),
    "reopen_event": deed(pk("done_event"), HEAD, versioned("done_event")),
    "unit_report": Line(
        lambda city: {"round_pk": city.round.pk, "unit": city.kemi.environment.pk},
        KEEPERS_OF_FIGURE,
        KEEPERS_OF_FIGURE,
        lambda _: {"version": 0, "summary": "Yhteenveto."},
    ),
    "approve_report": deed(pk("unit_report"), AINO),
    "return_report": deed(pk("unit_report"), AINO, lambda _: {"reason": "Täsmennä."}),
    "round_judgements": Line(pk("past"), READERS),
    "goal_judgement": Line(
        lambda city: {"round_pk": city.past.pk, "goal": city.goal.pk},
        READERS,
        frozenset({"tarja"}),
        lambda _: {"attainment": "NOT_MET", "provability": "UNPROVEN", "reason": "Syy."},
    ),
}
"""Each address of rounds and of the year."""
