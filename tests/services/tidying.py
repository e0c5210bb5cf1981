"""What the tests of the upkeep do and count."""

from babydrop_desktop.db.ours import PictureFile
from babydrop_desktop.services.work import Work
from tests.fakes.shop import rows_of
from tests.pages import build


def tidy(shop):
    return shop.upkeep.run(Work())


def look_at(shop, name):
    """Show a supplier's picture in the window, as a preview does; its content's name."""
    url = build.PICTURE.format(name)
    assert shop.thumbnails.supplier(url, 64) is not None
    return url


def keys(memory):
    return {row.source_key for row in rows_of(memory, PictureFile)}


def files(profile):
    return len([*(profile / "pictures").rglob("*.webp")])
