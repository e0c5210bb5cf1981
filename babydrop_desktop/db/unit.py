"""Makes each piece of the shop's work one transaction: all of it is saved, or none."""

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from babydrop_desktop.db.engine import is_server
from babydrop_desktop.db.errors import translated
from babydrop_desktop.db.functions import clock_now
from babydrop_desktop.db.sqlite import WRITE_OPTION, database_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy import Engine


class Database:
    """The shop's database, lent one transaction at a time. May be used from any thread.

    A session belongs to its `with` block and its thread. What the driver raises leaves a block as a
    ShopError where it has a known meaning (see `babydrop_desktop.db.errors.translate`).
    """

    def __init__(self, engine: "Engine") -> None:
        self.engine = engine
        server = is_server(engine.url)
        option = {"postgresql_readonly": True} if server else {}
        self._reader = engine.execution_options(**option)
        self._writer = engine.execution_options(**{WRITE_OPTION: True})

    @property
    def dialect(self) -> str:
        """Return "sqlite" or "postgresql"."""
        return self.engine.dialect.name

    @property
    def label(self) -> str:
        """Return the words of the status bar: which database this is, without login."""
        if self.dialect == "sqlite":
            return f"This computer · {database_path(self.engine).name}"
        url = self.engine.url
        host = url.host or "this computer"
        return f"Server · {url.database} on {host}"

    @contextmanager
    def read(self) -> "Iterator[Session]":
        """Give a session that can only read. Raises ShopError for known troubles."""
        with self._session(self._reader) as session:
            yield session
            # Not rolled back: the driver would forget the plans that the server has ready for it.
            session.commit()

    @contextmanager
    def write(self) -> "Iterator[Session]":
        """Give a session whose work is committed at the end of the block, or not at all.

        On SQLite it waits at its start, up to 5 s, until no other writer is at work.
        Raises ShopError for known troubles; then nothing of the block was saved (but for
        "database_unreachable" while committing, where only asking again can tell).
        """
        with self._session(self._writer) as session:
            session.connection()  # BEGIN IMMEDIATE now: what is read here cannot change meanwhile
            yield session
            session.commit()

    def server_now(self, session: Session) -> "datetime":
        """Return the database's time at this moment: aware, UTC, whole milliseconds."""
        now: datetime | None = session.scalar(select(clock_now()))
        if now is None:
            raise TypeError("the database told no time")
        return now

    def close(self) -> None:
        """Close every connection that is not lent."""
        self.engine.dispose()

    @contextmanager
    def _session(self, engine: "Engine") -> "Iterator[Session]":
        with translated(), Session(engine, expire_on_commit=False) as session:
            yield session
