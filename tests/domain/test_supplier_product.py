"""Prices and variants of a supplier's product are counted by the rules of the facts."""

from tests.domain.products import CHINA, USA, axis, product, sku, value

RED, BLUE = ((14, 1),), ((14, 2),)
AXIS = axis(14, "Color", value(1, "Red", "https://x/red.jpg"), value(2, "Blue"))


def ends(span):
    return [str(end.amount) for end in span]


def test_placeholder_prices_of_unsalable_rows_never_count():
    found = product(sku(1, RED, price="6.08"), sku(2, BLUE, price="149799.85", salable=False))
    assert ends(found.price_range()) == ["6.08", "6.08"]
    assert ends(found.list_price_range()) == ["6.08", "6.08"]


def test_rows_without_stock_still_count_for_the_range():
    found = product(sku(1, RED, price="6.08", stock=0), sku(2, BLUE, price="7.00"))
    assert ends(found.price_range()) == ["6.08", "7.00"]


def test_a_row_without_a_sale_price_counts_with_its_list_price():
    found = product(sku(1, RED, price=None, list_price="9.00"), sku(2, BLUE, price="7.00"))
    assert ends(found.price_range()) == ["7.00", "9.00"]


def test_without_any_price_there_is_no_range():
    found = product(sku(1, RED, price=None))
    assert found.price_range() is found.list_price_range() is None


def test_variants_are_combinations_without_the_warehouse():
    found = product(
        sku(1, RED, place=CHINA), sku(2, RED, place=USA), sku(3, BLUE, place=USA), axes=[AXIS]
    )
    assert found.variant_count == 2


def test_labels_and_the_picture_come_from_the_sellers_values():
    found = product(sku(1, RED), sku(2, BLUE), sku(3, ((99, 1),)), axes=[AXIS])
    assert [found.labels(row) for row in found.skus] == [
        (("Color", "Red"),),
        (("Color", "Blue"),),
        (),
    ]
    assert [found.picture_of(row) for row in found.skus] == ["https://x/red.jpg", None, None]
