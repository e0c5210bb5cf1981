"""The Needs you place over needs in memory, at noon of one day."""

from datetime import timedelta
from decimal import Decimal

import pytest

from babydrop_desktop.domain.attention import NeedGroup, NeedKind
from tests.ui.fake_orders import NOON, need, order
from tests.ui.fakes import FakeShop, product
from ui.needs_you.place import NeedsPlace


@pytest.fixture
def shop():
    made = FakeShop()
    made.fulfillment.all = [order(1), order(2)]
    made.catalog.all = [product(1, "Bunny Sun Hat")]
    made.attention.all = [
        need("unpaid", kind=NeedKind.NOT_PAID, title="BP-10412", order_id="d000002", urgent=True,
             due=NOON + timedelta(hours=30), at_risk=Decimal("44.99")),
        need("old"),
        need("hat", kind=NeedKind.LOW_MARGIN, group=NeedGroup.PRODUCTS, order_id=None,
             product_id="p000001", title="Bunny Sun Hat", due=None, at_risk=None,
             facts={"percent": "27", "floor": "30"}),
    ]  # fmt: skip
    return made


@pytest.fixture
def open_place(qtbot, make_context):
    def make(shop, size=(1352, 840)):
        place = NeedsPlace(make_context(shop), lambda: NOON)
        qtbot.addWidget(place)
        place.resize(*size)
        place.show()
        qtbot.waitUntil(lambda: place.watch.needs is not None)
        return place

    return make
