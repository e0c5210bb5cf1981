"""Keeps the demo shop and the owner's shop apart: the demo's database is marked from its birth."""

import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect, select

from babydrop_desktop.db.engine import open_engine, sqlite_url
from babydrop_desktop.db.errors import translated
from babydrop_desktop.db.ours import ShopMarker
from babydrop_desktop.db.unit import Database
from babydrop_desktop.db.upgrade import upgrade
from babydrop_desktop.errors import Refused
from babydrop_desktop.paths import not_writable

if TYPE_CHECKING:
    from sqlalchemy import Engine

KEY = "demo"


def create(file: Path) -> None:
    """Make the demo shop's database in `file` where no file is: whole and marked, or not at all.

    Raises Refused (reason "profile_not_writable"), and what `upgrade` raises.
    """
    if file.exists():
        return
    draft = file.with_name(f".{file.name}-{os.getpid()}-new")
    try:
        draft.unlink(missing_ok=True)
        _fill(draft)
        with contextlib.suppress(FileExistsError):  # another program was quicker: its file stays
            _name(draft, file)
    except OSError as error:
        raise not_writable(file.parent, error) from error
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)


def require(engine: "Engine", *, demo: bool) -> None:
    """See to it that the database is the demo shop's, or that it is not. Writes nothing.

    Raises Refused (reasons "not_the_demo_shop", "this_is_the_demo_shop").
    """
    marked = _is_marked(engine)
    if demo and not marked:
        raise Refused(
            "This folder holds your own shop, not the demo shop. Nothing was written. Start without"
            " --demo to open it, or name an empty folder with --profile for the demo shop.",
            reason="not_the_demo_shop",
        )
    if marked and not demo:
        raise Refused(
            "This is the demo shop, not your own. Start with --demo to open it, or name the folder"
            " of your own shop with --profile.",
            reason="this_is_the_demo_shop",
        )


def _is_marked(engine: "Engine") -> bool:
    if engine.dialect.name != "sqlite":
        return False  # a demo shop is always a file
    with translated(), engine.connect() as connection:
        if not inspect(connection).has_table(ShopMarker.__tablename__):
            return False
        asked = select(ShopMarker.value).where(ShopMarker.key == KEY)
        return connection.scalar(asked) is not None


def _fill(draft: Path) -> None:
    engine = open_engine(sqlite_url(draft))
    try:
        upgrade(engine)
        with Database(engine).write() as session:
            session.add(ShopMarker(key=KEY, value="yes"))
    finally:
        engine.dispose()  # the last connection puts everything into the one file


def _name(draft: Path, file: Path) -> None:
    """Give the draft its name, never in the place of another file. Raises FileExistsError."""
    try:
        os.link(draft, file)
    except FileExistsError:
        raise
    except OSError:  # a disk without second names; on Windows this never replaces
        draft.rename(file)
