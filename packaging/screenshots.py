"""Makes the pictures of the README from the running program: the demo shop, on a screen of its own.

make screenshots
"""

import sys
import tempfile
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from babydrop_desktop.bootstrap import Services, open_shop  # noqa: E402
from babydrop_desktop.domain.jobs import Choices, JobState  # noqa: E402
from babydrop_desktop.paths import Profile, ShopOptions  # noqa: E402
from babydrop_desktop.services.work import Work  # noqa: E402
from tests.journeys.desk import Desk  # noqa: E402

SIZE = (1440, 900)
SIZES = ((1280, 720), (1440, 900), (1920, 1080))
# The demo's own pages under other numbers: items that the demo shop does not have yet.
PAGES = ("honey-heart-sleepsuit", "midnight-star-dress", "first-step-star-shoes", "mint-stripe-set",
         "oat-feeding-bib", "little-bear-jacket", "lilac-dot-bow")  # fmt: skip
PLACES = (("ctrl+1", "needs-you"), ("ctrl+2", "import"), ("ctrl+3", "catalog"),
          ("ctrl+4", "fulfillment"))  # fmt: skip
STORE_PAGE = "https://www.aliexpress.com/store/911400"


def main(folder: Path, sizes: tuple[tuple[int, int], ...]) -> None:
    """Write a picture of each place, light and dark, into `folder`."""
    with tempfile.TemporaryDirectory() as made:
        profile = Path(made) / "shop"
        _prepare(profile)
        for size in sizes:
            for theme in ("light", "dark"):
                more = "" if sizes == (SIZE,) else f"-{size[0]}"
                _take(profile, Path(made), folder, size, (theme, more))


def _prepare(profile: Path) -> None:
    shop = open_shop(ShopOptions(Profile(profile), demo=True))
    try:
        shop.demo.fill(Work())
        _stage(shop)
    finally:
        shop.close()


def _stage(shop: Services) -> None:
    categories = {row.slug: row.id for row in shop.catalog.categories()}
    entries = {page.file.stem: page for page in shop.demo.pages()}
    ids = []
    for name in PAGES:
        page = entries.get(name)
        if page is None:
            raise SystemExit(f"the demo has no page {name}")
        body = page.file.read_bytes().replace(b"9990000000", b"9990000001")
        choices = Choices(category_id=categories[page.category], title=page.title)
        ids.append(shop.importing.stage_page(page.file.name, body, choices=choices))
    while shop.runner.run_next() is not None:
        pass
    rows = [shop.importing.row(job_id) for job_id in ids]
    unread = [row for row in rows if row is None or row.state is not JobState.READY]
    if unread:
        raise SystemExit(f"not read: {unread}")


def _take(
    profile: Path, home: Path, folder: Path, size: tuple[int, int], look: tuple[str, str]
) -> None:
    theme, more = look
    (profile / "window.ini").write_text(f"[window]\ntheme={theme}\n", "utf-8")
    with closing(Desk(home, size=size)) as desk:
        desk.open("--demo", "--profile", str(profile))
        for keys, place in PLACES:
            desk.settle()
            desk.key(keys)
            desk.settle()
            desk.picture(folder / f"{place}-{theme}{more}.png")
        desk.quit()


if __name__ == "__main__":
    every = "--all-sizes" in sys.argv
    main(Path(sys.argv[-1]) if every else ROOT / "docs", SIZES if every else (SIZE,))
