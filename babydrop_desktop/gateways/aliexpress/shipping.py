"""Reads what shipping costs and how long it takes, as A2, A3, B and D tell it."""

import re

from babydrop_desktop.domain.money import Money
from babydrop_desktop.domain.supplier_product import Shipping
from babydrop_desktop.gateways.aliexpress.amounts import amount_of, currency_code
from babydrop_desktop.gateways.aliexpress.lists import Node, at, is_true, node, nodes, whole
from babydrop_desktop.gateways.aliexpress.quoted_for import country_code
from babydrop_desktop.gateways.aliexpress.texts import plain
from babydrop_desktop.gateways.aliexpress.warehouses import country_of_name

MOST_OFFERS = 50
LONGEST_NAME = 200
MOST_DAYS = 1_000
_DAYS = re.compile(r"([0-9]{1,3})\s?-\s?([0-9]{1,3})")
_ZERO = {"0", "0.0", "0.00"}


def shipping_offers(layouts: object, page_currency: str) -> tuple[Shipping, ...] | None:
    """Read each offer's `bizData` (FACTS §1, after the table); None where there are no offers.

    What cannot be reached is left out. `logisticsComposeThreshold` is where free shipping begins,
    never a fee; it is not read.
    """
    if not isinstance(layouts, list | dict):
        return None
    told = [biz for layout in nodes(layouts)[:MOST_OFFERS] if (biz := node(layout, "bizData"))]
    found = tuple(_offer(biz, page_currency) for biz in told if not is_true(biz.get("unreachable")))
    return found if told or not nodes(layouts) else None


def _offer(biz: Node, page_currency: str) -> Shipping:
    cost = _cost(biz, page_currency)
    fee = plain(biz.get("shippingFee")).lower()
    free = cost is None and (fee == "free" or str(biz.get("displayAmount")) in _ZERO)
    days_min, days_max = _days(biz)
    return Shipping(
        cost=None if fee == "free" else cost,
        free=free or fee == "free",
        company=plain(biz.get("company") or biz.get("deliveryProviderName"))[:LONGEST_NAME],
        code=plain(biz.get("deliveryOptionCode") or biz.get("deliveryProviderCode"))[:LONGEST_NAME],
        days_min=days_min,
        days_max=days_max,
        ships_from=country_code(biz.get("shipFromCode")) or country_of_name(biz.get("shipFrom")),
        tracked=_tracked(biz.get("tracking")),
    )


def _cost(biz: Node, page_currency: str) -> Money | None:
    # `currency` is often the seller's; what the buyer sees has displayCurrency beside it.
    currency = currency_code(biz.get("displayCurrency"), biz.get("currency"), page_currency)
    return amount_of(at(biz, "displayAmount"), currency)


def _days(biz: Node) -> tuple[int | None, int | None]:
    low, high = whole(biz.get("deliveryDayMin")), whole(biz.get("deliveryDayMax"))
    if low is None and high is None and (match := _DAYS.fullmatch(plain(biz.get("deliveryTime")))):
        low, high = int(match.group(1)), int(match.group(2))
    low = low if low is not None and low <= MOST_DAYS else None
    high = high if high is not None and high <= MOST_DAYS else None
    if low is not None and high is not None and low > high:
        low, high = high, low
    return low, high


def _tracked(value: object) -> bool | None:
    if isinstance(value, bool):
        return value
    return {"visible": True, "invisible": False, "true": True, "false": False}.get(
        plain(value).lower()
    )
