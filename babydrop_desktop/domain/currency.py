"""Converts a supplier's price at a rate whose day the owner can see."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from babydrop_desktop.domain.money import Money, cents
from babydrop_desktop.errors import Refused


@dataclass(frozen=True, slots=True)
class Rate:
    """What one unit of a foreign currency is worth in the shop's, on a day."""

    rate: Decimal
    day: date


@dataclass(frozen=True, slots=True)
class Converted:
    """An amount in the shop's currency, and the rate it was made with (None: it was its own)."""

    amount: Decimal
    rate: Rate | None


@dataclass(frozen=True, slots=True)
class Currencies:
    """The shop's currency and the rates that its owner noted."""

    shop: str = "USD"
    rates: Mapping[str, Rate] | None = None

    def convert(self, money: Money) -> Converted:
        """`money` in the shop's currency, rounded to cents.

        Raises Refused (reason "no_rate") where no rate is noted for its currency.
        """
        if money.currency == self.shop:
            return Converted(cents(money.amount), None)
        rate = (self.rates or {}).get(money.currency)
        if rate is None:
            raise Refused(
                f"The price is in {money.currency} and no rate to {self.shop} is noted. Open the "
                f"page with prices in {self.shop}, or note a rate in the settings file under "
                f'[currency.rates]: {money.currency} = {{ rate = "…", date = "…" }}.',
                reason="no_rate",
                currency=money.currency,
                shop_currency=self.shop,
            )
        cents(money.amount)  # refuses what is too large to be multiplied
        return Converted(cents(money.amount * rate.rate), rate)
