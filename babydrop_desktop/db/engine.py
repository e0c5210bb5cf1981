"""Opens the shop's database, embedded or on a server, with the settings that keep its data safe."""

from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from babydrop_desktop.db import address, postgres, sqlite
from babydrop_desktop.errors import Refused

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine
    from sqlalchemy.engine import URL

__all__ = ["is_server", "open_engine", "read_url", "sqlite_url"]


def open_engine(url: "str | URL", *, readonly: bool = False) -> "Engine":
    """Return an engine for `sqlite:///path` or `postgresql://…`; nothing is connected yet.

    With `readonly` an embedded database file is never created nor changed, and a server refuses
    every change; there each statement is by itself, without a transaction around it.
    Raises Refused (reason "database_address_wrong") where `url` is neither. No sentence and no fact
    of an error ever holds the address itself: it may carry a password.
    """
    parsed = read_url(url)
    if is_server(parsed):
        return postgres.create(parsed, readonly=readonly)
    return sqlite.create(parsed, readonly=readonly)


def read_url(url: "str | URL") -> "URL":
    """Return the address in parts, its driver settled.

    Raises Refused (reason "database_address_wrong").
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise address.wrong("It cannot be read.") from None
    driver = address.DRIVERS.get(parsed.drivername)
    if driver is None:
        raise address.wrong("It has to begin with sqlite:/// or postgresql://.")
    return parsed.set(drivername=driver)


def is_server(url: "URL") -> bool:
    """Return whether the address is one of PostgreSQL."""
    return url.drivername.startswith("postgresql")


def sqlite_url(path: "Path") -> str:
    """Return the address of the embedded database in the file `path`.

    Raises Refused (reason "database_address_wrong") for a path that SQLite would read otherwise.
    """
    if "\0" in str(path):
        raise Refused("A file's name cannot hold NUL.", reason="database_address_wrong")
    return sa.URL.create("sqlite", database=str(path.absolute())).render_as_string()
