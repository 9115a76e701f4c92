"""What kind of document a title names, and for which years (pure).

The kind sits in the word that names the document in its base form: in "Hyvinvointisuunnitelman
2022-2025 toimenpiteet" the plan is only mentioned, and what is offered is a view of it. Two such
words with years of their own ("kertomus 2017-2021 ja suunnitelma 2022-2025") are two documents on
one line. A list of programmes may hold one titled a strategy: the title does not decide the kind.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from ruori.intake.draft import Certainty, PlanKind, Remark
from ruori.intake.guess import years
from ruori.intake.guess.lexicon import lexicon
from ruori.intake.guess.titles import is_short, words

_STRATEGY_TITLES: Final = ("kaupunkistrategia", "kuntastrategia", "stadsstrategi", "kommunstrategi")
_STRATEGY_WORDS: Final = frozenset({"strategia", "strategi", "strategin", "strategy"})
_OWN_POLICIES: Final = ("politiikka", "politik", "policy", "konserniohje", "koncerndirektiv")
_POLICIES: Final = (*_OWN_POLICIES, "linjaukset", "periaatteet", "ohje", "riktlinjer")
_ENDINGS: Final[Mapping[PlanKind, tuple[str, ...]]] = {
    PlanKind.REPORT: (
        "kertomus",
        "raportti",
        "katsaus",
        "selvitys",
        "tilinpäätös",
        "berättelse",
        "rapport",
        "report",
        "review",
    ),
    PlanKind.PLAN: ("suunnitelma", "suunnitelmat", "plan", "planen"),
    PlanKind.PROGRAMME: ("ohjelma", "tiekartta", "program", "programmet", "programme", "roadmap"),
    PlanKind.POLICY: _POLICIES,
    PlanKind.STRATEGY: ("strategia", "strategi", "strategin", "strategy"),
}
_VIEWS: Final = lexicon(
    "toimenpiteet toimenpideluettelo mittarit toteuttajana toteuttajina toteutuminen toteutus "
    "seuranta tilannekuva åtgärder uppföljning genomförare measures actions monitoring"
)


@dataclass(frozen=True, slots=True)
class Guess:
    """A proposed kind with its years and how sure it is."""

    kind: PlanKind
    valid_from: date | None
    valid_to: date | None
    certainty: Certainty
    notes: tuple[Remark, ...]


def is_strategy_title(text: str) -> bool:
    """True for the name of a city's own strategy: "Kemin kaupunkistrategia 2022-2025"."""
    return is_short(text) and any(
        word.endswith(_STRATEGY_TITLES) or word in _STRATEGY_WORDS for word in words(text)
    )


def is_policy_title(text: str) -> bool:
    """True for the name of a policy: "Ympäristöpolitiikka", "Personalpolicy 2024"."""
    found = words(years.without_years(text))
    return is_short(text) and bool(found) and found[-1].endswith(_OWN_POLICIES)


def names_document(text: str) -> bool:
    """True when a short text names a document of any kind, or a view of one."""
    return is_short(text) and _kind_of(text) is not None


def main_plan(text: str) -> Guess:
    """The kind and years of the document a page is about, judged by its title."""
    kind = PlanKind.STRATEGY if is_strategy_title(text) else _kind_of(text)
    if kind is None:
        note = Remark("TITLE_WITHOUT_STRATEGY")
        return _dated(text, PlanKind.STRATEGY, Certainty.UNCERTAIN, note)
    if kind is PlanKind.STRATEGY and not is_strategy_title(text):
        return _dated(text, PlanKind.PROGRAMME, Certainty.LIKELY, Remark("NOT_CITY_STRATEGY"))
    return _dated(text, kind, Certainty.CERTAIN)


def listed_plan(text: str) -> Guess:
    """The kind and years of one line in a list of programmes."""
    if _is_two_in_one(text):
        return _two_in_one(text)
    kind = _kind_of(text)
    if kind is None:
        return _dated(text, PlanKind.PLAN, Certainty.UNCERTAIN, Remark("KIND_UNKNOWN"))
    if kind is PlanKind.STRATEGY:
        return _dated(text, PlanKind.PROGRAMME, Certainty.LIKELY, Remark("TITLED_STRATEGY"))
    if kind is PlanKind.VIEW:
        return _dated(text, kind, Certainty.LIKELY, Remark("VIEW_OF_PLAN"))
    return _dated(text, kind, Certainty.CERTAIN)


def _kind_of(text: str) -> PlanKind | None:
    found = words(years.without_years(text))
    if any(word in _VIEWS for word in found[-1:]):
        return PlanKind.VIEW
    named = [kind for kind in map(_kind_of_word, found) if kind is not None]
    return named[-1] if named else None


def _kind_of_word(word: str) -> PlanKind | None:
    for kind, endings in _ENDINGS.items():
        if word.endswith(endings):
            return kind
    return None


def _is_two_in_one(text: str) -> bool:
    kinds = {_kind_of_word(word) for word in words(text)}
    return {PlanKind.REPORT, PlanKind.PLAN} <= kinds and bool(years.spans(text))


def _two_in_one(text: str) -> Guess:
    found = years.spans(text)
    report, plan = found[0], found[-1]
    note = Remark("TWO_IN_ONE", {"report_years": str(report), "plan_years": str(plan)})
    return Guess(PlanKind.REPORT, report.begins, report.ends, Certainty.UNCERTAIN, (note,))


def _dated(text: str, kind: PlanKind, certainty: Certainty, *notes: Remark) -> Guess:
    found = years.spans(text)
    if found:
        return Guess(kind, found[0].begins, found[0].ends, certainty, notes)
    year = years.single_year(text)
    if year is not None:
        notes = (*notes, Remark("VAGUE_YEAR", {"year": year}))
        certainty = Certainty.LIKELY if certainty is Certainty.CERTAIN else certainty
    return Guess(kind, None, None, certainty, notes)
