"""Copies a shop that is on a server into one file of this laptop, and proves that file whole."""

import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from babydrop_desktop.db import dump, export, watchdog
from babydrop_desktop.db.backup import Check
from babydrop_desktop.db.disk import flush, not_written, require_room
from babydrop_desktop.db.errors import translated
from babydrop_desktop.errors import ShopError

if TYPE_CHECKING:
    from sqlalchemy import Engine

NAME = "server"


def back_up(engine: "Engine", *, folder: Path, note: str, stamp: str, check: Check) -> Path:
    """The copy, `server-<time>-<note>.dump` where pg_dump is here and may read it all, else .zip.

    A .zip is an export: a line of JSON for each row of the tables that we know. Only its owner may
    read the file. Raises Unavailable ("backup_no_room", "backup_not_written", a server's reasons),
    Refused ("database_rights", "backup_damaged") and what `check` raises.
    """
    require_room(folder, 0)
    unfinished = folder / f"{NAME}-{stamp}-{note}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(unfinished, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600))
        with translated(), watchdog.allowing(watchdog.LONG_S, check=check):
            if dump.write(engine, unfinished, check=check):
                return _named(unfinished, ".dump")
            export.write(engine, unfinished, stamp=stamp, check=check)
            export.verify(unfinished, check=check)
        return _named(unfinished, ".zip")
    except DBAPIError as error:
        if isinstance(error.orig, ShopError):  # what `check` raised while it connected
            raise error.orig from None
        raise
    except OSError as error:
        raise not_written(folder) from error
    finally:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)


def _named(unfinished: Path, ending: str) -> Path:
    final, number = unfinished.with_suffix(ending), 2
    while final.exists():
        final = unfinished.with_name(f"{unfinished.stem}-{number}{ending}")
        number += 1
    flush(unfinished)
    unfinished.replace(final)
    flush(final.parent)
    return final
