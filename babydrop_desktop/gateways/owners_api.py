"""AliExpress' official interface, asked as the owner; loaded when it is first asked."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from babydrop_desktop.domain.connection import Keeping
from babydrop_desktop.domain.supplier_access import AccessState, AccessStatus, demo_shut
from babydrop_desktop.domain.supplier_product import Shipping
from babydrop_desktop.domain.supplier_search import SearchPage
from babydrop_desktop.gateways.clock import TellsTime
from babydrop_desktop.gateways.fetching import Poster

if TYPE_CHECKING:
    from babydrop_desktop.gateways.aliexpress.access import Access
    from babydrop_desktop.gateways.aliexpress.api import AliExpressApi
    from babydrop_desktop.gateways.secrets import KeyStore

Check = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Asker:
    """For which shop the interface is asked.

    `lock_file` lies in the shop's folder; country is ISO alpha-2, currency ISO 4217.
    """

    app_key: str
    country: str
    currency: str
    lock_file: Path
    language: str = "en"
    demo: bool = False


class OwnersApi:
    """Everything that the program asks the interface. Safe from any thread but the main one.

    Each call but `known` and `use` may wait for the network and the system's key store.
    """

    def __init__(
        self, http: Poster, secrets: "Callable[[], KeyStore]", clock: TellsTime, asker: Asker
    ) -> None:
        self._http = http
        self._secrets = secrets
        self._clock = clock
        self._asker = asker
        self._app_key = "" if asker.demo else asker.app_key
        self._lock = Lock()
        self._made: tuple[Access, AliExpressApi] | None = None

    def known(self) -> AccessState:
        """Whether it can be asked, as far as that is known without waiting."""
        if self._asker.demo:
            return AccessState.DEMO
        if not self._app_key:
            return AccessState.NO_KEY
        return self._made[0].known() if self._made else AccessState.ALLOWED

    def use(self, app_key: str) -> None:
        """Ask with this app's key from now on; "" with none."""
        self._app_key = "" if self._asker.demo else app_key
        if self._made:
            self._made[0].use(self._app_key)

    def look(self) -> AccessStatus:
        """What is kept and until when it counts. Raises Unavailable (reason "key_store_waits")."""
        state = self.known()
        if state in {AccessState.DEMO, AccessState.NO_KEY} and not self._app_key:
            return AccessStatus(state)
        from babydrop_desktop.gateways.aliexpress.access import state_of  # noqa: PLC0415 - later

        kept = self._access.look()
        grant = kept.grant if kept else None
        return AccessStatus(
            state_of(kept, self._clock.now()),
            self._app_key,
            account=grant.account if grant else "",
            until=grant.last_until if grant else None,
            only_this_run=kept is not None and self._access.keeping() is Keeping.SESSION,
        )

    def keep(self, secret: str) -> Keeping:
        """Keep the secret of the app's key; where it is kept now."""
        return self._access.keep_secret(secret, _quiet)

    def sign_in(self, code: str) -> None:
        """Turn the owner's code into a permission. Raises what `Access.sign_in` raises."""
        self._access.sign_in(code, _quiet)

    def forget(self) -> None:
        """Forget secret and permission."""
        self._access.forget(_quiet)

    def product(self, item_id: str, *, check: Check) -> bytes:
        """What it answers about an item. Raises what `AliExpressApi.product` raises."""
        return self._api.product(item_id, check=check)

    def shipping(
        self, item_id: str, sku_id: str, country: str, *, check: Check
    ) -> tuple[Shipping, ...]:
        """The ways in which one variant is shipped; "" is the shop's own country."""
        return self._api.shipping(item_id, sku_id, country or self._asker.country, check=check)

    def search(self, words: str, page: int, *, check: Check) -> SearchPage:
        """What a search finds, 20 a page."""
        return self._api.search(words, page, check=check)

    @property
    def _access(self) -> "Access":
        return self._loaded()[0]

    @property
    def _api(self) -> "AliExpressApi":
        return self._loaded()[1]

    def _loaded(self) -> "tuple[Access, AliExpressApi]":
        if self._asker.demo:
            raise demo_shut()
        with self._lock:
            if self._made is None:
                self._made = self._load()
            return self._made

    def _load(self) -> "tuple[Access, AliExpressApi]":
        from babydrop_desktop.gateways.aliexpress.access import Access  # noqa: PLC0415 - later
        from babydrop_desktop.gateways.aliexpress.api import (  # noqa: PLC0415
            AliExpressApi,
            Wanted,
        )
        from babydrop_desktop.gateways.aliexpress.api_calls import ApiCalls  # noqa: PLC0415

        asker = self._asker
        calls = ApiCalls(self._http, self._clock)
        access = Access(calls, self._secrets(), self._clock, asker.lock_file, app_key=self._app_key)
        wanted = Wanted(asker.country, asker.currency, asker.language)
        return access, AliExpressApi(calls, access, wanted)


def _quiet() -> None:
    """Nobody cancels: the owner waits for it."""
