"""Asks the supplier's official interface what no page tells: shipping of a variant, a search."""

from babydrop_desktop.domain.supplier_access import AccessState
from babydrop_desktop.domain.supplier_product import Shipping
from babydrop_desktop.domain.supplier_search import SearchPage
from babydrop_desktop.services.ports import SupplierApi
from babydrop_desktop.services.work import Work


class Supplier:
    """Questions to AliExpress that need the owner's key. Every call waits for the network."""

    def __init__(self, api: SupplierApi) -> None:
        self._api = api

    def can_be_asked(self) -> bool:
        """Whether a question is worth it, as far as that is known. No waiting."""
        return self._api.known() is AccessState.ALLOWED

    def shipping(
        self, product_id: str, sku_id: str, country: str = "", *, work: Work | None = None
    ) -> tuple[Shipping, ...]:
        """The ways in which one variant (AliExpress' numbers) is shipped to a country.

        `country` is ISO alpha-2, "" for the first that the shop sells to. Empty where it is not
        shipped there. Raises Refused, Unavailable and Limit as `SupplierApi` has them, and
        Unavailable (reason "shipping_untold").
        """
        check = (work or Work()).check
        return self._api.shipping(product_id, sku_id, country, check=check)

    def search(self, words: str, *, page: int = 1, work: Work | None = None) -> SearchPage:
        """What AliExpress finds, 20 a page. Raises as `shipping` does.

        (Its search fails at random, FACTS §2: "api_error" is worth another try.)
        """
        return self._api.search(words, page, check=(work or Work()).check)
