"""Makes a demo shop whose goods are the real sixty pages, with pictures that cost no time."""

import json
import shutil
from pathlib import Path

from babydrop_desktop import bootstrap
from babydrop_desktop.domain.changes import Change
from babydrop_desktop.paths import Profile, ShopOptions
from babydrop_desktop.services.demo_orders import DemoOrders
from babydrop_desktop.services.work import Work
from tests.fakes.drawings import packed, photo

DEMO = Path(__file__).parents[2] / "resources" / "demo"
EARLIER = 24  # the products that the program's first version had


def small_resources(folder: Path) -> Path:
    """Copy the demo's pages to `folder`, each picture as small as a stamp; the folder."""
    demo = folder / "demo"
    shutil.copytree(DEMO / "pages", demo / "pages")
    shutil.copy(DEMO / "index.json", demo)
    (demo / "pictures").mkdir()
    for place, path in enumerate(sorted((DEMO / "pictures").iterdir())):
        (demo / "pictures" / path.name).write_bytes(packed(photo(40, 36, place + 1)))
    return folder


def entries(folder: Path) -> list[dict[str, object]]:
    """The demo's list of pages in `folder`."""
    found: list[dict[str, object]] = json.loads((folder / "demo" / "index.json").read_text("utf-8"))
    return found


def list_only(folder: Path, lines: list[dict[str, object]]) -> None:
    """Let the demo in `folder` have these pages only."""
    (folder / "demo" / "index.json").write_text(json.dumps(lines), encoding="utf-8")


def fill_without_orders(profile: Path) -> int:
    """Import the demo's pages as a version without orders did; how many."""
    shop = bootstrap.open_shop(ShopOptions(Profile(profile), None, demo=True))
    real = DemoOrders.fill
    DemoOrders.fill = lambda *_given, **_more: Change()  # type: ignore[method-assign]
    try:
        return shop.demo.fill(Work())
    finally:
        DemoOrders.fill = real  # type: ignore[method-assign]
        shop.close()
