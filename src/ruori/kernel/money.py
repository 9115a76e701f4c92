"""Euros to the cent; never a float."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

CENT = Decimal("0.01")


def euros(value: Decimal | int | str) -> Decimal:
    """A sum in euros rounded to the cent, halves away from zero.

    Raises ValueError for a float, for text that is no number and for infinite sums.
    """
    if isinstance(value, float):
        raise ValueError("money never passes through a float")  # noqa: TRY004
    try:
        amount = Decimal(value)
    except InvalidOperation as wrong:
        raise ValueError(f"not a sum of money: {value!r}") from wrong
    if not amount.is_finite():
        raise ValueError(f"not a sum of money: {value!r}")
    return amount.quantize(CENT, rounding=ROUND_HALF_UP) + 0
