"""Measures the start: our first paint beside that of a bare Qt window, and the first list.

    .venv/bin/python tests/bench/start.py [--runs 7]

Fresh processes in turn, under a private Xvfb, from the moment each is asked for. Goals: first paint
at most 1.5 times the bare window's, the first list within 1.0 s, at most 80 MB at first paint.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from time import monotonic
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QSettings  # noqa: E402

from babydrop_desktop.paths import Profile  # noqa: E402
from tests.bench.measure import Sample, report  # noqa: E402
from tests.bench.program import row_of  # noqa: E402
from tests.bench.screen import screen  # noqa: E402
from tests.bench.shop_rows import furnished  # noqa: E402
from ui import window_state  # noqa: E402

PRODUCTS = 2_000
LONGEST_S = 60


def started(kind: str, env: dict[str, str], **wish: Any) -> dict[str, Any]:
    """Start one window in a process of its own, and give what it tells."""
    wish["began"] = monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.start_run", kind, json.dumps(wish)],
        cwd=ROOT,
        env=env,
        stdout=subprocess.PIPE,
        text=True,
        timeout=LONGEST_S,
        check=True,
    )
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def sample(told: dict[str, Any], what: str) -> Sample:
    """One moment of one start; the memory is that of the moment, not a peak."""
    held = told[f"{what}_mb"]
    facts = {f"{name}_mb": held[name] for name in ("own", "shared") if name in held}
    return Sample(told[what], held.get("all", 0), facts)


def main() -> None:
    """Print the table and write bench-results/start.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    bare, ours = [], []
    with tempfile.TemporaryDirectory() as folder, screen() as env:
        profile = Profile(Path(folder) / "shop")
        furnished(profile, PRODUCTS)
        settings = QSettings(str(profile.folder / "window.ini"), QSettings.Format.IniFormat)
        settings.setValue(window_state.PLACE, "catalog")
        settings.sync()
        width, height = started("ours", env, profile=str(profile.folder))["size"]
        for _ in range(runs):
            bare.append(started("bare", env, width=width, height=height))
            ours.append(started("ours", env, profile=str(profile.folder)))
    first = [sample(told, "paint") for told in bare]
    rows = [
        row_of("first paint: a bare Qt window, ours", first, [sample(t, "paint") for t in ours]),
        row_of("the same bare window, our first list", first, [sample(t, "list") for t in ours]),
    ]
    report("start", rows)


if __name__ == "__main__":
    main()
