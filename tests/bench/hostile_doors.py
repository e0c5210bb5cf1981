"""Brings every hostile file in through every door that it fits, and tells how each ended.

    .venv/bin/python tests/bench/hostile_doors.py [--small] [--door picture] [--folder PLACE]

The files are beside the project (../shared/hostile); without them nothing is measured. Doors:
given as a file, within a page saved as one file, as a list, fetched as an item's page or as a
picture from loopback, pasted, as an address, a file's name, a shop's database, a copy of one, and a
cell that we write. Goals for each: at most 35 s, and 64 MB more than before in all processes
together. The exit code is 1 where one did not end in a named outcome with a sentence, or a wrong
product is in the catalog.
"""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from babydrop_desktop.bootstrap import Services  # noqa: E402
from babydrop_desktop.domain.catalog import CatalogQuery  # noqa: E402
from babydrop_desktop.domain.jobs import Choices, JobState  # noqa: E402
from babydrop_desktop.errors import ShopError  # noqa: E402
from babydrop_desktop.gateways.clock import SystemClock  # noqa: E402
from babydrop_desktop.gateways.http import Http  # noqa: E402
from babydrop_desktop.gateways.pictures import PictureStore  # noqa: E402
from tests.bench import hostile_words  # noqa: E402
from tests.bench.growth import Scale  # noqa: E402
from tests.bench.measure import keep, run_in_child  # noqa: E402
from tests.bench.network import FIRST, LONGEST_S, MOST_MB, opened, settings, worked_off  # noqa: E402
from tests.bench.supplier import CATEGORY  # noqa: E402
from tests.fakes import bad_network, drawings, web  # noqa: E402
from tests.fakes.supplier import Supplier, item_page, numbered, trading  # noqa: E402
from tests.pages.saved import mhtml  # noqa: E402

HOSTILE = ROOT.parent / "shared" / "hostile"
PICTURE_HOST = "ae01.alicdn.com"
Try = Callable[[], tuple[str, bool]]
Door = Callable[[Path, int], tuple[str, bool]]


def files_in(folder: Path, step: int = 1) -> list[Path]:
    """Every file, or every so many-th."""
    return sorted(path for path in folder.rglob("*") if path.is_file())[::step]


def serve(supplier: Supplier, files: list[Path]) -> None:
    """Show each file as an item's page and as a picture; what is packed says that it is."""
    for number, path in enumerate(files):
        body = path.read_bytes()
        packed = {"Content-Encoding": "gzip"} if path.suffix == ".gz" else {}
        supplier.sells(item_of(number), web.Answer(body, headers=packed))
        supplier.route(f"/kf/S{number}.jpg", web.Answer(body, kind="image/jpeg", headers=packed))
    supplier.route("/kf/Sgood.jpg", web.Answer(drawings.packed(drawings.photo(1200, 900))))


def item_of(number: int) -> str:
    """The item that stands for the file at this place."""
    return numbered(2000 + number)


class Doors:
    """The program, opened, with a try for each file and door."""

    def __init__(self, shop: Services, pictures: PictureStore, scratch: Path) -> None:
        self._shop = shop
        self._scratch = scratch
        self._pictures = pictures
        self._wanted = Choices(category_id=shop.catalog.category(CATEGORY).id)

    def all(self) -> Sequence[Door]:
        """Every door, one after the other."""
        return (self.file, self.archive, self.csv, self.page, self.picture, self.pasted)

    def file(self, path: Path, _number: int) -> tuple[str, bool]:
        """Given as the owner gives a saved page or a list."""
        try:
            report = self._shop.files.stage(path, auto=True, choices=self._wanted)
        except ShopError as error:
            return error.reason, bool(str(error))
        ends = [self._ended(job) for job in report.jobs]
        ends += [(line.reason, bool(line.message)) for line in report.refused]
        return _all_of(ends), bool(ends) and all(right for _, right in ends)

    def archive(self, path: Path, number: int) -> tuple[str, bool]:
        """Given as a page saved as one single file, whose page it is."""
        return self._named(f"{number}.mhtml", mhtml(path.read_bytes()))

    def csv(self, path: Path, number: int) -> tuple[str, bool]:
        """Given as a list."""
        return self._named(f"{number}.csv", path.read_bytes())

    def _named(self, name: str, body: bytes) -> tuple[str, bool]:
        given = self._scratch / name
        given.write_bytes(body)
        try:
            return self.file(given, 0)
        finally:
            given.unlink()

    def page(self, _path: Path, number: int) -> tuple[str, bool]:
        """Fetched as an item's page."""
        site = bad_network.SITES[number % len(bad_network.SITES)]
        job = self._shop.importing.stage_item(
            f"https://{site}/item/{item_of(number)}.html", auto=True, choices=self._wanted
        )
        return self._ended(job)

    def picture(self, _path: Path, number: int) -> tuple[str, bool]:
        """Fetched as a product's picture."""
        url = f"https://{PICTURE_HOST}/kf/S{number}.jpg"
        try:
            kept = self._pictures.store(url, check=lambda: None)
        except ShopError as error:
            return error.reason, bool(str(error))
        return "kept", 0 < min(kept.width, kept.height) <= max(kept.width, kept.height) <= 2000

    def pasted(self, path: Path, _number: int) -> tuple[str, bool]:
        """Pasted, as text, into the line for addresses and pages."""
        text = path.read_bytes().decode("utf-8", "replace")
        try:
            report = self._shop.importing.stage(text, auto=True, choices=self._wanted)
        except ShopError as error:
            return error.reason, bool(str(error))
        ends = [self._ended(job) for job in report.jobs]
        ends += [(line.reason, bool(line.message)) for line in report.refused]
        return _all_of(ends), all(right for _, right in ends)

    def _ended(self, job: str) -> tuple[str, bool]:
        row = worked_off(self._shop, job)
        if row.state is JobState.DONE:
            return "done", True  # whether it is right is looked at in the catalog
        named = row.state in {JobState.REFUSED, JobState.FAILED} and row.reason != "bug"
        right = named and bool(row.message) and "Traceback" not in (row.message or "")
        return row.reason or str(row.state), right


def _all_of(ends: list[tuple[str, bool]]) -> str:
    return " and ".join(sorted({name for name, _ in ends})) or "nothing to import"


def _common(names: list[str]) -> str:
    found = Counter(names).most_common(6)
    return ", ".join(f"{count} {name}" for name, count in found) or "-"


def all_doors(folder: str, base: str, files: list[Path], wanted: str | None) -> dict[str, Any]:
    """Run in a child: each file through each door, weighed; what became of it."""
    lines: list[dict[str, Any]] = []
    http = Http({PICTURE_HOST: base}, SystemClock())
    pictures = PictureStore(Path(folder) / "tried", http)
    with opened(folder) as shop:
        doors = Doors(shop, pictures, Path(folder))
        doors.page(Path(), int(FIRST[-6:]) - 2000)  # what is loaded once is no file's doing
        pictures.store(f"https://{PICTURE_HOST}/kf/Sgood.jpg", check=lambda: None)
        scale = Scale()
        for door in doors.all():
            if wanted in {None, door.__name__}:
                lines += [_weighed(scale, door, path, number) for number, path in enumerate(files)]
        for name, path, attempt in hostile_words.tries(files, Path(folder), pictures):
            if wanted in {None, name}:
                lines.append(_told(scale, name, path, attempt))
        scale.close()
        rows = shop.catalog.page(CatalogQuery(), None, 500).rows
        wrong = [str(row.id) for row in rows if not row.name.strip() or not row.price > 0]
        names = sorted(row.name for row in rows)
    pictures.close()
    http.close()
    return {"lines": lines, "products": names, "wrong": wrong}


def _weighed(scale: Scale, door: Door, path: Path, number: int) -> dict[str, Any]:
    return _told(scale, door.__name__, path, lambda: door(path, number))


def _told(scale: Scale, door: str, path: Path, attempt: Try) -> dict[str, Any]:
    with scale.weighing() as cost:
        try:
            outcome, right = attempt()
        except Exception as error:  # noqa: BLE001 - that is what is looked for
            outcome, right = f"raised {type(error).__name__}: {error}"[:120], False
    return {"door": door, "file": f"{path.parent.name}/{path.name}", "outcome": outcome,
            "right": right, **cost.facts()}  # fmt: skip


def show(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A line for each door, and for each file that was wrong or over a goal; those."""
    sys.stdout.write("\n")
    for door in dict.fromkeys(line["door"] for line in lines):
        mine = [line for line in lines if line["door"] == door]
        slowest, heaviest = (max(mine, key=lambda line, by=by: line[by])  # type: ignore[misc]
                             for by in ("seconds", "growth_mb"))  # fmt: skip
        sys.stdout.write(
            f"{door}: {len(mine)}; {_common([line['outcome'] for line in mine])}\n"
            f"    slowest {slowest['seconds']} s ({slowest['file']}), most memory"
            f" {heaviest['growth_mb']} MB ({heaviest['file']})\n"
        )
    goals = (("seconds", LONGEST_S), ("growth_mb", MOST_MB))
    bad = [line for line in lines
           if not line["right"] or any(line[by] > most for by, most in goals)]  # fmt: skip
    for line in bad[:30]:
        mark = "over" if line["right"] else "WRONG"
        sys.stdout.write(f"    {mark} {line}\n")
    return bad


def main() -> int:
    """Print what became of all, and write bench-results/hostile.json; 1 where one ended wrongly."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--door")
    parser.add_argument("--folder", type=Path, default=HOSTILE)
    given = parser.parse_args()
    if not given.folder.is_dir():
        sys.stdout.write("hostile: not measured, ../shared/hostile is not beside the project\n")
        return 0
    files = files_in(given.folder, 10 if given.small else 1)
    with trading() as supplier, tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "settings.toml").write_text(settings(supplier), "utf-8")
        serve(supplier, files)
        supplier.sells(FIRST, item_page(FIRST))
        told = run_in_child(all_doors, folder, supplier.base, files, given.door).facts
    bad = show(told["lines"])
    sys.stdout.write(f"products: {told['products']}, wrong: {told['wrong']}\n")
    keep("hostile", {"tried": len(told["lines"]), "bad": bad, "wrong": told["wrong"]})
    return 1 if told["wrong"] or not all(line["right"] for line in told["lines"]) else 0


if __name__ == "__main__":
    sys.exit(main())
