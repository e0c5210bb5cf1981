"""Measures the window on a million orders: its first list, and the largest gap while it is used.

    .venv/bin/python tests/bench/orders_window.py [--shops SQLite:1000000 …] [--stacks]

The real window under a private Xvfb, on the kept shops of `order_shops`: SQLite and a storefront's
PostgreSQL; and on one of 2,000 orders, to compare. Goals: first list in 1.0 s, no gap over 50 ms.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QSettings  # noqa: E402

from babydrop_desktop.db.engine import read_url  # noqa: E402
from babydrop_desktop.paths import Profile  # noqa: E402
from tests.bench import performance_page  # noqa: E402
from tests.bench.measure import keep  # noqa: E402
from tests.bench.order_shops import FOLDER, Shop, shops  # noqa: E402
from tests.bench.screen import screen  # noqa: E402
from tests.bench.start import started  # noqa: E402
from tests.bench.window import show_stacks  # noqa: E402
from ui import window_state  # noqa: E402

SHOPS = ("SQLite:1000000", "PostgreSQL:1000000", "PostgreSQL:200000", "SQLite:2000")
STARTS = 3
LONGEST_S = 300


def profile_on(shop: Shop, folder: Path) -> Profile:
    """A profile whose shop this is, with the orders as the place that opens."""
    profile = Profile(folder).ready()
    if shop.engine == "SQLite":
        os.link(str(read_url(shop.url).database), profile.database)
    else:
        line = json.dumps(shop.url)
        profile.settings.write_text(f"[database]\nurl = {line}\n", encoding="utf-8")
    settings = QSettings(str(profile.folder / "window.ini"), QSettings.Format.IniFormat)
    settings.setValue(window_state.PLACE, "fulfillment")
    settings.sync()
    return profile


def one_run(profile: Profile, env: dict[str, str], *, stacks: bool) -> dict[str, Any]:
    """Open the window, let it be used, and give what it tells."""
    wish = {"profile": str(profile.folder), "stacks": stacks}
    done = subprocess.run(
        [
            sys.executable,
            "-c",  # no module of its own: the processes beside the window would load it too
            "from tests.bench import orders_window_run; orders_window_run.tell()",
            json.dumps(wish),
        ],
        cwd=ROOT,
        env=env,
        stdout=subprocess.PIPE,
        text=True,
        timeout=LONGEST_S,
        check=True,
    )
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def measure(shop: Shop, env: dict[str, str], *, stacks: bool) -> dict[str, Any]:
    """The starts of the window on one shop, and all scenes once."""
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
        profile = profile_on(shop, Path(folder) / "profile")
        starts = [started("ours", env, profile=str(profile.folder)) for _ in range(STARTS)]
        told = one_run(profile, env, stacks=stacks)
    lists = sorted(round(one["list"], 2) for one in starts)
    paint = round(median(one["paint"] for one in starts), 2)
    _show(shop, lists, told)
    if stacks:
        show_stacks(told)
    first = {"first_paint_s": paint, "first_list_s": lists}
    return {"engine": shop.engine, "count": shop.count, **first, **told}


def _show(shop: Shop, lists: list[float], told: dict[str, Any]) -> None:
    sys.stdout.write(f"\n{shop.name}: first list {lists} s, peak {told['peak_mb']} MB\n")
    for one in told["scenes"]:
        sys.stdout.write(
            f"{one['scene']:<26} largest {one['largest_ms']:>6} ms, 99 % {one['p99_ms']:>5} ms,"
            f" over 16: {one['over_16_ms']:>4}, over 50: {one['over_50_ms']:>3} of {one['beats']}"
            f" · {one['rows']:,} rows, {one['own_mb']} MB\n"
        )
    sys.stdout.flush()


def main() -> None:
    """Print the table, write bench-results/orders-window.json and docs/performance.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shops", nargs="+", default=SHOPS, help="engine:orders")
    parser.add_argument("--stacks", action="store_true")
    given = parser.parse_args()
    wanted = [(engine, int(count)) for engine, _, count in (s.partition(":") for s in given.shops)]
    with screen() as env, shops(wanted) as found:
        told = [measure(shop, env, stacks=given.stacks) for shop in found]
    if given.stacks:
        return
    keep("orders-window", {"windows": told})
    performance_page.write()


if __name__ == "__main__":
    main()
