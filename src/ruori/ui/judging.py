"""How a goal is judged, in words: its rule and what a test promises, on the desk and in public."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext

from ruori.kernel.text import N_
from ruori.ui import formats

RULES: Mapping[str, str] = {
    "ALL": N_("Comes true when every test is reached."),
    "ANY": N_("Comes true when any test is reached."),
    "AT_LEAST": N_("Comes true when at least %(count)s tests are reached."),
    "WEIGHTED": N_("Comes true when the weighted share of reached tests is at least %(share)s."),
}
OPERATORS: Mapping[str, str] = {
    "AT_LEAST": N_("at least %(low)s"),
    "AT_MOST": N_("at most %(low)s"),
    "WITHIN": N_("within %(low)s–%(high)s"),
    "EXACTLY": N_("exactly %(low)s ± %(tolerance)s"),
}


def rule_words(
    kind: str, *, count: int | None, share: Decimal | None, partly_at: Decimal | None, language: str
) -> str:
    """When a goal comes true, and from which share on in part."""
    facts = {"count": count or 1, "share": level(share, language) or "1"}
    told = gettext(RULES[kind]) % facts
    if partly_at is None:
        return told
    share_words = {"share": level(partly_at, language)}
    return f"{told} {gettext('In part from the share %(share)s on.') % share_words}"


def bound_words(
    operator: str,
    *,
    low: Decimal | None,
    high: Decimal | None,
    tolerance: Decimal | None,
    language: str,
) -> str:
    """What a test promises of a figure: the comparison and its limits."""
    limits = {"low": low, "high": high, "tolerance": tolerance}
    facts = {name: level(value, language) or "–" for name, value in limits.items()}
    return gettext(OPERATORS[operator]) % facts


def digits(value: Decimal | None, language: str) -> str:
    """A figure with the decimals it was given; nothing for none."""
    if value is None:
        return ""
    exponent = value.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return formats.number(value, language, decimals)


def level(value: Decimal | None, language: str) -> str:
    """A promised level without the zeros that only the table adds; nothing for none."""
    return digits(None if value is None else value.normalize(), language)
