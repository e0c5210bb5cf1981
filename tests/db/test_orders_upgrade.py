"""Orders that were there before this program are counted and found; a storefront stays as it is."""

from pathlib import Path

import pytest

from babydrop_desktop.db import orders
from babydrop_desktop.db.engine import open_engine
from babydrop_desktop.db.migrations import Migrations
from babydrop_desktop.db.order_judge import Judge
from babydrop_desktop.db.unit import Database
from babydrop_desktop.db.upgrade import upgrade
from babydrop_desktop.domain.orders import OrderQuery
from tests.fakes import orders as fake
from tests.fakes.catalog import of_storefront


def test_orders_that_were_there_before_are_counted_and_found(sqlite_address: str, tmp_path: Path):
    engine = open_engine(sqlite_address)
    upgrade(engine, migrations=Migrations(("0001",)))
    shop = Database(engine)
    fake.goods(shop)
    fake.add(shop, fake.order(1), fake.order(2), fake.order(3, status="ISSUE"))

    upgrade(engine, backups=tmp_path / "kept")

    with shop.read() as session:
        counts = orders.counts(session).of
        found = orders.page(session, OrderQuery(search="brindle"), None, 9, Judge("USD", 30))
    assert {status.value: number for status, number in counts.items()} == {"PENDING": 2, "ISSUE": 1}
    assert len(found.rows) == 3
    engine.dispose()


@pytest.mark.postgres
def test_beside_a_storefront_no_table_of_it_gets_a_trigger_or_an_index(
    storefront_url: str, storefront_owner_url: str
):
    before = of_storefront(storefront_owner_url)
    engine = open_engine(storefront_url)

    upgrade(engine)

    with Database(engine).read() as session:
        found = orders.page(session, OrderQuery(search="byron"), None, 9, Judge("USD", 30))
        assert [row.number for row in found.rows] == ["BP-1001"]
        assert orders.counts(session).count(None) == 1
    assert of_storefront(storefront_owner_url) == before
    engine.dispose()
