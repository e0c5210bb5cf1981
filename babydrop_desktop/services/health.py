"""Looks whether everything of the shop is whole, and says what to do where it is not."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from babydrop_desktop.db import checkup
from babydrop_desktop.db.checkup import LostReference
from babydrop_desktop.db.unit import Database
from babydrop_desktop.domain.supplier_access import AccessState, AccessStatus
from babydrop_desktop.errors import ShopError
from babydrop_desktop.services.ports import Browser, Pictures
from babydrop_desktop.settings import Settings

MOST_NAMED = 5
# The owner's words for the rows of the tables in which others are named.
_WORDS = {
    "Address": ("address", "addresses"),
    "Category": ("category", "categories"),
    "DropshipOrder": ("dropship order", "dropship orders"),
    "DropshipOrderItem": ("line of a dropship order", "lines of dropship orders"),
    "Inventory": ("stock count", "stock counts"),
    "Order": ("customer's order", "customers' orders"),
    "OrderItem": ("line of a customer's order", "lines of customers' orders"),
    "Payment": ("payment", "payments"),
    "PriceHistory": ("price change", "price changes"),
    "Product": ("product", "products"),
    "ProductImage": ("picture", "pictures"),
    "ProductSource": ("product's source", "sources of products"),
    "Shipping": ("shipment", "shipments"),
    "Supplier": ("supplier", "suppliers"),
    "User": ("customer", "customers"),
    "Variant": ("variant", "variants"),
}


_ACCESS = {
    AccessState.NO_KEY: "There is no key for the official interface; imports do without it.",
    AccessState.DEMO: "The official interface is shut in the demo shop.",
    AccessState.NOT_ALLOWED: "A key is kept, but not allowed yet: sign in in the window's "
    "Preferences, AliExpress.",
    AccessState.ENDED: "AliExpress wants you to allow it again: sign in in the window's "
    "Preferences, AliExpress.",
}


_ENTER_AGAIN = (
    "The secret of the official interface's key is not on this computer: enter it again in the "
    "window's Preferences, AliExpress."
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: `fine`, and a sentence that says what was found.

    What is only worth a note is fine too.
    """

    topic: str
    fine: bool
    text: str


class Health:
    """Looks at the database, the pictures, the jobs and the settings. Changes nothing."""

    def __init__(  # noqa: PLR0913 - each by its name
        self,
        db: Database,
        pictures: Pictures,
        settings: Settings,
        *,
        device: str,
        access: Callable[[], AccessStatus] | None = None,
        browser: Browser | None = None,
    ) -> None:
        """`access` tells whether AliExpress' official interface can be asked."""
        self._db = db
        self._pictures = pictures
        self._settings = settings
        self._device = device
        self._access = access
        self._browser = browser

    def look(self) -> tuple[Finding, ...]:
        """Every finding, fine ones too. Takes as long as reading the whole database."""
        return (
            *self._database(),
            self._files(),
            self._jobs(),
            self._setting_names(),
            *self._interface(),
            *self._own_browser(),
        )

    def _database(self) -> tuple[Finding, ...]:
        damage = checkup.damage(self._db.engine)
        if damage:
            return (Finding("database", fine=False, text=_damaged(damage)),)
        lost = checkup.lost_references(self._db.engine)
        if lost:
            return (Finding("references", fine=False, text=_lost(lost)),)
        return (Finding("database", fine=True, text=f"{self._db.label}: whole."),)

    def _files(self) -> Finding:
        with self._db.read() as session:
            owners = checkup.picture_owners(session, self._device)
        lost = [sha256 for sha256 in owners if not self._pictures.has(sha256)]
        if not lost:
            return Finding("pictures", fine=True, text=f"{len(owners)} pictures, all here.")
        skus = sorted({sku for sha256 in lost for sku in owners[sha256]})
        more = f" and {len(skus) - MOST_NAMED} more" if len(skus) > MOST_NAMED else ""
        text = (
            f"{len(lost)} of {len(owners)} pictures of this laptop are missing from its folder. "
            f"They belong to {', '.join(skus[:MOST_NAMED])}{more}. Copy the folder “pictures” back "
            "from a backup of it, where there is one; everything else of these products is here."
        )
        return Finding("pictures", fine=False, text=text)

    def _jobs(self) -> Finding:
        with self._db.read() as session:
            waiting, stale = checkup.job_counts(session, self._db.server_now(session))
        if stale:
            text = f"{stale} imports were interrupted; they go on when the program runs."
            return Finding("jobs", fine=True, text=text)
        return Finding("jobs", fine=True, text=f"{waiting} imports waiting, none interrupted.")

    def _setting_names(self) -> Finding:
        unknown = self._settings.unknown
        if unknown:
            names = ", ".join(unknown)
            text = f"The settings file names what this program does not know: {names}."
            return Finding("settings", fine=True, text=text)
        return Finding("settings", fine=True, text="The settings are read and understood.")

    def _own_browser(self) -> tuple[Finding, ...]:
        """It is an optional part: without it all else is fine."""
        if self._browser is None:
            return ()
        text = self._browser.why() or "Your browser can open AliExpress' pages."
        return (Finding("browser", fine=True, text=text),)

    def _interface(self) -> tuple[Finding, ...]:
        if self._access is None:
            return ()
        try:
            status = self._access()
        except ShopError as error:
            return (Finding("aliexpress", fine=False, text=str(error)),)
        state, until = status.state, status.until
        if state is AccessState.ALLOWED and until is not None:
            text = f"The official interface can be asked until {until:%Y-%m-%d %H:%M} UTC."
        else:
            text = _ACCESS.get(state, _ACCESS[AccessState.ENDED])
        fine = state in {AccessState.ALLOWED, AccessState.NO_KEY, AccessState.DEMO}
        if state is AccessState.NO_KEY and status.app_key:
            fine, text = False, _ENTER_AGAIN
        return (Finding("aliexpress", fine=fine, text=text),)


def _damaged(found: Sequence[str]) -> str:
    """The file itself is damaged: what is in it cannot be relied on."""
    more = f", and {len(found) - 1} more" if len(found) > 1 else ""
    return (
        f"The database file is damaged ({found[0]}{more}). Nothing was deleted. Go back to the "
        "newest good copy: “Restore a backup…” in the window's File menu, or babydrop database "
        "restore."
    )


def _lost(found: Sequence[LostReference]) -> str:
    """The file is sound, but rows in it name others that are gone."""
    told = "; ".join(_named(one) for one in found)
    return (
        f"{told}. The file itself is sound and nothing else is lost: all that is here stays, and "
        "the program works on with it. To have back what is missing, go back to a copy that has "
        "it: “Restore a backup…” in the window's File menu shows what each holds. Or send this "
        "report to whoever helps you with the program."
    )


def _words(table: str) -> tuple[str, str]:
    """What one row of a table is called, and several."""
    return _WORDS.get(table, (f"row of “{table}”", f"rows of “{table}”"))


def _named(one: LostReference) -> str:
    """Such as "2 variants name a product that is missing"."""
    single, several = _words(one.table)
    said = f"{one.rows} {several} name" if one.rows > 1 else f"1 {single} names"
    return f"{said} a {_words(one.to)[0]} that is missing"
