"""Rows about what a change did to a promise or a target, and about rows that hold from a day."""

import re
from datetime import date
from decimal import Decimal

from ruori.indicators.rules.codes import TargetChange, TargetLevel
from ruori.indicators.rules.targets import Promise, TargetMark, change_of
from ruori.kernel.period import year
from ruori.kernel.validity import Restatement, Row, amend, applied, cut, put
from ruori.plans.codes import ChangeKind, TestKind
from ruori.plans.rules import changes_between, changes_of_test
from tests.rules.paper import Tried
from tests.rules.worked.figures import COUNT, WANTED, digits
from tests.rules.worked.followup import bound_of

DEED = re.compile(r"(put|cut|amend name)(?: (\S+))? from (\d{4})(?: to (\d{4}))?")


def ledger(field: str, before: str, after: str, line: str) -> None:
    """A changed field of an adopted promise."""
    name = field.strip("`")
    told = changes_between({name: _value(before)}, {name: _value(after)})
    expected = [] if line == "no line" else [ChangeKind[_code(line)]]
    assert [change.kind for change in told] == expected


def _value(text: str) -> object:
    if text == "none":
        return None
    return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else text


def _code(words: str) -> str:
    return words.upper().replace(" ", "_")


def goal_test(before: str, now: str, line: str) -> None:
    """A changed test of an adopted goal."""
    told = changes_of_test(_test(before), _test(now))
    assert [change.kind for change in told] == [ChangeKind[_code(line)]]


def _test(text: str) -> dict[str, object] | None:
    if text == "none":
        return None
    bound = bound_of(text)
    limits = {name: getattr(bound, name) for name in ("operator", "low", "high", "tolerance")}
    return {"kind": TestKind.INDICATOR, "deed": "", **limits}


def target(wanted: str, before: str, now: str, change: str) -> None:
    """A changed target of a figure."""
    found = change_of(_promise(before), _promise(now), wanted=WANTED[wanted])
    assert found == tuple(TargetChange[_code(each)] for each in change.split(", "))


def _promise(text: str) -> Promise:
    level, _, number = text.partition(" in ")
    low, _, high = level.partition("–")
    ends: tuple[Decimal, Decimal] | None = (digits(low), digits(high)) if high else None
    mark = (
        TargetMark(year(int(number)), digits(low))
        if ends is None
        else TargetMark(year(int(number)), low=ends[0], high=ends[1])
    )
    return Promise(TargetLevel.MINIMUM, (mark,), COUNT)


def dated(before: str, deed: str, after: str) -> None:
    """A history, what is done to it, and how it then reads."""
    history = _history(before)
    assert _told(applied(history, _done(history, deed))) == after


def _done(history: list[Row], deed: str) -> Restatement:
    found = DEED.fullmatch(deed)
    assert found is not None, deed
    verb, what, start, end = found.groups()
    begins, ends = _first(start), None if end is None else _first(end)
    if verb == "put":
        return put(history, _state(what), start=begins, end=ends)
    if verb == "cut":
        return cut(history, start=begins, end=ends)
    return amend(history, {"name": what}, start=begins)


def _history(text: str) -> list[Row]:
    parts = [part.split(" ") for part in text.split(", ")]
    ends: list[date | None] = [*(_first(number) for number, _ in parts[1:]), None]
    return [
        Row(place, _first(number), end, _state(what))
        for place, ((number, what), end) in enumerate(zip(parts, ends, strict=True))
        if what != "nothing"
    ]


def _told(history: list[Row]) -> str:
    begins = {row.valid_from for row in history}
    parts = []
    for row in history:
        parts.append(f"{row.valid_from.year} {row.state['name']}/{row.state['place']}")
        if row.valid_to is not None and row.valid_to not in begins:
            parts.append(f"{row.valid_to.year} nothing")
    return ", ".join(parts)


def _state(text: str) -> dict[str, str]:
    name, _, place = text.partition("/")
    return {"name": name, "place": place}


def _first(number: str) -> date:
    return date(int(number), 1, 1)


TABLES: Tried = {
    ("ledger", "Field | Before | After | The line says"): ledger,
    ("ledger", "The test was | The test is | The line says"): goal_test,
    ("ledger", "Figure wanted | Target before | Target now | The change"): target,
    ("validity", "Before | Deed | After"): dated,
}
