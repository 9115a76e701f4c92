"""How the organisation is written: one way for all its dated rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models

from ruori.audit.actions import restate
from ruori.columns.dated import Dated, history_of
from ruori.kernel.problems import Ref, Refused, refuse
from ruori.kernel.text import N_, Text
from ruori.kernel.validity import Restatement, Row, amend, on
from ruori.organisation.models import PostState, UnitState
from ruori.organisation.queries import fault_problem, histories
from ruori.organisation.rules import post_fault, unit_fault


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the key of the identity and its new version."""

    pk: int
    version: int


def check_days(start: date, end: date | None, about: Ref) -> None:
    """Raise Refused for days [start, end) that end before they begin."""
    if end is not None and end <= start:
        raise refuse(
            "DAYS_IN_DISORDER",
            N_("It would end (%(end)s) before it begins (%(start)s)."),
            about=about,
            start=start,
            end=end,
            field="end",
        )


def standing_rows(model: type[Dated], **key: Any) -> list[Row]:
    """The rows of one key that nobody has withdrawn."""
    return history_of(model.objects.standing().filter(**key).order_by("valid_from", "pk"))


def amended(
    model: type[Dated],
    *,
    key: Mapping[str, Any],
    changes: Mapping[str, Any],
    start: date,
    about: Ref,
) -> Restatement:
    """What changing some fields from a day on means. Raises Refused when nothing holds then."""
    history = standing_rows(model, **key)
    if on(history, start) is None:
        raise not_in_force(start, about)
    return amend(history, changes, start=start)


def write(
    model: type[Dated], *restatements: Restatement, since: date, stamped_at: datetime
) -> None:
    """Write dated rows, and refuse what would leave a unit or post astray on a later day."""
    for restatement in restatements:
        restate(model=model, restatement=restatement, stamped_at=stamped_at)
    check_structure(since=since)


def check_structure(*, since: date) -> None:
    """Raise Refused when the written organisation would break from a day on; two queries.

    Asked after writing, inside the deed's transaction, so that a refusal takes all of it back.
    """
    units = histories(UnitState, "unit_id")
    fault = unit_fault(units, since=since)
    if fault is not None:
        raise Refused(fault_problem(fault, "organisation.unit"))
    fault = post_fault(histories(PostState, "post_id"), units, since=since)
    if fault is not None:
        raise Refused(fault_problem(fault, "organisation.post"))


def columns_of(
    changes: Mapping[str, Any], allowed: frozenset[str], related: frozenset[str] = frozenset()
) -> dict[str, Any]:
    """Changes by column: a related row by its key. Raises TypeError for an unknown field."""
    unknown = set(changes) - allowed
    if unknown:
        raise TypeError(f"no such field: {sorted(unknown)}")
    columns: dict[str, Any] = {}
    for name, value in changes.items():
        if name in related:
            columns[f"{name}_id"] = None if value is None else value.pk
        else:
            columns[name] = value
    return columns


def facts_of(columns: Mapping[str, Any], before: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Changed columns as the trail keeps them: before and after where both are known."""
    if before is None:
        return {name: _plain(value) for name, value in columns.items()}
    return {
        name: {"before": _plain(before.get(name)), "after": _plain(value)}
        for name, value in columns.items()
        if before.get(name) != value
    }


def refuse_taken_code(model: type[models.Model], code: str, label: str) -> None:
    """Raise Refused when a lasting code is already in use, with the address of who has it."""
    taken = model._default_manager.filter(code=code).first()
    if taken is not None:
        raise refuse(
            "CODE_TAKEN",
            N_("The code %(taken)s is already in use."),
            about=Ref(label, taken.pk),
            taken=code,
            field="code",
        )


def not_in_force(day: date, about: Ref) -> Refused:
    """The refusal of a deed on something that does not exist on its day."""
    return refuse("NOT_IN_FORCE", N_("This does not exist on %(day)s."), about=about, day=day)


def names_of(history: list[Row], day: date, field: str) -> Text:
    """The name that held on a day, for the trail."""
    row = on(history, day)
    found = None if row is None else row.state.get(field)
    return found if isinstance(found, Text) else Text()


def _plain(value: Any) -> Any:
    return dict(value) if isinstance(value, Text) else value
