"""Tells a database on this machine from one elsewhere, and a right address from a wrong one."""

import ipaddress
import os
from typing import TYPE_CHECKING

from babydrop_desktop.errors import Refused

if TYPE_CHECKING:
    from sqlalchemy.engine import URL

DRIVERS = {
    "sqlite": "sqlite+pysqlite",
    "sqlite+pysqlite": "sqlite+pysqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}


def wrong(why: str) -> Refused:
    """Return the error for an address that cannot be used; it never quotes the address."""
    return Refused(
        f"The database address is wrong. {why}"
        " Examples: sqlite:////home/me/shop.db, postgresql://user@host:5432/shop",
        reason="database_address_wrong",
    )


def hosts(url: "URL") -> tuple[str, ...]:
    """Return every host that the address may lead to; "" stands for this machine's own socket."""
    named = [url.host or "", *_texts(url, "host"), *_texts(url, "hostaddr")]
    named.append(os.environ.get("PGHOSTADDR", ""))  # libpq lets it win over any name
    # With several names libpq tries them all, separated by commas; a port may follow in ours.
    split = [part.strip() for name in named for part in name.split(",")]
    real = tuple(part for part in split if part)
    return real or (os.environ.get("PGHOST", ""),)


def is_local(url: "URL") -> bool:
    """Return whether the address leads to this machine only: localhost, 127/8, ::1, a socket."""
    return all(_is_this_machine(host) for host in hosts(url))


def _texts(url: "URL", key: str) -> tuple[str, ...]:
    value = url.query.get(key, ())
    return (value,) if isinstance(value, str) else tuple(value)


def _is_this_machine(host: str) -> bool:
    if host == "" or host.startswith(("/", "@")) or host.lower() == "localhost":
        return True
    name = host.strip("[]")
    if name.count(":") == 1:  # host:port, as SQLAlchemy takes it in the query
        name = name.split(":")[0]
    try:
        return name.lower() == "localhost" or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
