"""Imports many products as the window's two threads do, without the window; run in a child."""

import sys
import threading
from importlib import import_module
from pathlib import Path
from time import perf_counter
from typing import Any

from babydrop_desktop.bootstrap import Services, open_shop
from babydrop_desktop.domain.jobs import Choices, JobId, JobState
from babydrop_desktop.paths import Profile, ShopOptions
from tests.bench.growth import Scale
from tests.bench.program import cpu_seconds
from tests.bench.supplier import CATEGORY

AT_ONCE = 2
LOOK_S = 0.25


def our_way(folder: str, addresses: list[str]) -> dict[str, Any]:
    """Stage all addresses in one paste, run them two at a time; seconds, memory, pictures."""
    # The processes beside load the start file of whoever starts them: the program's own.
    sys.modules["__main__"] = import_module("babydrop_desktop.__main__")
    shop = open_shop(ShopOptions(Profile(Path(folder))))
    scale = Scale(LOOK_S)
    try:
        wanted = Choices(category_id=shop.catalog.category(CATEGORY).id)
        with scale.weighing():
            started, cpu_started = perf_counter(), cpu_seconds()
            jobs = shop.importing.stage("\n".join(addresses), auto=True, choices=wanted).jobs
            _work_off(shop)
            seconds, cpu = perf_counter() - started, cpu_seconds() - cpu_started
        told = {"all_mb": round(scale.most_mb), "cpu_s": round(cpu, 1), **_kept(shop, jobs)}
    finally:
        scale.close()
        shop.runner.stop()
        shop.close()
    return {"seconds": seconds, **told}


def _work_off(shop: Services) -> None:
    def work() -> None:
        while shop.runner.run_next() is not None:
            pass

    threads = [threading.Thread(target=work) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _kept(shop: Services, jobs: tuple[JobId, ...]) -> dict[str, int]:
    """How many came in whole. Raises RuntimeError where one did not."""
    pictures = 0
    for job in jobs:
        row = shop.importing.row(job)
        if row is None or row.state is not JobState.DONE or row.summary.lost_pictures:
            raise RuntimeError(f"an import did not end whole: {row}")
        pictures += row.summary.pictures
    return {"products": len(jobs), "pictures": pictures}
