"""The check sees what is broken, on the embedded database and on the laptop's disk."""

from datetime import timedelta

import sqlalchemy as sa

from babydrop_desktop.db import categories, checkup, imports
from babydrop_desktop.db.checkup import LostReference
from babydrop_desktop.db.ids import new_id
from babydrop_desktop.db.ours import ImportedItem, Job, PictureFile
from babydrop_desktop.db.sqlite import database_path
from babydrop_desktop.db.storefront import Category, Product, ProductImage, Variant
from babydrop_desktop.domain.files import StoredPicture
from babydrop_desktop.domain.jobs import JobState, SourceKind, Stage
from babydrop_desktop.domain.picture_url import url_of
from tests.fakes.shop import rows_of
from tests.fakes.statements import statement_counter

SHA = "ab" * 32


def add_product(shop, name="Romper"):
    with shop.write() as session:
        now = shop.server_now(session)
        category = session.scalars(sa.select(Category.id)).first()
        product = Product(id=new_id(), name=name, slug=name.lower(), base_price=10, sku=name,
                          category_id=category, updated_at=now)  # fmt: skip
        session.add(product)
        session.flush()
        return product.id


def without_products(shop):
    """Delete the products as only a program that heeds no references can do it."""
    raw = shop.engine.raw_connection()
    raw.cursor().execute("PRAGMA foreign_keys = OFF")
    raw.cursor().execute('DELETE FROM "Product"')
    raw.commit()
    raw.cursor().execute("PRAGMA foreign_keys = ON")
    raw.close()


def test_rows_that_name_what_is_gone_are_counted_and_are_no_damage(file_shop):
    product = add_product(file_shop)
    with file_shop.write() as session:
        now = file_shop.server_now(session)
        session.add(ProductImage(product_id=product, url=url_of(SHA)))
        session.add_all(
            Variant(product_id=product, name="x", size="S", price=1, sku=sku, updated_at=now)
            for sku in "ab"
        )
    without_products(file_shop)
    assert checkup.lost_references(file_shop.engine) == (
        LostReference("Variant", "Product", 2),
        LostReference("ProductImage", "Product", 1),
    )
    assert checkup.damage(file_shop.engine) == ()


def test_a_damaged_file_is_told_in_the_databases_own_words(file_shop):
    add_product(file_shop, "Romper")
    scratch(file_shop, "Product_slug_key")
    (told,) = checkup.damage(file_shop.engine)
    assert "Product_slug_key" in told
    assert checkup.lost_references(file_shop.engine) == ()


def scratch(shop, index):
    """Overwrite the only entry of an index in the file, as a failing disk does."""
    with shop.engine.connect() as connection:
        place = sa.text("SELECT rootpage FROM sqlite_master WHERE name = :name")
        page = connection.execute(place, {"name": index}).scalar_one()
        size = connection.execute(sa.text("PRAGMA page_size")).scalar_one()
    shop.engine.dispose()  # the last connection puts everything into the one file
    with database_path(shop.engine).open("r+b") as file:
        file.seek(page * size - len("romper") - 1)
        file.write(b"xxx")


def test_a_whole_database_is_whole(shop):
    assert checkup.damage(shop.engine) == ()
    assert checkup.lost_references(shop.engine) == ()


def test_only_pictures_that_this_laptop_fetched_are_expected_here(shop):
    product = add_product(shop)
    other = "cd" * 32
    with shop.write() as session:
        session.add_all(
            ProductImage(product_id=product, url=url)
            for url in (url_of(SHA), url_of(SHA), url_of(other), "https://cdn.example.com/a.webp")
        )
        imports.note_pictures(session, "mine", [picture(SHA)])
        imports.note_pictures(session, "theirs", [picture(other), picture(SHA)])
    with shop.read() as session:
        assert set(checkup.picture_owners(session, "mine")) == {SHA}
        assert set(checkup.picture_owners(session, "theirs")) == {SHA, other}
        assert checkup.picture_owners(session, "new laptop") == {}


def test_a_picture_names_the_products_that_show_it(shop):
    first, second = add_product(shop, "B"), add_product(shop, "A")
    with shop.write() as session:
        session.add_all(ProductImage(product_id=one, url=url_of(SHA)) for one in (first, second))
        imports.note_pictures(session, "mine", [picture(SHA)])
    with shop.read() as session, statement_counter(shop.engine) as sent:
        assert checkup.picture_owners(session, "mine") == {SHA: ("A", "B")}
    assert len(sent) == 2


def picture(sha256, key="Skey"):
    return StoredPicture(sha256, 10, 10, 100, 50, key)


def test_a_picture_is_noted_once_for_each_laptop(shop):
    with shop.write() as session, statement_counter(shop.engine) as sent:
        imports.note_pictures(session, "mine", [picture(SHA), picture(SHA), picture("cd" * 32)])
    assert len(sent) == 1
    with shop.write() as session:
        imports.note_pictures(session, "mine", [picture(SHA)])
        imports.note_pictures(session, "mine", [])
    assert len(rows_of(shop, PictureFile)) == 2
    with shop.read() as session:
        assert set(imports.picture_rows(session, "mine", ["Skey", "other"])) == {"Skey"}
        assert imports.picture_rows(session, "theirs", ["Skey"]) == {}


def test_an_item_is_claimed_by_one_product_until_that_is_gone(shop):
    first, second = add_product(shop, "one"), add_product(shop, "two")
    with shop.write() as session:
        assert imports.claim_item(session, "999", first) == first
        assert imports.claim_item(session, "999", second) == first
        session.execute(sa.delete(Product).where(Product.id == first))
        assert imports.claim_item(session, "999", second) == second
    assert [row.product_id for row in rows_of(shop, ImportedItem)] == [second]


def test_waiting_and_interrupted_jobs_are_counted(shop):
    with shop.write() as session:
        now = shop.server_now(session)
        for state, until in (
            (JobState.QUEUED, None), (JobState.RUNNING, now - timedelta(seconds=1)),
            (JobState.RUNNING, now + timedelta(seconds=30)), (JobState.DONE, None),
        ):  # fmt: skip
            session.add(Job(kind="import", state=state, stage=Stage.READ, lease_until=until,
                            source_kind=SourceKind.PAGE, source="x", updated_at=now))  # fmt: skip
        session.flush()
        assert checkup.job_counts(session, now) == (1, 1)


def test_categories_come_in_the_shops_order_with_their_counts(shop):
    add_product(shop)
    with shop.write() as session:
        slept = sa.update(Category).where(Category.slug == "shoes")
        session.execute(slept.values(is_active=False))
    with shop.read() as session, statement_counter(shop.engine) as sent:
        found = categories.all_rows(session)
    assert len(sent) == 1
    assert len(found) == 6
    assert "shoes" not in {row.slug for row in found}
    assert sum(row.products for row in found) == 1
