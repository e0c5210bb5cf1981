"""One block is one transaction: saved whole or not at all, and never half seen."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC

import pytest
import sqlalchemy as sa
from sqlalchemy import func, select

from babydrop_desktop.db.engine import open_engine
from babydrop_desktop.db.ours import ImportedItem, RateToken, Setting
from babydrop_desktop.db.storefront import Category, Product
from babydrop_desktop.db.unit import Database
from babydrop_desktop.errors import Conflict, NotFound, Unavailable
from tests.fakes.statements import statement_counter


def _add(database: Database, key: str, value: object = 1) -> None:
    with database.write() as session:
        session.add(Setting(key=key, value=value, updated_at=database.server_now(session)))


def _keys(database: Database) -> list[str]:
    with database.read() as session:
        return list(session.scalars(select(Setting.key).order_by(Setting.key)))


def test_a_block_is_saved_at_its_end(shop: Database):
    _add(shop, "a")

    assert _keys(shop) == ["a"]


def _add_and_fail(database: Database) -> None:
    with database.write() as session:
        session.add(Setting(key="a", value=1, updated_at=database.server_now(session)))
        session.flush()
        raise NotFound("not there", reason="not_there")


def test_a_block_that_fails_saves_nothing(shop: Database):
    with pytest.raises(NotFound):
        _add_and_fail(shop)

    assert _keys(shop) == []


def test_what_was_read_can_be_used_after_the_block(shop: Database):
    with shop.write() as session:
        category = session.scalars(select(Category)).first()
        assert category is not None
        category.description = "Soft"

    assert category.description == "Soft"
    assert category.name


def test_a_reader_cannot_write(shop: Database):
    with pytest.raises(Unavailable) as caught, shop.read() as session:
        session.execute(sa.delete(Category))

    assert caught.value.reason == "database_read_only"
    _add(shop, "after")
    assert _keys(shop) == ["after"]


def _claim(database: Database, product_id: str) -> None:
    with database.write() as session:
        now = database.server_now(session)
        session.add(ImportedItem(canonical_id="100500", product_id=product_id, created_at=now))


def test_the_same_thing_saved_twice_is_a_conflict_that_names_it(shop: Database):
    _claim(shop, "first")

    with pytest.raises(Conflict) as caught:
        _claim(shop, "second")

    assert caught.value.reason == "already_exists"
    assert caught.value.facts == {"what": "imported_item", "key": ""}
    with shop.read() as session:
        assert session.scalars(select(ImportedItem.product_id)).all() == ["first"]


def _add_category(database: Database, slug: str) -> None:
    with database.write() as session:
        now = database.server_now(session)
        session.add(Category(name="Again", slug=slug, updated_at=now))


def test_a_conflict_names_the_key(shop: Database):
    with pytest.raises(Conflict) as caught:
        _add_category(shop, "dresses")

    assert caught.value.facts == {"what": "Category", "key": "slug"}


def _add_product_of_no_category(database: Database) -> None:
    with database.write() as session:
        now = database.server_now(session)
        session.add(
            Product(name="x", slug="x", base_price=1, sku="x", category_id="no", updated_at=now)
        )


def test_a_storefront_key_keeps_its_rule(shop: Database):
    with pytest.raises(sa.exc.IntegrityError):
        _add_product_of_no_category(shop)

    with shop.read() as session:
        assert session.scalar(select(func.count()).select_from(Product)) == 0


def test_eight_writers_at_once_lose_nothing(shop: Database):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: _add(shop, f"{n:03}"), range(40)))

    assert len(_keys(shop)) == 40


def test_a_writer_sees_what_the_writer_before_it_saved(file_shop: Database):
    """Two that read, add one and write never lose a step on the embedded database."""
    _add(file_shop, "count", 0)

    def count() -> None:
        with file_shop.write() as session:
            row = session.get_one(Setting, "count")
            row.value = row.value + 1

    with ThreadPoolExecutor(4) as pool:
        for future in [pool.submit(count) for _ in range(20)]:
            future.result()

    with file_shop.read() as session:
        assert session.get_one(Setting, "count").value == 20


def test_a_reader_is_not_held_up_by_a_writer(shop: Database):
    with shop.write() as session:
        session.add(Setting(key="later", value=1, updated_at=shop.server_now(session)))
        session.flush()
        with ThreadPoolExecutor(1) as pool:
            seen = pool.submit(_keys, shop).result(timeout=4)

    assert seen == []
    assert _keys(shop) == ["later"]


def test_the_databases_time_is_utc_in_whole_milliseconds(shop: Database):
    with shop.read() as session:
        first, second = shop.server_now(session), shop.server_now(session)

    assert first.tzinfo is UTC
    assert first.microsecond % 1000 == 0
    assert first <= second


def test_compare_and_set_finds_the_time_it_wrote(shop: Database):
    with shop.write() as session:
        now = shop.server_now(session)
        session.add(Setting(key="a", value=1, updated_at=now))
    with shop.write() as session:
        done = session.execute(sa.update(Setting).where(Setting.updated_at == now).values(value=2))

    assert done.rowcount == 1


def test_numbers_of_rows_go_up_and_are_not_used_again(shop: Database):
    with shop.write() as session:
        now = shop.server_now(session)
        session.add_all([RateToken(name="import", taken_at=now) for _ in range(3)])
    with shop.write() as session:
        session.execute(sa.delete(RateToken))
        token = RateToken(name="import", taken_at=now)
        session.add(token)

    assert token.id == 4


def test_a_read_sends_only_its_question(shop: Database):
    with statement_counter(shop.engine) as sent, shop.read() as session:
        session.scalars(select(Category.id)).all()

    assert len(sent) == 1


@pytest.mark.postgres
def test_a_server_keeps_the_plan_of_what_is_read_again_and_again(prepared_postgres_url: str):
    database = Database(open_engine(prepared_postgres_url))
    for _ in range(8):
        with database.read() as session:
            session.scalars(select(Setting.key).where(Setting.key == "a")).all()

    with database.read() as session:
        kept = sa.text(
            "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%setting%'"
        )
        assert session.scalar(kept) == 1
    database.close()


def test_the_status_bar_names_the_database_without_login(shop: Database):
    assert shop.label in {
        "This computer · shop.db",
        f"Server · {shop.engine.url.database} on 127.0.0.1",
    }


def test_a_locked_file_is_told_as_busy(file_shop: Database, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("babydrop_desktop.db.sqlite.BUSY_SECONDS", 0.05)
    file_shop.close()  # connections made from here on wait a short time only
    held, release = threading.Event(), threading.Event()

    def hold() -> None:
        with file_shop.write():
            held.set()
            release.wait(10)

    with ThreadPoolExecutor(1) as pool:
        holding = pool.submit(hold)
        assert held.wait(10)
        try:
            with pytest.raises(Unavailable) as caught:
                _add(file_shop, "a")
        finally:
            release.set()
        holding.result()

    assert caught.value.reason == "database_busy"
