"""Keeps the embedded database safe: transactions that are ours, durable writes, one owner.

Python's sqlite3 begins transactions by itself and commits before DDL. Here that is switched off and
BEGIN is sent by us, so that a failed migration rolls back whole.
Source of the settings: the measured facts on this software stack (WAL, synchronous FULL, …).
"""

import contextlib
import os
import sqlite3
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import event

from babydrop_desktop.db import address
from babydrop_desktop.db.disk import is_full
from babydrop_desktop.db.errors import disk_full, gone
from babydrop_desktop.db.ours import SCHEMA
from babydrop_desktop.db.types import strict_dumps, strict_loads

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine
    from sqlalchemy.engine import URL

BUSY_SECONDS = 5.0
POOL_SIZE = 10  # the window's readers, the imports and their pictures together stay below
POOL_SECONDS = 5.0
WRITE_OPTION = "babydrop_write"
_PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = FULL",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA secure_delete = ON",
)


def create(url: "URL", *, readonly: bool = False) -> "Engine":
    """Return the engine for the file that `url` names.

    Raises Refused (reason "database_address_wrong") for an in-memory database (every thread would
    get an empty one of its own) and for options in the address.
    """
    if not url.database or url.database == ":memory:" or url.database.startswith("file:"):
        raise address.wrong("The embedded database needs the path of a file.")
    if url.query or url.host:
        raise address.wrong("The embedded database takes no options.")
    path = Path(url.database).absolute()
    file = _File(path, readonly=readonly)
    engine = sa.create_engine(
        url.set(database=str(path)),
        creator=file.connect,
        pool_size=POOL_SIZE,
        max_overflow=0,
        pool_timeout=POOL_SECONDS,
        pool_use_lifo=True,
        hide_parameters=True,
        json_serializer=strict_dumps,
        json_deserializer=strict_loads,
        execution_options={"schema_translate_map": {SCHEMA: None}},
    )
    event.listen(engine, "begin", file.begin)
    return engine


def database_path(engine: "Engine") -> Path:
    """Return the file of an embedded database."""
    return Path(engine.url.database or "")


def connect_raw(path: Path, *, readonly: bool = False) -> sqlite3.Connection:
    """Return a plain connection to an existing file; with `readonly` it cannot be changed."""
    mode = "ro" if readonly else "rw"
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,  # the pool lends a connection to one thread at a time
    )


def driver_of(connection: "Connection") -> sqlite3.Connection:
    """Return sqlite3's own connection, for pragmas outside a transaction."""
    driver = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        raise TypeError(f"{driver!r} is no connection to SQLite")
    return driver


def keep_safe(engine: "Engine") -> None:
    """See to it that a database known to be ours is in WAL mode and readable by its owner only."""
    with engine.connect() as connection:
        driver = driver_of(connection)
        if driver.execute("PRAGMA journal_mode").fetchone() != ("wal",):
            driver.execute("PRAGMA query_only = 0")
            driver.execute("PRAGMA journal_mode = WAL")
    path = database_path(engine)
    if os.name == "posix" and path.stat().st_mode & 0o077:
        path.chmod(0o600)


class _File:
    """The file behind one engine: made where it is missing, but never after it was open.

    One that was taken away or exchanged meanwhile is refused: an empty file in its place would hide
    the shop, and what is written into a file without a name is lost.
    """

    def __init__(self, path: Path, *, readonly: bool) -> None:
        self._path = path
        self._readonly = readonly
        self._known: tuple[int, int] | None = None

    def connect(self) -> sqlite3.Connection:
        """A new connection.

        Raises Unavailable ("database_gone", "database_disk_full") and sqlite3.Error.
        """
        self._require_here()
        if self._known is None and not self._readonly:
            _create_file(self._path)
        connection = connect_raw(self._path, readonly=self._readonly)
        try:
            _prepare(connection, readonly=self._readonly)
            if self._known is None:
                self._known = identity_of(self._path)
        except BaseException as error:
            connection.close()
            if _is_of_full_disk(error, self._path):
                raise disk_full() from error
            raise
        return connection

    def begin(self, connection: "Connection") -> None:
        """Begin a transaction. Raises Unavailable (reason "database_gone")."""
        self._require_here()
        _begin(connection)

    def _require_here(self) -> None:
        if self._known is not None and self._known != identity_of(self._path):
            raise gone()


def _is_of_full_disk(error: BaseException, path: Path) -> bool:
    """Whether SQLite, which could not make a file beside the database, lacked but the room."""
    code = getattr(error, "sqlite_errorcode", 0) or 0
    if not isinstance(error, sqlite3.Error) or code & 0xFF != sqlite3.SQLITE_IOERR:
        return False
    return is_full(path.parent)


def identity_of(path: Path) -> tuple[int, int] | None:
    """Which file has this name; None for none, or where nobody can tell."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _create_file(path: Path) -> None:
    """Make an empty file that only its owner can read; SQLite's other files copy its mode."""
    with contextlib.suppress(OSError):  # it exists, or SQLite itself says what is wrong
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def _prepare(connection: sqlite3.Connection, *, readonly: bool) -> None:
    connection.create_function("babydrop_fold", 1, _fold, deterministic=True)
    for pragma in _PRAGMAS:
        connection.execute(pragma)
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    # Switching to WAL writes to the file: the upgrade does it for one that is known to be ours.
    if not readonly and not tables:
        connection.execute("PRAGMA journal_mode = WAL")


def _fold(text: Any) -> Any:  # noqa: ANN401 (whatever a column holds)
    return text.casefold() if isinstance(text, str) else text


@cache
def _triggers_need_trust() -> bool:
    """Whether this SQLite is one that lets only a trusted file's triggers keep the search.

    Older ones do not count FTS5 and JSON among what is harmless. Where that is so a file is trusted
    while it is written to, which is only done to one that is known to be ours; never while reading.
    """
    probe = sqlite3.connect(":memory:")
    try:
        probe.execute("PRAGMA trusted_schema = OFF")
        probe.execute("CREATE TABLE a (b)")
        probe.execute("CREATE VIRTUAL TABLE c USING fts5(b)")
        probe.execute(
            "CREATE TRIGGER d AFTER INSERT ON a WHEN json_valid(NEW.b)"
            " BEGIN INSERT INTO c (b) VALUES (NEW.b); END"
        )
        probe.execute("INSERT INTO a VALUES ('[]')")
    except sqlite3.OperationalError:
        return True
    finally:
        probe.close()
    return False


def _begin(connection: "Connection") -> None:
    """Begin the transaction: IMMEDIATE for a write, so that it never fails half way as busy."""
    writes = bool(connection.get_execution_options().get(WRITE_OPTION))
    driver = driver_of(connection)
    wanted = {"query_only": not writes}
    if _triggers_need_trust():
        wanted["trusted_schema"] = writes
    for name, on in wanted.items():
        # Only where it differs: setting it makes SQLite read every statement that it knows anew.
        if driver.execute(f"PRAGMA {name}").fetchone() != (int(on),):
            driver.execute(f"PRAGMA {name} = {int(on)}")
    try:
        driver.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
    except sqlite3.Error as error:
        raise sa.exc.OperationalError("BEGIN", None, error) from error
