"""Looks after the shop's file before it is opened: finishes a restore, and misses what is gone."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from babydrop_desktop.db.backup import newest_good
from babydrop_desktop.db.disk import Reserve, is_full
from babydrop_desktop.db.errors import damaged
from babydrop_desktop.db.exchange import alone, intent_of
from babydrop_desktop.db.sqlite import database_path
from babydrop_desktop.domain.backups import row_of
from babydrop_desktop.errors import Refused, ShopError

if TYPE_CHECKING:
    from sqlalchemy import Engine


def make_ready(engine: "Engine", folder: Path) -> None:
    """Finish what a killed program had begun to put in place, before the file is opened.

    Raises Refused (reasons "restore_running", and "database_damaged" where the file is gone or
    empty though copies, its log or the room kept beside it are here: a new one would hide the shop
    that was lost).
    """
    if engine.dialect.name != "sqlite":
        return
    database = database_path(engine)
    reserve = Reserve(database)
    was_here = reserve.there
    if is_full(database.parent):
        reserve.spend()  # opening takes some room
    if intent_of(database).exists():
        with alone(database):
            pass
    gone = not database.exists()
    if not gone and database.stat().st_size:
        return
    log = database.with_name(f"{database.name}-wal")
    held = log.exists() and log.stat().st_size
    if held or (gone and (was_here or _has_copies(database, folder))):
        raise _lost() if gone else damaged(empty="yes")


@contextlib.contextmanager
def naming_a_copy(folder: Path) -> Iterator[None]:
    """Let a refused damaged file leave with the newest good copy and its time, or with none.

    Facts: `copy` and `copy_time` (UTC, ISO), or `folder`.
    """
    try:
        yield
    except ShopError as error:
        if error.reason != "database_damaged":
            raise
        facts = dict(error.facts)
        if not {"copy", "folder"} & facts.keys():
            copy = newest_good(folder)
            facts |= {"copy": str(copy)} if copy else {"folder": str(folder)}
        row = row_of(Path(facts["copy"]), 0) if "copy" in facts else None
        if row is not None:
            facts["copy_time"] = row.made_at.isoformat()
        raise (_lost if "missing" in facts else damaged)(**facts) from error


def _has_copies(database: Path, folder: Path) -> bool:
    rows = (row_of(path, 0) for path in folder.glob("*.db"))
    return any(row is not None and row.shop == database.stem for row in rows)


def _lost(**facts: str) -> ShopError:
    """The refusal of a shop whose file is gone, though its copies or its log are here."""
    if "copy" in facts:
        advice = f"Put back the newest good copy: babydrop database restore {facts['copy']}"
    else:
        advice = (
            "Look for the file, or put back a copy that you keep elsewhere. The window can also"
            " begin with an empty shop"
        )
    return Refused(
        f"The shop's database file is gone from its folder. No new one was made. {advice}.",
        reason="database_damaged",
        **{**facts, "missing": "yes"},
    )
