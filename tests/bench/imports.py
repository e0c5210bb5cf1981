"""Measures the import of one product: the whole path to DONE, and the memory it takes.

    .venv/bin/python tests/bench/imports.py [--runs 5]

A page with ten pictures of 2-12 MP comes from a loopback server in another process. Ours is the
program itself, cold: its first page, nothing kept yet. Goals: at most 2 s, at least 3 times faster
than the old way, at most 200 MB with ten pictures of 12 MP, and 300 MB whatever arrives.
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from time import perf_counter
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from babydrop_desktop.bootstrap import Services, open_database, open_shop  # noqa: E402
from babydrop_desktop.db.jobs import JobContents  # noqa: E402
from babydrop_desktop.domain.jobs import Choices, JobId, JobRow, JobState  # noqa: E402
from babydrop_desktop.paths import Profile, ShopOptions  # noqa: E402
from babydrop_desktop.services.work import Work  # noqa: E402
from tests.bench import hostile  # noqa: E402
from tests.bench.measure import Row, Sample, report, run_in_child  # noqa: E402
from tests.bench.old_import import import_one as old_way  # noqa: E402
from tests.bench.pictures import TEN, TWELVE  # noqa: E402
from tests.bench.program import cpu_seconds, row_of, run_command  # noqa: E402
from tests.bench.supplier import CATEGORY, Goods, photos, profile_for, selling  # noqa: E402
from tests.fakes.statements import statement_counter  # noqa: E402


def our_way(folder: str, address: str, _base: str) -> dict[str, Any]:
    """Import one address with the shop's own services, from staging to DONE, and each stage."""
    # The process that reads pages loads the start file of whoever starts it: the program's own.
    sys.modules["__main__"] = import_module("babydrop_desktop.__main__")
    shop = open_shop(ShopOptions(Profile(Path(folder))))
    try:
        choices = Choices(category_id=shop.catalog.category(CATEGORY).id)
        stages = _timed_stages(shop)
        with statement_counter(shop.catalog._db.engine) as sent:
            started, cpu_started = perf_counter(), cpu_seconds()
            job_id = shop.importing.stage_item(address, auto=True, choices=choices)
            row = _finish(shop, job_id)
            seconds, cpu = perf_counter() - started, cpu_seconds() - cpu_started
    finally:
        shop.runner.stop()
        shop.close()
    kept = row.summary.pictures - row.summary.lost_pictures
    told: dict[str, Any] = {f"{stage}_ms": round(spent * 1000) for stage, spent in stages.items()}
    told |= {"statements": len(sent), "pictures": kept, "cpu_s": round(cpu, 2)}
    return {"seconds": seconds, **told}


def _finish(shop: Services, job_id: JobId) -> JobRow:
    while shop.runner.run_next(only=[job_id]) is not None:
        pass
    row = shop.importing.row(job_id)
    if row is None or row.state is not JobState.DONE:
        raise RuntimeError(f"the import did not end: {row}")
    return row


def _timed_stages(shop: Services) -> dict[str, float]:
    steps = shop.runner._steps
    spent: dict[str, float] = {}
    do = steps.do

    def timed(job: JobContents, work: Work) -> dict[str, Any]:
        started = perf_counter()
        try:
            return do(job, work)
        finally:
            spent[job.row.stage] = perf_counter() - started

    steps.do = timed  # type: ignore[method-assign]
    return spent


def speed(name: str, pictures: Sequence[bytes], runs: int) -> Row:
    """Both ways in turn, each run in a process and a shop of its own."""
    samples: dict[str, list[Sample]] = {"old": [], "ours": []}
    with selling(pictures) as goods:
        for _ in range(runs):
            for way, import_one in (("old", old_way), ("ours", our_way)):
                with tempfile.TemporaryDirectory() as folder:
                    profile = prepared(goods, folder)
                    place = (str(profile), goods.addresses()[0], goods.base)
                    samples[way].append(run_in_child(import_one, *place))
    for kind in samples.values():
        if any(sample.facts["pictures"] != len(pictures) for sample in kind):
            raise RuntimeError("not all pictures were kept")
    return row_of(name, samples["old"], samples["ours"])


def memory(name: str, pictures: Sequence[bytes], runs: int, *, more: str = "") -> Row:
    """The real command with everything it starts, beside the old way; seconds include the start.

    Something hostile may be refused: then the memory until then counts.
    """
    samples: dict[str, list[Sample]] = {"old": [], "ours": []}
    with selling(pictures, more=more) as goods:
        for _ in range(runs):
            with tempfile.TemporaryDirectory() as folder:
                profile = prepared(goods, folder)
                place = (str(profile), goods.addresses()[0], goods.base)
                samples["old"].append(run_in_child(old_way, *place))
            with tempfile.TemporaryDirectory() as folder:
                profile = prepared(goods, folder)
                command = ["import", *goods.addresses(), "--category", CATEGORY, "--json"]
                place = ("--profile", str(profile))
                samples["ours"].append(run_command([*command, *place], allowed=(0, 3)))
    return row_of(name, samples["old"], samples["ours"])


def prepared(goods: Goods, folder: str) -> Path:
    """A profile whose database is made already: that is no part of an import."""
    profile = profile_for(goods, Path(folder) / "profile")
    db, _ = open_database(ShopOptions(Profile(profile)))
    db.close()
    return profile


def main() -> None:
    """Print the table and write bench-results/import.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    few = max(1, runs // 2)
    ten, twelve = photos(TEN), photos(TWELVE)
    rows = [
        speed("a page with ten pictures, 2-12 MP", ten, runs),
        speed("a page with ten pictures, 12 MP each", twelve, few),
        memory("babydrop import: ten pictures of 12 MP", twelve, few),
        memory("babydrop import: ten hostile pictures", hostile.pictures(), few),
        memory("babydrop import: a page of 8 MB", ten[:1], few, more=hostile.eight_megabytes()),
    ]
    report("import", rows)


if __name__ == "__main__":
    main()
