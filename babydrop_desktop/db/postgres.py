"""Reaches the shop's own PostgreSQL: pooled, timed, in UTC, and encrypted beyond this machine.

The driver is loaded only when such a database is opened.
Source of the settings: the measured facts on this software stack, and rule 2 of the contract.
"""

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.pool import QueuePool

from babydrop_desktop.db import address, watchdog
from babydrop_desktop.db.types import strict_dumps, strict_loads

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping

    from sqlalchemy import Engine
    from sqlalchemy.engine import URL
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import PoolProxiedConnection

POOL = {
    "pool_size": 5,
    "max_overflow": 0,
    "pool_timeout": 2.5,  # with the 2 s that a new connection needs at least: under 5 s
    "pool_pre_ping": True,
    "pool_use_lifo": True,
    "pool_recycle": 1800,
}
SESSION = {
    "timezone": "UTC",
    "statement_timeout": "4s",  # less than the watchdog's: a slow answer is told from none
    "lock_timeout": "2s",
    "idle_in_transaction_session_timeout": "10s",
    "jit": "off",  # no answer here is worth a tenth of a second of compiling
}
CONNECT: dict[str, str | int] = {
    "connect_timeout": 3,
    "keepalives": 1,
    "keepalives_idle": 10,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
    "application_name": "babydrop-desktop",
    "client_encoding": "utf8",
    "gssencmode": "disable",  # its libraries may ask the network without a limit of time
}
# What libpq may be told by the address; all else in it is a mistake or a danger.
_PASSED_ON = frozenset(
    {"host", "port", "sslrootcert", "sslcert", "sslkey", "target_session_attrs", "channel_binding"}
)
# The storefront's tool adds its own words to the address; the owner will paste it as it is.
_FOREIGN = frozenset(
    {
        "connection_limit",
        "pool_timeout",
        "socket_timeout",
        "connect_timeout",
        "pgbouncer",
        "sslaccept",
        "sslmode",
        "application_name",
    }
)
_PLAIN_SSL = frozenset({"disable", "allow", "prefer", "require", "verify-ca", "verify-full"})


# A look needs no more than one connection, and few questions: a server may be far away.
_LOOKING = {"pool_size": 1, "pool_pre_ping": False, "isolation_level": "AUTOCOMMIT"}


def create(url: "URL", *, readonly: bool = False) -> "Engine":
    """Return the engine for the server that `url` names; nothing is connected yet.

    With `readonly` the server refuses every change, and each statement is by itself.

    Raises Refused (reason "database_address_wrong") for an option that is not known.
    """
    options = _options(url)
    unknown = sorted(set(options) - _PASSED_ON - _FOREIGN - {"schema"})
    if unknown:
        raise address.wrong(f"Its option {unknown[0]!r} is not known.")
    if not url.database:
        raise address.wrong("It names no database.")
    engine = sa.create_engine(
        url.set(query={key: options[key] for key in sorted(_PASSED_ON & set(options))}),
        connect_args=_connect_args(url, options, readonly=readonly),
        hide_parameters=True,
        json_serializer=strict_dumps,
        json_deserializer=strict_loads,
        use_native_hstore=False,  # it would be one more question at each first connection
        poolclass=TimedPool,
        **{**POOL, **(_LOOKING if readonly else {})},
    )
    _watch(engine)
    return engine


class TimedPool(QueuePool):
    """A pool whose wait, ping and new connection end in less than 5 s together."""

    def connect(self) -> "PoolProxiedConnection":
        """Lend a connection."""
        with watchdog.lending():
            return super().connect()


def _watch(engine: "Engine") -> None:
    """Let every call of the engine's connections end in time."""
    from babydrop_desktop.db.lookup import Lookup  # noqa: PLC0415 (only where a server is used)

    names, ping = Lookup(), engine.dialect.do_ping

    def connect(
        _dialect: object, _record: object, _arguments: object, given: "MutableMapping[str, Any]"
    ) -> object:
        from babydrop_desktop.db.watched import WatchedConnection  # noqa: PLC0415 (the driver)

        return WatchedConnection.reach(given, names)

    def timed_ping(dbapi_connection: "DBAPIConnection") -> bool:
        seconds = watchdog.current().left(watchdog.PING_S, lending=True)
        with watchdog.allowing(seconds):
            return ping(dbapi_connection)

    event.listen(engine, "do_connect", connect)
    engine.dialect.do_ping = timed_ping  # type: ignore[method-assign]


def ssl_mode(url: "URL") -> str:
    """Return libpq's sslmode: verify-full for every other machine, whatever the address says."""
    if not address.is_local(url):
        return "verify-full"
    asked = _options(url).get("sslmode", "prefer")
    return asked if asked in _PLAIN_SSL else "prefer"


def _options(url: "URL") -> dict[str, str]:
    return {
        key: value if isinstance(value, str) else ",".join(value)
        for key, value in url.query.items()
    }


def _connect_args(url: "URL", options: "Mapping[str, str]", *, readonly: bool) -> dict[str, object]:
    mode = ssl_mode(url)
    # Named always: by default a login called "babydrop" would look into our schema first.
    session = {**SESSION, "search_path": _quoted(options.get("schema", "public"))}
    if readonly:
        session["default_transaction_read_only"] = "on"
    arguments: dict[str, object] = {
        **CONNECT,
        "sslmode": mode,
        "options": " ".join(f"-c {key}={value}" for key, value in session.items()),
    }
    if mode == "verify-full" and "sslrootcert" not in options:
        from babydrop_desktop.db import certificates  # noqa: PLC0415 (only for another machine)

        arguments["sslrootcert"] = certificates.roots()
    if options.get("pgbouncer") == "true":  # it cannot keep prepared statements
        arguments["prepare_threshold"] = None
    return arguments


def _quoted(schema: str) -> str:
    """Return a schema's name as SQL quotes it, inside libpq's options."""
    name = '"' + schema.replace('"', '""') + '"'
    return name.replace("\\", "\\\\").replace(" ", "\\ ")
