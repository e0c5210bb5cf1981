"""The owner's words for each line of a connection's test: what was found, and what to do about it.

A finding without words of its own keeps those that it came with.
"""

from PySide6.QtCore import QCoreApplication

from babydrop_desktop.domain.connection import Finding
from ui.common import formats
from ui.common.words import fill

translate = QCoreApplication.translate
Words = tuple[str, str, str]


def words(finding: Finding) -> Words:
    """(title, sentence, what to do or "") of a finding."""
    own = (finding.title, finding.text, finding.fix)
    found = sentences().get(finding.code)
    if found is None:
        return own
    facts = {**finding.facts, **_figures(finding)}
    said = [fill(mine, facts) if mine else "" for mine in found]
    if not all(mine or not wanted for mine, wanted in zip(said, found, strict=True)):
        return own  # a fact is missing
    return said[0], said[1] or finding.text, said[2] or finding.fix


def details(finding: Finding) -> str:
    """The same in one line for somebody who helps, with the code that stays."""
    return (
        f"[{finding.level}] {finding.code}: {finding.title}: {finding.text} {finding.fix}".strip()
    )


def _figures(finding: Finding) -> dict[str, str]:
    """Counts as the owner's language writes them."""
    facts, told = finding.facts, {}
    for name, one, many in (
        (
            "products",
            translate("finding", "{count} product"),
            translate("finding", "{count} products"),
        ),
        ("orders", translate("finding", "{count} order"), translate("finding", "{count} orders")),
    ):
        if facts.get(name, "").isdigit():
            told[name] = formats.counted(int(facts[name]), one, many)
    return told


def sentences() -> dict[str, Words]:
    """Code → title, sentence ("" for the finding's own), what to do ("" for the finding's own)."""
    return {**_on_the_way(), **_certificates(), **_signing_in(), **_database(), **_tables()}


def _on_the_way() -> dict[str, Words]:
    not_reached = translate("finding", "Not reached")
    return {
        "incomplete": (translate("finding", "Not complete"), "", ""),
        "host_unknown": (
            translate("finding", "Not found"),
            translate(
                "finding", "There is no server called {host}, or this computer has no network."
            ),
            translate(
                "finding",
                "Check the name for typing mistakes, and whether this computer is online.",
            ),
        ),
        "refused": (
            not_reached,
            translate("finding", "{host} answers, but nothing takes calls on port {port}."),
            translate(
                "finding",
                "Check the port. If it is right, PostgreSQL does not run there or a firewall is "
                "closed: ask whoever runs the server.",
            ),
        ),
        "silent": (
            not_reached,
            translate("finding", "Nothing comes back from {host}, port {port}."),
            translate(
                "finding",
                "Check the name and the port, and whether this computer is in the right network "
                "(a VPN, perhaps). A firewall that swallows calls looks the same: ask whoever "
                "runs the server.",
            ),
        ),
        "no_way": (
            not_reached,
            translate("finding", "There is no way to {host} from this computer."),
            translate(
                "finding",
                "Check whether this computer has a network, and whether the server is in another "
                "one (a VPN, perhaps).",
            ),
        ),
        "not_postgresql": (
            not_reached,
            translate("finding", "What answers at {host}, port {port}, is no PostgreSQL."),
            translate(
                "finding",
                "Check the port: PostgreSQL's is usually 5432. The web shop's address is not the "
                "database's.",
            ),
        ),
        "reached": (
            translate("finding", "Reached"),
            translate("finding", "{host} answers in {ms} ms"),
            "",
        ),
        "broken_off": (
            translate("finding", "Broken off"),
            translate("finding", "The server was reached, and then said nothing more."),
            translate(
                "finding",
                "Test again. If it stays so, the network between here and there is bad, or the "
                "server is overloaded.",
            ),
        ),
    }


def _certificates() -> dict[str, Words]:
    title = translate("finding", "Certificate")
    return {
        "not_encrypted": (
            translate("finding", "Not encrypted"),
            translate(
                "finding",
                "{host} offers no encryption, and without it anybody on the way reads everything.",
            ),
            translate(
                "finding",
                "Ask whoever runs the server to turn encryption on, with a certificate for its "
                "name. A server on this computer can also be used without it.",
            ),
        ),
        "certificate_expired": (
            title,
            translate("finding", "The server's certificate has run out."),
            translate(
                "finding",
                "Ask whoever runs the server to renew it. If this computer's date is wrong, set "
                "it right.",
            ),
        ),
        "certificate_not_yet": (
            title,
            translate("finding", "The server's certificate is not valid yet."),
            translate(
                "finding",
                "Set this computer's date and time right. If they are, the server's certificate "
                "is wrong.",
            ),
        ),
        "certificate_unknown": (
            title,
            translate(
                "finding", "This computer does not know who signed the server's certificate."
            ),
            translate(
                "finding",
                "Ask whoever runs the server for its root certificate (a file), and choose that "
                "file above.",
            ),
        ),
        "certificate_name": (
            title,
            translate("finding", "The server's certificate is for another name than {host}."),
            translate(
                "finding",
                "Use the name that the certificate is for. If {host} is right, somebody may be in "
                "between: do not go on, and ask whoever runs the server.",
            ),
        ),
        "certificate_wrong": (
            title,
            translate("finding", "The server's certificate could not be checked."),
            translate(
                "finding",
                "Ask whoever runs the server whether its certificate is whole, and for its root "
                "certificate (a file) to choose above.",
            ),
        ),
        "ca_file_unreadable": (
            title,
            translate("finding", "The file {ca_file} cannot be read as root certificates."),
            translate(
                "finding", "Choose the file again: it begins with -----BEGIN CERTIFICATE-----."
            ),
        ),
    }


def _signing_in() -> dict[str, Words]:
    title = translate("finding", "Not signed in")
    return {
        "password_wrong": (
            title,
            translate("finding", "The server refused the name {user} or the password."),
            translate(
                "finding",
                "Check both. Mind capital letters; the login of the database is not that of the "
                "web shop.",
            ),
        ),
        "not_admitted": (
            title,
            translate("finding", "The server does not let {user} in from this computer."),
            translate(
                "finding",
                "Ask whoever runs the server to admit {user} to {database} from here, encrypted "
                "(a line in its file pg_hba.conf).",
            ),
        ),
        "database_missing": (
            title,
            translate("finding", "The server has no database called {database}."),
            translate(
                "finding",
                "Check the name; capital letters count. The web shop's own settings name it at "
                "the end of DATABASE_URL.",
            ),
        ),
        "server_full": (
            title,
            translate("finding", "The server takes no more connections at the moment."),
            translate(
                "finding",
                "Test again in a minute. If it stays so, ask whoever runs the server for more "
                "(max_connections).",
            ),
        ),
        "server_starting": (
            title,
            translate("finding", "The server is starting or stopping."),
            translate("finding", "Test again in a minute."),
        ),
        "signed_in": (
            translate("finding", "Signed in"),
            translate("finding", "as {user}"),
            "",
        ),
    }


def _database() -> dict[str, Words]:
    run_once = translate(
        "finding", "Have an administrator of the server run the SQL below once, then test again."
    )
    rights = translate("finding", "Rights")
    return {
        "database": (
            translate("finding", "Database"),
            translate("finding", "{database} is there"),
            "",
        ),
        "version": (
            translate("finding", "Version"),
            translate("finding", "PostgreSQL {version}"),
            "",
        ),
        "too_old": (
            translate("finding", "Too old"),
            translate(
                "finding",
                "The server is PostgreSQL {version}; this program needs {oldest} or newer.",
            ),
            translate("finding", "Ask whoever runs the server to bring it up to date."),
        ),
        "read_only": (
            translate("finding", "Read only"),
            translate("finding", "This server only follows another one, and takes no changes."),
            translate("finding", "Ask whoever runs the server for the main server's name."),
        ),
        "rights": (rights, translate("finding", "{user} may read and write the shop's tables"), ""),
        "rights_missing": (rights, "", run_once),
        "database_rights": (
            rights,
            translate("finding", "The database login has no right to look at what is needed."),
            run_once,
        ),
        "may_not_prepare": (
            translate("finding", "Not prepared"),
            translate(
                "finding", "The program's tables are not ready, and this login may not make them."
            ),
            run_once,
        ),
        "search_slow": (
            translate("finding", "Search"),
            translate(
                "finding",
                "Searching orders is slow: the server's extension pg_trgm is not installed.",
            ),
            "",
        ),
        "search": (
            translate("finding", "Search"),
            translate("finding", "Parts of words are found quickly"),
            "",
        ),
    }


def _tables() -> dict[str, Words]:
    found = translate("finding", "Shop found")
    size = translate("finding", "{products}, {orders}")
    return {
        "empty": (
            translate("finding", "Empty"),
            translate("finding", "The database is empty: a new shop can start here"),
            "",
        ),
        "ours": (found, size, ""),
        "storefront": (found, size, ""),
        "something_else": (
            translate("finding", "No shop"),
            translate("finding", "The database holds tables of something else than a shop."),
            translate(
                "finding",
                "Check the name of the database: choose the shop's own, or an empty one.",
            ),
        ),
        "storefront_not_known": (
            translate("finding", "Shop"),
            translate(
                "finding", "This web shop's database lacks what the program needs: {missing}."
            ),
            translate(
                "finding", "Bring the web shop up to date, or get a newer version of this program."
            ),
        ),
        "current": (
            translate("finding", "Prepared"),
            translate("finding", "Ready for this program"),
            "",
        ),
        "newer": (
            translate("finding", "Newer"),
            translate(
                "finding", "A newer version of this program already works with this database."
            ),
            translate("finding", "Install the newer version on this computer too."),
        ),
        "half": (
            translate("finding", "Incomplete"),
            translate(
                "finding", "Only a part of the program's tables is there: {missing} is missing."
            ),
            translate(
                "finding",
                "Ask whoever runs the server to put back a whole copy of the database. Where the "
                "program was never used with it: to remove the schema babydrop, then test again.",
            ),
        ),
        "older": (
            translate("finding", "Older"),
            translate("finding", "Made by an older version of this program ({from}, now {to})."),
            translate(
                "finding",
                "You are asked before it is brought up to date; every laptop of the shop then "
                "needs this version.",
            ),
        ),
        "new": (
            translate("finding", "Not prepared"),
            translate("finding", "Not prepared for this program yet."),
            translate(
                "finding",
                "You are asked before the program's own tables are added; none that are there "
                "are changed.",
            ),
        ),
        "indexes": (
            translate("finding", "Indexes"),
            translate("finding", "All that keep the lists fast are there"),
            "",
        ),
        "indexes_missing": (
            translate("finding", "Indexes"),
            translate(
                "finding",
                "{count} missing. Lists would be slow; adding them does not stop the shop.",
            ),
            translate(
                "finding",
                "Add them here, if this login owns the tables; else have an administrator do it.",
            ),
        ),
    }
