"""A column for figures that keeps every digit it was given, on every database."""

from decimal import Decimal
from typing import Any

from django.db import models

from ruori.kernel.canonical import decimal_text


class ExactDecimalField(models.CharField[Any, Any]):
    """Stores a Decimal as its digits in text.

    SQLite would keep 15 significant digits of a decimal column and drop trailing zeros, so
    1000000000000.000001 and 7.20 would come back as other figures. The price: the database can
    neither sort nor add such a column; figures are compared in the rules, exactly.
    """

    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Forty characters hold any figure of a city."""
        kwargs.setdefault("max_length", 40)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Decimal | None:  # noqa: ARG002 - Django's signature
        """Give the digits back as a Decimal."""
        return None if value is None or value == "" else Decimal(value)

    def to_python(self, value: Any) -> Decimal | None:
        """Accept a Decimal, a whole number or digits; never a float."""
        if value is None or value == "":
            return None
        if isinstance(value, float):
            raise ValueError("a figure never passes through a float")  # noqa: TRY004
        return Decimal(value)

    def get_prep_value(self, value: Any) -> str | None:
        """Store the digits, never in exponent form."""
        figure = self.to_python(value)
        return None if figure is None else decimal_text(figure)
