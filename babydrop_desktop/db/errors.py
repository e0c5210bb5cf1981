"""Turns a database's complaint into a reason and a sentence that says what to do.

The driver's own text never gets into a sentence or a fact: it may hold addresses and values.
"""

import re
import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import exc as sa_exc

from babydrop_desktop.db.unreadable import UnreadableValue, is_of_a_value
from babydrop_desktop.errors import Conflict, Refused, ShopError, Unavailable

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class _Meaning:
    kind: type[ShopError]
    reason: str
    sentence: str


_BUSY = _Meaning(
    Unavailable,
    "database_busy",
    "The shop's database is busy with other work. Nothing was changed; try again in a moment.",
)
_LOCKED = _Meaning(
    Unavailable,
    "database_locked",
    "Somebody else is changing the same thing at this moment. Nothing was changed; try again in a"
    " moment.",
)
_DEADLOCK = _Meaning(
    Unavailable,
    "database_deadlock",
    "Two changes waited for one another, and the server undid this one. Nothing was changed; try"
    " again.",
)
_SLOW = _Meaning(
    Unavailable,
    "database_slow",
    "The shop's database took too long to answer. Nothing was changed; try again in a moment.",
)
_UNREACHABLE = _Meaning(
    Unavailable,
    "database_unreachable",
    "The shop's database server does not answer. Check the network and the server's address,"
    " then try again.",
)
_RESTARTED = _Meaning(
    Unavailable,
    "database_restarted",
    "The shop's database server was stopped or restarted in the middle of this. What was not"
    " finished was not saved; try again in a moment.",
)
_STARTING = _Meaning(
    Unavailable,
    "database_starting",
    "The shop's database server is starting or stopping and takes nobody in. Try again in a"
    " moment.",
)
_HOST = _Meaning(
    Unavailable,
    "database_host_unknown",
    "The name of the database server cannot be found. Check the name in the database settings, and"
    " whether this laptop has a network.",
)
_LOGIN = _Meaning(
    Unavailable,
    "database_login_refused",
    "The database server refused the name or the password. Check both in the database settings.",
)
_NOT_ADMITTED = _Meaning(
    Unavailable,
    "database_not_admitted",
    "The database server lets this login not in from this laptop. Ask whoever runs the server to"
    " admit it (in its file pg_hba.conf).",
)
_MISSING = _Meaning(
    Unavailable,
    "database_missing",
    "The server has no database of that name. Check the name in the database settings.",
)
_CERTIFICATE = _Meaning(
    Unavailable,
    "database_certificate",
    "The connection to the database server is not safe: its certificate could not be checked, or"
    " it offers no encryption. Ask whoever runs the server for its root certificate.",
)
_READ_ONLY = _Meaning(
    Unavailable,
    "database_read_only",
    "The shop's database cannot be written to. Check the rights of its file and folder, or whether"
    " the server is a read-only copy.",
)
_RIGHTS = _Meaning(
    Refused,
    "database_rights",
    "The database login has no right to do this. Ask whoever runs the server to grant it.",
)
_FULL = _Meaning(
    Unavailable,
    "database_disk_full",
    "The disk of the shop's database is full. Nothing was changed; make room, then try again.",
)
_DAMAGED = _Meaning(
    Refused,
    "database_damaged",
    "The shop's database file is damaged. It was left untouched. Go back to a copy: “Restore a"
    " backup…” in the window's File menu, or babydrop database restore.",
)
_GONE = _Meaning(
    Unavailable,
    "database_gone",
    "The shop's database file was taken away or exchanged while the shop was open. Nothing is"
    " written any more. Put the file back, or go back to a copy: “Restore a backup…” in the"
    " window's File menu, or babydrop database restore.",
)
_SHUT = _Meaning(
    Unavailable,
    "database_shut",
    "The rights to write to the shop's file or folder were taken away while the shop was open. What"
    " is done now is still saved, but the shop could not be opened again. Give the rights back.",
)
_LOW = _Meaning(
    Unavailable,
    "database_disk_low",
    "The disk of the shop's database is almost full. Make room, else nothing can be saved soon.",
)
_FOLDER = _Meaning(
    Unavailable,
    "database_folder",
    "The shop's database file cannot be opened. Check that its folder exists and that you may"
    " write in it.",
)
_NOT_READY = _Meaning(
    Refused,
    "database_not_ready",
    "This database is not prepared for this program yet. Run: babydrop database upgrade",
)
_UNREADABLE = _Meaning(
    Refused,
    "value_unreadable",
    "What the shop's database holds here cannot be read: it was written by something else, or is"
    " damaged. It was left as it is. Go back to a copy: “Restore a backup…” in the window's File"
    " menu, or ask whoever looks after the database to set it right.",
)
_TAKEN = _Meaning(Conflict, "already_exists", "The same thing was saved a moment before.")

_BY_STATE = {
    "08": _UNREACHABLE, "28": _LOGIN, "3D000": _MISSING, "53300": _BUSY, "53100": _FULL,
    "57P": _RESTARTED, "57P03": _STARTING, "57014": _SLOW, "55P03": _LOCKED, "40001": _BUSY,
    "40P01": _DEADLOCK,
    "25006": _READ_ONLY, "25P03": _SLOW, "42501": _RIGHTS, "42P01": _NOT_READY,
    "42703": _NOT_READY, "3F000": _NOT_READY, "23505": _TAKEN,
}  # fmt: skip
# A refused connection carries no code, only English (or the server's) words.
_BY_CONNECT_WORDS = (
    (("too many clients", "too many connections", "remaining connection slots"), _BUSY),
    (("pg_hba.conf",), _NOT_ADMITTED),
    (("password authentication", "no password supplied", "authentication failed",
      "role ''"), _LOGIN),
    # An encrypted connection that breaks off says so of its encryption.
    (("ssl syscall error", "unexpected eof", "ssl connection has been closed"), _UNREACHABLE),
    (("certificate", "ssl", "root.crt"), _CERTIFICATE),
    (("database ''",), _MISSING),
    (("failed to resolve",), _HOST),
    (("system is starting up", "system is shutting down", "recovery mode"), _STARTING),
)  # fmt: skip
_BY_SQLITE_CODE = {
    sqlite3.SQLITE_BUSY: _BUSY, sqlite3.SQLITE_LOCKED: _BUSY, sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_CORRUPT: _DAMAGED, sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_READONLY: _READ_ONLY, sqlite3.SQLITE_CANTOPEN: _FOLDER,
    sqlite3.SQLITE_PERM: _FOLDER, sqlite3.SQLITE_IOERR: _Meaning(
        Unavailable, "database_disk_error",
        "The disk of the shop's database reported an error. Check the disk, then try again.",
    ),
}  # fmt: skip
_NAMES = re.compile(r""""[^"]*"|'[^']*'""")
_SQLITE_TAKEN = (sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY)


def translate(error: BaseException) -> ShopError | None:
    """Return what `error` means for the shop, or None where it is a bug of ours.

    Takes what SQLAlchemy or a driver raised; a ShopError is returned as it is.
    Reasons: database_unreachable, _host_unknown, _login_refused, _not_admitted, _missing, _busy,
    _locked, _deadlock, _slow, _restarted, _starting, _read_only, _rights, _certificate, _damaged,
    _disk_full, _disk_error, _folder, _not_ready; value_unreadable; already_exists (Conflict, with
    facts `what`, the table, and `key`, the column or columns of the unique key that stood in the
    way, "" for its id).
    """
    if isinstance(error, ShopError):
        return error
    if isinstance(error, sa_exc.TimeoutError):
        return _made(_BUSY)
    of_database = isinstance(error, UnreadableValue | sa_exc.DBAPIError)
    if of_database and is_of_a_value(error):
        return _made(_UNREADABLE)
    for one in _chain(error):
        meaning = _meaning(one)
        if meaning is _TAKEN:
            return _made(meaning, **_taken(one))
        if meaning is not None:
            return _made(meaning)
    return None


@contextmanager
def translated() -> "Iterator[None]":
    """Let what is raised in the block leave it as a ShopError where it has a known meaning."""
    try:
        yield
    except Exception as error:
        known = translate(error)
        if known is None or known is error:
            raise
        raise known from error


def host_unknown(host: str) -> ShopError:
    """Return the error for a server's name that nobody knows, or that no network can be asked."""
    return _made(_HOST, host=host)


def gone() -> ShopError:
    """Return the error for an open embedded database whose file has its name no more."""
    return _made(_GONE)


def disk_full() -> ShopError:
    """Return the error for a disk without room, where the database itself only says "error"."""
    return _made(_FULL)


def disk_low(free: str) -> ShopError:
    """Return the error for a disk with hardly any room left; `free` as people say it."""
    return _made(_LOW, free=free)


def shut() -> ShopError:
    """Return the error for an open file that could not be opened again for writing."""
    return _made(_SHUT)


def locked() -> ShopError:
    """Return the error for what somebody else is changing at this moment."""
    return _made(_LOCKED)


def read_only() -> ShopError:
    """Return the error for a database that cannot be written to."""
    return _made(_READ_ONLY)


def damaged(**facts: str) -> ShopError:
    """Return the error for an embedded database whose file is not whole.

    Where the facts name the newest good `copy`, or the `folder` that has none, the sentence does.
    """
    what = "is empty, though the shop's own files are here" if "empty" in facts else "is damaged"
    if "copy" in facts:
        advice = f"put back the newest good copy: babydrop database restore {facts['copy']}"
    elif "folder" in facts:
        advice = (
            f"there is no good copy in {facts['folder']}. Put back a copy that you keep elsewhere,"
            " or move the file away to begin with an empty shop"
        )
    else:
        return _made(_DAMAGED, **facts)
    sentence = f"The shop's database file {what}. It was left untouched: {advice}."
    return _DAMAGED.kind(sentence, reason=_DAMAGED.reason, **facts)


def _made(meaning: _Meaning, **facts: str) -> ShopError:
    return meaning.kind(meaning.sentence, reason=meaning.reason, **facts)


def _chain(error: BaseException) -> "Iterator[BaseException]":
    """Yield the driver's error, where SQLAlchemy wrapped one, or the error itself."""
    if isinstance(error, sa_exc.DBAPIError) and error.orig is not None:
        yield error.orig
    else:
        yield error


def _meaning(error: BaseException) -> _Meaning | None:
    if isinstance(error, sqlite3.Error):
        return _sqlite_meaning(error)
    if type(error).__module__.partition(".")[0] == "psycopg":
        return _postgres_meaning(error)
    return None


def _sqlite_meaning(error: sqlite3.Error) -> _Meaning | None:
    code = getattr(error, "sqlite_errorcode", None)
    if code in _SQLITE_TAKEN:
        return _TAKEN
    if code is not None and code & 0xFF in _BY_SQLITE_CODE:
        return _BY_SQLITE_CODE[code & 0xFF]
    text = str(error)
    if text.startswith(("no such table", "no such column")):
        return _NOT_READY
    return None


def _postgres_meaning(error: BaseException) -> _Meaning | None:
    state = getattr(error, "sqlstate", None)
    if state is not None:
        return next(
            (_BY_STATE[key] for key in (state, state[:3], state[:2]) if key in _BY_STATE), None
        )
    if type(error).__name__ in {"OperationalError", "ConnectionTimeout", "InterfaceError"}:
        # Names may hold any word: shop-ssl.example.com is no trouble with a certificate.
        words = _NAMES.sub("''", str(error).lower())
        for signs, meaning in _BY_CONNECT_WORDS:
            if any(sign in words for sign in signs):
                return meaning
        return _UNREACHABLE
    return None


def _taken(error: BaseException) -> dict[str, str]:
    """Return the table and the columns of the unique key that was violated."""
    diagnosis = getattr(error, "diag", None)
    if diagnosis is not None:
        table, name = diagnosis.table_name or "", diagnosis.constraint_name or ""
        # Keys are named as the storefront's tool names them: Product_slug_key, Product_pkey.
        key = name.removeprefix(f"{table}_").removesuffix("_key")
        return {"what": table, "key": "" if key == "pkey" else key}
    # "UNIQUE constraint failed: source_variant.product_source_id, source_variant.sku_id"
    columns = [part.partition(".") for part in str(error).rpartition(": ")[2].split(", ")]
    by_id = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY
    return {
        "what": columns[0][0],
        "key": "" if by_id else "_".join(column for _, _, column in columns),
    }
