"""An amount is money only with its currency beside it."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Self

from babydrop_desktop.errors import Refused

CENT = Decimal("0.01")
# numeric(10,2) of the storefront's tables holds no more.
LARGEST = Decimal("99999999.99")
ZERO = Decimal(0)


def cents(amount: Decimal) -> Decimal:
    """`amount` rounded half up to two places, as `numeric(10,2)` keeps it.

    Raises Refused (reason "amount_too_large") where the storefront's columns cannot hold it.
    """
    # Compared first: the rounding itself fails for numbers of more digits than it works with.
    holds = amount.is_finite() and abs(amount) <= LARGEST + 1
    rounded = amount.quantize(CENT, rounding=ROUND_HALF_UP) if holds else None
    if rounded is None or abs(rounded) > LARGEST:
        raise Refused(
            f"{amount} is more than the shop's database can hold.",
            reason="amount_too_large",
            amount=str(amount),
        )
    return rounded


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """A finite amount in one currency (ISO 4217, upper case)."""

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if not self.amount.is_finite():
            raise ValueError(f"{self.amount} is no amount of money")
        if len(self.currency) != 3 or not (self.currency.isascii() and self.currency.isupper()):
            raise ValueError(f"{self.currency!r} is no currency code")

    @classmethod
    def of(cls, value: str | int | Decimal, currency: str) -> Self:
        """Money from exact text, a whole number or a Decimal; never from a float.

        Raises ValueError where `value` is no number or `currency` no code.
        """
        try:
            return cls(Decimal(value), currency)
        except InvalidOperation as error:
            raise ValueError(f"{value!r} is no amount of money") from error
