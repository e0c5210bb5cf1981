"""Judges a draft before it is imported: what blocks it, what to look at, what is fine.

The floors and ceilings are the storefront's (its contract, "Retail price": warn under 30 % margin,
under 5.00 and over 200.00 retail, under markup 2).
"""

from decimal import ROUND_FLOOR, Decimal

from babydrop_desktop.domain.checks import Check, CheckCode, Level
from babydrop_desktop.domain.draft import Draft
from babydrop_desktop.domain.pricing import (
    HIGH_PRICE,
    LOW_MARGIN_PERCENT,
    LOW_MARKUP,
    LOW_PRICE,
    PriceBreakdown,
)
from babydrop_desktop.errors import Refused


def judge(found: Draft, refusal: Refused | None) -> list[Check]:
    """What the owner should see of a draft; `refusal` is why its price was refused, if it was."""
    judged = [*_judge_choice(found), *_judge_stock(found), *_judge_money(found)]
    if refusal is not None:
        facts = {"sentence": str(refusal), "reason": refusal.reason, **refusal.facts}
        judged.append(Check(Level.BLOCKED, CheckCode.PRICE_REFUSED, facts))
    return judged


def _judge_choice(found: Draft) -> list[Check]:
    judged = []
    if not found.product.canonical_id:
        judged.append(Check(Level.BLOCKED, CheckCode.ITEM_UNKNOWN))
    if not found.variants:
        judged.append(Check(Level.BLOCKED, CheckCode.VARIANTS_UNKNOWN))
    if found.category is None:
        judged.append(Check(Level.BLOCKED, CheckCode.NO_CATEGORY))
    if found.variants and not found.chosen:
        judged.append(Check(Level.BLOCKED, CheckCode.NO_VARIANT))
    count = len(found.chosen_pictures)
    judged.append(
        Check(Level.FINE, CheckCode.PICTURES, {"count": str(count)})
        if count
        else Check(Level.LOOK, CheckCode.NO_PICTURE)
    )
    others = [o.warehouse.name for o in found.other_warehouses if o.warehouse and o.in_stock]
    if others and found.warehouse:
        facts = {"warehouse": found.warehouse.name, "others": ", ".join(others)}
        judged.append(Check(Level.FINE, CheckCode.OTHER_WAREHOUSES, facts))
    return judged


def _judge_stock(found: Draft) -> list[Check]:
    of = len(found.variants)
    if not of:
        return []
    counts = (
        (CheckCode.SOME_SOLD_OUT, sum(v.sold_out for v in found.variants)),
        (CheckCode.STOCK_UNKNOWN, sum(v.stock is None and not v.sold_out for v in found.variants)),
        (CheckCode.PRICE_MISSING, sum(v.quoted is None and not v.sold_out for v in found.variants)),
    )
    judged = [
        Check(Level.LOOK, code, {"count": str(count), "of": str(of)})
        for code, count in counts
        if count
    ]
    return judged or [Check(Level.FINE, CheckCode.IN_STOCK, {"of": str(of)})]


def _judge_money(found: Draft) -> list[Check]:
    judged = []
    bait = next((v for v in found.chosen if v.bait and v.row.price and v.quoted), None)
    if bait and bait.row.price and bait.quoted:
        facts = {"price": str(bait.row.price.amount), "list_price": str(bait.quoted.amount)}
        judged.append(Check(Level.LOOK, CheckCode.BAIT_PRICE, facts))
    if found.rate is not None:
        facts = {
            "currency": found.product.currency,
            "rate": str(found.rate.rate),
            "shop_currency": found.currency,
            "day": found.rate.day.isoformat(),
        }
        judged.append(Check(Level.LOOK, CheckCode.CONVERTED, facts))
    if found.price is not None:
        judged += _judge_price(found.price)
    return judged


def _judge_price(price: PriceBreakdown) -> list[Check]:
    judged = []
    # Exact: 29.6 % is under 30 %, though it rounds to it.
    exact = (price.price - price.cost) / price.price * 100 if price.price else Decimal(0)
    low = exact < LOW_MARGIN_PERCENT
    shown = str(price.margin_percent)
    if low and price.margin_percent >= LOW_MARGIN_PERCENT:
        shown = str(exact.quantize(Decimal("0.1"), rounding=ROUND_FLOOR))
    percent = {"percent": shown, "floor": str(LOW_MARGIN_PERCENT)}
    judged.append(
        Check(Level.LOOK, CheckCode.LOW_MARGIN, percent)
        if low
        else Check(Level.FINE, CheckCode.MARGIN, percent)
    )
    if price.markup < LOW_MARKUP:
        judged.append(Check(Level.LOOK, CheckCode.LOW_MARKUP, {"markup": str(price.markup)}))
    at = {"price": str(price.price)}
    if price.price < LOW_PRICE:
        judged.append(Check(Level.LOOK, CheckCode.LOW_PRICE, {**at, "floor": str(LOW_PRICE)}))
    if price.price > HIGH_PRICE:
        judged.append(Check(Level.LOOK, CheckCode.HIGH_PRICE, {**at, "ceiling": str(HIGH_PRICE)}))
    if price.limit == "cut":
        judged.append(Check(Level.LOOK, CheckCode.PRICE_CUT, at))
    return judged
