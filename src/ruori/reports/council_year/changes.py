"""The changed promises of the year, in words (domain § 13)."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from ruori.kernel.text import EMPTY, LANGUAGES, N_, Text
from ruori.organisation import queries as organisation
from ruori.organisation.queries import UnitCard
from ruori.plans.codes import ChangeKind
from ruori.plans.queries import ChangeCard, GoalNode, MeasureCard, changes_of
from ruori.reports.asking import Parameters
from ruori.reports.council_year.facts import ChangeFacts
from ruori.ui import formats

KINDS: Mapping[ChangeKind, str] = {
    ChangeKind.MOVED_LATER: N_("Moved later"),
    ChangeKind.MOVED_EARLIER: N_("Moved earlier"),
    ChangeKind.EASED: N_("Eased"),
    ChangeKind.TIGHTENED: N_("Tightened"),
    ChangeKind.CHANGED: N_("Changed"),
    ChangeKind.REWORDED: N_("Reworded"),
    ChangeKind.REASSIGNED: N_("Reassigned"),
    ChangeKind.DROPPED: N_("Dropped"),
    ChangeKind.ADDED: N_("Added"),
}
FIELDS: Mapping[str, str] = {
    "name": N_("name"),
    "text": N_("text"),
    "ends_on": N_("last day"),
    "starts_on": N_("first day"),
    "due_on": N_("due day"),
    "unit_id": N_("responsible unit"),
    "post_id": N_("responsible post"),
    "parent_id": N_("place in the plan"),
    "rule": N_("rule of judging"),
    "visibility": N_("visibility"),
    "measure": N_("measure"),
    "goal": N_("goal"),
    "serves": N_("what it serves"),
}
OTHER_FIELD = N_("other fact")


def changes_of_year(
    parameters: Parameters,
    goals: Iterable[GoalNode],
    measures: Iterable[MeasureCard],
    units: Mapping[int, UnitCard],
) -> tuple[ChangeFacts, ...]:
    """Changes that came into force in the report's year, oldest first; two queries."""
    names = {("plans.goal", node.card.pk): node.card.name for node in goals}
    names |= {("plans.measure", card.pk): card.name for card in measures}
    found = changes_of(
        goals=[pk for label, pk in names if label == "plans.goal"],
        measures=[pk for label, pk in names if label == "plans.measure"],
        known_at=parameters.moment.known_at,
    )
    posts = organisation.posts(parameters.moment)
    people_words = {
        "unit_id": {pk: unit.name for pk, unit in units.items()},
        "post_id": {pk: post.title for pk, post in posts.items()},
    }
    first, last = date(parameters.year, 1, 1), parameters.as_of
    return tuple(
        _facts(card, names, people_words)
        for card in reversed(found)
        if first <= card.holds_from <= last
    )


def _facts(
    card: ChangeCard,
    names: Mapping[tuple[str, int], Text],
    words: Mapping[str, Mapping[int, Text]],
) -> ChangeFacts:
    about = ("plans.goal", card.goal) if card.goal is not None else ("plans.measure", card.measure)
    label, pk = about[0], about[1] or 0
    return ChangeFacts(
        pk=card.pk,
        about=(label, pk),
        name=names[label, pk],
        kind=KINDS[card.kind],
        field=FIELDS.get(card.field, OTHER_FIELD),
        before=_words(card.before, words.get(card.field, {})),
        after=_words(card.after, words.get(card.field, {})),
        reason=card.reason,
    )


def _words(value: Any, names: Mapping[int, Text]) -> Text:
    """A stored value as words: a name of a unit or post, a text, a day, a number."""
    if value is None or value == "":
        return EMPTY
    if isinstance(value, int) and value in names:
        return names[value]
    if isinstance(value, Mapping):
        return Text({code: str(words) for code, words in value.items()})
    day = _day(value)
    if day is not None:
        return Text({language: formats.day(day, language) for language in LANGUAGES})
    return Text(str(value))


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None
