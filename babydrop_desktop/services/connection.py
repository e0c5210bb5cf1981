"""Tests, chooses and leaves the server that holds the shop's data."""

from collections.abc import Callable
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from babydrop_desktop.db import address, indexes, watchdog
from babydrop_desktop.db.engine import is_server, open_engine, read_url
from babydrop_desktop.db.unit import Database
from babydrop_desktop.domain.connection import (
    Chosen,
    ConnectionWish,
    Finding,
    IndexState,
    Keeping,
    TestReport,
)
from babydrop_desktop.domain.jobs import Stage
from babydrop_desktop.errors import Refused, ShopError, Stopped, Unavailable
from babydrop_desktop.services.ports import Clock, Secrets
from babydrop_desktop.services.work import Work
from babydrop_desktop.settings import read_settings
from babydrop_desktop.settings_file import write_database_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

    from babydrop_desktop.services.connection_look import Terms

# The longest that a test takes, in seconds.
TEST_S = 9.5
_KEPT = {
    Keeping.KEY_STORE: "The password is kept in the system's key store.",
    Keeping.SESSION: "This computer has no key store that can be used: the password is remembered"
    " only until the program ends, and asked for at the next start.",
    Keeping.NOWHERE: "No password is kept for this login.",
}


class Connections:
    """What the connection page does. Every call waits: never call it from the main thread."""

    def __init__(
        self,
        settings: Path,
        secrets: Secrets,
        clock: Clock,
        *,
        db: Database | None = None,
        terms: "Terms | None" = None,
    ) -> None:
        """Take the settings' file, the key store, and the open shop where there is one."""
        self._settings = settings
        self._secrets = secrets
        self._clock = clock
        self._db = db
        self._given = terms

    def current(self) -> ConnectionWish | None:
        """What the settings say now, without its password; None for this computer. No waiting.

        Raises Refused (reasons "settings_wrong", "database_address_wrong").
        """
        written = read_settings(self._settings).database.url
        if not written:
            return None
        url = read_url(written)
        return address.wish_of(url) if is_server(url) else None

    def keeping(self, wish: ConnectionWish) -> Keeping:
        """Where a password for that place is kept. As long as the system's key store takes.

        Raises Unavailable (reason "key_store_waits") after a minute.
        """
        return self._secrets.keeping(wish.place)

    def test(self, wish: ConnectionWish, check: Callable[[], None] | None = None) -> TestReport:
        """Look whether the shop can be opened there. Reads only; 10 s at most, mostly one.

        (And as long as the owner takes to unlock the key store, where a kept password is wanted.)
        `check` may raise Stopped: the test then ends without a report, after the call in hand.
        """
        from babydrop_desktop.services.connection_look import Look  # noqa: PLC0415 (a shop opens
        from babydrop_desktop.services.connection_words import broken_off  # noqa: PLC0415 without)

        at, begun = self._clock.now(), monotonic()
        wish = self._with_password(wish)
        findings: list[Finding] = []

        def add(finding: Finding) -> None:
            findings.append(finding)
            if check is not None:
                check()

        with watchdog.within(TEST_S), watchdog.allowing(watchdog.CALL_S, check=check):
            try:
                Look(wish, self._terms, add).run()
            except Stopped:
                raise
            except ShopError as error:
                findings.append(broken_off(error))
        took_ms = round((monotonic() - begun) * 1000)
        return TestReport(tuple(findings), at, took_ms)

    def administrator_sql(self, wish: ConnectionWish) -> str:
        """The SQL that an administrator runs once, so that the login needs no right to make tables.

        Where the login cannot sign in yet, what lets it in; a test then shows the rest. 10 s.
        Raises Refused (reason "database_not_to_prepare") for a database that is no shop's to be.
        """
        from babydrop_desktop.services.connection_look import full_sql  # noqa: PLC0415 (as above)

        wish = self._with_password(wish)
        with watchdog.within(TEST_S):
            return full_sql(wish, self._terms)

    def choose(self, wish: ConnectionWish) -> Chosen:
        """Let the shop's data live there from the next opening on. The shop is not opened here.

        The address goes into the settings, the rest of which stays as it is; the password goes into
        the key store. As long as the owner takes to unlock that.
        Raises Refused (reasons "connection_incomplete", "settings_wrong", "settings_not_written"),
        and Unavailable (reason "key_store_waits").
        """
        missing = wish.missing
        if missing:
            raise Refused(
                f"The {missing} is empty or not right.",
                reason="connection_incomplete",
                field=missing,
            )
        url = address.of_wish(wish).render_as_string()
        # Asked before anything is written: the system's key store may give no answer.
        keeping = self.keeping(wish) if wish.password is None else Keeping.NOWHERE
        write_database_url(self._settings, url)
        if wish.password:
            keeping = self._secrets.keep(wish.place, wish.password)
        return Chosen(url, keeping, _KEPT[keeping])

    def use_this_computer(self) -> None:
        """Let the shop's data live on this computer from the next opening on; forget the password.

        What is on the server stays there. Raises Refused (reasons "settings_wrong",
        "settings_not_written").
        """
        wish = self.current()
        write_database_url(self._settings, "")
        if wish is not None:
            with suppress(Unavailable):  # the owner's own key store may keep it on
                self._secrets.forget(wish.place)

    def indexes(self, wish: ConnectionWish | None = None) -> tuple[IndexState, ...]:
        """Every index that the lists want, there or not: of the open shop, or of `wish`. 5 s.

        Raises ShopError where the database cannot be asked.
        """
        with self._engine(wish) as engine:
            return tuple(
                IndexState(each.name, each.table, each.columns, not each.missing)
                for each in indexes.plan(engine)
            )

    def make_indexes(self, work: Work, wish: ConnectionWish | None = None) -> tuple[str, ...]:
        """Make the missing ones, one after another, while the shop goes on; the names made.

        Minutes on a large shop. Reports `Stage.SAVE` before each; where `work` is stopped, the one
        in hand is given up and those before it stay. Raises Stopped, and Refused (reason
        "database_rights") where the login does not own the tables.
        """

        def before(done: int, of: int) -> None:
            work.check()
            work.report(Stage.SAVE, done, of)

        with self._engine(wish) as engine:
            wanted = [each for each in indexes.plan(engine) if each.missing]
            after = indexes.create(engine, wanted, before=before, check=work.check)
        made = {each.name for each in wanted} - {each.name for each in after if each.missing}
        work.report(Stage.SAVE, len(made), len(wanted))
        return tuple(sorted(made))

    @property
    def _terms(self) -> "Terms":
        if self._given is None:
            from babydrop_desktop.services.connection_look import Terms  # noqa: PLC0415 (as above)

            self._given = Terms()
        return self._given

    @contextmanager
    def _engine(self, wish: ConnectionWish | None) -> "Iterator[Engine]":
        """The open shop's, or one that ends with the block."""
        if wish is None:
            if self._db is None:
                raise Refused("No shop is open.", reason="no_shop_open")
            yield self._db.engine
            return
        wish = self._with_password(wish)
        engine = open_engine(address.of_wish(wish, password=wish.password))
        try:
            yield engine
        finally:
            engine.dispose()

    def _with_password(self, wish: ConnectionWish) -> ConnectionWish:
        if wish.password is not None:
            return wish
        return replace(wish, password=self._secrets.get(wish.place) or "")
