"""What looks like another product is said in the list and shown beside it in the detail."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from babydrop_desktop.domain.jobs import Choices
from babydrop_desktop.services.look_alikes import Alike
from tests.ui.importing.conftest import Heard
from tests.ui.importing.fake_goods import product
from tests.ui.importing.fake_shop import FakeShop
from ui.importing.place import ImportPlace

SLEEP = Choices(category_id="c-sleep")
FULL = (24,)
Make = Callable[..., ImportPlace]


def test_a_look_alike_of_a_product_is_said_and_shown_and_never_blocks(
    shop: FakeShop, make: Make, heard: Heard, qtbot: QtBot
) -> None:
    first = shop.importing.add(product(1, stock=FULL), choices=SLEEP)
    alike = Alike(4, product_id="p-1", sku="KP-284713", sha256="a" * 64)
    shop.proposals.alikes.found = {first: alike}
    place = make()
    qtbot.waitUntil(lambda: place.model.line(0).look.mark.text == "Looks like KP-284713")
    assert place.model.line(0).look.second.endswith("4 of 64 differ")
    assert place.model.ticked() == (first,)
    pair = place.detail.page.checks.pair
    qtbot.waitUntil(lambda: pair.words() == "Looks like KP-284713 (4 of 64 differ)")
    assert pair.ours.key.ref == place.detail.draft.chosen_pictures[0]
    assert pair.theirs.key.ref == "a" * 64
    assert place.detail.foot.one.isEnabled()
    qtbot.mouseClick(pair.findChildren(type(place.detail.page.rename))[0], Qt.LeftButton)
    assert heard.went == [("catalog", {"product_id": "p-1"})]


def test_two_staged_products_with_one_picture_lead_to_one_another(
    shop: FakeShop, make: Make, qtbot: QtBot
) -> None:
    first = shop.importing.add(product(1, stock=FULL), choices=SLEEP)
    second = shop.importing.add(product(2, "Bear Hat", stock=FULL), choices=SLEEP)
    third = shop.importing.add(product(3, "Blocked one", stock=FULL))
    shop.proposals.alikes.found = {
        second: Alike(0, job_id=first, url="https://ae01.alicdn.com/kf/Sx.jpg"),
        third: Alike(0, job_id=first, url="https://ae01.alicdn.com/kf/Sx.jpg"),
    }
    place = make()
    qtbot.waitUntil(lambda: place.model.line(1).look.second.endswith("same main picture"))
    assert place.model.line(2).look.mark.text == "Choose a category"
    place.list.choose(second)
    pair = place.detail.page.checks.pair
    qtbot.waitUntil(lambda: pair.words() == "The same main picture as Honey Heart Sleepsuit")
    pair.wanted.emit("", first)
    qtbot.waitUntil(lambda: place.detail.job_id == first)
    assert pair.words() == ""
