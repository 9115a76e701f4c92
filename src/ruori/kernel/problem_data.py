"""A finding as plain data that JSON can keep, and the same finding back."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from ruori.kernel.canonical import decimal_text
from ruori.kernel.codes import Severity
from ruori.kernel.problems import Problem, Ref
from ruori.kernel.text import Text


def data_of(problem: Problem) -> dict[str, Any]:
    """The finding as dicts, lists, text and numbers; what kind each fact was is kept."""
    about = problem.about
    return {
        "code": problem.code,
        "msgid": problem.msgid,
        "facts": {name: _written(value) for name, value in problem.facts.items()},
        "about": None if about is None else [about.label, about.pk, dict(about.title)],
        "severity": problem.severity.value,
    }


def problem_from(data: Mapping[str, Any]) -> Problem:
    """The finding that `data_of` wrote."""
    about = data["about"]
    return Problem(
        code=data["code"],
        msgid=data["msgid"],
        facts={name: _read(value) for name, value in data["facts"].items()},
        about=None if about is None else Ref(about[0], about[1], Text(about[2])),
        severity=Severity(data["severity"]),
    )


def _written(value: object) -> Any:
    """A fact that JSON has no kind for is kept beside the name of its kind."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, list | tuple):
        return [_written(each) for each in value]
    for name, (kind, write, _) in _KINDS.items():
        if type(value) is kind:
            return {name: write(value)}
    raise TypeError(f"a finding cannot keep a {type(value).__name__}")


def _read(value: Any) -> Any:
    if isinstance(value, list):
        return [_read(each) for each in value]
    if isinstance(value, dict):
        ((name, kept),) = value.items()
        return _KINDS[name][2](kept)
    return value


_KINDS: Mapping[str, tuple[type, Callable[[Any], Any], Callable[[Any], Any]]] = {
    "decimal": (Decimal, decimal_text, Decimal),
    "day": (date, date.isoformat, date.fromisoformat),
    "text": (Text, dict, Text),
}
