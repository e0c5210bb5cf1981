"""Looks whether the open shop answers, and whether its disk takes what will be saved."""

import os
from pathlib import Path

from sqlalchemy import text

from babydrop_desktop.db.disk import free_bytes, told
from babydrop_desktop.db.errors import disk_low, gone, read_only, shut
from babydrop_desktop.db.sqlite import database_path
from babydrop_desktop.db.unit import Database

# With less, one import's pictures can fill the disk; the reserve beside the file is 32 MB.
LOW_BYTES = 48 * 2**20


def look(db: Database) -> None:
    """Read a little; quick, and nothing is changed.

    Raises ShopError where the shop cannot be read, or could not be written to ("database_gone",
    "database_read_only", "database_shut", "database_disk_low", a server's reasons …).
    """
    with db.read() as session:
        session.execute(text("SELECT 1" if db.dialect != "sqlite" else _READS_THE_FILE)).first()
    if db.dialect == "sqlite":
        _look_at_disk(database_path(db.engine))


_READS_THE_FILE = "SELECT key FROM shop_marker LIMIT 1"


def _look_at_disk(database: Path) -> None:
    folder = database.parent
    try:
        if _is_fixed(folder):
            raise read_only()
        if not os.access(database, os.W_OK) or not os.access(folder, os.W_OK):
            raise shut()  # who has it open writes on; nobody else can
        free = free_bytes(folder)
    except OSError as error:
        raise gone() from error
    if free < LOW_BYTES:
        raise disk_low(told(free))


def _is_fixed(folder: Path) -> bool:
    """Whether the whole disk is read-only; Windows tells that with the rights."""
    return hasattr(os, "statvfs") and bool(os.statvfs(folder).f_flag & os.ST_RDONLY)
