"""A real shop behind the Catalog place, and somebody else who changes its products meanwhile."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

import pytest
import sqlalchemy as sa

from babydrop_desktop.db.storefront import Product, Variant
from babydrop_desktop.db.unit import Database
from babydrop_desktop.errors import Unavailable
from babydrop_desktop.services.catalog import Catalog
from tests.services.editing import Desk, add_product
from tests.ui.fakes import FakeShop
from ui.catalog.place import CatalogPlace


class Reach:
    """The editing service behind a line that can be cut, and a gate that can be shut."""

    def __init__(self, editing):
        self._editing = editing
        self.cut = False
        self.gate = None
        self.edits = 0

    def __getattr__(self, name):
        made = getattr(self._editing, name)

        def call(*args, **named):
            if name == "edit":
                self.edits += 1
                if self.gate is not None:
                    self.gate.wait()
            if self.cut:
                raise Unavailable("The shop server does not answer.", reason="database_unreachable")
            return made(*args, **named)

        return call


@dataclass
class Scene:
    """The owner (Mia) in the window, Ben at another laptop, and the storefront in raw SQL."""

    db: Database
    mia: Desk
    ben: Desk
    shop: FakeShop
    open: Callable[[], CatalogPlace]

    def add(self, name: str, prices=("29.99", "29.99"), **columns) -> str:
        base = columns.pop("base", prices[0] if prices else "29.99")
        product, _variants = add_product(self.db, prices, base=base, name=name, **columns)
        return product

    def row(self, product_id: str) -> Product:
        with self.db.read() as session:
            return session.get_one(Product, product_id)

    def prices(self, product_id: str) -> list[Decimal]:
        with self.db.read() as session:
            asked = sa.select(Variant.price).where(Variant.product_id == product_id)
            return list(session.scalars(asked.order_by(Variant.created_at, Variant.id)))

    def delete(self, product_id: str) -> None:
        with self.db.write() as session:
            session.execute(sa.delete(Variant).where(Variant.product_id == product_id))
            session.execute(sa.delete(Product).where(Product.id == product_id))


@pytest.fixture
def scene(qtbot, tmp_path, make_context, pools):
    from babydrop_desktop.bootstrap import open_database  # noqa: PLC0415
    from babydrop_desktop.paths import Profile, ShopOptions  # noqa: PLC0415

    db, _report = open_database(ShopOptions(Profile(tmp_path / "shop")))
    yield from scenes(qtbot, db, make_context, pools)


def scenes(qtbot, db, make_context, pools, *, may_sell=True):
    mia, ben = Desk(db, may_sell=may_sell), Desk(db, "Ben", may_sell=may_sell)
    shop = FakeShop()
    shop.catalog = Catalog(db, device="laptop-of-Mia")
    shop.editing = Reach(mia.editing)
    mia.editing._news.subscribe(shop.tell)

    def opened() -> CatalogPlace:
        place = CatalogPlace(make_context(shop))
        qtbot.addWidget(place)
        place.resize(1352, 840)
        place.show()
        with qtbot.waitExposed(place):
            place.activateWindow()
        qtbot.waitUntil(lambda: place.detail.shown is not None)
        return place

    yield Scene(db, mia, ben, shop, opened)
    assert pools.close(within_ms=10_000), "a worker never ended"
    db.close()
