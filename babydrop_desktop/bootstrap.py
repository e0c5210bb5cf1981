"""Builds everything once: settings, then the database, then the world outside, then services.

What only a shop needs is loaded with the first one: reading a page does without its database.
"""

import getpass
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from babydrop_desktop import __version__
from babydrop_desktop.errors import Refused
from babydrop_desktop.gateways.aliexpress.reader import ChildPageReader
from babydrop_desktop.gateways.clock import SystemClock
from babydrop_desktop.gateways.fetching import LaterHttp
from babydrop_desktop.gateways.lists.opener import ChildFileOpener
from babydrop_desktop.gateways.pages import HttpPages
from babydrop_desktop.logs import log, start_log
from babydrop_desktop.paths import Profile, ShopOptions, resources
from babydrop_desktop.redact import secrets_of
from babydrop_desktop.settings import Settings, read_settings

if TYPE_CHECKING:
    from sqlalchemy.engine import URL

    from babydrop_desktop.db.unit import Database
    from babydrop_desktop.db.upgrade import UpgradeReport
    from babydrop_desktop.services.address_desk import AddressDesk
    from babydrop_desktop.services.attention import Attention
    from babydrop_desktop.services.backups import Backups
    from babydrop_desktop.services.catalog import Catalog
    from babydrop_desktop.services.connection import Connections
    from babydrop_desktop.services.demo import DemoShop
    from babydrop_desktop.services.editing import Editing
    from babydrop_desktop.services.fulfillment import Fulfillment
    from babydrop_desktop.services.given_files import GivenFiles
    from babydrop_desktop.services.health import Health
    from babydrop_desktop.services.import_steps import Here, ImportSteps
    from babydrop_desktop.services.importing import Importing
    from babydrop_desktop.services.news import Listener, News
    from babydrop_desktop.services.own_settings import OwnSettings
    from babydrop_desktop.services.page_steps import Outside
    from babydrop_desktop.services.ports import Browser, FileOpener, PageReader, Pages
    from babydrop_desktop.services.presence import Presence
    from babydrop_desktop.services.proposals import Proposals
    from babydrop_desktop.services.runner import Runner
    from babydrop_desktop.services.supplier import Supplier
    from babydrop_desktop.services.supplier_account import SupplierAccount
    from babydrop_desktop.services.thumbnails import Thumbnails
    from babydrop_desktop.services.upkeep import Upkeep


@dataclass(frozen=True, slots=True)
class About:
    """Facts of the open shop for the window's frame."""

    place: str
    on_server: bool
    demo: bool
    shop_currency: str
    profile_folder: Path


@dataclass(frozen=True, slots=True)
class Services:
    """Everything that the owner can do with the open shop."""

    importing: "Importing"
    files: "GivenFiles"
    catalog: "Catalog"
    editing: "Editing"
    fulfillment: "Fulfillment"
    addresses: "AddressDesk"
    attention: "Attention"
    thumbnails: "Thumbnails"
    proposals: "Proposals"
    runner: "Runner"
    demo: "DemoShop"
    health: "Health"
    connection: "Connections"
    account: "SupplierAccount"
    supplier: "Supplier"
    upkeep: "Upkeep"
    backups: "Backups"
    presence: "Presence"
    browser: "Browser"
    about: About
    settings: Settings
    news: "News"
    _open: ExitStack

    def subscribe(self, callback: "Listener") -> Callable[[], None]:
        """Call `callback` with each change, on the thread that made it; the result ends that."""
        return self.news.subscribe(callback)

    def close(self) -> None:
        """Let go of the database, the network and the reader's process."""
        self._open.close()


@dataclass(frozen=True, slots=True)
class ReadingRoom:
    """What reading one page needs: no database, no folder that could be written."""

    pages: "Pages"
    reader: "PageReader"
    opener: "FileOpener"
    close: Callable[[], None]


def open_database(options: ShopOptions) -> "tuple[Database, UpgradeReport]":
    """The shop's database, upgraded to this program; and what the upgrade did.

    A shared server's is upgraded only where the options permit it.
    Raises ShopError where it cannot be opened, is newer, damaged (reason "database_damaged", with
    the newest good copy) or not a shop's; and Refused (reason "upgrade_needed" without permission;
    reasons "not_the_demo_shop", "this_is_the_demo_shop" for the wrong one of the two).
    """
    from babydrop_desktop.db import demo_mark
    from babydrop_desktop.db.engine import open_engine
    from babydrop_desktop.db.opening import make_ready, naming_a_copy
    from babydrop_desktop.db.unit import Database
    from babydrop_desktop.db.upgrade import upgrade

    profile = options.profile.ready()
    engine = open_engine(_address(options, read_settings(profile.settings)))
    try:
        with naming_a_copy(profile.backups):
            make_ready(engine, profile.backups)
            if options.demo:
                demo_mark.create(profile.database)
            demo_mark.require(engine, demo=options.demo)
            report = upgrade(engine, backups=profile.backups, permitted=options.upgrade)
    except BaseException:
        engine.dispose()
        raise
    return Database(engine), report


def _address(options: ShopOptions, settings: Settings) -> "str | URL":
    """Where the shop's data is; a server's password is the kept one where the address has none."""
    from babydrop_desktop.db.engine import sqlite_url
    from babydrop_desktop.gateways.secrets import key_store, with_kept_password

    own = sqlite_url(options.profile.database)
    named = own if options.demo else options.database_url or settings.database.url
    return with_kept_password(named, key_store()) if named else own


def open_backups(options: ShopOptions) -> "Backups":
    """The copies of a shop that need not be open, nor whole. Close them at the end.

    Raises ShopError where its folder, settings or database's address cannot be used.
    """
    from babydrop_desktop.db.engine import open_engine
    from babydrop_desktop.services.backups import Backups

    profile = options.profile.ready()
    engine = open_engine(_address(options, read_settings(profile.settings)))
    return Backups(engine, profile.backups, SystemClock(), demo=options.demo)


def connections(profile: Profile, db: "Database | None" = None) -> "Connections":
    """What tests and chooses the shop's server; it needs no open shop."""
    from babydrop_desktop.gateways.secrets import key_store
    from babydrop_desktop.services.connection import Connections

    return Connections(profile.settings, key_store(), SystemClock(), db=db)


def own_settings(profile: Profile) -> "OwnSettings":
    """What reads and writes the owner's settings; it needs no open shop."""
    from babydrop_desktop.services.own_settings import OwnSettings

    return OwnSettings(profile.settings)


def remove_demo(profile: Profile) -> tuple[str, ...]:
    """Delete a demo shop that is not open; the names of what is not ours and stayed.

    Raises Refused: "not_the_demo_shop", "shop_in_use", "restore_running", "profile_not_writable".
    """
    from babydrop_desktop.logs import stop_log
    from babydrop_desktop.services.demo_removal import remove

    stop_log()  # its file is one of those
    return remove(profile)


def require_shop(options: ShopOptions) -> None:
    """See to it that there is a shop to look at, so that a mistyped name never makes a new one.

    Raises Refused (reason "no_shop_here"), and what an address that is wrong raises.
    """
    from babydrop_desktop.db.engine import is_server, read_url

    profile = options.profile
    place, signs = profile.folder, [profile.database, profile.settings, profile.backups]
    if place.is_file():  # opening it says what is wrong about that
        signs = [place]
    if options.database_url is not None:
        url = read_url(options.database_url)
        if is_server(url) or not url.database:
            return
        place = Path(url.database)
        signs = [place]
    if not any(sign.exists() for sign in signs):
        raise Refused(
            f"There is no shop in {place}; look whether the name is right. A new shop is made by "
            "babydrop import, or by opening the window.",
            reason="no_shop_here",
            folder=str(place),
        )


def make_indexes(db: "Database") -> tuple[str, ...]:
    """Make the indexes that our lists want and the database lacks, without locking it; names.

    Raises Refused (reason "indexes_need_owner", fact `sql`: what the tables' owner has to run).
    """
    from babydrop_desktop.db import indexes

    return indexes.create_missing(db.engine)


def open_reading_room(profile: Profile) -> ReadingRoom:
    """What reads a page without a shop. Raises Refused (reason "settings_wrong")."""
    with ExitStack() as stack:
        settings = read_settings(profile.settings)
        http = LaterHttp(settings.network.mirrors, SystemClock())
        stack.callback(http.close)
        reader = ChildPageReader()
        stack.callback(reader.close)
        return ReadingRoom(HttpPages(http), reader, ChildFileOpener(reader), stack.pop_all().close)


def open_shop(options: ShopOptions) -> Services:
    """Open one shop, whole. Takes a while: call it away from the main thread.

    Raises ShopError where its folder, settings or database cannot be used; then nothing stays open.
    """
    profile = options.profile.ready()
    start_log(profile.folder, hide=secrets_of(options.database_url))
    settings = read_settings(profile.settings)
    with ExitStack() as stack:
        db, _report = open_database(options)
        stack.callback(db.close)
        made = _build(options, settings, db, stack)
        log("shop").info("opened", version=__version__, database=db.dialect)
        for name in settings.unknown:
            log("settings").warning("unknown", setting=name)
        return made


def _build(options: ShopOptions, settings: Settings, db: "Database", stack: ExitStack) -> Services:
    from babydrop_desktop.gateways.device import device_id
    from babydrop_desktop.gateways.postal_later import postal_lists
    from babydrop_desktop.outside import Ground, open_outside
    from babydrop_desktop.services.caches import Caches
    from babydrop_desktop.services.catalog import Catalog
    from babydrop_desktop.services.demo import DemoShop
    from babydrop_desktop.services.drafts import rules_of
    from babydrop_desktop.services.given_files import given_files
    from babydrop_desktop.services.health import Health
    from babydrop_desktop.services.import_steps import Here, ImportSteps
    from babydrop_desktop.services.importing import Importing
    from babydrop_desktop.services.news import News
    from babydrop_desktop.services.order_services import order_services
    from babydrop_desktop.services.presence import Presence
    from babydrop_desktop.services.proposals import Proposals
    from babydrop_desktop.services.supplier import Supplier
    from babydrop_desktop.services.supplier_account import SupplierAccount
    from babydrop_desktop.services.thumbnails import Thumbnails
    from babydrop_desktop.services.title_phrases import TitlePhrases

    device = device_id(options.profile)
    # Pictures without a public address would be holes in the storefront (contract).
    rules = rules_of(settings, may_sell=db.dialect == "sqlite")
    reader = ChildPageReader()
    stack.callback(reader.close)
    ground = Ground(options, settings, db, reader, resources() / "demo" / "pictures")
    news, (outside, api, browser) = News(), open_outside(ground, stack)
    phrases = TitlePhrases(own_settings(options.profile), rules.phrases)
    account = SupplierAccount(api, outside.reader, options.profile.settings)
    here = Here(device=device, person=settings.shop.person or _person())
    steps = ImportSteps(db, rules, outside, here)
    owners, demos = _runners(options.profile, settings, (db, steps, news), stack)
    importing = Importing(db, settings, rules, news, cancelled=owners.stop_job, device=device)
    caches = Caches(shared=db.dialect != "sqlite")
    news.subscribe(caches.changed)
    catalog = Catalog(db, device=device, caches=caches)
    backups = _backups(options, db, stack)
    now, shop = SystemClock().now, (db, settings)
    orders = order_services(shop, (caches, news), here, postal_lists, now=now)
    return Services(
        importing=importing,
        files=given_files(db, settings, importing, outside.opener),
        catalog=catalog,
        editing=_editing(settings, db, news, here),
        fulfillment=orders.fulfillment,
        addresses=orders.addresses,
        attention=orders.attention,
        thumbnails=Thumbnails(db, outside.pictures, device=device),
        proposals=Proposals(db, outside, phrases, device, news),
        runner=owners,
        demo=DemoShop(db, importing, catalog, demos, resources() / "demo", news),
        health=Health(
            db, outside.pictures, settings, device=device, access=account.status, browser=browser
        ),
        connection=connections(options.profile, db),
        account=account,
        supplier=Supplier(api),
        upkeep=_upkeep(options.profile, db, outside, device),
        backups=backups,
        presence=Presence(db, backups),
        browser=browser,
        about=_about(options, settings, db),
        settings=settings,
        news=news,
        _open=stack.pop_all(),
    )


def _editing(settings: Settings, db: "Database", news: "News", here: "Here") -> "Editing":
    from babydrop_desktop.services.editing import Editing, Editor

    # Pictures without a public address would be holes in the storefront (contract).
    may_sell = db.dialect == "sqlite"
    return Editing(
        db, news, Editor(here.person, here.device, settings.shop.currency, may_sell=may_sell)
    )


def _upkeep(profile: Profile, db: "Database", outside: "Outside", device: str) -> "Upkeep":
    from babydrop_desktop.db.upkeep import shop_name
    from babydrop_desktop.gateways.folder_mark import FolderMark
    from babydrop_desktop.services.upkeep import Upkeep

    mark = FolderMark(profile.pictures, shop_name(db.engine, profile.folder))
    return Upkeep(db, outside.pictures, mark, SystemClock(), device=device)


def _backups(options: ShopOptions, db: "Database", stack: ExitStack) -> "Backups":
    from babydrop_desktop.services.backups import Backups

    made = Backups(db.engine, options.profile.backups, SystemClock(), demo=options.demo)
    stack.callback(made.close)
    made.hold()
    return made


def _about(options: ShopOptions, settings: Settings, db: "Database") -> About:
    return About(
        place="This computer" if db.dialect == "sqlite" else "Shop server",
        on_server=db.dialect != "sqlite",
        demo=options.demo,
        shop_currency=settings.shop.currency,
        profile_folder=options.profile.folder,
    )


def _runners(
    profile: Profile,
    settings: Settings,
    work: "tuple[Database, ImportSteps, News]",
    stack: ExitStack,
) -> "tuple[Runner, Runner]":
    """What runs the owner's imports, and what fills the demo shop without a limit per minute."""
    from babydrop_desktop.gateways.alive import AliveMark, program_name
    from babydrop_desktop.gateways.device import device_id
    from babydrop_desktop.services.runner import Runner

    device = device_id(profile)
    mark = AliveMark(profile.running, program_name(device))
    stack.callback(mark.close)
    owners = Runner(*work, owner=mark.name, per_minute=settings.imports.per_minute)
    gone = mark.gone(owners.owners(f"{device}-"))
    if gone:  # else opening a shop writes nothing
        owners.reclaim(gone)
    return owners, Runner(*work, owner=mark.name, per_minute=0)


def _person() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "owner"
