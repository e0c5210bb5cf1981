"""Measures whether the window stays alive: the main thread's largest gap while 10 imports run.

    .venv/bin/python tests/bench/window.py [--runs 3] [--stacks]

The real window under a private Xvfb, on a shop of 2,000 products; pages and pictures come from a
loopback server in another process. The catalog scrolls and its search is typed into all the time;
the row's "old way" is the same without imports. Goal: no gap over 50 ms.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from babydrop_desktop.paths import Profile  # noqa: E402
from tests.bench.measure import Sample, report  # noqa: E402
from tests.bench.pictures import TEN  # noqa: E402
from tests.bench.program import row_of, together_mb  # noqa: E402
from tests.bench.screen import screen  # noqa: E402
from tests.bench.shop_rows import furnished  # noqa: E402
from tests.bench.supplier import CATEGORY, Goods, photos, profile_for, selling  # noqa: E402

IMPORTS, PRODUCTS = 10, 2_000
LONGEST_S = 300


def one_run(
    goods: Goods, shop: Path, env: dict[str, str], *, stacks: bool, longest_s: float = LONGEST_S
) -> dict[str, Any]:
    """Open the window on a copy of the shop, and give what it tells."""
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder) / "profile"
        shutil.copytree(shop, profile)
        wish = {"profile": str(profile), "addresses": goods.addresses(), "category": CATEGORY,
                "longest_ms": round(longest_s * 800)}  # fmt: skip
        running = subprocess.Popen(
            [
                sys.executable,
                "-c",  # no module of its own: the processes beside the window would load it too
                "from tests.bench import window_run; window_run.tell()",
                json.dumps({**wish, "stacks": stacks}),
            ],
            cwd=ROOT,
            env=env,
            stdout=subprocess.PIPE,
            text=True,
        )
        together = together_mb(running, longest_s)
        answer = running.stdout.read() if running.stdout else ""
    if running.returncode:
        raise RuntimeError(f"the window ended with {running.returncode}")
    told: dict[str, Any] = {**json.loads(answer.splitlines()[-1]), "all_peak_mb": together}
    if told["imported"] < len(goods.items):
        raise RuntimeError(f"only {told['imported']} of {len(goods.items)} imports ended in time")
    return told


def samples(runs: list[dict[str, Any]], half: str) -> list[Sample]:
    """One half of all runs as samples: its largest gap, and how the gaps are spread."""
    more = ("seconds", "own_before_mb", "own_peak_mb", "all_peak_mb") if half == "busy" else ()
    return [
        Sample(run[f"{half}_s"], run["window_mb"], run[half] | {name: run[name] for name in more})
        for run in runs
    ]


def show_stacks(told: dict[str, Any]) -> None:
    """What the threads were at when the main thread was late by 30 ms."""
    for whose in ("main", "others"):
        sys.stdout.write(f"\nwhile late, {whose}:\n")
        for stack, times in told[whose]:
            sys.stdout.write(f"{times:>5}  {stack}\n")


def main() -> None:
    """Print the table and write bench-results/window.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--stacks", action="store_true")
    given = parser.parse_args()
    pictures = photos(TEN[::2])
    with (
        tempfile.TemporaryDirectory() as folder,
        screen() as env,
        selling(pictures, items=IMPORTS) as goods,
    ):
        shop = profile_for(goods, Path(folder) / "shop")
        furnished(Profile(shop), PRODUCTS)
        if given.stacks:
            show_stacks(one_run(goods, shop, env, stacks=True))
            return
        runs = [one_run(goods, shop, env, stacks=False) for _ in range(given.runs)]
    name = f"largest gap: scrolling, then {IMPORTS} imports"
    report("window", [row_of(name, samples(runs, "quiet"), samples(runs, "busy"))])


if __name__ == "__main__":
    main()
