"""Gets products, shipping and search results from AliExpress with the owner's own key."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from babydrop_desktop.domain.supplier_product import Shipping
from babydrop_desktop.domain.supplier_search import SearchPage
from babydrop_desktop.errors import Refused
from babydrop_desktop.gateways.aliexpress.access import Access
from babydrop_desktop.gateways.aliexpress.api_answers import found_in, shipping_in
from babydrop_desktop.gateways.aliexpress.api_calls import SMALL, ApiCalls
from babydrop_desktop.gateways.fetching import API, Budget

PRODUCT, FREIGHT = "aliexpress.ds.product.get", "aliexpress.ds.freight.query"
SEARCH = "aliexpress.ds.text.search"
PAGE_SIZE = 20
# AliExpress writes UK where ISO has GB.
_THEIR_COUNTRY = {"GB": "UK"}
_LOCALE = {"en": "en_US", "de": "de_DE", "fr": "fr_FR", "es": "es_ES", "it": "it_IT", "pl": "pl_PL"}

Check = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """For whom prices are asked: a country (ISO alpha-2), a currency (ISO 4217), a language."""

    country: str = "US"
    currency: str = "USD"
    language: str = "en"


class AliExpressApi:
    """The official interface, asked as the owner. Safe from any thread."""

    def __init__(self, calls: ApiCalls, access: Access, wanted: Wanted) -> None:
        self._calls = calls
        self._access = access
        self._wanted = wanted

    def product(self, item_id: str, *, check: Check) -> bytes:
        """The interface's answer about an item, as it came; a page reader reads it.

        Raises what `Access.session` and `ApiCalls.business` raise.
        """
        params = {
            "product_id": item_id,
            "ship_to_country": _theirs(self._wanted.country),
            "target_currency": self._wanted.currency,
            "target_language": self._wanted.language,
            "remove_personal_benefit": "true",  # the price for everybody, not for a first buyer
        }
        return self._ask(PRODUCT, params, check, API)

    def shipping(
        self, item_id: str, sku_id: str, country: str, *, check: Check
    ) -> tuple[Shipping, ...]:
        """The ways in which one variant is shipped; empty where it is not shipped there.

        Raises what `product` raises, and Unavailable (reason "shipping_untold").
        """
        locale = _LOCALE.get(self._wanted.language, "en_US")
        query = {
            "productId": item_id,
            "selectedSkuId": sku_id,
            "quantity": "1",
            "shipToCountry": _theirs(country),
            "currency": self._wanted.currency,
            "language": locale,
            "locale": locale,
        }
        asked = {"queryDeliveryReq": json.dumps(query, separators=(",", ":"))}
        return shipping_in(self._ask(FREIGHT, asked, check))

    def search(self, words: str, page: int, *, check: Check) -> SearchPage:
        """What a search finds, 20 a page, the first page is 1. Raises what `product` raises."""
        asked = {
            "keyWord": words,
            "local": _LOCALE.get(self._wanted.language, "en_US"),
            "countryCode": _theirs(self._wanted.country),
            "currency": self._wanted.currency,
            "pageIndex": str(page),
            "pageSize": str(PAGE_SIZE),
        }
        return found_in(self._ask(SEARCH, asked, check))

    def _ask(
        self, method: str, params: Mapping[str, str], check: Check, budget: Budget = SMALL
    ) -> bytes:
        """Ask; once more with a renewed permission where AliExpress does not take this one."""
        session = self._access.session(check)
        try:
            return self._calls.business(method, params, session, check=check, budget=budget)
        except Refused as error:
            if error.reason != "sign_in_again":
                raise
        session = self._access.renewed(session, check)
        return self._calls.business(method, params, session, check=check, budget=budget)


def _theirs(country: str) -> str:
    return _THEIR_COUNTRY.get(country, country)
