"""Gets an item's page, or what stands for it, from AliExpress' official interface."""

from collections.abc import Callable
from typing import Protocol

from babydrop_desktop.domain.files import FetchedPage
from babydrop_desktop.domain.item_address import ItemAddress
from babydrop_desktop.domain.routes import Route
from babydrop_desktop.domain.supplier_access import AccessState


class GivesProducts(Protocol):
    """The interface, as far as pages need it."""

    def known(self) -> AccessState:
        """Whether it can be asked, as far as that is known without waiting."""

    def product(self, item_id: str, *, check: Callable[[], None]) -> bytes:
        """What it answers about an item."""


class ApiPages:
    """The way to a page that needs the owner's key, and no page."""

    route = Route.API

    def __init__(self, api: GivesProducts) -> None:
        self._api = api

    def unready(self) -> str:
        """Why it cannot be used: "no_key", "sign_in_again", "key_store_waits", "demo_shut", or "".

        Nothing is waited for: a key store that was not asked yet is asked by `item`.
        """
        state = self._api.known()
        if state is AccessState.ALLOWED:
            return ""
        return "sign_in_again" if state is AccessState.NOT_ALLOWED else state.value

    def item(
        self,
        address: ItemAddress,
        *,
        check: Callable[[], None],
        ask: Callable[[str], None],  # noqa: ARG002 - nobody is needed
    ) -> FetchedPage:
        """What the interface answers about the item. Raises what `AliExpressApi.product` raises."""
        return FetchedPage(
            self._api.product(address.canonical_id, check=check), address=address.url
        )
