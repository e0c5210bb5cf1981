"""Sets our page reader beside the published ones, over the same saved pages.

    .venv/bin/python tests/bench/readers.py [--small] [--times 3]

The samples of real pages where they are beside the project (../shared), else pages of our own. Read
right: the item's number, title, lowest and highest price and the number of rows are those of the
sample's line; and what is no product is not told as one. The others are installed into a folder for
the run, and run as they are; of the npm one only the browser and the reviews are stand-ins, so that
its time is that of its own code. Ours is asked through its process, as the program asks it. To be
fair, a saved script or its JSON is handed to the others within a page, and a price counts as right
where either its rows or its head tells it.
"""

import argparse
import html
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from importlib import import_module
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from babydrop_desktop.domain.supplier_product import Reading, SupplierProduct  # noqa: E402
from babydrop_desktop.gateways.aliexpress.read import read_page  # noqa: E402
from babydrop_desktop.gateways.aliexpress.reader import ChildPageReader  # noqa: E402
from tests.bench.measure import keep  # noqa: E402
from tests.bench.registries import Lacking, from_npm, from_pypi  # noqa: E402
from tests.pages import build, mutations  # noqa: E402

SAMPLES = ROOT.parent / "shared" / "aliexpress" / "samples"
OURS, NPM, PYPI = "ours", "aliexpress-product-scraper", "aliexpress-page-parser"
LONGEST_S = 300
HERE = Path(__file__).parent


@dataclass(frozen=True)
class Sample:
    """One saved page, and what a right reader finds; None where it is no product."""

    name: str
    kind: str
    body: bytes
    wanted: dict[str, Any] | None


@dataclass
class Score:
    """How one reader did."""

    right: dict[str, int] = field(default_factory=dict)
    read: dict[str, float] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    none_taken: int = 0

    def facts(self) -> dict[str, Any]:
        """As it is kept."""
        return asdict(self)

    def median_ms(self, names: Iterable[str]) -> float:
        """How long a page took, over these pages."""
        return median([self.read[name] for name in names] or [0.0])


def samples() -> list[Sample]:
    """The samples of real pages, else one page of ours of each kind."""
    manifest = SAMPLES / "manifest.jsonl"
    if not manifest.exists():
        made = {"product_id": build.ITEM_ID, "price_min": 8.99, "price_max": 12.99, "skus": 8}
        whole = {kind: text for kind, text in mutations.TEXTS.items() if kind not in "C fallback"}
        return [Sample(kind, kind, text, made) for kind, text in whole.items()]
    lines = map(json.loads, manifest.read_text("utf-8").splitlines())
    return [
        Sample(line["file"], line["file"].split("/")[0], (SAMPLES / line["file"]).read_bytes(),
               line if line["outcome"] == "product" else None)
        for line in lines
    ]  # fmt: skip


def is_right(wanted: dict[str, Any], told: dict[str, Any]) -> bool:
    """Whether what a reader told is what the sample's line says, as far as it says it."""
    names = {name: wanted.get(name) for name in ("product_id", "title", "skus")}
    found = {"product_id": told["id"], "title": _plain(told["title"]), "skus": told["skus"]}
    same = all(
        found[name] == (_plain(want) if name == "title" else want)
        for name, want in names.items()
        if want is not None
    )
    prices = [price for price in told["prices"] if price is not None]
    ranges = [(min(prices), max(prices))] if prices else []
    ranges.append(tuple(told["head"]))
    return same and (wanted["price_min"], wanted["price_max"]) in ranges


def _plain(title: Any) -> str:
    return " ".join(html.unescape(str(title or "")).split())


def ours(all_samples: list[Sample], times: int) -> dict[str, Score]:
    """Read each page as the program does, by its careful process, and with the reader alone."""
    sys.modules["__main__"] = import_module("babydrop_desktop.__main__")
    reader = ChildPageReader()
    try:
        reader.read(b"<html>")  # its process starts once, not for each page
        return {
            OURS: judged(all_samples, _timed(all_samples, reader.read, times)),
            "ours, without its process": judged(all_samples, _timed(all_samples, read_page, times)),
        }
    finally:
        reader.close()


def _timed(
    all_samples: list[Sample], read: Callable[[bytes], Reading], times: int
) -> list[dict[str, Any]]:
    lines = []
    for sample in all_samples:
        told: dict[str, Any] = {"name": sample.name, "ms": []}
        for _ in range(times):
            started = perf_counter()
            product = read(sample.body).product
            told["ms"].append((perf_counter() - started) * 1000)
            if product is not None:
                told["facts"] = _facts(product)
        lines.append(told)
    return lines


def _facts(product: SupplierProduct) -> dict[str, Any]:
    low, high = product.price_range() or (None, None)
    head = [float(price.amount) if price else None for price in (low, high)]
    return {"id": product.page_id or None, "title": product.title, "skus": len(product.skus),
            "prices": [], "head": head}  # fmt: skip


def theirs(
    all_samples: list[Sample], command: list[str], times: int, *, cwd: Path, path: Path | None
) -> list[dict[str, Any]]:
    """Hand the pages to another reader in a folder; what it told of each, in their order."""
    with tempfile.TemporaryDirectory() as pages:
        for number, sample in enumerate(all_samples):
            (Path(pages) / f"{number:03}.html").write_bytes(_as_page(sample))
        more = {"env": {"PYTHONPATH": str(path), "PATH": "/usr/bin:/bin"}} if path else {}
        done = subprocess.run(
            [*command, pages, str(times)], cwd=cwd, capture_output=True, text=True,
            timeout=LONGEST_S, check=False, **more,  # type: ignore[call-overload]
        )  # fmt: skip
    lines = [line for line in done.stdout.splitlines() if line.startswith('{"name"')]
    if len(lines) != len(all_samples):
        raise Lacking(f"it ended early: {done.stderr.strip()[-200:]}")
    return [json.loads(line) for line in lines]


def _as_page(sample: Sample) -> bytes:
    """A page where only its script or the data of its script was saved; else as it is."""
    start = sample.body.lstrip()[:1]
    if sample.kind.startswith("runparams") and start == b"{":
        return b"<html><script>window.runParams = " + sample.body + b";</script></html>"
    if sample.kind.startswith("runparams") and start == b"w":
        return b"<html><script>" + sample.body + b"</script></html>"
    return sample.body


def judged(all_samples: list[Sample], lines: list[dict[str, Any]]) -> Score:
    """How many of each kind were read right."""
    score = Score()
    for sample, told in zip(all_samples, lines, strict=True):
        facts = told.get("facts")
        named = bool(facts and str(facts["title"] or "").strip())
        if sample.wanted is None:
            score.none_taken += not named
            right = not named
        else:
            right = bool(named and is_right(sample.wanted, facts))
            score.right[sample.kind] = score.right.get(sample.kind, 0) + right
            if right:
                score.read[sample.name] = median(told["ms"])
        if not right:
            score.wrong.append(f"{sample.name}: {told.get('error') or facts}"[:160])
    return score


def show(all_samples: list[Sample], scores: dict[str, Score]) -> None:
    """The table."""
    kinds = dict.fromkeys(sample.kind for sample in all_samples if sample.wanted)
    heads = "".join(f"{name:>30}" for name in scores)
    sys.stdout.write(f"\n{'read right':<32}{heads}\n")
    for kind in kinds:
        count = sum(sample.kind == kind and bool(sample.wanted) for sample in all_samples)
        cells = "".join(f"{f'{score.right[kind]} of {count}':>30}" for score in scores.values())
        sys.stdout.write(f"{kind:<32}{cells}\n")
    count, same = sum(bool(sample.wanted) for sample in all_samples), scores[OURS]
    rows = [
        ("all products", lambda score: f"{sum(score.right.values())} of {count}"),
        ("no product, not told as one",
         lambda score: f"{score.none_taken} of {len(all_samples) - count}"),
        ("median ms of these", lambda score: f"{score.median_ms(score.read):.2f}"),
        ("ours, of the same pages", lambda score: f"{same.median_ms(score.read):.2f}"),
    ]  # fmt: skip
    for name, cell in rows:
        cells = "".join(f"{cell(one):>30}" for one in scores.values())
        sys.stdout.write(f"{name:<32}{cells}\n")


def others(all_samples: list[Sample], times: int) -> dict[str, Score]:
    """The published readers that can be had here."""
    found: dict[str, Score] = {}
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        node = ["node", str(HERE / "readers_npm.mjs")]
        python = [sys.executable, str(HERE / "readers_pypi.py")]
        for name, get, place, command in (
            (NPM, from_npm, Path(one), node),
            (PYPI, from_pypi, Path(two), python),
        ):
            try:
                get(place, name)
                path = place if get is from_pypi else None
                lines = theirs(all_samples, command, times, cwd=place, path=path)
                found[name] = judged(all_samples, lines)
            except (Lacking, subprocess.TimeoutExpired) as reason:
                sys.stdout.write(f"{name}: not measured, {reason}\n")
    return found


def main() -> int:
    """Print the table, write bench-results/readers.json; 1 where ours read a page wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--times", type=int, default=3)
    given = parser.parse_args()
    all_samples = samples()[:: 6 if given.small else 1]
    scores = ours(all_samples, given.times)
    scores |= others(all_samples, given.times)
    show(all_samples, scores)
    for line in scores[OURS].wrong:
        sys.stdout.write(f"    ours, wrong: {line}\n")
    keep("readers", {name: score.facts() for name, score in scores.items()})
    return 1 if scores[OURS].wrong else 0


if __name__ == "__main__":
    sys.exit(main())
