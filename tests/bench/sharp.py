"""Measures sharp, the picture library of Node, beside ours over the same ten pictures.

    .venv/bin/python tests/bench/sharp.py [--small] [--runs 3]

Both make the shop's two sizes as WebP of the same quality out of files of 2-12 MP and write them:
sharp at its effort 2 with three at once, ours as the program does, in its two processes. Neither
start is counted. Memory is that of all processes of each. SSIM compares the large files with a full
decode and a careful reduction. Goal: sharp's time at 0.65 of its memory and equal SSIM.
"""

import argparse
import io
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from statistics import mean
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from PIL import Image  # noqa: E402

from babydrop_desktop.gateways.picture_files import LARGE, SMALL  # noqa: E402
from babydrop_desktop.gateways.picture_maker import PictureMaker  # noqa: E402
from babydrop_desktop.gateways.picture_sizes import LARGE_QUALITY, SMALL_QUALITY  # noqa: E402
from tests.bench.growth import Scale  # noqa: E402
from tests.bench.measure import Row, Sample, report, run_in_child  # noqa: E402
from tests.bench.pictures import TEN, TWELVE, ssim  # noqa: E402
from tests.bench.program import cpu_seconds, row_of  # noqa: E402
from tests.bench.registries import Lacking, from_npm  # noqa: E402
from tests.bench.supplier import photos  # noqa: E402

EFFORT, AT_ONCE, OUR_THREADS = 2, 3, 3
SCRIPT = Path(__file__).with_name("sharp.mjs")
LONGEST_S = 300


def sharps_way(place: Path, folder: Path, to: Path) -> Sample:
    """One run of sharp: its own time, and the peak of its one process."""
    wish = [str(folder), str(to), LARGE, LARGE_QUALITY, SMALL, SMALL_QUALITY, EFFORT, AT_ONCE]
    done = subprocess.run(
        ["node", str(SCRIPT), *map(str, wish)],
        cwd=place,
        capture_output=True,
        text=True,
        timeout=LONGEST_S,
        check=True,
    )
    told = json.loads(done.stdout)
    facts = {"version": told["version"], "cpu_s": round(told["cpu"], 2)}
    return Sample(told["seconds"], told["peakMb"], facts)


def our_way(folder: str, to: str) -> dict[str, Any]:
    """Run in a child: the program's own processes, asked as the program asks them."""
    sys.modules["__main__"] = import_module("babydrop_desktop.__main__")
    files = sorted(Path(folder).iterdir())
    maker = PictureMaker()

    def make(path: Path) -> None:
        sizes = maker.make(path.read_bytes(), check=lambda: None)
        for side, data in ((LARGE, sizes.large), (SMALL, sizes.small)):
            (Path(to) / f"{path.name}-{side}.webp").write_bytes(data)

    with ThreadPoolExecutor(OUR_THREADS) as pool:
        list(pool.map(make, files[:2]))  # what is loaded once is not measured
        started, cpu_started = perf_counter(), cpu_seconds()
        list(pool.map(make, files))
        seconds, cpu = perf_counter() - started, cpu_seconds() - cpu_started
        scale = Scale()  # once more: weighing costs time
        with scale.weighing():
            list(pool.map(make, files))
        held = scale.most_mb
        scale.close()
    maker.close()
    return {"seconds": seconds, "all_mb": round(held, 1), "cpu_s": round(cpu, 2)}


def likeness(pictures: Sequence[bytes], to: Path, some: Sequence[int]) -> float:
    """The mean SSIM of some of the large files against a careful reduction of the original."""
    found = []
    for number in some:
        reference = Image.open(io.BytesIO(pictures[number])).convert("RGB")
        reference.thumbnail((LARGE, LARGE), Image.Resampling.LANCZOS, reducing_gap=None)
        with Image.open(to / f"{number:02}.jpg-{LARGE}.webp") as made:
            if made.size != reference.size:
                raise RuntimeError(f"{made.size} instead of {reference.size}")
            found.append(ssim(reference, made.convert("RGB")))
    return round(mean(found), 4)


def beside(name: str, place: Path, pictures: Sequence[bytes], runs: int) -> Row:
    """Both ways in turn over the same files."""
    samples: dict[str, list[Sample]] = {"sharp": [], "ours": []}
    with tempfile.TemporaryDirectory() as scratch:
        folders = {what: Path(scratch) / what for what in ("from", "sharp", "ours")}
        for folder in folders.values():
            folder.mkdir()
        for number, data in enumerate(pictures):
            (folders["from"] / f"{number:02}.jpg").write_bytes(data)
        for _ in range(runs):
            samples["sharp"].append(sharps_way(place, folders["from"], folders["sharp"]))
            one = run_in_child(our_way, str(folders["from"]), str(folders["ours"]))
            samples["ours"].append(Sample(one.seconds, one.facts.pop("all_mb"), one.facts))
        row = row_of(name, samples["sharp"], samples["ours"])
        some = [1, 5, 9] if len(pictures) > 9 else [0]
        for what, facts in (("sharp", row.old_facts), ("ours", row.our_facts)):
            facts["ssim"] = likeness(pictures, folders[what], some)
            large = folders[what].glob(f"*-{LARGE}.webp")
            facts["large_kb"] = sum(path.stat().st_size for path in large) // 1024
    return row


def main() -> None:
    """Print the table (the old way is sharp's) and write bench-results/sharp.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    sets = [("2-12 MP", TEN), ("12 MP each", TWELVE)]
    if given.small:
        sets, given.runs = [("2-3 MP", TEN[:3])], 1
    with tempfile.TemporaryDirectory() as folder:
        try:
            place = from_npm(Path(folder), "sharp")
        except Lacking as reason:
            sys.stdout.write(f"sharp: not measured, {reason}\n")
            return
        rows = [
            beside(f"sharp / ours: {len(sizes)} pictures, {name}", place, photos(sizes), given.runs)
            for name, sizes in sets
        ]
    report("sharp", rows)


if __name__ == "__main__":
    main()
