"""One byte string for one value, so that a hash means something (architecture § 9).

UTF-8, NFC, sorted keys, no spaces, dates in ISO form, decimals as strings, floats refused.
"""

import json
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any


class NotCanonical(TypeError):
    """A value has no single written form (a float, a naive time, a set, a non-text key)."""


def canonical_json(value: object) -> bytes:
    """The canonical bytes of a value made of mappings, sequences, text, numbers, dates.

    Raises NotCanonical for floats, naive datetimes and anything without one written form.
    """
    return json.dumps(
        plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def plain(value: object) -> Any:
    """The same value made only of dict, list, str, int, bool and None."""
    if value is None or (isinstance(value, bool | int) and not isinstance(value, Enum)):
        return value
    if isinstance(value, Mapping):
        return {_key(key): plain(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return [plain(item) for item in value]
    return _scalar(value)


def _scalar(value: object) -> str:
    if isinstance(value, Enum):
        return unicodedata.normalize("NFC", str(value.value))
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, Decimal):
        return decimal_text(value)
    if isinstance(value, datetime):
        return instant_text(value)
    if isinstance(value, date):
        return value.isoformat()
    raise NotCanonical(f"no canonical form for {type(value).__name__}")


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise NotCanonical(f"keys are text, not {type(key).__name__}")
    return unicodedata.normalize("NFC", key)


def decimal_text(value: Decimal) -> str:
    """A decimal with the digits it was given, never in exponent form, never minus zero."""
    if not value.is_finite():
        raise NotCanonical("a figure must be finite")
    text = format(value, "f")
    return text.lstrip("-") if value == 0 else text


def instant_text(value: datetime) -> str:
    """An instant in UTC to the microsecond."""
    if value.tzinfo is None:
        raise NotCanonical("an instant carries its time zone")
    return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
