"""Turns a supplier's cost into the price that a customer sees, and shows how it came about.

The rules are those of the storefront (its contract, "Business rules"): (cost x markup + buffer)
x 1.05, exact, then the .99 ending, then the category's limits.
"""

from dataclasses import dataclass, replace
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Literal

from babydrop_desktop.domain.money import ZERO, cents
from babydrop_desktop.errors import Refused

PLATFORM_FEE = Decimal("0.05")
ENDING = Decimal("0.99")
DEFAULT_MARKUP = Decimal("2.5")
DEFAULT_BUFFER = Decimal("3.00")
# A sale price under this share of the list price is bait for first buyers.
BAIT_SHARE = Decimal("0.30")
LOW_MARGIN_PERCENT = 30
LOW_PRICE = Decimal("5.00")
HIGH_PRICE = Decimal("200.00")
LOW_MARKUP = Decimal(2)

Limit = Literal["none", "raised", "cut", "own"]


@dataclass(frozen=True, slots=True)
class CategoryPricing:
    """A category's pricing columns, in the shop's currency."""

    markup: Decimal = DEFAULT_MARKUP
    buffer: Decimal = DEFAULT_BUFFER
    min_price: Decimal | None = None
    max_price: Decimal | None = None


@dataclass(frozen=True, slots=True)
class PriceBreakdown:
    """How one price came about. Everything is in the shop's currency.

    `before_ending` is (cost x markup + buffer) x (1 + fee), exact; `fee` the platform's share that
    the price contains (price x 5/105); `left` what stays for the shop: price - cost - buffer - fee,
    so that the four parts sum to the price; negative where they eat it up. `margin_percent` is
    (price - cost) / price. `limit` says whether the category's limits changed the price, or "own":
    the owner set it, and the two figures before it are what the category would make.
    """

    cost: Decimal
    markup: Decimal
    buffer: Decimal
    before_ending: Decimal
    with_ending: Decimal
    price: Decimal
    fee: Decimal
    left: Decimal
    margin_percent: int
    limit: Limit
    limit_price: Decimal | None


@dataclass(frozen=True, slots=True)
class SupplierCost:
    """What one supplier row costs, in the supplier's currency. `bait`: the list price was taken."""

    amount: Decimal
    bait: bool


def supplier_cost(price: Decimal | None, list_price: Decimal | None) -> SupplierCost | None:
    """The cost of one row: its sale price; its list price where that is first-buyer bait.

    None where the row gives no price (contract: "Cost of a supplier SKU").
    """
    if price is None:
        return SupplierCost(list_price, bait=False) if list_price is not None else None
    if list_price is not None and price < list_price * BAIT_SHARE:
        return SupplierCost(list_price, bait=True)
    return SupplierCost(price, bait=False)


def margin_percent(price: Decimal, cost: Decimal | None) -> int | None:
    """(price - cost) / price in whole percent (contract), None without a cost or a price."""
    if cost is None or price <= 0:
        return None
    return int(((price - cost) / price * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def price_of(cost: Decimal, category: CategoryPricing) -> PriceBreakdown:
    """The retail price for a landed `cost` of one piece.

    Raises Refused: "markup_below_one", "negative_cost", "limits_contradict" where the category's
    lowest price lies above its highest, or "max_price_below_cost" where the highest lies under what
    the piece costs with its shipping buffer.
    """
    if not cost.is_finite() or cost < 0:
        raise Refused(f"{cost} is no cost.", reason="negative_cost", cost=str(cost))
    if not category.markup.is_finite() or category.markup < 1:
        raise Refused(
            f"The category's markup is {category.markup}: below 1 it would sell under cost. "
            "Raise it in the category.",
            reason="markup_below_one",
            markup=str(category.markup),
        )
    _check_limits(category)
    before = (cost * category.markup + category.buffer) * (1 + PLATFORM_FEE)
    landed = cost + max(category.buffer, ZERO)
    ended = max(before.to_integral_value(rounding=ROUND_FLOOR) + ENDING, landed)
    price, limit, at = _limited(cents(ended), cost, category)
    fee = cents(price * PLATFORM_FEE / (1 + PLATFORM_FEE))
    return PriceBreakdown(
        cost=cents(cost),
        markup=category.markup,
        buffer=category.buffer,
        before_ending=before,
        with_ending=cents(ended),
        price=price,
        fee=fee,
        left=price - cents(cost) - category.buffer - fee,
        margin_percent=margin_percent(price, cost) or 0,
        limit=limit,
        limit_price=at,
    )


def own_price(price: Decimal, cost: Decimal, category: CategoryPricing) -> PriceBreakdown:
    """The owner's own `price` for a landed `cost`, and what it leaves; no limit moves it.

    Raises Refused: "own_price_below_cost" where it is under the cost with the shipping buffer (the
    margin guard: no price below landed cost), and what `price_of` raises for a cost or a category
    that nothing can be priced with.
    """
    free = replace(category, min_price=None, max_price=None)
    by_category = price_of(cost, free)
    lowest = cents(cost + max(category.buffer, ZERO))
    price = cents(price)
    if price < lowest:
        raise Refused(
            f"Your price {price} is under what this product costs with shipping ({lowest}). Raise "
            "it, or take the category's price.",
            reason="own_price_below_cost",
            price=str(price),
            lowest=str(lowest),
        )
    fee = cents(price * PLATFORM_FEE / (1 + PLATFORM_FEE))
    return replace(
        by_category,
        price=price,
        fee=fee,
        left=price - cents(cost) - category.buffer - fee,
        margin_percent=margin_percent(price, cost) or 0,
        limit="own",
    )


def _check_limits(category: CategoryPricing) -> None:
    low, high = category.min_price, category.max_price
    if low is not None and high is not None and low > high:
        raise Refused(
            f"The category's lowest price {low} is above its highest price {high}. Change one of "
            "them in the category.",
            reason="limits_contradict",
            min_price=str(low),
            max_price=str(high),
        )


def _limited(
    price: Decimal, cost: Decimal, category: CategoryPricing
) -> tuple[Decimal, Limit, Decimal | None]:
    limit: Limit = "none"
    at = None
    if category.min_price is not None and price < category.min_price:
        price, limit, at = category.min_price, "raised", category.min_price
    if category.max_price is not None and price > category.max_price:
        lowest = cents(cost + max(category.buffer, ZERO))
        if category.max_price < lowest:
            raise Refused(
                f"The category's highest price {category.max_price} is below what this product "
                f"costs with shipping ({lowest}). Raise the highest price, or choose another "
                "category.",
                reason="max_price_below_cost",
                max_price=str(category.max_price),
                lowest=str(lowest),
            )
        price, limit, at = category.max_price, "cut", category.max_price
    return price, limit, at
