"""The owner's key at AliExpress: takes it, has it allowed, tries it, and forgets it."""

import re
from dataclasses import dataclass, replace
from pathlib import Path

from babydrop_desktop.domain import outcomes
from babydrop_desktop.domain.item_address import parse_item_address
from babydrop_desktop.domain.money import Money
from babydrop_desktop.domain.supplier_access import (
    AccessState,
    AccessStatus,
    authorise_address,
    code_in,
    demo_shut,
    key_wrong,
    no_key,
)
from babydrop_desktop.services.ports import PageReader, SupplierApi
from babydrop_desktop.services.work import Work
from babydrop_desktop.settings import is_return_address, read_settings
from babydrop_desktop.settings_file import write_settings

_KEY = re.compile(r"[A-Za-z0-9]{3,40}")
LONGEST_SECRET = 200


@dataclass(frozen=True, slots=True)
class Tried:
    """What a test read: an item's title, how many variants, the lowest price."""

    title: str
    variants: int
    price: Money | None


class SupplierAccount:
    """What the page "AliExpress" of the preferences does. Every call waits: disk, keys, network.

    What is entered counts at once, also for imports that run.
    """

    def __init__(self, api: SupplierApi, reader: PageReader, settings: Path) -> None:
        """Take the interface, what reads its answers, and the settings' file."""
        self._api = api
        self._reader = reader
        self._settings = settings

    def status(self) -> AccessStatus:
        """What is kept, and until when it counts.

        Raises Refused (reason "settings_wrong") and Unavailable (reason "key_store_waits").
        """
        noted = read_settings(self._settings).aliexpress
        self._api.use(noted.app_key)
        return replace(self._api.look(), app_key=noted.app_key, returns_to=noted.returns_to)

    def keep(self, app_key: str, secret: str, returns_to: str) -> AccessStatus:
        """Keep the key; an empty `secret` leaves the one that is kept.

        Key and address go into the settings, the secret into the key store; those of another app
        that was used before are forgotten. Raises Refused
        ("key_incomplete" with the `field`, "settings_…"), and what `status` raises.
        """
        app_key, secret, returns_to = app_key.strip(), secret.strip(), returns_to.strip()
        before = self.status()
        if before.state is AccessState.DEMO:
            raise demo_shut()
        if not _KEY.fullmatch(app_key):
            raise key_wrong("App Key")
        known = before.app_key == app_key and before.state is not AccessState.NO_KEY
        if not secret and not known:
            raise key_wrong("App Secret")
        if len(secret) > LONGEST_SECRET or not secret.isprintable() or not secret.isascii():
            raise key_wrong("App Secret")
        if not is_return_address(returns_to):
            raise key_wrong("Callback URL")
        write_settings(
            self._settings, {"aliexpress.app_key": app_key, "aliexpress.returns_to": returns_to}
        )
        if before.app_key and before.app_key != app_key:
            self._api.forget()  # of the other app; nobody would ever find it again
        self._api.use(app_key)
        if secret:
            self._api.keep(secret)
        return self.status()

    def sign_in_address(self) -> str:
        """The page at AliExpress on which the owner allows it. Raises Refused ("no_key")."""
        noted = read_settings(self._settings).aliexpress
        if not noted.app_key or not noted.returns_to:
            raise no_key()
        return authorise_address(noted.app_key, noted.returns_to)

    def sign_in(self, pasted: str) -> AccessStatus:
        """Take the code that AliExpress gave, alone or in the whole address.

        Raises Refused ("sign_in_code_wrong", "sign_in_refused", "sign_in_code_ended" …).
        """
        code = code_in(pasted)
        self._api.use(read_settings(self._settings).aliexpress.app_key)
        self._api.sign_in(code)
        return self.status()

    def test(self, item: str, work: Work) -> Tried:
        """Ask for one item, by its number or address; nothing is imported.

        Raises what `parse_item_address` and `SupplierApi.product` raise, and the error of what the
        answer turned out to be, such as "removed".
        """
        address = parse_item_address(item)
        body = self._api.product(address.canonical_id, check=work.check)
        reading = self._reader.read(body, address=address)
        product = reading.product
        if product is None:
            raise outcomes.error(reading)
        price = product.price_range()
        return Tried(product.title, product.variant_count, price[0] if price else None)

    def forget(self) -> AccessStatus:
        """Forget key, secret and permission, everywhere on this laptop."""
        self._api.use(read_settings(self._settings).aliexpress.app_key)
        self._api.forget()
        write_settings(self._settings, {"aliexpress.app_key": None, "aliexpress.returns_to": None})
        return self.status()
