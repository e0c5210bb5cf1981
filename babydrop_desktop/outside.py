"""Builds what a shop reaches outside this laptop: pages, pictures, the interface, the browser."""

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from babydrop_desktop.db.unit import Database
from babydrop_desktop.gateways.aliexpress.reader import ChildPageReader
from babydrop_desktop.gateways.api_pages import ApiPages
from babydrop_desktop.gateways.browser.source import BrowserSource, owners_browser
from babydrop_desktop.gateways.clock import SystemClock
from babydrop_desktop.gateways.demo_supplier import DemoSupplier
from babydrop_desktop.gateways.fetching import LaterHttp, Poster
from babydrop_desktop.gateways.lists.opener import ChildFileOpener
from babydrop_desktop.gateways.manners import PoliteHttp
from babydrop_desktop.gateways.owners_api import Asker, OwnersApi
from babydrop_desktop.gateways.pages import HttpPages
from babydrop_desktop.gateways.pictures import PictureStore
from babydrop_desktop.gateways.secrets import key_store
from babydrop_desktop.gateways.shut_network import DemoHttp
from babydrop_desktop.paths import ShopOptions
from babydrop_desktop.services.page_steps import Outside
from babydrop_desktop.services.routes import Routes, in_order, limits
from babydrop_desktop.settings import Settings

# Where the shop has not said yet to which countries it sells.
COUNTRY = "US"


@dataclass(frozen=True, slots=True)
class Ground:
    """What it stands on; `drawings` is the folder of the demo shop's own pictures."""

    options: ShopOptions
    settings: Settings
    db: Database
    reader: ChildPageReader
    drawings: Path


def open_outside(ground: Ground, stack: ExitStack) -> tuple[Outside, OwnersApi, BrowserSource]:
    """What imports need of the world outside, the official interface and the owner's browser.

    `stack` closes all.
    """
    options, settings = ground.options, ground.settings
    mirrors = dict(settings.network.mirrors)
    if options.demo:
        supplier = DemoSupplier(ground.drawings)
        stack.callback(supplier.close)
        mirrors = {**supplier.mirrors, **mirrors}
    http = PoliteHttp(
        (DemoHttp if options.demo else LaterHttp)(mirrors, SystemClock()),
        SystemClock(),
        free=frozenset(mirrors).__contains__,
    )
    stack.callback(http.close)
    pictures = PictureStore(options.profile.pictures, http)
    stack.callback(pictures.close)
    pages, api = HttpPages(http), _owners_api(options, settings, http)
    browser = owners_browser(
        options.profile.browser,
        SystemClock(),
        settings.browser,
        demo=options.demo,
        mirrors=settings.network.mirrors,
    )
    stack.callback(browser.close)
    ways = in_order([ApiPages(api), browser, pages], settings.imports)
    made = Routes(ground.db, SystemClock(), ways, limits(settings.imports))
    opener = ChildFileOpener(ground.reader)
    return Outside(pages, ground.reader, pictures, opener, made), api, browser


def _owners_api(options: ShopOptions, settings: Settings, http: Poster) -> OwnersApi:
    """AliExpress' official interface, asked for what this shop sells to its first country."""
    asker = Asker(
        settings.aliexpress.app_key,
        next(iter(settings.shop.ships_to), COUNTRY),
        settings.shop.currency,
        options.profile.sign_in_lock,
        demo=options.demo,
    )
    return OwnersApi(http, key_store, SystemClock(), asker)
