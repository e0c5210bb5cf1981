"""The sentences of a connection's test about the database: what was found, what to do about it."""

from babydrop_desktop.db.inspection import WORD_SEARCH, Content, Server, Standing
from babydrop_desktop.db.recognise import DatabaseState
from babydrop_desktop.domain.connection import ConnectionWish, Finding
from babydrop_desktop.errors import ShopError
from babydrop_desktop.services.connection_calls import ASK, blocked, fine, look


def broken_off(error: ShopError) -> Finding:
    """What was asked later came to nothing."""
    if error.reason == "database_rights":
        fix = "Have an administrator of the server run the SQL below once, then test again."
        return blocked(error.reason, "Rights", str(error), fix)
    fix = "Test again. If it stays so, send these details to whoever runs the server."
    return blocked(error.reason, "Broken off", str(error), fix)


def version(server: Server, oldest: int) -> Finding:
    """Whether the server is new enough; `oldest` is the first version that is."""
    found = server.version_text.split(" ")[0]
    facts = {"version": found, "oldest": str(oldest)}
    if server.version >= oldest * 10_000:
        return fine("version", "Version", f"PostgreSQL {found}.", **facts)
    text = f"The server is PostgreSQL {found}; this program needs {oldest} or newer."
    fix = f"{ASK} to bring it up to date."
    return blocked("too_old", "Too old", text, fix, **facts)


def read_only() -> Finding:
    """A server that only follows another takes no changes."""
    text = "This server only follows another one, and takes no changes."
    return blocked("read_only", "Read only", text, f"{ASK} for the main server's name.")


def rights(wish: ConnectionWish, found: Content, sql: str) -> Finding:
    """Whether the login may do the daily work."""
    if not found.lacking and found.standing is not Standing.UNREADABLE:
        text = f"{wish.user} may read and write the shop's tables."
        return fine("rights", "Rights", text, user=wish.user)
    listed = "; ".join(found.lacking[:4]) + ("; …" if len(found.lacking) > 4 else "")
    text = f"{wish.user} may not do all that is needed" + (f" ({listed})." if listed else ".")
    return _lack(text, sql, lacking="; ".join(found.lacking))


def hidden(wish: ConnectionWish, sql: str) -> Finding:
    """The login does not even see what is in the database."""
    return _lack(f"{wish.user} may not look into the shop's tables (schema {wish.schema}).", sql)


def _lack(text: str, sql: str, **facts: str) -> Finding:
    fix = "Have an administrator of the server run the SQL below once, then test again."
    return blocked("rights_missing", "Rights", text, fix, sql, **facts)


def shop(found: Content) -> Finding:
    """Whose database it is."""
    facts = {"state": found.state.value, **_counts(found)}
    if found.standing is Standing.NOT_OURS or found.state is DatabaseState.UNKNOWN:
        fix = "Check the name of the database: choose the shop's own, or an empty one."
        text = "The database holds tables of something else than a shop."
        return blocked("something_else", "No shop", text, fix, **facts)
    if found.standing is Standing.NOT_KNOWN:
        text = f"This storefront's database lacks what the program needs: {found.detail}."
        fix = "Bring the storefront up to date, or get a newer version of this program."
        return blocked("storefront_not_known", "Shop", text, fix, **facts, missing=found.detail)
    if found.state is DatabaseState.EMPTY:
        return fine("empty", "Empty", "The database is empty: a new shop can start here.", **facts)
    code = "ours" if found.state is DatabaseState.OURS else "storefront"
    return fine(code, "Shop found", _size(found), **facts)


def _counts(found: Content) -> dict[str, str]:
    counted = {"products": found.products, "orders": found.orders}
    told = {name: str(value) for name, value in counted.items() if value is not None}
    return {**told, "estimated": "yes" if found.estimated else "no"}


def _size(found: Content) -> str:
    if found.products is None or found.orders is None:
        return "a shop; how large cannot be seen by this login."
    about = "about " if found.estimated else ""
    products = f"{found.products:,} product{'' if found.products == 1 else 's'}"
    return f"{about}{products}, {found.orders:,} order{'' if found.orders == 1 else 's'}."


def tables(found: Content, server: Server, newest: str, sql: str) -> Finding | None:
    """How the program's own tables stand; None where it is not asked."""
    facts = {"from": found.detail, "to": newest}
    if found.standing is Standing.CURRENT:
        return fine("current", "Prepared", f"ready for this program ({newest}).", **facts)
    if found.standing is Standing.NEWER:
        text = "A newer version of this program already works with this database."
        return blocked("newer", "Newer", text, "Install the newer version here too.", **facts)
    if found.standing is Standing.HALF:
        text = f"Only a part of the program's tables is there: {found.detail} is missing."
        fix = (
            f"{ASK} to put back a whole copy of the database. Where the program was never used"
            " with it: to remove the schema babydrop, then test again."
        )
        return blocked("half", "Incomplete", text, fix, missing=found.detail)
    if found.standing in {Standing.NONE, Standing.OLDER}:
        return _unprepared(found, server, facts, sql)
    return None


def _unprepared(found: Content, server: Server, facts: dict[str, str], sql: str) -> Finding:
    """They are not there yet, or of an older version; the login may mend that, or may not."""
    needs_fill = found.state is DatabaseState.EMPTY
    if not server.may_prepare or (needs_fill and not server.may_fill):
        text = "The program's tables are not ready, and this login may not make them."
        fix = "Have an administrator of the server run the SQL below once, then test again."
        return blocked("may_not_prepare", "Not prepared", text, fix, sql, **facts)
    if found.standing is Standing.OLDER:
        text = f"made by an older version of this program ({found.detail}, now {facts['to']})."
        fix = "You are asked before it is brought up to date; every laptop then needs this version."
        return look("older", "Older", text, fix, **facts)
    text = "not prepared for this program yet."
    fix = "You are asked before its own tables are added; none that are there are changed."
    return look("new", "Not prepared", text, fix, **facts)


def words(server: Server) -> Finding:
    """Whether parts of words are found quickly."""
    if server.word_search:
        return fine("search", "Search", "finds parts of words quickly.")
    text = "Searching orders is slow: the server's extension pg_trgm is not installed."
    if not server.words_possible:
        return look("search_slow", "Search", text, f"{ASK} to add the package with pg_trgm.")
    fix = "Have an administrator of the server run the SQL below once. The program works without."
    return look("search_slow", "Search", text, fix, f"{WORD_SEARCH};\n")


def indexes(found: Content) -> Finding:
    """Whether the lists will be fast."""
    if not found.indexes:
        return fine("indexes", "Indexes", "all that keep the lists fast are there.")
    count = len(found.indexes)
    title = f"{count} indexes missing" if count > 1 else "1 index missing"
    text = "Lists would be slow. Adding them does not stop the shop."
    fix = "Add them here, if this login owns the tables; else have an administrator do it."
    names = ", ".join(found.indexes)
    return look("indexes_missing", title, text, fix, count=str(count), names=names)
