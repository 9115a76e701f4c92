"""Reading figures as sources write them, and rounding them as the city prints them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from ruori.indicators.rules.codes import Confidence, Status

AMBIGUOUS = "AMBIGUOUS_NUMBER"
UNREADABLE = "UNREADABLE_NUMBER"

_PLAIN = re.compile(r"[-+]?\d+(\.\d+)?([eE][-+]?\d{1,3})?", re.ASCII)
_SPACED = re.compile(r"[-+]?\d{1,3}( \d{3})+([.,]\d+)?", re.ASCII)
_MARKED = re.compile(r"[-+]?\d+([.,]\d+)+", re.ASCII)
_EITHER = re.compile(r"[-+]?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
_SPACES = str.maketrans({"\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u2212": "-"})
_MISSING = frozenset({"", ":", "NaN", "nan", "NA", "NULL", "null"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure as it was read: a value, or the reason why there is none, or what is wrong."""

    value: Decimal | None = None
    status: Status | None = None
    conf: Confidence = Confidence.FREE
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Notation:
    """How a source writes: its decimal sign (empty: not declared) and what its symbols mean.

    The same symbol means different things in different tables, so each is declared by the
    table's own note; an undeclared symbol cannot be read.
    """

    decimal_sign: str = ""
    symbols: Mapping[str, Reading] | None = None


PXWEB_SYMBOLS = {
    "-": Reading(value=Decimal(0)),
    ".": Reading(status=Status.CANNOT_EXIST),
    "..": Reading(status=Status.MISSING),
    "...": Reading(status=Status.MISSING, conf=Confidence.SUPPRESSED),
}
"""What Statistics Finland's notes usually say; given to `Notation` only when the note says so."""

_MISSING_READING = Reading(status=Status.MISSING)


def read_number(text: str, notation: Notation) -> Reading:
    """Read a figure. Never guesses: `1,234` with no declared decimal sign is AMBIGUOUS."""
    plain = _PLAIN.fullmatch(text)
    # Nearly every figure of a large release is plain digits; half of its reading time is here.
    if plain and (notation.decimal_sign == "." or "." not in text):
        return Reading(Decimal(text))
    written = text.translate(_SPACES).strip()
    if len(written) > 1 and written[0] == written[-1] == '"':
        written = written[1:-1].strip()
    declared = (notation.symbols or {}).get(written)
    if declared is not None:
        return declared
    if written in _MISSING:
        return _MISSING_READING
    return _read_digits(written, notation.decimal_sign)


def _read_digits(written: str, sign: str) -> Reading:
    if _SPACED.fullmatch(written):
        written = written.replace(" ", "")
        sign = sign or ("," if "," in written else ".")
    if not sign and _EITHER.fullmatch(written):
        return Reading(problem=AMBIGUOUS)
    if sign != "," and _PLAIN.fullmatch(written):
        return Reading(value=Decimal(written))
    if _MARKED.fullmatch(written):
        return _read_marked(written, sign or _last_mark(written))
    if sign == "," and _PLAIN.fullmatch(written.replace(",", ".")):
        return Reading(value=Decimal(written.replace(",", ".")))
    return Reading(problem=UNREADABLE)


def _last_mark(written: str) -> str:
    """The decimal sign that the marks themselves tell: the last kind, unless it repeats."""
    last = "," if written.rfind(",") > written.rfind(".") else "."
    return _other(last) if written.count(last) > 1 else last


def _read_marked(written: str, sign: str) -> Reading:
    whole, _, fraction = written.partition(sign)
    groups = whole.lstrip("+-").split(_other(sign))
    grouped = len(groups) == 1 or (
        0 < len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
    )
    if not grouped or (fraction and not fraction.isdigit()):
        return Reading(problem=UNREADABLE)
    digits = whole.replace(_other(sign), "") + (f".{fraction}" if fraction else "")
    return Reading(value=Decimal(digits))


def _other(sign: str) -> str:
    return "." if sign == "," else ","


def rounded(value: Decimal, decimals: int) -> Decimal:
    """A figure to the indicator's decimals, halves away from zero: what is printed is judged."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP) + 0
