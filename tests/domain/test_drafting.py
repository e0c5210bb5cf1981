"""The draft is the product as it will be sold, with every doubt named."""

import sys
from datetime import date
from decimal import Decimal

import pytest

from babydrop_desktop.domain.checks import SENTENCES, CheckCode, Level
from babydrop_desktop.domain.currency import Currencies, Rate
from babydrop_desktop.domain.draft import DraftCategory, DraftRules
from babydrop_desktop.domain.drafting import draft
from babydrop_desktop.domain.jobs import Choices
from babydrop_desktop.domain.pricing import CategoryPricing
from babydrop_desktop.domain.supplier_product import MOST_ROWS
from babydrop_desktop.errors import Refused
from tests.domain.products import CHINA, PICTURE, USA, axis, product, sku, value

RED, BLUE = ((14, 1),), ((14, 2),)
AXES = (axis(14, "Color", value(1, "Red", PICTURE.format("red")), value(2, "Blue")),)
ROMPERS = DraftCategory("c1", "Rompers", CategoryPricing())


def made(found, *, category=ROMPERS, rules=None, **choices):
    return draft(found, category=category, choices=Choices(**choices), rules=rules or DraftRules())


def codes(found):
    return {check.code for check in found.checks}


def check_of(found, code):
    return next(check for check in found.checks if check.code is code)


def two(**of_blue):
    return product(sku(1, RED, price="8.00"), sku(2, BLUE, price="10.00", **of_blue), axes=AXES)


def priced(**pricing):
    return DraftCategory("c1", "Rompers", CategoryPricing(**pricing))


def test_one_price_for_all_comes_from_the_dearest_chosen_variant():
    found = made(two())
    assert found.price.price == Decimal("29.99")
    assert found.dearest.labels == (("Color", "Blue"),)
    assert made(two(), sku_ids=("1",)).price.price == Decimal("24.99")


def test_nothing_blocks_a_plain_product():
    found = made(two())
    assert found.importable
    assert codes(found) == {CheckCode.PICTURES, CheckCode.IN_STOCK, CheckCode.MARGIN}


def test_every_check_has_its_sentence():
    assert set(SENTENCES) == set(CheckCode)


def test_without_a_category_there_is_no_price_and_no_import():
    found = made(two(), category=None)
    assert not found.importable
    assert (found.price, found.checks[0].code) == (None, CheckCode.NO_CATEGORY)
    assert ". ." not in found.meta_description


def test_without_a_variant_there_is_no_import():
    for chosen in ((), ("unknown",)):
        found = made(two(), sku_ids=chosen)
        assert CheckCode.NO_VARIANT in codes(found)
        assert not found.importable


def test_without_a_picture_the_owner_looks_and_may_import():
    found = made(two(), pictures=())
    assert CheckCode.NO_PICTURE in codes(found)
    assert found.importable
    assert found.chosen_pictures == ()


def test_bait_is_told_and_the_list_price_is_the_cost():
    found = made(product(sku(1, price="0.01", list_price="10.00")))
    assert found.price.cost == Decimal("10.00")
    assert check_of(found, CheckCode.BAIT_PRICE).sentence() == (
        "0.01 is for first buyers only; the list price 10.00 is used"
    )


def test_a_sold_out_variant_is_told_and_not_chosen():
    found = made(two(stock=0))
    assert [variant.chosen for variant in found.variants] == [True, False]
    assert check_of(found, CheckCode.SOME_SOLD_OUT).facts == {"count": "1", "of": "2"}
    assert found.price.cost == Decimal("8.00")


def test_an_unsalable_variant_has_no_price_at_all():
    found = made(product(sku(1, RED), sku(2, BLUE, price="149799.85", salable=False), axes=AXES))
    assert found.variants[1].quoted is None
    assert found.price.cost == Decimal("10.00")
    assert CheckCode.PRICE_MISSING not in codes(found)


def test_unknown_stock_is_told_and_never_invented():
    found = made(two(stock=None))
    assert found.variants[1].stock is None
    assert found.variants[1].chosen
    assert CheckCode.STOCK_UNKNOWN in codes(found)


def test_a_variant_without_a_price_cannot_be_chosen():
    found = made(product(sku(1, RED), sku(2, BLUE, price=None), axes=AXES), sku_ids=("1", "2"))
    assert [variant.chosen for variant in found.variants] == [True, False]
    assert CheckCode.PRICE_MISSING in codes(found)


def test_other_warehouses_are_named():
    found = made(product(sku(1, RED, place=CHINA), sku(2, RED, place=USA), axes=AXES))
    facts = check_of(found, CheckCode.OTHER_WAREHOUSES).facts
    assert facts == {"warehouse": "China", "others": "United States"}
    assert found.warehouse == CHINA


def test_a_warehouse_that_has_nothing_left_is_not_named_as_another_one():
    rows = (sku(1, RED, place=CHINA), sku(2, RED, place=USA, stock=0))
    found = made(product(*rows, axes=AXES))
    assert CheckCode.OTHER_WAREHOUSES not in codes(found)


@pytest.mark.parametrize(
    ("cost", "pricing", "code"),
    [
        ("10.00", {"markup": Decimal("1.1"), "buffer": Decimal(0)}, CheckCode.LOW_MARGIN),
        ("10.00", {"markup": Decimal("1.9")}, CheckCode.LOW_MARKUP),
        ("0.10", {}, CheckCode.LOW_PRICE),
        ("80.00", {}, CheckCode.HIGH_PRICE),
        ("10.00", {"max_price": Decimal("20.00")}, CheckCode.PRICE_CUT),
    ],
)
def test_a_price_worth_a_look_is_told(cost, pricing, code):
    found = made(product(sku(1, price=cost)), category=priced(**pricing))
    assert check_of(found, code).level is Level.LOOK
    assert found.importable


def test_a_margin_just_under_the_floor_is_under_it():
    # 7.04 of 9.99 is 29.53 %: rounded it would pass for 30.
    cut = priced(max_price=Decimal("9.99"), buffer=Decimal("1.00"))
    found = made(product(sku(1, price="7.04")), category=cut)
    assert found.price.price == Decimal("9.99")
    check = check_of(found, CheckCode.LOW_MARGIN)
    assert check.sentence() == "Only 29.5 %; under 30 %"


@pytest.mark.parametrize(
    ("pricing", "reason"),
    [
        ({"max_price": Decimal("5.00")}, "max_price_below_cost"),
        ({"markup": Decimal("0.5")}, "markup_below_one"),
        ({"min_price": Decimal(30), "max_price": Decimal(20)}, "limits_contradict"),
    ],
)
def test_a_refused_price_blocks_and_says_why(pricing, reason):
    found = made(two(), category=priced(**pricing))
    assert not found.importable
    check = found.checks[0]
    assert (check.code, check.level) == (CheckCode.PRICE_REFUSED, Level.BLOCKED)
    assert check.facts["reason"] == reason
    assert check.sentence() == check.facts["sentence"]


def test_another_currency_is_converted_and_told_with_its_day():
    rules = DraftRules(Currencies("USD", {"EUR": Rate(Decimal("1.10"), date(2026, 11, 1))}))
    found = made(product(sku(1, price="9.09", currency="EUR"), currency="EUR"), rules=rules)
    assert (found.price.cost, found.currency) == (Decimal("10.00"), "USD")
    assert (found.dearest.quoted.amount, found.dearest.quoted.currency) == (Decimal("9.09"), "EUR")
    assert check_of(found, CheckCode.CONVERTED).sentence() == "1 EUR = 1.10 USD, noted 2026-11-01"


def test_another_currency_without_a_rate_is_refused():
    with pytest.raises(Refused) as refused:
        made(product(sku(1, currency="EUR"), currency="EUR"))
    assert refused.value.reason == "no_rate"


def test_at_most_as_many_pictures_as_the_settings_say_are_proposed():
    found = made(product(sku(1), pictures=15), rules=DraftRules(most_pictures=4))
    assert found.chosen_pictures == tuple(PICTURE.format(n) for n in range(4))
    assert len(found.pictures) == 15
    assert found.pictures[0].chosen


def test_the_owners_pictures_come_in_the_owners_order_without_strangers():
    wanted = (PICTURE.format(2), "https://evil.example/x.jpg", PICTURE.format(0), PICTURE.format(2))
    found = made(product(sku(1)), pictures=wanted)
    assert found.chosen_pictures == (PICTURE.format(2), PICTURE.format(0))


def test_the_picture_of_an_option_can_be_chosen():
    found = made(two(), pictures=(PICTURE.format("red"),))
    assert found.chosen_pictures == (PICTURE.format("red"),)


def test_the_owners_title_is_kept_as_written_but_plain():
    assert made(two(), title="Hot\u202e Sale  Romper").title == "Hot Sale Romper"
    assert made(two(), title=" \u200b ").title == "Cotton Romper"
    assert len(made(two(), title="word " * 50).title) <= 100


def test_a_title_of_hidden_characters_only_still_gives_a_name():
    found = made(product(sku(1), title="\u202e\u200b"))
    assert found.title.strip()


def test_options_with_equal_names_are_told_apart_by_their_ids():
    axes = (axis(14, "Color", value(1, "Only the cloak"), value(2, "Only the cloak")),)
    found = made(product(sku(1, RED), sku(2, BLUE), axes=axes))
    assert len({variant.sku for variant in found.variants}) == 2
    assert [variant.name for variant in found.variants] == ["Only the cloak"] * 2


def test_a_product_without_options_is_one_variant_of_one_size():
    found = made(product(sku(1)))
    (variant,) = found.variants
    assert (variant.name, variant.size, variant.color) == ("One Size", "One Size", None)
    assert variant.sku == found.sku == "KP-000017"


def test_on_a_server_a_product_for_sale_stays_a_draft_and_says_so():
    found = made(two(), rules=DraftRules(may_sell=False), for_sale=True)
    assert not found.for_sale
    assert CheckCode.STAYS_DRAFT in codes(found)
    assert made(two(), for_sale=True).for_sale


def test_the_worst_check_comes_first():
    found = made(two(stock=0), category=None)
    levels = [check.level for check in found.checks]
    assert levels == sorted(levels, reverse=True)


def test_only_colours_that_will_be_sold_become_tags():
    assert {"red", "blue"} <= set(made(two()).tags)
    assert "blue" not in made(two(), sku_ids=("1",)).tags


def test_sizes_that_would_read_alike_keep_the_sellers_words():
    size = axis(5, "Size", value(1, "3 months"), value(2, "3M"), value(3, "6m"))
    found = made(product(*(sku(n, ((5, n),)) for n in (1, 2, 3)), axes=[size]))
    assert [variant.size for variant in found.variants] == ["3 months", "3M", "6M"]
    assert [variant.name for variant in found.variants] == ["3 months", "3M", "6M"]


def calls_for(rows):
    """How many functions of Python run to draft a product of so many rows."""
    colours = (value(n, f"Colour {n}", f"https://x/{n}.jpg") for n in range(rows))
    others = (axis(100 + n, f"Option {n}", value(1, "Only")) for n in range(rows))
    axes = [axis(14, "Color", *colours), *others]
    found = product(*(sku(n, ((14, n), (100 + n, 1))) for n in range(rows)), axes=axes)
    calls = 0

    def count(_frame, event, _argument):
        nonlocal calls
        calls += event == "call"

    sys.setprofile(count)
    try:
        drafted = made(found)
    finally:
        sys.setprofile(None)
    assert len(drafted.variants) == rows
    return calls


def test_the_work_of_a_draft_grows_with_its_rows_and_no_faster():
    few, many = calls_for(100), calls_for(MOST_ROWS)
    assert many < few * (MOST_ROWS / 100) * 1.2
