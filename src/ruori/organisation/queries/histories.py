"""All present knowledge of units, posts and other dated rows, as plain rows to reason about."""

from typing import Any

from ruori.columns.dated import Dated, state_of
from ruori.kernel.validity import Row


def histories(model: type[Dated], *keys: str) -> dict[Any, list[Row]]:
    """The rows nobody has withdrawn, in order, by key columns; one query.

    With one column the key is its value, with more the tuple of their values.
    """
    found: dict[Any, list[Row]] = {}
    for row in model.objects.standing().order_by("valid_from", "pk"):
        values = tuple(getattr(row, key) for key in keys)
        key = values[0] if len(values) == 1 else values
        found.setdefault(key, []).append(Row(row.pk, row.valid_from, row.valid_to, state_of(row)))
    return found
