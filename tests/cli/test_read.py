"""`babydrop read` says what a page is, with every field that scripts rely on."""

import io
import sys

import pytest

from tests.cli.answers import CAPTCHA, documents
from tests.fakes import web
from tests.fakes.shop import CATEGORY
from tests.fakes.supplier import ITEM, US_ITEM, item_page
from tests.pages import build, newer

EVERY_FIELD = {
    *("outcome", "reason", "message", "generation", "missing", "note"),
    *("product_id", "canonical_id", "title", "currency", "country", "language", "store"),
    *("price_min", "price_max", "list_price_min", "list_price_max", "stock", "variants"),
    *("images", "options", "ships_from", "skus", "shipping", "unknown"),
}


def test_read_prints_one_object_with_every_field(babydrop, saved):
    ran = babydrop("read", saved, "--json")
    assert (ran.code, ran.err) == (0, "")
    (found,) = documents(ran)
    assert found.keys() == EVERY_FIELD
    assert (found["outcome"], found["reason"], found["generation"]) == ("product", None, "A2")
    assert (found["product_id"], found["canonical_id"]) == (ITEM, ITEM)
    assert found["title"] == "Baby's First Romper, soft cotton & snaps"
    assert (found["currency"], found["price_min"], found["price_max"]) == ("USD", "8.99", "12.99")
    assert (found["list_price_min"], found["list_price_max"]) == ("12.5", "16.5")
    assert found["stock"] == 68
    assert len(found["images"]) == 2
    assert found["options"] == {
        "Color": ["Duck", "Strawberry & Cream"],
        "Kid Size": ["3M", "6M"],
    }
    assert found["ships_from"] == ["China", "United States"]
    assert (len(found["skus"]), found["variants"]) == (8, 4)
    first = found["skus"][0]
    assert first["sku_id"] == "12000099900000001"
    assert first["options"] == {"Color": "Duck", "Kid Size": "3M"}
    assert (first["price"], first["list_price"], first["stock"]) == ("8.99", "12.5", 5)
    assert first["ships_from"] == "China"
    assert first["image"].endswith("duck.jpg")
    assert found["store"] == {"id": "999001", "name": "Little Otter & Co Store"}
    assert (found["country"], found["language"]) == ("US", "en")


def test_read_tells_people_in_words(babydrop, saved):
    ran = babydrop("read", saved)
    assert ran.code == 0
    assert "Baby's First Romper" in ran.out
    assert "8.99 to 12.99 USD, 4 variants, stock 68" in ran.out
    assert "{" not in ran.out


def test_read_needs_no_shop_and_makes_none(babydrop, saved, tmp_path):
    nowhere = tmp_path / "not made"
    assert babydrop("read", saved, "--json", folder=nowhere).code == 0
    assert not nowhere.exists()


def test_read_takes_a_page_from_the_input(babydrop, monkeypatch):
    page = io.TextIOWrapper(io.BytesIO(item_page()))
    monkeypatch.setattr(sys, "stdin", page)
    (found,) = documents(babydrop("read", "-", "--json"))
    assert found["canonical_id"] == ITEM


def test_read_fetches_an_address(babydrop, supplier):
    supplier.sells()
    address = f"https://www.aliexpress.us/item/{US_ITEM}.html"
    (found,) = documents(babydrop("read", address, "--json"))
    assert found["canonical_id"] == ITEM


@pytest.mark.parametrize(
    ("answer", "code", "outcome"),
    [
        (web.Answer(CAPTCHA), 3, "captcha"),
        (web.Answer(b"<html>hello</html>"), 3, "not_a_product"),
        (web.Answer(status=404), 3, "removed"),
        (web.Answer(status=503), 4, None),
    ],
)
def test_a_fetched_page_that_is_no_product_says_what_it_is(
    babydrop, supplier, answer, code, outcome
):
    supplier.sells(page=answer)
    ran = babydrop("read", ITEM, "--json")
    assert ran.code == code
    assert ran.err.strip()
    (found,) = documents(ran)
    assert found["message"]
    assert found["outcome"] == outcome
    assert found["reason"]
    assert found.keys() == EVERY_FIELD
    assert (found["images"], found["options"], found["ships_from"], found["skus"]) == (
        [],
        {},
        [],
        [],
    )
    assert (found["title"], found["variants"], found["stock"]) == (None, None, None)
    assert found["store"] == {"id": None, "name": None}


def test_read_answers_with_every_field_also_where_nothing_could_be_read(babydrop, profile):
    (found,) = documents(babydrop("read", "hello", "--json"))
    assert found.keys() == EVERY_FIELD
    assert (found["outcome"], found["reason"]) == ("not_a_product", "not_aliexpress")
    (profile / "settings.toml").write_text("[imports]\nper_minute = 'many'\n", encoding="utf-8")
    (found,) = documents(babydrop("read", ITEM, "--json"))
    assert found.keys() == EVERY_FIELD
    assert (found["outcome"], found["reason"]) == (None, "settings_wrong")


def test_a_page_without_variants_is_a_product_whose_variants_are_unknown(babydrop, tmp_path):
    page = tmp_path / "drawn.html"
    page.write_bytes(newer.c_page())
    ran = babydrop("read", page, "--json")
    assert (ran.code, ran.err) == (0, "")
    (found,) = documents(ran)
    assert found.keys() == EVERY_FIELD
    assert (found["outcome"], found["reason"], found["generation"]) == ("product", None, "C")
    assert found["missing"] == ["skus"]
    assert found["skus"] is found["variants"] is found["stock"] is found["shipping"] is None
    assert (found["price_min"], found["price_max"], found["currency"]) == ("1542", "1542", "PKR")
    assert found["unknown"] == ["skus", "stock", "shipping", "description"]
    words = babydrop("read", page).out
    assert "1542 PKR, variants unknown, stock unknown" in words
    assert "Not on this page: sizes, colours and their prices, stock, shipping" in words


def test_an_item_that_its_page_does_not_name_is_named_by_its_file(babydrop, tmp_path):
    result = newer.d_result()
    del result["GLOBAL_DATA"]["globalData"]["productId"]
    for name, wanted in ((f"item-{build.ITEM_ID}.json", build.ITEM_ID), ("reply.json", None)):
        page = tmp_path / name
        page.write_text(newer.reply(result), encoding="utf-8")
        (found,) = documents(babydrop("read", page, "--json"))
        assert (found["outcome"], found["product_id"]) == ("product", wanted)
        assert found["missing"] == ([] if wanted else ["page_id"])
        assert (found["canonical_id"], len(found["skus"])) == (wanted, 8)
    assert "An item without its number" in babydrop("read", page).out


def test_shipping_is_told_offer_by_offer(babydrop, tmp_path):
    page = tmp_path / "reply.json"
    page.write_text(newer.reply(newer.d_result()), encoding="utf-8")
    (found,) = documents(babydrop("read", page, "--json"))
    assert found["shipping"] == [
        {
            "cost": "1.99", "currency": "USD", "free": False, "days_min": 7, "days_max": 12,
            "company": "AliExpress Standard Shipping", "code": "CAINIAO_STANDARD",
            "ships_from": "CN", "tracked": True,
        }
    ]  # fmt: skip


def test_an_incomplete_page_is_never_imported(babydrop, tmp_path):
    page = tmp_path / "drawn.html"
    page.write_bytes(newer.c_page())
    ran = babydrop("import", page, "--category", CATEGORY, "--json")
    (line,) = documents(ran)
    assert ran.code == 3
    assert (line["status"], line["reason"]) == ("refused", "variants_unknown")
    assert "another page of the same item" in line["message"]
