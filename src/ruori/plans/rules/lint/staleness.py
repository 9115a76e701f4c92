"""L28: which plain texts and translations are older than the text they were made from."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from ruori.kernel.text import EMPTY, Text
from ruori.plans.rules.lint.facts import StaleText

SOURCE = "fi"
PLAIN = "plain_text"

State = Mapping[str, Text]


def stale_of(history: Sequence[tuple[date, State]]) -> tuple[StaleText, ...]:
    """What is out of date in the last of the states that held from day to day, oldest first.

    A translation follows its own Finnish text, the plain text follows the texts it explains.
    """
    return () if len(history) < 2 else tuple(_stale(history))


def _stale(history: Sequence[tuple[date, State]]) -> Iterator[StaleText]:
    _, last = history[-1]
    for field, text in last.items():
        since = _changed(history, field, SOURCE)
        for language in text:
            if language != SOURCE and _changed(history, field, language) < since:
                yield StaleText(field, language)
    sources = [field for field in last if field != PLAIN]
    if last.get(PLAIN, EMPTY).get(SOURCE):
        since = max(_changed(history, field, SOURCE) for field in sources)
        if _changed(history, PLAIN, SOURCE) < since:
            yield StaleText(PLAIN, SOURCE)


def _changed(history: Sequence[tuple[date, State]], field: str, language: str) -> date:
    """The day from which the last state's words hold."""
    words = [(day, state.get(field, EMPTY).get(language, "")) for day, state in history]
    day, last = words[-1]
    for earlier, before in reversed(words):
        if before != last:
            break
        day = earlier
    return day
