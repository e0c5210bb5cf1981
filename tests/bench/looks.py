"""Measures how quickly a staged product is compared with 20,000 main pictures by their look.

    .venv/bin/python tests/bench/looks.py [--runs 3] [--products 20000]

On SQLite. Beside it the plain way: all looks read for each question. Goal: under 50 ms where the
shop is known, off the main thread as all is.
"""

import argparse
import hashlib
import random
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from sqlalchemy import insert  # noqa: E402

from babydrop_desktop.db import ours  # noqa: E402
from babydrop_desktop.db.engine import open_engine, sqlite_url  # noqa: E402
from babydrop_desktop.db.unit import Database  # noqa: E402
from babydrop_desktop.db.upgrade import upgrade  # noqa: E402
from babydrop_desktop.domain.jobs import JobId  # noqa: E402
from babydrop_desktop.domain.picture_url import picture_key  # noqa: E402
from babydrop_desktop.services.look_alikes import LookAlikes  # noqa: E402
from tests.bench.measure import compare, report  # noqa: E402
from tests.bench.shop_rows import DEVICE, fill  # noqa: E402

TIMES = 10
STAGED = "https://ae01.alicdn.com/kf/Sstaged.jpg"


def known(url: str) -> dict[str, Any]:
    """One staged product where the shop's looks were read before."""
    return _timed(url, anew=False)


def anew(url: str) -> dict[str, Any]:
    """The same, all looks read for the question."""
    return _timed(url, anew=True)


def _timed(url: str, *, anew: bool) -> dict[str, Any]:
    db = Database(open_engine(url))
    try:
        alikes = LookAlikes(db, None, DEVICE)  # type: ignore[arg-type]  # no picture is opened
        staged = {JobId("staged"): STAGED}
        found = alikes.find(staged)
        seconds = []
        for _ in range(TIMES):
            alikes = LookAlikes(db, None, DEVICE) if anew else alikes  # type: ignore[arg-type]
            started = perf_counter()
            alikes.find(staged)
            seconds.append(perf_counter() - started)
    finally:
        db.close()
    if len(found) != 1:
        raise RuntimeError("the staged product's twin was not found")
    return {"seconds": median(seconds)}


def _filled(url: str, backups: Path, products: int) -> None:
    engine = open_engine(url)
    upgrade(engine, backups=backups)
    db = Database(engine)
    names = [hashlib.sha256(b"look %d" % number).hexdigest() for number in range(products)]
    chance = random.Random(4)  # noqa: S311 - the same looks every time
    looks = [f"{chance.getrandbits(64):016x}" for _ in names]
    sizes = {"device": DEVICE, "width": 1000, "height": 900, "size_bytes": 1, "thumb_bytes": 1}
    pairs = zip(names, looks, strict=True)
    rows = [{"sha256": name, "look": look, **sizes} for name, look in pairs]
    twin = {"sha256": "0" * 64, "look": looks[products // 2], **sizes}
    with db.write() as session:
        session.execute(insert(ours.PictureFile), rows)
        session.execute(insert(ours.PictureFile), [{**twin, "source_key": picture_key(STAGED)}])
    fill(db, products, names)
    db.close()


def main() -> None:
    """Print the table and keep its figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--products", type=int, default=20_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = str(sqlite_url(Path(folder) / "shop.db"))
        _filled(url, Path(folder) / "backups", asked.products)
        name = f"one staged product beside {asked.products} pictures"
        report("looks", [compare(name, old=anew, ours=known, arguments=(url,), runs=asked.runs)])


if __name__ == "__main__":
    main()
