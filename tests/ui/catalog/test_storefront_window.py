"""On the storefront's own PostgreSQL the window edits as anywhere, beside the storefront."""

from decimal import Decimal

import psycopg
import pytest
from PySide6.QtCore import Qt

from babydrop_desktop.domain.product_edit import ProductField
from tests.services.editing import add_picture
from tests.ui.catalog.conftest import scenes
from tests.ui.catalog.test_editing_in_place import retype, saved

pytestmark = pytest.mark.postgres
F = ProductField
ROMPER, COAT = "cm5prod000000000000000001", "cm5prod000000000000000002"


@pytest.fixture
def scene(qtbot, storefront_url, tmp_path, make_context, pools):
    from babydrop_desktop.bootstrap import open_database  # noqa: PLC0415
    from babydrop_desktop.paths import Profile, ShopOptions  # noqa: PLC0415

    options = ShopOptions(Profile(tmp_path / "shop"), database_url=storefront_url, upgrade=True)
    db, _report = open_database(options)
    yield from scenes(qtbot, db, make_context, pools, may_sell=False)


def test_the_storefront_and_the_owner_change_one_price(qtbot, scene, storefront_owner_url):
    place = scene.open()
    assert place.detail.shown.id == ROMPER
    with psycopg.connect(storefront_owner_url) as connection:
        connection.execute(
            'UPDATE "Product" SET "basePrice" = 21.00, name = %s WHERE id = %s',
            ("Storefront Romper", ROMPER),
        )
    retype(qtbot, place.detail.price, "24.50")
    note = place.detail.form.note(F.PRICE)
    qtbot.waitUntil(lambda: note.isVisible() and note.clash.isVisible())
    assert note.clash.words()[1:] == ["18.99", "21.00", "24.50"]
    qtbot.waitUntil(lambda: place.detail.title.text() == "Storefront Romper")
    qtbot.mouseClick(note.clash.keep, Qt.MouseButton.LeftButton)
    saved(qtbot, scene, ROMPER, "base_price", Decimal("24.50"))
    qtbot.waitUntil(lambda: place.undo_words() == "price of Storefront Romper")
    place.undo()
    saved(qtbot, scene, ROMPER, "base_price", Decimal("21.00"))


def test_a_picture_without_an_address_keeps_a_product_a_draft(qtbot, scene):
    add_picture(scene.db, COAT)
    place = scene.open()
    place.table.choose_row(1)
    qtbot.waitUntil(lambda: place.detail.shown.id == COAT)
    foot = place.detail.foot
    qtbot.mouseClick(foot.put_on, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "no public address" in foot.note.words())
    assert not scene.shop.catalog.detail(COAT).for_sale
    qtbot.mouseClick(foot.note.drop, Qt.MouseButton.LeftButton)
    assert foot.put_on.isVisible()
