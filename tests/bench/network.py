"""Tries thirty bad networks with the real deadlines: how long until an import ends in words.

    .venv/bin/python tests/bench/network.py [--small] [--only NAME]

A server on loopback misbehaves in one way after the other, with an item's page or with its ten
pictures; the program imports the item, each alone. Goals: at most 35 s, at most 64 MB more than
before in all processes together, and no product that is not whole. The exit code is 1 where an
import did not end as it has to, or a wrong product is in the catalog.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from babydrop_desktop.bootstrap import Services, open_shop  # noqa: E402
from babydrop_desktop.domain.catalog import CatalogQuery  # noqa: E402
from babydrop_desktop.domain.jobs import Choices, JobRow, JobState  # noqa: E402
from babydrop_desktop.paths import Profile, ShopOptions  # noqa: E402
from tests.bench.growth import Scale  # noqa: E402
from tests.bench.measure import keep, run_in_child  # noqa: E402
from tests.bench.supplier import CATEGORY  # noqa: E402
from tests.fakes import bad_network, web  # noqa: E402
from tests.fakes.bad_network import SCENARIOS, Scenario  # noqa: E402
from tests.fakes.supplier import Supplier, item_page, numbered, trading  # noqa: E402
from tests.pages import build  # noqa: E402

LONGEST_S, MOST_MB = 35.0, 64.0
# A few that end at once, to try the benchmark itself.
QUICK = (
    "pictures: pages instead",
    "gzip bomb",
    "404",
    "429 with seconds",
    "reset",
    "captcha",
    "slow but whole",
)
FIRST = numbered(999)


def _ten_pictures(host: str, item: str) -> bytes:
    """The page of an item whose ten pictures have addresses of their own, on a host of its own."""
    data = build.a2_data()
    data["imageModule"]["imagePathList"] = [build.PICTURE.format(name) for name in names_of(item)]
    return item_page(item, data).replace(b"ae01.alicdn.com", host.encode())


def names_of(item: str) -> list[str]:
    """The names of those pictures."""
    return [f"{item[-6:]}view{number}" for number in range(10)]


# Ten pictures of an honest page that all go wrong in the same way.
_LOST = ("", "no_pictures")
PICTURES: dict[str, web.Route] = {
    "pictures: silence": web.silence,
    "pictures: drip": web.drip,
    "pictures: endless": web.endless,
    "pictures: gzip bomb": web.gzip_bomb(256),
    "pictures: pages instead": web.Answer(b"<!doctype html><html>no", kind="image/jpeg"),
    "pictures: nine gigabytes": web.Answer(b"x", length=9 * 10**9, kind="image/jpeg"),
}
HOSTS = [f"ae{number:02}.alicdn.com" for number in range(11, 11 + len(PICTURES))]
ALL = (
    *SCENARIOS,
    *(Scenario(name, partial(_ten_pictures, host), _LOST)
      for name, host in zip(PICTURES, HOSTS, strict=True)),
)  # fmt: skip


def settings(supplier: Supplier) -> str:
    """A shop that buys here, on every site of the scenarios, without a limit a minute."""
    hosts = dict.fromkeys((*supplier.mirrors, *bad_network.SITES, *HOSTS), supplier.base)
    lines = [f'"{host}" = "{base}"' for host, base in hosts.items()]
    return "\n".join(
        ["[network.mirrors]", *lines, "[imports]", "per_minute = 0", "per_day = 0", ""]
    )


@contextmanager
def opened(folder: str) -> Iterator[Services]:
    """The program's services on a profile, as the command line opens them."""
    # The processes beside load the start file of whoever starts them: the program's own.
    sys.modules["__main__"] = import_module("babydrop_desktop.__main__")
    with closing(open_shop(ShopOptions(Profile(Path(folder))))) as shop:
        yield shop


def worked_off(shop: Services, job_id: str) -> JobRow:
    """Run one import until it has ended or waits; its row."""
    while shop.runner.run_next(only=[job_id]) is not None:
        pass
    row = shop.importing.row(job_id)
    if row is None:
        raise RuntimeError("the import is gone")
    return row


def ended(one: Scenario, row: JobRow) -> bool:
    """Whether an import came to the end that this scenario has to come to."""
    if one.pauses or (one.name in PICTURES and row.state is JobState.QUEUED):
        return row.state is JobState.QUEUED and bool(row.waits_for and row.not_before)
    if row.state is JobState.DONE:
        return "" in one.ends
    named = row.state in {JobState.FAILED, JobState.REFUSED} and row.reason in one.ends
    return named and bool(row.message) and "Traceback" not in (row.message or "")


def each_alone(folder: str, places: list[int]) -> dict[str, Any]:
    """Run in a child: one honest import first, then each scenario, weighed."""
    lines: list[dict[str, Any]] = []
    with opened(folder) as shop:
        wanted = Choices(category_id=shop.catalog.category(CATEGORY).id)
        first = shop.importing.stage_item(
            f"https://www.aliexpress.com/item/{FIRST}.html", auto=True, choices=wanted
        )
        if worked_off(shop, first).state is not JobState.DONE:
            raise RuntimeError("not even an honest page was imported")
        scale = Scale()
        for place in places:
            one, address = ALL[place], bad_network.address_of(place)
            with scale.weighing() as cost:
                job = shop.importing.stage_item(address, auto=True, choices=wanted)
                row = worked_off(shop, job)
            outcome = row.reason or (f"waits for {row.waits_for}" if row.waits_for else row.state)
            lines.append({"name": one.name, "outcome": str(outcome), "right": ended(one, row),
                          "words": row.message or "", **cost.facts()})  # fmt: skip
        scale.close()
        products = shop.catalog.page(CatalogQuery(), None, 200).rows
        wrong = [str(row.id) for row in products if not row.name.strip() or not row.price > 0]
    return {"lines": lines, "products": len(products), "wrong": wrong}


def show(lines: list[dict[str, Any]]) -> None:
    """The table."""
    sys.stdout.write(f"\n{'the network':<34}{'ended as':<34}{'seconds':>9}{'MB more':>9}\n")
    for line in lines:
        over = line["seconds"] > LONGEST_S or line["growth_mb"] > MOST_MB
        mark = "" if line["right"] else "  WRONG" if not over else "  WRONG, over"
        mark = mark or ("  over" if over else "")
        sys.stdout.write(
            f"{line['name']:<34}{line['outcome']:<34}{line['seconds']:>9.1f}"
            f"{line['growth_mb']:>9.0f}{mark}\n"
        )


def main() -> int:
    """Print the table and write bench-results/network.json; 1 where an import ended wrongly."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--only", help="those whose name begins so")
    given = parser.parse_args()
    places = [
        at for at, one in enumerate(ALL)
        if (one.name in QUICK if given.small else one.name.startswith(given.only or ""))
    ]  # fmt: skip
    with trading() as supplier, tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "settings.toml").write_text(settings(supplier), "utf-8")
        supplier.sells(FIRST, item_page(FIRST))
        for place in places:
            item = bad_network.item_of(place)
            supplier.sells(item, ALL[place].page(item))
            if route := PICTURES.get(ALL[place].name):
                for name in names_of(item):
                    supplier.shows(name, route)
        told = run_in_child(each_alone, folder, places).facts
    show(told["lines"])
    done = sum(line["outcome"] == "done" for line in told["lines"])
    right = told["products"] == done + 1 and not told["wrong"]
    sys.stdout.write(f"products in the catalog: {told['products']}, wrong: {told['wrong']}\n")
    keep("network", told)
    return 0 if right and all(line["right"] for line in told["lines"]) else 1


if __name__ == "__main__":
    sys.exit(main())
