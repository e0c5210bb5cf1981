"""Removes the demo shop whole: its folder, which nothing but the demo's own mark gives away."""

import re
import shutil
from pathlib import Path

from babydrop_desktop.db import demo_mark
from babydrop_desktop.db.engine import open_engine, sqlite_url
from babydrop_desktop.db.exchange import alone, intent_of
from babydrop_desktop.db.restore import require_closed
from babydrop_desktop.errors import Refused
from babydrop_desktop.paths import Profile, not_writable

# Files that the program makes in a shop's folder, unfinished ones too.
_OURS = re.compile(
    r"\.?(?:shop\.db|settings\.toml|window\.ini|device-id|pictures-(?:shops|kept)\.txt)(?:-[\w-]+)?"
    r"|window\.ini\.(?:lock|\w{6})|shop-reserve\.(?:bin|part)"
)


def remove(profile: Profile) -> tuple[str, ...]:
    """Delete what the program made in a demo shop's folder, and the folder; the names that stayed.

    Nobody can open the shop meanwhile. What is not the program's own stays, and the folder with
    it. The marked database goes last, so that what was interrupted can be done again.
    Raises Refused: "not_the_demo_shop", "shop_in_use", "restore_running" (then nothing is deleted),
    "profile_not_writable".
    """
    _require_demo(profile)
    folder = profile.folder
    try:
        with alone(profile.database):
            require_closed(profile.database)
            _delete_ours(profile)
        left = tuple(sorted(path.name for path in folder.iterdir()))
        if not left:
            folder.rmdir()
    except OSError as error:
        raise not_writable(folder, error) from error
    return left


def _delete_ours(profile: Profile) -> None:
    for place in (profile.pictures, profile.backups, profile.logs, profile.running):
        _delete(place)
    lock = intent_of(profile.database)  # who holds it removes it
    files = [path for path in sorted(profile.folder.iterdir()) if _OURS.fullmatch(path.name)]
    for file in sorted(files, key=lambda path: path == profile.database):
        if file != lock:
            _delete(file)


def _require_demo(profile: Profile) -> None:
    if not profile.database.is_file():
        raise Refused(
            f"There is no demo shop in {profile.folder}. Nothing was deleted.",
            reason="not_the_demo_shop",
        )
    engine = open_engine(sqlite_url(profile.database))
    try:
        demo_mark.require(engine, demo=True)
    finally:
        engine.dispose()


def _delete(path: Path) -> None:
    """Delete a file or a folder; of a link the link alone, never what it leads to."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
