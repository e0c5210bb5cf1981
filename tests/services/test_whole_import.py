"""A page becomes a product: every row of every table is what the contract wants."""

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from babydrop_desktop.db.ours import (
    ImportedItem,
    JobPage,
    PictureFile,
    SourceVariant,
    VariantMapping,
)
from babydrop_desktop.db.storefront import (
    ImportJob,
    Inventory,
    PriceHistory,
    Product,
    ProductSource,
    Supplier,
    Variant,
)
from babydrop_desktop.domain.jobs import Choices, JobState, Stage
from tests.fakes.shop import category_id, import_page, product_pictures, rows_of, work_off
from tests.fakes.supplier import ITEM, OTHER_ITEM, US_ITEM, item_page, pictures
from tests.pages import build


def data(**changes):
    """A page's data with some modules changed."""
    made = build.a2_data()
    for module, values in changes.items():
        made[module] |= values
    return made


def one(memory, model):
    (row,) = rows_of(memory, model)
    return row


def test_a_page_becomes_a_product_with_the_contracts_rows(opened, memory, profile):
    row = import_page(opened, item_page())
    _product(row, opened, memory)
    _variants(memory)
    _source(memory)
    _pictures(memory, profile)
    _price_log(memory)
    _mirror(row, memory)
    _leftovers(memory)


def _product(row, opened, memory):
    assert (row.state, row.stage, row.outcome) == (JobState.DONE, Stage.END, "product")
    product = one(memory, Product)
    assert product.id == row.product_id
    assert product.name == "Baby's First Romper, soft cotton & snaps"
    assert product.slug == "baby-s-first-romper-soft-cotton-snaps-000017"
    assert product.sku == row.facts["sku"] == "KP-000017"
    assert (product.base_price, product.cost_price) == (Decimal("34.99"), Decimal("9.99"))
    assert product.compare_at_price is None
    assert (product.is_active, product.published_at, product.is_on_sale) == (False, None, False)
    assert product.category_id == category_id(opened)
    assert product.tags[0] == "bodysuits & rompers"
    assert len(product.tags) <= 10
    assert len(product.meta_title) <= 60
    assert len(product.meta_description) <= 160
    assert product.description == (
        "<p>Soft cotton for the first months.</p><ul><li>Material: Cotton &gt; 95%</li></ul>"
    )


def _variants(memory):
    found = {v.sku: v for v in rows_of(memory, Variant)}
    assert {sku: (v.name, v.size, v.color) for sku, v in found.items()} == {
        "KP-000017-DUC-3M": ("Duck / 3M", "3M", "Duck"),
        "KP-000017-DUC-6M": ("Duck / 6M", "6M", "Duck"),
        "KP-000017-STRCRE-3M": ("Strawberry & Cream / 3M", "3M", "Strawberry & Cream"),
        "KP-000017-STRCRE-6M": ("Strawberry & Cream / 6M", "6M", "Strawberry & Cream"),
    }
    assert {(v.price, v.compare_at_price) for v in found.values()} == {(Decimal("34.99"), None)}
    bought = rows_of(memory, SourceVariant)
    assert {(row.warehouse_name, row.ships_from, row.currency) for row in bought} == {
        ("China", "CN", "USD")
    }
    assert [row.sku_id[-2:] for row in bought] == ["01", "03", "05", "07"]
    assert bought[0].sku_attr == f"200007763:{build.CHINA};14:193#Duck;5:100014064"
    assert (bought[0].cost, bought[0].list_price, bought[0].stock) == (
        *(Decimal("8.99"), Decimal("12.50"), 5),
    )
    mapped = {m.variant_id: m for m in rows_of(memory, VariantMapping)}
    by_id = {row.id: row for row in bought}
    for variant in found.values():
        mapping = mapped[variant.id]
        assert mapping.confirmed_at is None
        assert by_id[mapping.source_variant_id].sku_id == mapping.ali_express_sku


def test_stock_is_the_suppliers_and_unknown_is_nothing(opened, memory):
    page = build.a2_data()
    del page["skuModule"]["skuPriceList"][0]["skuVal"]["availQuantity"]
    import_page(opened, item_page(data=page))
    stocks = {row.sku_id[-2:]: row.stock for row in rows_of(memory, SourceVariant)}
    assert stocks == {"01": None, "03": 7, "05": 9, "07": 11}
    held = [(row.quantity, row.available) for row in rows_of(memory, Inventory)]
    assert sorted(held) == [(0, 0), (7, 7), (9, 9), (11, 11)]
    (line,) = opened.catalog.rows([one(memory, Product).id])
    assert line.stock is None
    assert not line.sold_out


def _source(memory):
    source, product = one(memory, ProductSource), one(memory, Product)
    assert (source.sanity_product_id, source.product_slug) == (product.id, product.slug)
    assert source.ali_express_product_id == ITEM
    assert source.ali_express_url == f"https://www.aliexpress.com/item/{ITEM}.html"
    assert source.ali_express_sku is None
    assert (source.original_price, source.original_currency) == (Decimal("9.99"), "USD")
    assert (source.source_status, source.inventory_status) == ("ACTIVE", "AVAILABLE")
    assert source.variant_mapping["KP-000017-DUC-3M"] == {
        "aliExpressSku": "12000099900000001",
        "aliExpressVariantName": "Duck · 3M",
    }
    assert set(source.variant_mapping) == {v.sku for v in rows_of(memory, Variant)}
    assert source.original_image_urls == tuple(pictures_of_the_page())


def pictures_of_the_page():
    return [build.PICTURE.format("front"), "https://ae02.alicdn.com/kf/Sback.jpg"]


def test_a_product_without_options_names_its_one_sku(opened, memory):
    only = build.row(7, "", "", price=5, sale=4, stock=3)
    page = data(skuModule={"productSKUPropertyList": [], "skuPriceList": [only]})
    import_page(opened, item_page(data=page))
    assert one(memory, ProductSource).ali_express_sku == "7"
    variant = one(memory, Variant)
    assert (variant.sku, variant.size, variant.color) == ("KP-000017", "One Size", None)
    assert one(memory, VariantMapping).ali_express_sku == "7"


def _pictures(memory, profile):
    images = product_pictures(memory)
    kept = {row.sha256: row for row in rows_of(memory, PictureFile)}
    assert [(i.sort_order, i.is_primary) for i in images] == [(0, True), (1, False)]
    for image in images:
        sha256 = image.url.removeprefix("babydrop:").removesuffix(".webp")
        assert (image.width, image.height) == (kept[sha256].width, kept[sha256].height)
        assert (profile / "pictures" / sha256[:2] / f"{sha256}.webp").is_file()
        assert (profile / "pictures" / sha256[:2] / f"{sha256}-320.webp").is_file()
    assert {row.source_key for row in kept.values()} >= {"Sfront", "Sback"}


def _price_log(memory):
    log = rows_of(memory, PriceHistory)
    assert len(log) == 4
    assert {(p.old_price, p.new_price, p.reason) for p in log} == {
        (Decimal("34.99"), Decimal("34.99"), "import")
    }
    assert all(p.changed_by and p.user_id is None for p in log)


def _mirror(row, memory):
    shown = one(memory, ImportJob)
    assert shown.job_id == row.id
    assert (shown.status, shown.progress, shown.current_step) == ("completed", 100, "done")
    assert shown.result == {"productId": row.product_id, "sku": "KP-000017"}
    assert shown.error is None
    assert abs(shown.updated_at - datetime.now(UTC)) < timedelta(hours=1)  # noqa: TID251


def test_two_products_of_one_store_share_its_supplier(opened, memory):
    import_page(opened, item_page())
    import_page(opened, item_page(OTHER_ITEM))
    supplier = one(memory, Supplier)
    assert (supplier.ali_express_id, supplier.name) == ("999001", "Little Otter & Co Store")
    assert supplier.store_url == "https://www.aliexpress.com/store/999001"
    assert {s.supplier_id for s in rows_of(memory, ProductSource)} == {supplier.id}


def _leftovers(memory):
    assert rows_of(memory, JobPage) == []
    assert [row.canonical_id for row in rows_of(memory, ImportedItem)] == [ITEM]


def test_an_address_is_fetched_read_and_imported(opened, memory, supplier):
    supplier.sells()
    wanted = Choices(category_id=category_id(opened))
    address = f"https://es.aliexpress.com/item/{US_ITEM}.html?spm=1&sku_id=12000099900000003"
    job = opened.importing.stage_item(address, auto=True, choices=wanted)
    assert opened.importing.row(job).canonical_id == ITEM
    work_off(opened)
    assert opened.importing.row(job).state is JobState.DONE
    assert supplier.asked[0] == f"/item/{ITEM}.html?sku_id=12000099900000003"
    assert one(memory, ProductSource).ali_express_product_id == ITEM


def test_at_most_as_many_pictures_as_the_settings_say(open_shops, place, memory, settings_file):
    settings_file("max_pictures = 3")
    shop = open_shops(place)
    many = data(imageModule={"imagePathList": pictures(12)})
    row = import_page(shop, item_page(data=many))
    assert row.summary.pictures == 3
    assert len(product_pictures(memory)) == 3


def in_pesos():
    page = build.a2_data()
    page["commonModule"]["currencyCode"] = page["webEnv"]["currency"] = "MXN"
    rows = page["skuModule"]["skuPriceList"]
    for row in rows:
        for price in row["skuVal"].values():
            if isinstance(price, dict):
                price["currency"] = "MXN"
    return item_page(data=page)


def test_a_foreign_price_is_converted_and_the_original_is_kept(
    open_shops, place, memory, settings_file
):
    settings_file('[currency.rates]\nMXN = { rate = "0.5", date = "2026-11-01" }')
    shop = open_shops(place)
    job = shop.importing.stage_page("page", in_pesos())
    work_off(shop)
    shop.importing.choose(job, Choices(category_id=category_id(shop)))
    assert shop.importing.preview(job).rate.day == date(2026, 11, 1)
    shop.importing.start([job])
    work_off(shop)
    product, source = one(memory, Product), one(memory, ProductSource)
    assert product.cost_price == Decimal("5.00")  # 9.99 x 0.5 = 4.995
    assert (source.original_price, source.original_currency) == (Decimal("9.99"), "MXN")
    assert {(s.currency, s.cost) for s in rows_of(memory, SourceVariant)} == {
        ("MXN", Decimal("8.99")), ("MXN", Decimal("9.99")),
    }  # fmt: skip


def test_without_a_rate_a_foreign_price_is_refused_and_may_be_tried_again(
    open_shops, place, memory, settings_file
):
    shop = open_shops(place)
    row = import_page(shop, in_pesos())
    assert (row.state, row.reason) == (JobState.REFUSED, "no_rate")
    assert rows_of(memory, Product) == []
    shown = one(memory, ImportJob)
    assert shown.status == "failed"
    assert "MXN" in shown.error
    settings_file('[currency.rates]\nMXN = "0.5"')
    later = open_shops(place)
    later.importing.retry(row.id)
    work_off(later)
    assert later.importing.row(row.id).state is JobState.DONE


@pytest.mark.parametrize("stock", [3_000_000_000, 2**70])
def test_a_stock_larger_than_the_column_is_held_as_its_most(opened, memory, stock):
    page = build.a2_data()
    page["skuModule"]["skuPriceList"][0]["skuVal"]["availQuantity"] = stock
    row = import_page(opened, item_page(data=page))
    assert row.state is JobState.DONE
    assert max(i.quantity for i in rows_of(memory, Inventory)) in {2_147_483_647, 11}


def test_a_list_price_beyond_all_bounds_loses_nothing_else(opened):
    page = build.a2_data()
    page["skuModule"]["skuPriceList"][0]["skuVal"]["skuAmount"]["value"] = 10**12
    row = import_page(opened, item_page(data=page))
    assert row.state is JobState.DONE


def test_a_page_with_one_sku_id_twice_cannot_be_mapped_and_is_refused(opened):
    page = build.a2_data()
    rows = page["skuModule"]["skuPriceList"]
    rows[2]["skuIdStr"], rows[2]["skuId"] = rows[0]["skuIdStr"], rows[0]["skuId"]
    row = import_page(opened, item_page(data=page))
    assert (row.state, row.reason) == (JobState.REFUSED, "unreadable")


def test_hostile_words_reach_the_database_plain(opened, memory):
    page = data(titleModule={"subject": "Romper \x00\u202e<b onclick=x>'; DROP TABLE--\ud800"})
    body = json.dumps(page).encode()
    whole = b"<script>window.runParams = {data: " + body + b"};</script>"
    import_page(opened, whole.replace(build.ITEM_ID.encode(), ITEM.encode()))
    names = [product.name for product in rows_of(memory, Product)]
    assert names in ([], ["Romper <b onclick=x>'; DROP TABLE"])
