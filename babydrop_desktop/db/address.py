"""Tells a database on this machine from one elsewhere, and a right address from a wrong one."""

import ipaddress
import os

from sqlalchemy.engine import URL

from babydrop_desktop.domain.connection import ConnectionWish, ServerPlace
from babydrop_desktop.errors import Refused

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


def hosts(url: URL) -> tuple[str, ...]:
    """Return every host that the address may lead to; "" stands for this machine's own socket."""
    named = [url.host or "", *_texts(url, "host"), *_texts(url, "hostaddr")]
    named.append(os.environ.get("PGHOSTADDR", ""))  # libpq lets it win over any name
    # With several names libpq tries them all, separated by commas; a port may follow in ours.
    split = [part.strip() for name in named for part in name.split(",")]
    real = tuple(part for part in split if part)
    return real or (os.environ.get("PGHOST", ""),)


def is_local(url: URL) -> bool:
    """Return whether the address leads to this machine only: localhost, 127/8, ::1, a socket."""
    return all(_is_this_machine(host) for host in hosts(url))


def of_wish(wish: ConnectionWish, *, password: str | None = None) -> URL:
    """Return the address that a wish means. Without `password` it can be written down."""
    query = {}
    url = URL.create(
        "postgresql",
        username=wish.user,
        password=password or None,
        host=wish.host,
        port=wish.port,
        database=wish.database,
    )
    if wish.encrypted and is_local(url):  # every other machine is reached so without a word
        query["sslmode"] = "verify-full"
    if wish.ca_file:
        query["sslrootcert"] = wish.ca_file
    if wish.schema != "public":
        query["schema"] = wish.schema
    return url.set(query=query)


def wish_of(url: URL) -> ConnectionWish:
    """Return what the fields of the connection page are for an address; never its password."""
    asked = _texts(url, "sslmode")
    return ConnectionWish(
        host=hosts(url)[0],
        port=url.port or 5432,
        database=url.database or "",
        user=url.username or "",
        encrypted=not is_local(url) or asked == ("verify-full",),
        ca_file="".join(_texts(url, "sslrootcert")),
        schema="".join(_texts(url, "schema")) or "public",
    )


def place_of(url: URL) -> ServerPlace:
    """Return whose password an address needs."""
    return wish_of(url).place


def _texts(url: URL, key: str) -> tuple[str, ...]:
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
