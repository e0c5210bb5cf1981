"""Looks at a server step by step, as far as it lets itself be seen, and changes nothing there."""

from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy import Engine

from babydrop_desktop.db import address, inspection
from babydrop_desktop.db.engine import open_engine
from babydrop_desktop.db.inspection import Content, Server, Standing
from babydrop_desktop.db.lookup import Lookup
from babydrop_desktop.db.migrations import SHIPPED, Migrations
from babydrop_desktop.db.reach import Answer, Reached, fault, reach
from babydrop_desktop.db.recognise import OLDEST, DatabaseState
from babydrop_desktop.domain.checks import Level
from babydrop_desktop.domain.connection import ConnectionWish, Finding
from babydrop_desktop.errors import ShopError, Stopped
from babydrop_desktop.services import connection_calls as calls
from babydrop_desktop.services import connection_words as words

_USABLE = frozenset({Standing.NONE, Standing.OLDER, Standing.CURRENT, Standing.UNREADABLE})


@dataclass(frozen=True, slots=True)
class Terms:
    """What a server has to be, and how its name is looked up."""

    oldest: int = OLDEST
    migrations: Migrations = SHIPPED
    names: Lookup = field(default_factory=Lookup)


class Enough(Exception):
    """A finding blocks: what follows cannot be looked at."""


class Look:
    """One look at one server. The wish holds its password; `add` hears each finding."""

    def __init__(self, wish: ConnectionWish, terms: Terms, add: Callable[[Finding], None]) -> None:
        self._wish = wish
        self._terms = terms
        self._add = add

    def run(self) -> None:
        """Find out everything, or all up to what blocks. Raises ShopError for what breaks off."""
        try:
            self._run()
        except Enough:
            return

    def _run(self) -> None:
        if self._wish.missing:
            self._needed(calls.incomplete(self._wish.missing))
        called = None if self._wish.host.startswith("/") else self._call()
        engine = engine_of(self._wish)
        try:
            server = self._sign_in(engine, called)
            self._add(calls.signed_in(server))
            self._add(calls.database_found(self._wish))
            self._outside(server)
            self._inside(engine, server)
        finally:
            engine.dispose()

    def _needed(self, finding: Finding) -> None:
        """Add a finding; one that blocks ends the look."""
        self._add(finding)
        if finding.level is Level.BLOCKED:
            raise Enough

    def _call(self) -> Reached:
        wish = self._wish
        try:
            called = reach(wish.host, wish.port, self._terms.names)
        except ShopError as error:
            self._needed(calls.host_unknown(wish))
            raise Enough from error
        if called.answer not in {Answer.ENCRYPTED, Answer.PLAIN}:
            self._needed(calls.unreached(wish, called))
        bare = called.answer is Answer.PLAIN
        if bare and (wish.encrypted or not address.is_local(address.of_wish(wish))):
            self._needed(calls.not_encrypted(wish))
        self._add(calls.reached(wish, called))
        return called

    def _sign_in(self, engine: Engine, called: Reached | None) -> Server:
        wish = self._wish
        try:
            return inspection.server(engine)
        except Stopped:
            raise
        except ShopError as error:
            if error.reason == "database_certificate" and called is not None:
                self._needed(_certificate(wish, called))
            self._needed(calls.not_signed_in(wish, error, basic_sql(wish)))
            raise Enough from error

    def _outside(self, server: Server) -> None:
        """What the server itself is, and whether the login sees anything there."""
        self._needed(words.version(server, self._terms.oldest))
        if server.copy:
            self._needed(words.read_only())
        if not server.visible:
            self._needed(words.hidden(self._wish, basic_sql(self._wish)))

    def _inside(self, engine: Engine, server: Server) -> None:
        wish, migrations = self._wish, self._terms.migrations
        found = inspection.content(engine, wish.schema, migrations)
        sql = self._sql(engine, server, found)
        is_new = found.state is DatabaseState.EMPTY
        if not is_new and found.standing in _USABLE:
            self._add(words.rights(wish, found, sql))
        self._add(words.shop(found))
        tables = words.tables(found, server, migrations.newest, sql)
        if tables is not None:
            self._add(tables)
        if found.standing in _USABLE:
            self._add(words.words(server))
            if not is_new:  # else they come with the tables
                self._add(words.indexes(found))

    def _sql(self, engine: Engine, server: Server, found: Content) -> str:
        """What an administrator has to run, where something is lacking."""
        may_prepare = server.may_prepare and (
            server.may_fill or found.state is not DatabaseState.EMPTY
        )
        ready = found.standing is Standing.CURRENT or may_prepare
        lacks = bool(found.lacking) or found.standing is Standing.UNREADABLE
        if found.standing not in _USABLE or (ready and not lacks):
            return ""
        return _full_sql(engine, found, self._wish, self._terms)


def engine_of(wish: ConnectionWish) -> Engine:
    """A connection that can only read what the wish means; the caller disposes of it."""
    return open_engine(address.of_wish(wish, password=wish.password), readonly=True)


def full_sql(wish: ConnectionWish, terms: Terms) -> str:
    """What an administrator runs once; where that cannot be seen yet, what lets the login in.

    Raises Refused (reason "database_not_to_prepare").
    """
    engine = engine_of(wish)
    try:
        found = inspection.content(engine, wish.schema, terms.migrations)
        return _full_sql(engine, found, wish, terms)
    except ShopError as error:
        if error.reason == "database_not_to_prepare":
            raise
        return basic_sql(wish)
    finally:
        engine.dispose()


def _full_sql(engine: Engine, found: Content, wish: ConnectionWish, terms: Terms) -> str:
    try:
        return inspection.administrator_sql(engine, found, wish.schema, wish.user, terms.migrations)
    except ShopError as error:
        if error.reason == "database_not_to_prepare":
            raise
        return basic_sql(wish)


def basic_sql(wish: ConnectionWish) -> str:
    """What lets the login into the shop's tables; the next test shows the rest."""
    return inspection.basic_sql(wish.user, wish.database, wish.schema)


def _certificate(wish: ConnectionWish, called: Reached) -> Finding:
    """Why the driver did not trust the server."""
    try:
        what = fault(wish.host, called.address, wish.port, wish.ca_file)
    except OSError:
        return calls.no_ca_file(wish) if wish.ca_file else calls.certificate(wish, None)
    return calls.certificate(wish, what)
