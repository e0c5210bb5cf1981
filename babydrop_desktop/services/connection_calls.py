"""The sentences of a connection's test up to signing in: what was found, what to do about it."""

from babydrop_desktop.db.inspection import Server
from babydrop_desktop.db.reach import Answer, Fault, Reached
from babydrop_desktop.domain.checks import Level
from babydrop_desktop.domain.connection import ConnectionWish, Finding
from babydrop_desktop.errors import ShopError

ASK = "Ask whoever runs the server"
_SO_ASK = "ask whoever runs the server"
_TLS = (
    f"{ASK} to turn encryption on (ssl = on, with a certificate for its name)."
    " A server on this computer can also be used without it."
)
_UNREACHED = {
    Answer.REFUSED: (
        "refused",
        "{host} answers, but nothing takes calls on port {port}.",
        (
            "Check the port. If it is right, PostgreSQL does not run there or a firewall is"
            f" closed: {_SO_ASK}."
        ),
    ),
    Answer.SILENT: (
        "silent",
        "Nothing comes back from {host}, port {port}.",
        (
            "Check the name and the port, and whether this laptop is in the right network (a VPN,"
            f" perhaps). A firewall that swallows calls looks the same: {_SO_ASK}."
        ),
    ),
    Answer.NO_WAY: (
        "no_way",
        "There is no way to {host} from this laptop.",
        (
            "Check whether this laptop has a network, and whether the server is in another one"
            " (a VPN, perhaps)."
        ),
    ),
    Answer.SOMETHING_ELSE: (
        "not_postgresql",
        "What answers at {host}, port {port}, is no PostgreSQL.",
        "Check the port: PostgreSQL's is usually 5432. A web address is not the database's.",
    ),
}
_FAULTS = {
    Fault.EXPIRED: (
        "The server's certificate has run out.",
        f"{ASK} to renew it. If this laptop's date is wrong, set it right.",
    ),
    Fault.NOT_YET: (
        "The server's certificate is not valid yet.",
        "Set this laptop's date and time right. If they are, the server's certificate is wrong.",
    ),
    Fault.UNKNOWN: (
        "This laptop does not know who signed the server's certificate.",
        f"{ASK} for its root certificate (a file), and name that file here.",
    ),
    Fault.OTHER_NAME: (
        "The server's certificate is for another name than {host}.",
        (
            f"Use the name that the certificate is for, or {_SO_ASK} for one for"
            " {host}. If the name is right, somebody may be in between: do not go on."
        ),
    ),
    Fault.OTHER: (
        "The server's certificate could not be checked.",
        (
            f"{ASK} whether its certificate is whole, and for its root certificate (a file) to name"
            " here."
        ),
    ),
}
_SIGN_IN = {
    "database_login_refused": (
        "password_wrong",
        "The server refused the name {user} or the password.",
        "Check both. Mind capital letters; the login of the database is not that of the web shop.",
    ),
    "database_not_admitted": (
        "not_admitted",
        "The server lets {user} not in from this laptop.",
        (
            f"{ASK} to admit {{user}} to {{database}} from here, encrypted (a line in its file"
            " pg_hba.conf)."
        ),
    ),
    "database_missing": (
        "database_missing",
        "The server has no database called {database}.",
        (
            "Check the name; capital letters count. The storefront's own settings name it at the"
            " end of DATABASE_URL."
        ),
    ),
    "database_busy": (
        "server_full",
        "The server takes no more connections at the moment.",
        f"Try again in a minute. If it stays so: {_SO_ASK} for more (max_connections).",
    ),
    "database_starting": (
        "server_starting",
        "The server is starting or stopping.",
        "Try again in a minute.",
    ),
    "database_unreachable": (
        "broken_off",
        "The server was reached, and then said nothing more.",
        (
            "Try again. If it stays so, the network between here and there is bad, or the server is"
            " overloaded."
        ),
    ),
}


def blocked(code: str, title: str, text: str, fix: str, sql: str = "", **facts: str) -> Finding:
    """What keeps the shop from being opened."""
    return Finding(Level.BLOCKED, code, title, text, fix, sql, facts)


def fine(code: str, title: str, text: str, **facts: str) -> Finding:
    """What is well."""
    return Finding(Level.FINE, code, title, text, facts=facts)


def look(code: str, title: str, text: str, fix: str, sql: str = "", **facts: str) -> Finding:
    """What works, and could be better."""
    return Finding(Level.LOOK, code, title, text, fix, sql, facts)


def _place(wish: ConnectionWish) -> dict[str, str]:
    return {
        "host": wish.host,
        "port": str(wish.port),
        "database": wish.database,
        "user": wish.user,
    }


def incomplete(missing: str) -> Finding:
    """A field is empty, or holds what cannot be."""
    return blocked(
        "incomplete",
        "Not complete",
        f"The {missing} is empty or not right.",
        f"Enter the {missing}. The storefront's own settings hold it, in DATABASE_URL.",
        field=missing,
    )


def host_unknown(wish: ConnectionWish) -> Finding:
    """Nobody knows the name."""
    return blocked(
        "host_unknown",
        "Not found",
        f"There is no server called {wish.host}, or this laptop has no network.",
        "Check the name for typing mistakes, and whether this laptop is online.",
        **_place(wish),
    )


def unreached(wish: ConnectionWish, called: Reached) -> Finding:
    """The call led to no PostgreSQL."""
    code, text, fix = _UNREACHED[called.answer]
    facts = _place(wish)
    return blocked(code, "Not reached", text.format(**facts), fix, **facts)


def reached(wish: ConnectionWish, called: Reached) -> Finding:
    """The server answers."""
    safe = called.answer is Answer.ENCRYPTED
    how = "encrypted" if safe else "not encrypted, on this computer"
    text = f"{wish.host} answers in {called.ms} ms, {how}."
    facts = {**_place(wish), "ms": str(called.ms), "encrypted": "yes" if safe else "no"}
    return fine("reached", "Reached", text, **facts)


def not_encrypted(wish: ConnectionWish) -> Finding:
    """It would have to talk in plain words, and may not."""
    text = f"{wish.host} offers no encryption, and without it anybody on the way reads everything."
    return blocked("not_encrypted", "Not encrypted", text, _TLS, **_place(wish))


def certificate(wish: ConnectionWish, fault: Fault | None) -> Finding:
    """The server cannot show who it is. No fault: this laptop is satisfied, the driver is not."""
    text, fix = _FAULTS[fault or Fault.UNKNOWN]
    if fault is None:
        fix = (
            "This laptop itself knows it, but the database's driver cannot read the laptop's list:"
            f" {_SO_ASK} for its root certificate (a file), and name it here."
        )
    facts = _place(wish)
    code = (fault or Fault.UNKNOWN).value
    return blocked(code, "Certificate", text.format(**facts), fix.format(**facts), **facts)


def no_ca_file(wish: ConnectionWish) -> Finding:
    """The file of root certificates cannot be read."""
    return blocked(
        "ca_file_unreadable",
        "Certificate",
        f"The file {wish.ca_file} cannot be read as root certificates.",
        "Choose the file again: it begins with -----BEGIN CERTIFICATE-----.",
        ca_file=wish.ca_file,
    )


def not_signed_in(wish: ConnectionWish, error: ShopError, sql: str) -> Finding:
    """The server was reached, and does not let this login into this database."""
    facts = _place(wish)
    known = _SIGN_IN.get(error.reason)
    if known is None:
        return blocked(error.reason, "Not signed in", str(error), f"{ASK}.", **facts)
    code, text, fix = known
    shown = sql if code in {"password_wrong", "not_admitted"} else ""
    return blocked(code, "Not signed in", text.format(**facts), fix.format(**facts), shown, **facts)


def signed_in(server: Server) -> Finding:
    """The login is in."""
    text = f"as {server.login}, encrypted." if server.encrypted else f"as {server.login}."
    return fine("signed_in", "Signed in", text, user=server.login)


def database_found(wish: ConnectionWish) -> Finding:
    """The database is there."""
    return fine("database", "Database", f"{wish.database} is there.", database=wish.database)
