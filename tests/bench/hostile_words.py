"""The doors for hostile words and databases: addresses, file names, cells, a shop, a copy."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from babydrop_desktop.db.engine import open_engine, sqlite_url
from babydrop_desktop.db.preview import look
from babydrop_desktop.db.upgrade import upgrade
from babydrop_desktop.domain.item_address import parse_item_address
from babydrop_desktop.domain.safe_cells import safe_cell
from babydrop_desktop.errors import ShopError
from babydrop_desktop.gateways.pictures import PictureStore
from babydrop_desktop.paths import safe_join

Try = Callable[[], tuple[str, bool]]
_RESERVED = re.compile(r"(con|prn|aux|nul|(com|lpt)[1-9¹²³])\s*(\.|$)", re.IGNORECASE)
_FORMULA = tuple("=+-@\t\r＝＋－＠")


def tries(
    files: list[Path], folder: Path, pictures: PictureStore
) -> Iterator[tuple[str, Path, Try]]:
    """Each door with each file that fits it: its name, the file, and what tries it."""
    for path in files:
        if path.name == "urls_must_refuse.txt":
            yield "address", path, partial(_all_refused, _lines(path), parse_item_address)
            fetch = partial(pictures.store, check=lambda: None)
            yield "picture address", path, partial(_all_refused, _lines(path), fetch)
        if path.name == "filenames_must_sanitise.txt":
            yield "file name", path, partial(_kept_inside, _lines(path), folder)
        if path.name in {"csv_formula_cells.txt", "blns.json", "blns.txt"}:
            words = json.loads(path.read_text("utf-8")) if path.suffix == ".json" else _lines(path)
            yield "cell", path, partial(_harmless, words)
        if path.suffix == ".db":
            yield "database", path, partial(_database, path, folder)
            yield "copy", path, partial(_copy, path, folder)


def _lines(path: Path) -> list[str]:
    return path.read_bytes().decode("utf-8", "replace").split("\n")


def _all_refused(words: list[str], use: Callable[[str], object]) -> tuple[str, bool]:
    """Whether each is refused in words."""
    taken = []
    for one in words:
        try:
            use(one)
        except ShopError as error:
            if str(error):
                continue
        taken.append(one)
    return (f"{len(words)} refused", True) if not taken else (f"taken: {taken[:3]}"[:100], False)


def _kept_inside(names: list[str], folder: Path) -> tuple[str, bool]:
    """Whether each is refused, or a plain file of this very name right in the folder."""
    taken, bad = 0, []
    for name in names:
        try:
            joined = safe_join(folder, name)
        except ShopError:
            continue
        taken += 1
        plain = joined.parent == folder and joined.name == name and name.isprintable()
        if not plain or _RESERVED.match(name):
            bad.append(name)
    told = f"{len(names) - taken} refused and {taken} plain names"
    return (told, True) if not bad else (f"taken: {bad[:3]}"[:100], False)


def _harmless(words: list[str]) -> tuple[str, bool]:
    """Whether none is a formula in a list that we write."""
    bad = [one for one in words if safe_cell(one).startswith(_FORMULA)]
    return (f"{len(words)} guarded", True) if not bad else (f"not guarded: {bad[:3]}"[:100], False)


def _database(path: Path, folder: Path) -> tuple[str, bool]:
    """Opened as the shop's own file: refused and untouched, or empty and made a shop."""
    taken = Path(shutil.copyfile(path, folder / f"own-{path.name}"))
    engine = open_engine(sqlite_url(taken))
    try:
        upgrade(engine)
    except ShopError as error:
        return error.reason, taken.read_bytes() == path.read_bytes()
    finally:
        engine.dispose()
    return "made a shop", path.stat().st_size == 0


def _copy(path: Path, folder: Path) -> tuple[str, bool]:
    """Looked into as a copy to go back to."""
    taken = Path(shutil.copyfile(path, folder / f"copy-{path.name}"))
    trouble = look(taken).trouble
    return (trouble.reason, bool(str(trouble))) if trouble else ("a copy of a shop", False)
