"""One product whole: the pairs of a storefront's own products, and nothing cut off in silence."""

import psycopg
import pytest
import sqlalchemy as sa

from babydrop_desktop.db import catalog_detail
from babydrop_desktop.db.engine import open_engine
from babydrop_desktop.db.ids import new_id
from babydrop_desktop.db.ours import PictureFile, SourceVariant, VariantMapping
from babydrop_desktop.db.storefront import Category, Product, ProductImage, ProductSource, Variant
from babydrop_desktop.db.unit import Database
from babydrop_desktop.db.upgrade import upgrade
from babydrop_desktop.domain.jobs import Choices
from babydrop_desktop.domain.picture_url import url_of
from tests.fakes.shop import category_id, rows_of, work_off
from tests.fakes.statements import statement_counter
from tests.fakes.supplier import item_page

ROMPER, COAT = "cm5prod000000000000000001", "cm5prod000000000000000002"
SHA = "ab" * 32


@pytest.fixture
def beside(storefront_url):
    database = Database(open_engine(storefront_url))
    upgrade(database.engine)
    yield database
    database.close()


def detail(shop, product):
    with shop.read() as session, statement_counter(shop.engine) as sent:
        found = catalog_detail.detail(session, product, "mine")
    assert len(sent) <= 2
    return found


def pairs(shop, product):
    return {
        pair.sku: (pair.supplier_label, pair.supplier_sku_id, pair.stock, pair.confirmed)
        for pair in detail(shop, product).variants
    }


@pytest.mark.postgres
def test_a_storefronts_list_of_pairs_is_shown(beside):
    assert pairs(beside, ROMPER) == {
        "KP-123456-RE": ("Red / 60", "12000030001", None, False),
        "KP-123456-BL": ("Blue / 73", "14:193#Blue;5:100014064", None, False),
    }


@pytest.mark.postgres
def test_a_storefronts_object_of_pairs_is_shown(beside):
    assert pairs(beside, COAT) == {"KP-654321-DE": ("Default", "12000040009", None, False)}


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("copy", "shown"),
    [
        ('{"KP-654321-DE": "12000040010"}', ("12000040010", "12000040010", None, False)),
        ('{"KP-654321-DE": [1]}', (None, None, None, False)),
        ('"junk"', (None, None, None, False)),
        ("null", (None, None, None, False)),
        (None, (None, None, None, False)),
    ],
)
def test_a_pair_that_cannot_be_read_is_no_pair(beside, storefront_owner_url, copy, shown):
    with psycopg.connect(storefront_owner_url) as connection:
        connection.execute(
            """UPDATE "ProductSource" SET "variantMapping" = %s WHERE "productSlug" LIKE 'ueb%%'""",
            (copy,),
        )
    assert pairs(beside, COAT) == {"KP-654321-DE": shown}


def add_product(shop, variants=1, mapping=None, confirmed=True):
    """A product whose first variant is mapped and confirmed by us; the copy is `mapping`."""
    with shop.write() as session:
        now = shop.server_now(session)
        category = session.scalars(sa.select(Category.id)).first()
        product = Product(id=new_id(), name="Romper", slug=new_id(), base_price=10, sku=new_id(),
                          category_id=category, updated_at=now)  # fmt: skip
        session.add(product)
        session.flush()
        rows = [Variant(id=new_id(), product_id=product.id, name=f"{n}", size="S", price=1,
                        sku=f"v{n}", updated_at=now) for n in range(variants)]  # fmt: skip
        session.add_all(rows)
        source = ProductSource(
            id=new_id(), sanity_product_id=product.id, product_slug=product.slug,
            ali_express_product_id="1", ali_express_url="x", supplier_id=supplier(session, now),
            original_price=1, category_id=category, variant_mapping=mapping, updated_at=now,
        )  # fmt: skip
        bought = SourceVariant(
            id=new_id(), product_source_id=source.id, canonical_id="1", sku_id="77",
            sku_attr="14:1", labels=[], cost=1, currency="USD", stock=4, picture_key="Skey",
            seen_at=now,
        )  # fmt: skip
        session.add_all([source, bought])
        session.flush()
        session.add(VariantMapping(
            variant_id=rows[0].id, source_variant_id=bought.id, ali_express_sku="77", label="Red",
            confirmed_at=now if confirmed else None))  # fmt: skip
        return product.id


def supplier(session, now):
    from babydrop_desktop.db import imports  # noqa: PLC0415

    return imports.supplier_id(session, "1", "Otter", None, now)


@pytest.mark.parametrize(
    ("copy", "confirmed"),
    [
        ({"v0": "77"}, True),
        ([{"localVariantSku": "v0", "aliExpressSku": "14:1"}], True),
        (None, True),
        ({"v0": "78"}, False),
        ({"v1": "77"}, False),
        ([], False),
    ],
)
def test_a_copy_that_differs_unconfirms_our_pair(shop, copy, confirmed):
    product = add_product(shop, mapping=copy)
    assert pairs(shop, product) == {"v0": ("Red", "77", 4, confirmed)}


def test_what_nobody_confirmed_stays_unconfirmed(shop):
    product = add_product(shop, mapping={"v0": "77"}, confirmed=False)
    assert pairs(shop, product)["v0"][-1] is False


def test_more_variants_than_are_shown_are_counted(shop):
    found = detail(shop, add_product(shop, variants=1_001, mapping={"v0": "77"}))
    assert (len(found.variants), found.variant_count) == (1_000, 1_001)
    assert detail(shop, add_one(shop)).variant_count == 0


def add_one(shop):
    with shop.write() as session:
        product = Product(id=new_id(), name="Bare", slug="bare", base_price=1, sku="bare",
                          category_id=session.scalars(sa.select(Category.id)).first(),
                          updated_at=shop.server_now(session))  # fmt: skip
        session.add(product)
        session.flush()
        return product.id


def test_pictures_of_this_laptop_are_found_without_reading_them_all(file_shop):
    product = add_product(file_shop)
    with file_shop.write() as session:
        session.add(ProductImage(product_id=product, url=url_of(SHA)))
        session.add(ProductImage(product_id=product, url=url_of("cd" * 32)))
        for device in ("mine", "theirs"):
            session.add(PictureFile(sha256=SHA, device=device, width=1, height=1, size_bytes=1,
                                    thumb_bytes=1, source_key="Skey"))  # fmt: skip
    with statement_counter(file_shop.engine) as sent:
        found = detail(file_shop, product)
    assert [(picture.sha256 == SHA, picture.here) for picture in found.pictures] in (
        [(True, True), (False, False)],
        [(False, False), (True, True)],
    )
    assert found.variants[0].picture == SHA
    connection = file_shop.engine.raw_connection()
    plans = [
        step[3]
        for statement in sent
        for step in connection.cursor().execute(
            f"EXPLAIN QUERY PLAN {statement}", ("x",) * statement.count("?")
        )
    ]
    connection.close()
    used = [step for step in plans if "picture_file" in step]
    assert len(used) == 2
    assert all(step.startswith("SEARCH") for step in used), used
    assert any("picture_file_device_source_key_idx" in step for step in used)


def add_image(session, product, sha, **values):
    session.add(ProductImage(product_id=product, url=url_of(sha), **values))


def note_file(session, sha, key):
    session.add(PictureFile(sha256=sha, device="mine", width=1, height=1, size_bytes=1,
                            thumb_bytes=1, source_key=key))  # fmt: skip


def test_a_variant_has_the_shops_picture_beside_the_suppliers(shop):
    main, own, theirs = "aa" * 32, "bb" * 32, "cc" * 32
    product = add_product(shop, variants=2)

    def shown():
        return {(pair.picture, pair.supplier_picture) for pair in detail(shop, product).variants}

    assert shown() == {(None, None)}
    with shop.write() as session:
        note_file(session, main, "Smain")
        note_file(session, theirs, "Skey")
        add_image(session, product, main, is_primary=True)
    # The supplier's picture of the linked variant is here, though the shop does not sell with it.
    assert shown() == {(main, None), (main, theirs)}
    with shop.write() as session:
        add_image(session, product, theirs)
    assert shown() == {(main, None), (theirs, theirs)}
    linked = next(one for one in detail(shop, product).variants if one.supplier_picture)
    with shop.write() as session:
        note_file(session, own, "Sown")
        add_image(session, product, own, variant_id=linked.variant_id)
    assert shown() == {(main, None), (own, theirs)}


def test_a_source_was_seen_when_its_page_came_and_not_when_it_was_saved(opened, memory):
    job = opened.importing.stage_page("saved.html", item_page())
    work_off(opened)
    read = opened.importing.row(job)
    opened.importing.choose(job, Choices(category_id=category_id(opened)))
    opened.importing.start([job])
    started = opened.importing.row(job)
    work_off(opened)
    (source,) = rows_of(memory, ProductSource)
    assert source.last_synced_at <= read.updated_at < started.updated_at
    assert {row.seen_at for row in rows_of(memory, SourceVariant)} == {source.last_synced_at}
    shown = opened.catalog.detail(source.sanity_product_id).source
    assert shown.seen_at == source.last_synced_at
