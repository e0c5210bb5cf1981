"""Fetches an item's page from AliExpress by plain HTTP."""

from collections.abc import Callable
from dataclasses import replace

from babydrop_desktop.domain.files import FetchedPage
from babydrop_desktop.domain.item_address import ItemAddress
from babydrop_desktop.domain.routes import Route
from babydrop_desktop.errors import Refused, Unavailable
from babydrop_desktop.gateways.fetching import PAGE, Budget, Fetcher

# Only then the global site is asked: the own one lacks the page, or cannot be reached. A site that
# asks for a pause, or gives nothing to programs, is not gone round.
_ELSEWHERE = frozenset({"page_gone", "no_network", "no_answer"})
# With the 20 s of the own site it stays within the 35 s that one import's network may take.
SECOND = replace(PAGE, deadline_s=12.0)


class HttpPages:
    """The pages of AliExpress, as a program without a browser gets them."""

    route = Route.HTTP

    def __init__(self, http: Fetcher) -> None:
        self._http = http

    def unready(self) -> str:
        """Plain requests can always be tried."""
        return ""

    def item(
        self,
        address: ItemAddress,
        *,
        check: Callable[[], None],
        ask: Callable[[str], None] | None = None,  # noqa: ARG002 - nobody is needed
    ) -> FetchedPage:
        """Fetch the item's page from the site that its address names, else from the global one.

        Prices are those of a site, so the owner's own comes first; the global one is asked where
        that has no such page or cannot be reached. Raises what `Http.get` raises for a page:
        Refused, Unavailable, Limit.
        """
        try:
            return self._page(address.page_url, check)
        except (Refused, Unavailable) as error:
            if address.page_url == address.url or error.reason not in _ELSEWHERE:
                raise
            return self._page(address.url, check, SECOND)

    def _page(
        self, url: str, check: Callable[[], None], budget: Budget | None = None
    ) -> FetchedPage:
        response = self._http.get(url, purpose="page", check=check, budget=budget)
        return FetchedPage(body=response.body, address=response.url)

    def text(self, url: str, *, check: Callable[[], None]) -> bytes:
        """Fetch a further part of a page, such as the description; same rules and errors."""
        return self._http.get(url, purpose="page", check=check).body
