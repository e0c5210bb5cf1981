"""The Fulfillment place over orders in memory, at noon of one day."""

import pytest

from babydrop_desktop.domain.order_checks import Standing
from babydrop_desktop.domain.orders import DropshipStatus
from tests.ui.fake_orders import NOON, order
from tests.ui.fakes import FakeShop
from ui.fulfillment.place import FulfillmentPlace


@pytest.fixture
def shop():
    made = FakeShop()
    made.fulfillment.all = [
        order(3, "Tessa Brindlewood", check=Standing.PART_READY),
        order(5, "Ida Larkhollow"),
        order(31, "Otto Pebblewick", check=Standing.LOOK),
        order(40, "Nora Winterfold", status=DropshipStatus.SHIPPED, check=None),
        order(50, "Greta Oakmere", status=DropshipStatus.CANCELLED, check=None),
    ]
    return made


@pytest.fixture
def open_place(qtbot, make_context):
    def make(shop, size=(1352, 840)):
        place = FulfillmentPlace(make_context(shop), lambda: NOON)
        qtbot.addWidget(place)
        place.resize(*size)
        place.show()
        with qtbot.waitSignal(place.rows.answered):
            pass
        return place

    return make
