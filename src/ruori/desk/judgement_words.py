"""Judgements in words: both side by side, and the reckoning behind the city's own (A3, A7)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from ruori.desk.frame import language
from ruori.followup.queries import Judged, JudgementCard
from ruori.followup.rules.goals import Result
from ruori.followup.rules.judging import again, result_again
from ruori.kernel.codes import Attainment
from ruori.kernel.text import N_
from ruori.plans.codes import TestKind
from ruori.ui import formats, judging
from ruori.ui.parts import Cell, Column, Count, Row, Table
from ruori.ui.shapes import mark

RESULTS = {
    Result.REACHED: N_("reached"),
    Result.NOT_REACHED: N_("not reached"),
    Result.UNKNOWN: N_("not known"),
}
PROOFS = {
    "NONE": N_("no proof"),
    "WAITING": N_("proof not looked at"),
    "APPROVED": N_("proof approved"),
}


@dataclass(frozen=True, slots=True)
class Reckoning:
    """The city's judgement told so that an outsider can do it again: inputs, formula, result."""

    table: Table | None
    rule: str
    counted: str
    stored: str
    again: str
    is_same: bool


def both_table(
    round_pk: int, goals: Collection[tuple[int, str]], judged: Mapping[int, Judged]
) -> Table:
    """Every goal of a round with the city's judgement and the auditor's side by side."""
    columns = tuple(
        Column(gettext(label))
        for label in (N_("Goal"), N_("The city"), N_("Provability"), N_("The auditor"))
    )
    rows = tuple(
        Row(
            (
                Cell(name, address=reverse("desk:goal_judgement", args=[round_pk, pk])),
                _attained(judged.get(pk, Judged()).city),
                _proven(judged.get(pk, Judged()).city),
                _auditor(judged.get(pk, Judged())),
            )
        )
        for pk, name in goals
    )
    return Table(gettext("Judgements side by side"), columns, rows, as_cards=True)


def counts_of(cards: Collection[JudgementCard | None]) -> tuple[Count, ...]:
    """How many got which judgement; those without one counted as not assessed."""
    codes = [Attainment(card.attainment) for card in cards if card is not None]
    counted = [
        Count("attainment", code.value, codes.count(code)) for code in Attainment if code in codes
    ]
    silent = sum(card is None for card in cards)
    return (*counted, Count("attainment", "NOT_JUDGED", silent)) if silent else tuple(counted)


def head(label: str, number: int) -> str:
    """The beginning of a sentence of counts: whose judgement, of how many goals."""
    goals = ngettext("%(count)d goal", "%(count)d goals", number) % {"count": number}
    return f"{label}, {goals}"


def reckoning(card: JudgementCard, names: Mapping[int, str], deeds: Mapping[int, str]) -> Reckoning:
    """The inputs, the rule and the result, reckoned once more from what was stored."""
    inputs = card.inputs
    ruled = again(inputs)
    stored = "" if card.rule_result is None else gettext(mark("attainment", card.rule_result).msgid)
    if ruled is None:
        return Reckoning(None, "", "", stored, stored, is_same=True)
    facts = {"reached": ruled.reached, "total": ruled.total, "unknown": ruled.unknown}
    return Reckoning(
        table=_inputs(inputs, names, deeds),
        rule=rule_words(inputs.get("rule")),
        counted=gettext("%(reached)s of %(total)s tests reached, %(unknown)s not known") % facts,
        stored=stored,
        again=gettext(mark("attainment", ruled.attainment).msgid),
        is_same=ruled.attainment == card.rule_result and _results_agree(inputs),
    )


def rule_words(rule: Mapping[str, Any] | None) -> str:
    """The rule of a goal in words."""
    if rule is None:
        return gettext("No rule was fixed for several tests, so nothing can be decided.")
    return judging.rule_words(
        rule["kind"],
        count=rule["count"],
        share=_decimal(rule["share"]),
        partly_at=_decimal(rule.get("partly_at")),
        language=language(),
    )


def test_words(test: Mapping[str, Any]) -> str:
    """What a test promises: the comparison and its limits, or the day of a deed."""
    if test["kind"] == TestKind.DEED:
        return gettext("done by %(day)s") % {"day": _day(test["due_on"])}
    if not test["operator"]:
        return gettext("no comparison")
    limits = {name: _decimal(test[name]) for name in ("low", "high", "tolerance")}
    return judging.bound_words(test["operator"], **limits, language=language())


def _inputs(inputs: Mapping[str, Any], names: Mapping[int, str], deeds: Mapping[int, str]) -> Table:
    labels = (
        N_("Test"),
        N_("Promised"),
        N_("Value"),
        N_("Result stored"),
        N_("Result again"),
        N_("Proof"),
    )
    rows = tuple(_row(test, inputs, names, deeds) for test in inputs["tests"])
    columns = tuple(Column(gettext(label)) for label in labels)
    return Table(gettext("What it was reckoned from"), columns, rows, as_cards=True)


def _row(
    test: Mapping[str, Any],
    inputs: Mapping[str, Any],
    names: Mapping[int, str],
    deeds: Mapping[int, str],
) -> Row:
    name = names.get(test["indicator"] or 0) or deeds.get(test["number"], "")
    period = test.get("period") or ""
    return Row(
        (
            Cell(f"{test['number']}. {name} {period}".strip()),
            Cell(test_words(test)),
            _value(test),
            Cell(gettext(RESULTS[Result(test["result"])])),
            Cell(gettext(RESULTS[result_again(test, inputs)])),
            Cell(gettext(PROOFS[test["proof"]])),
        )
    )


def _value(test: Mapping[str, Any]) -> Cell:
    if test["kind"] == TestKind.DEED:
        done = test.get("done_on")
        return Cell(_day(done) if done else gettext("not told as done"))
    if test.get("value") is None:
        return Cell(gettext("no figure"))
    observation = test.get("observation")
    place = reverse("desk:observation", args=[observation]) if observation else ""
    return Cell(judging.digits(_decimal(test["value"]), language()), address=place)


def _results_agree(inputs: Mapping[str, Any]) -> bool:
    return all(result_again(test, inputs) == test["result"] for test in inputs["tests"])


def _attained(card: JudgementCard | None) -> Cell:
    code = "NOT_JUDGED" if card is None else card.attainment
    found = mark("attainment", code)
    return Cell(gettext(found.msgid), mark=found)


def _proven(card: JudgementCard | None) -> Cell:
    code = "NOT_CHECKED" if card is None else card.provability
    found = mark("provability", code)
    return Cell(gettext(found.msgid), mark=found)


def _auditor(judged: Judged) -> Cell:
    cell = _attained(judged.auditor)
    city, auditor = judged.city, judged.auditor
    differs = city is not None and auditor is not None and city.attainment != auditor.attainment
    return Cell(cell.text, mark=cell.mark, note=gettext("differs") if differs else "")


def _decimal(stored: str | None) -> Decimal | None:
    return None if stored is None else Decimal(stored)


def _day(day: str | None) -> str:
    return "–" if not day else formats.day(date.fromisoformat(day), language())
