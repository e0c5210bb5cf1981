"""A product is bought from one warehouse: the owner's, else China, else the fullest."""

import pytest

from babydrop_desktop.domain.warehouses import choose, offers, sold_out
from babydrop_desktop.errors import Refused
from tests.domain.products import CHINA, POLAND, USA, product, sku

RED, BLUE = ((14, 1),), ((14, 2),)


def test_six_rows_of_one_combination_are_one_variant_bought_from_china():
    # As a real item had it: one combination, six warehouses, 1.46 to 4.05, China the dearest.
    places = [USA, POLAND, CHINA]
    prices = ["1.46", "1.49", "4.05"]
    rows = [
        sku(n, RED, price=p, place=w) for n, (p, w) in enumerate(zip(prices, places, strict=True))
    ]
    found = product(*rows)
    assert (len(found.skus), found.variant_count) == (3, 1)
    offer = choose(found)
    assert offer.warehouse == CHINA
    assert [row.price.amount for row in offer.rows] == [rows[2].price.amount]
    assert [str(end.amount) for end in found.price_range()] == ["1.46", "4.05"]


def test_the_owners_choice_wins():
    found = product(sku(1, RED, place=CHINA), sku(2, RED, place=POLAND))
    assert choose(found, POLAND.id).warehouse == POLAND


def test_a_sold_out_china_is_left_for_the_fullest():
    found = product(
        sku(1, RED, place=CHINA, stock=0),
        sku(2, RED, place=USA),
        sku(3, RED, place=POLAND),
        sku(4, BLUE, place=POLAND),
    )
    assert choose(found).warehouse == POLAND


def test_stocks_are_never_summed_over_warehouses():
    found = product(sku(1, RED, place=CHINA, stock=1), sku(2, RED, place=USA, stock=99))
    assert [row.stock for row in choose(found).rows] == [1]


def test_a_page_without_warehouses_has_one_offer():
    offer = choose(product(sku(1, RED), sku(2, BLUE, stock=0)))
    assert (offer.warehouse, offer.id, len(offer.rows), offer.in_stock) == (None, "", 2, 1)


def test_the_same_combination_twice_in_a_warehouse_counts_once():
    assert len(choose(product(sku(1, RED), sku(2, RED))).rows) == 1


def test_offers_come_in_the_pages_order():
    found = offers(product(sku(1, RED, place=USA), sku(2, RED, place=CHINA)))
    assert [offer.warehouse for offer in found] == [USA, CHINA]


@pytest.mark.parametrize("gone", [{"stock": 0}, {"salable": False}, {"stock": 5, "salable": False}])
def test_a_product_that_is_sold_out_everywhere_is_refused(gone):
    found = product(sku(1, RED, place=CHINA, **gone), sku(2, RED, place=USA, **gone))
    for wanted in (None, USA.id):
        with pytest.raises(Refused) as refused:
            choose(found, wanted)
        assert refused.value.reason == "sold_out"


def test_unknown_stock_is_not_sold_out():
    assert not sold_out(sku(1, stock=None))
    assert choose(product(sku(1, stock=None))).in_stock == 1


def test_a_warehouse_that_is_gone_is_told():
    with pytest.raises(Refused) as refused:
        choose(product(sku(1, RED, place=CHINA)), POLAND.id)
    assert refused.value.reason == "warehouse_gone"


def test_the_country_that_the_shop_ships_from_is_preferred_while_something_is_left_there():
    found = product(sku(1, RED, place=CHINA), sku(2, BLUE, place=CHINA), sku(3, RED, place=POLAND))
    assert choose(found, ships_from="PL").warehouse == POLAND
    assert choose(found, ships_from="ES").warehouse == CHINA
    gone = product(sku(1, RED, place=CHINA), sku(3, RED, place=POLAND, stock=0))
    assert choose(gone, ships_from="PL").warehouse == CHINA
