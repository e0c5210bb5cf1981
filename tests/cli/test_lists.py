"""`babydrop categories` and `babydrop products` list the shop."""

from tests.cli.answers import documents
from tests.fakes.shop import CATEGORY
from tests.fakes.supplier import OTHER_ITEM


def test_a_fresh_shop_has_seven_categories(babydrop):
    (found,) = documents(babydrop("categories", "--json"))
    assert {line["slug"]: line["markup"] for line in found} == {
        "bodysuits-rompers": "3.0", "dresses": "3.2", "outerwear": "2.7", "sleepwear": "2.9",
        "accessories": "3.6", "shoes": "2.7", "sets-outfits": "3.0",
    }  # fmt: skip
    assert {line["shipping_buffer"] for line in found} == {"3.00"}
    table = babydrop("categories").out.splitlines()
    assert len(table) == 8
    assert table[0].split() == ["SLUG", "NAME", "MARKUP", "BUFFER", "PRODUCTS"]


def test_products_are_listed_and_searched(babydrop, saved, supplier):
    assert "No product yet" in babydrop("products").out
    supplier.sells(OTHER_ITEM)
    babydrop("import", saved, OTHER_ITEM, "--category", CATEGORY)
    (found,) = documents(babydrop("products", "--json"))
    assert [line["sku"] for line in found] == ["KP-000017", "KP-000024"]
    first = found[0]
    assert (first["price"], first["cost"], first["currency"]) == ("34.99", "9.99", "USD")
    assert (first["stock"], first["variants"], first["for_sale"]) == (32, 4, False)
    (some,) = documents(babydrop("products", "--search", "kp-000024 romper", "--json"))
    assert [line["sku"] for line in some] == ["KP-000024"]
    (none,) = documents(babydrop("products", "--search", "100% _", "--json"))
    assert none == []
    table = babydrop("products").out
    assert "draft" in table
    assert "34.99" in table
