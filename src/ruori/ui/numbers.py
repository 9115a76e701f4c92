"""Reading a number a person typed: comma or point, spaces between thousands, any minus sign.

| typed | fi, sv | en |
|---|---|---|
| `1 234,5`, `1.234,5`, `1,234.5` | 1234.5 | 1234.5 |
| `12,5`, `12.5` | 12.5 | 12.5 |
| `1,234` | 1.234 | asked |
| `1.234` | asked | asked |
| `0.234` | 0.234 | 0.234 |
"""

import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext, ngettext

from ruori.ui.conventions import conventions
from ruori.ui.formats import number

_SPACES = re.compile(r"[\s\u00a0\u2007\u202f]")
_MINUSES = {"-", "\u2212", "\u2013"}
_DIGITS = re.compile(r"[0-9]+")
_SPACED = re.compile(r"\d{1,3}( \d{3})+")
_AMBIGUOUS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")


class NotANumber(ValueError):
    """The text is no number."""


class AmbiguousNumber(NotANumber):
    """The text may be a large whole number or a small one with decimals: the person is asked."""

    def __init__(self, readings: tuple[Decimal, Decimal]) -> None:
        """Keep both readings, the larger first."""
        super().__init__(f"either of {readings}")
        self.readings = readings


def parse_number(text: str, language: str) -> Decimal:
    """The number a person meant. Raises NotANumber, or AmbiguousNumber for `1.234`."""
    plain = _SPACES.sub(" ", text).strip()
    sign = -1 if plain[:1] in _MINUSES else 1
    if plain[:1] in {"+", *_MINUSES}:
        plain = plain[1:].lstrip()
    return sign * _unsigned(plain, language)


def _unsigned(plain: str, language: str) -> Decimal:
    decimal = _decimal_sign(plain, language)
    whole, _, part = plain.rpartition(decimal) if decimal else (plain, "", "0")
    digits = _without_groups(whole) or ("0" if decimal else "")
    if not (_DIGITS.fullmatch(digits) and _DIGITS.fullmatch(part)):
        raise NotANumber(f"not a number: {plain!r}")
    return Decimal(f"{digits}.{part}") if decimal else Decimal(digits)


def _without_groups(whole: str) -> str:
    """`1 234 567` without its thousand separators; anything else as it is."""
    separators = {one for one in " .," if one in whole}
    if len(separators) != 1:
        return whole
    spaced = whole.replace(separators.pop(), " ")
    return spaced.replace(" ", "") if _SPACED.fullmatch(spaced) else whole


def _decimal_sign(plain: str, language: str) -> str:
    """Which of comma and point begins the decimals; nothing when neither does."""
    if "." in plain and "," in plain:
        return max(".,", key=plain.rfind)
    separator = next((one for one in ".," if one in plain), "")
    if not separator or plain.count(separator) > 1:
        return ""
    is_own = separator == "," and conventions(language).decimal == ","
    if _AMBIGUOUS.fullmatch(plain) and not is_own:
        digits = plain.replace(separator, "")
        raise AmbiguousNumber((Decimal(digits), Decimal(plain.replace(separator, "."))))
    return separator


class NumberField(forms.CharField):
    """A form field for a figure; asks again when `1.234` could be two different numbers."""

    def __init__(self, *, decimals: int | None = None, **options: object) -> None:
        """Take the field's options; a finer figure than `decimals` is refused."""
        self.decimals = decimals
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "size": 12}))
        super().__init__(**options)  # type: ignore[arg-type]

    def clean(self, value: object) -> Decimal | None:
        """The number, or nothing when the field may be empty. Raises ValidationError."""
        text = super().clean(value)
        if not text:
            return None
        language = get_language() or "fi"
        try:
            found = parse_number(text, language)
        except AmbiguousNumber as unclear:
            large, small = (number(reading, language) for reading in unclear.readings)
            question = gettext("Did you mean %(large)s or %(small)s? Write it without a point.")
            raise ValidationError(question % {"large": large, "small": small}) from unclear
        except NotANumber as wrong:
            raise ValidationError(gettext("Write a number, such as 12.5.")) from wrong
        if self.decimals is not None and found != round(found, self.decimals):
            refusal = ngettext(
                "Write at most %(decimals)s decimal.",
                "Write at most %(decimals)s decimals.",
                self.decimals,
            )
            raise ValidationError(refusal % {"decimals": self.decimals})
        return found

    def prepare_value(self, value: object) -> object:
        """What a field filled in beforehand shows: the figure in the reader's own writing."""
        if isinstance(value, Decimal | int):
            return number(value, get_language() or "fi")
        return value
