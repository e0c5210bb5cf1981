"""Runs the benchmarks, each in its own process: all of them, or the part that is named.

    .venv/bin/python tests/bench/run.py [all|pictures|import|window|start|catalog|orders|…]

Each prints its table and adds its figures to bench-results/<part>.json. The exit code is 1 where a
part failed; a missed goal is no failure, for machines differ.
"""

import argparse
import compileall
import subprocess
import sys
import sysconfig
from pathlib import Path

HERE = Path(__file__).resolve().parent
PARTS = {
    "pictures": "pictures.py",
    "import": "imports.py",
    "window": "window.py",
    "start": "start.py",
    "browser": "browser.py",
    "catalog": "catalog.py",
    "orders": "orders.py",
    "orders-window": "orders_window.py",
    "orders-upgrade": "orders_upgrade.py",
    "partition": "partition.py",
    "batch": "batch.py",
    "readers": "readers.py",
    "sharp": "sharp.py",
    "fuzz": "fuzz.py",
    "network": "network.py",
    "hostile": "hostile_doors.py",
    "looks": "looks.py",
}


def main() -> int:
    """Run what was asked for; 0 where every part came to its end."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", nargs="?", default="all", choices=["all", *PARTS])
    asked = parser.parse_args().part
    parts = list(PARTS) if asked == "all" else [asked]
    _compile()
    failed = [part for part in parts if not _run(part)]
    if failed:
        sys.stderr.write(f"\nfailed: {', '.join(failed)}\n")
    return 1 if failed else 0


def _compile() -> None:
    """Compile the program and its packages, as those of an installed program are."""
    root = HERE.parents[1]
    for folder in (root / "babydrop_desktop", root / "ui", sysconfig.get_paths()["purelib"]):
        compileall.compile_dir(folder, quiet=2, workers=0)


def _run(part: str) -> bool:
    sys.stdout.flush()
    command = [sys.executable, str(HERE / PARTS[part])]
    done = subprocess.run(command, cwd=HERE.parents[1], check=False)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
