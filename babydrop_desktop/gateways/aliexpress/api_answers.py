"""Reads the official interface's short answers: what shipping costs, what a search found, a grant.

Success is spelt differently by each (FACTS §2). What is not as it should be is left out, never
guessed.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from babydrop_desktop.domain.supplier_access import Grant
from babydrop_desktop.domain.supplier_product import Shipping
from babydrop_desktop.domain.supplier_search import FoundItem, SearchPage
from babydrop_desktop.errors import Unavailable
from babydrop_desktop.gateways.aliexpress import strict_json
from babydrop_desktop.gateways.aliexpress.amounts import amount_of, currency_code
from babydrop_desktop.gateways.aliexpress.api_errors import answered, garbled
from babydrop_desktop.gateways.aliexpress.lists import (
    Node,
    at,
    digits,
    is_false,
    is_true,
    listed,
    node,
    whole,
)
from babydrop_desktop.gateways.aliexpress.quoted_for import country_code
from babydrop_desktop.gateways.aliexpress.texts import original_picture, plain

MOST_OFFERS, MOST_FOUND, MOST_DAYS = 50, 100, 1_000
LONGEST_NAME, LONGEST_TOKEN = 200, 500
# A permission that is said to be longer is taken for one of this length.
LONGEST_GRANT = timedelta(days=3650)
# Nothing is shipped there; that is an answer.
_NOT_SHIPPED = {"505", "DELIVERY_NOT_AVAILABLE_TO_YOUR_ADDRESS"}
_ZERO = {"0", "0.0", "0.00"}


def shipping_in(body: bytes) -> tuple[Shipping, ...]:
    """The ways in which an item is shipped; empty where it is not shipped to that country.

    Raises Unavailable ("shipping_untold" where AliExpress has no answer, else "api_error").
    """
    result = node(_answer(body, "aliexpress_ds_freight_query_response"), "result")
    code, says = plain(result.get("code")), plain(result.get("msg"))
    if {code, says} & _NOT_SHIPPED:
        return ()
    if code == "501" or says == "DELIVERY_INFO_EMPTY":
        raise Unavailable(
            "AliExpress does not say what shipping this variant costs. Look at its page.",
            reason="shipping_untold",
        )
    if not is_true(result.get("success")) and code != "200":
        raise answered(": ".join(part for part in (code, says[:LONGEST_NAME]) if part))
    offers = listed(result.get("delivery_options"), "delivery_option_d_t_o")
    return tuple(_offer(one) for one in offers[:MOST_OFFERS])


def found_in(body: bytes) -> SearchPage:
    """What a search found. Raises Unavailable (reason "api_error") where it failed."""
    reply = _answer(body, "aliexpress_ds_text_search_response")
    code = plain(reply.get("code"))
    if code not in {"00", "0", "200"}:
        raise answered(": ".join(part for part in (code, plain(reply.get("msg"))[:200]) if part))
    data = node(reply, "data")
    lines = listed(data.get("products"), "selection_search_product")[:MOST_FOUND]
    return SearchPage(
        tuple(_found(line) for line in lines if digits(line.get("itemId"))),
        whole(data.get("totalCount")),
    )


def grant_in(body: bytes, now: datetime) -> Grant:
    """The permission in a token's reply; its ends are counted from `now` on where that is told.

    Raises Unavailable (reason "api_error") where there is none in it.
    """
    reply = _loaded(body)
    found = next(
        (part for part in (reply, node(reply, "data"), node(reply, "result")) if _token(part)), {}
    )
    access = _token(found)
    until = _end(found, "expires_in", "expire_time", now)
    if not access or until is None:
        raise answered("no permission")
    refresh = _token(found, "refresh_token")
    last = _end(found, "refresh_expires_in", "refresh_token_valid_time", now) if refresh else None
    return Grant(
        access_token=access,
        refresh_token=refresh,
        access_until=until,
        refresh_until=last or until,
        given_at=now,
        account=plain(found.get("account") or found.get("user_nick"))[:LONGEST_NAME],
    )


def _loaded(body: bytes) -> Node:
    try:
        value: Any = strict_json.loads(body.decode("utf-8"))
    except (UnicodeDecodeError, strict_json.BadJson):
        raise garbled() from None
    if not isinstance(value, dict):
        raise garbled()
    return value


def _answer(body: bytes, name: str) -> Node:
    """Give what answers: within its own name, or bare as a short form has it."""
    value = _loaded(body)
    return node(value, name) or value


def _offer(told: Node) -> Shipping:
    fee = told.get("shipping_fee_cent")  # a decimal amount, whatever it is called (FACTS §2)
    free = is_true(told.get("free_shipping")) or plain(_text(fee)) in _ZERO
    currency = currency_code(told.get("shipping_fee_currency"))
    low, high = (_days(told.get(f"{end}_delivery_days")) for end in ("min", "max"))
    if low is not None and high is not None and low > high:
        low, high = high, low
    tracking = told.get("tracking")
    return Shipping(
        cost=None if free else amount_of(fee, currency),
        free=free,
        company=plain(told.get("company"))[:LONGEST_NAME],
        code=plain(told.get("code"))[:LONGEST_NAME],
        days_min=low,
        days_max=high,
        ships_from=country_code(told.get("ship_from_country")),
        tracked=True if is_true(tracking) else False if is_false(tracking) else None,
    )


def _found(line: Node) -> FoundItem:
    price = amount_of(
        line.get("targetSalePrice"), currency_code(line.get("targetOriginalPriceCurrency"))
    )
    return FoundItem(
        digits(line.get("itemId")),
        plain(line.get("title"))[:LONGEST_NAME],
        price,
        original_picture(line.get("itemMainPic")),
    )


def _days(value: object) -> int | None:
    days = whole(value)
    return days if days is not None and days <= MOST_DAYS else None


def _text(value: object) -> object:
    return value if isinstance(value, str) or value is None else str(value)


def _token(value: Node, name: str = "access_token") -> str:
    token = at(value, name)
    fits = isinstance(token, str) and len(token) <= LONGEST_TOKEN and token.isascii()
    return token if fits and token.isprintable() and " " not in token else ""


def _end(told: Node, length: str, moment: str, now: datetime) -> datetime | None:
    """Give when it ends. A length is safe from clocks that differ; a moment is in milliseconds."""
    seconds = whole(told.get(length))
    if seconds is not None:
        return now + min(timedelta(seconds=min(seconds, 10**10)), LONGEST_GRANT)
    at_ms = whole(told.get(moment))
    if at_ms is None:
        return None
    latest = now + LONGEST_GRANT
    return min(datetime.fromtimestamp(min(at_ms / 1000, latest.timestamp()), UTC), latest)
