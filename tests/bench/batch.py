"""Measures a hundred products at once: how many a minute, memory, and the window meanwhile.

    .venv/bin/python tests/bench/batch.py [--small] [--products 100] [--no-window]

Each product has ten pictures of 2-12 MP; pages and pictures come from loopback in another process.
First the program without its window, two imports at a time, beside the old way: one after another
(its time for all is reckoned from its first five). Then the real window under Xvfb, where a catalog
of 2,000 products is scrolled and searched all the time: the largest gap of its main thread.
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from babydrop_desktop.paths import Profile  # noqa: E402
from tests.bench import batch_run  # noqa: E402
from tests.bench.imports import prepared  # noqa: E402
from tests.bench.measure import Sample, keep, run_in_child  # noqa: E402
from tests.bench.old_import import import_one as old_way  # noqa: E402
from tests.bench.pictures import TEN  # noqa: E402
from tests.bench.screen import screen  # noqa: E402
from tests.bench.shop_rows import furnished  # noqa: E402
from tests.bench.supplier import Goods, photos, profile_for, selling  # noqa: E402
from tests.bench.window import one_run  # noqa: E402

PRODUCTS, SMALL = 100, 6
SEQUENTIAL = 5
IN_CATALOG = 2_000
LONGEST_S = 1_500


def without_window(goods: Goods) -> dict[str, Any]:
    """Both ways; the old one's time for as many products."""
    count = len(goods.items)
    few = goods.addresses()[: min(SEQUENTIAL, count)]
    old = [_one_old(goods, address) for address in few]
    with tempfile.TemporaryDirectory() as folder:
        profile = str(prepared(goods, folder))
        ours = run_in_child(batch_run.our_way, profile, goods.addresses(), longest_s=LONGEST_S)
    old_s = sum(sample.seconds for sample in old) / len(old) * count
    return {
        "products": count,
        "old_s": round(old_s, 1),
        "old_measured": len(old),
        "ours_s": round(ours.seconds, 1),
        "ratio": round(old_s / ours.seconds, 2),
        "old_a_minute": round(count / old_s * 60, 1),
        "ours_a_minute": round(count / ours.seconds * 60, 1),
        "old_mb": round(max(sample.peak_mb for sample in old)),
        "old_cpu_s": round(_cpu(old) * count, 1),
        **ours.facts,
    }


def _one_old(goods: Goods, address: str) -> Sample:
    """One product as the predecessor did, in a shop of its own."""
    with tempfile.TemporaryDirectory() as folder:
        return run_in_child(old_way, str(prepared(goods, folder)), address, goods.base)


def _cpu(samples: Sequence[Sample]) -> float:
    return float(sum(sample.facts["cpu_s"] for sample in samples) / len(samples))


def in_window(goods: Goods) -> dict[str, Any]:
    """The real window while all of them come in."""
    with tempfile.TemporaryDirectory() as folder, screen() as env:
        shop = profile_for(goods, Path(folder) / "shop")
        furnished(Profile(shop), IN_CATALOG)
        told = one_run(goods, shop, env, stacks=False, longest_s=LONGEST_S)
    a_minute = round(len(goods.items) / told["seconds"] * 60, 1)
    return {**told, "a_minute": a_minute}


def show(told: dict[str, Any]) -> None:
    """The figures."""
    bare, window = told["without_window"], told.get("window")
    sys.stdout.write(
        f"\n{bare['products']} products with ten pictures of 2-12 MP each\n"
        f"one after another: {bare['old_s']} s ({bare['old_a_minute']} a minute, reckoned from"
        f" {bare['old_measured']}), {bare['old_mb']} MB, processor {bare['old_cpu_s']} s\n"
        f"ours: {bare['ours_s']} s ({bare['ours_a_minute']} a minute, {bare['ratio']}x),"
        f" {bare['all_mb']} MB in all processes, processor {bare['cpu_s']} s,"
        f" {bare['pictures']} pictures\n"
    )
    if window:
        sys.stdout.write(
            f"in the window: {window['seconds']} s ({window['a_minute']} a minute); largest gap"
            f" {window['busy_s'] * 1000:.0f} ms (quiet {window['quiet_s'] * 1000:.0f} ms),"
            f" {window['busy']}; its own memory {window['own_peak_mb']} MB, all processes"
            f" {window['all_peak_mb']} MB\n"
        )


def main() -> None:
    """Print the figures and write bench-results/batch.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--products", type=int, default=PRODUCTS)
    parser.add_argument("--no-window", action="store_true")
    given = parser.parse_args()
    count = SMALL if given.small else given.products
    with selling(photos(TEN), items=count) as goods:
        told: dict[str, Any] = {"without_window": without_window(goods)}
        if not given.no_window:
            told["window"] = in_window(goods)
    show(told)
    keep("batch", told)


if __name__ == "__main__":
    main()
