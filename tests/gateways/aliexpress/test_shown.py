"""Pages without rows: what they show is read, and what they cannot tell is unknown."""

import json

import pytest

from babydrop_desktop.domain import outcomes
from babydrop_desktop.domain.item_address import parse_item_address
from babydrop_desktop.domain.money import Money
from babydrop_desktop.domain.supplier_product import Generation, Outcome
from babydrop_desktop.gateways.aliexpress.price_text import currency_in, prices_in
from babydrop_desktop.gateways.aliexpress.read import read_page
from babydrop_desktop.gateways.aliexpress.titles import shared_title, without_site
from tests.pages import build, newer
from tests.pages.newer import DRAWN, OG_IMAGE, OG_TITLE, OG_URL, c_page, json_ld

TITLE = "Baby's First Romper, soft cotton & snaps"
PUNISH = "<script src='//x/_____tmd_____/punish?x5secdata=1'></script>"


def read(content, generation=Generation.C):
    reading = read_page(content)
    assert (reading.outcome, reading.generation) == (Outcome.PRODUCT, generation), reading
    return reading


def meta(name, content):
    return f'<meta property="{name}" content="{content}">'


def test_a_drawn_page_gives_all_but_its_rows():
    reading = read(c_page())
    product = reading.product
    assert reading.missing == ("skus",)
    assert (product.title, product.page_id, product.canonical_id) == (
        TITLE, build.ITEM_ID, build.ITEM_ID,
    )  # fmt: skip
    assert product.price_range() == (Money.of("1542", "PKR"), Money.of("1542", "PKR"))
    assert [url.rsplit("/", 1)[1] for url in product.pictures] == [
        "front.jpg", "back.jpg", "side.jpg",
    ]  # fmt: skip
    assert (product.store.id, product.store.name) == ("999001", "Little Otter Store")
    assert product.attributes == (("Material", "Cotton > 95%"),)
    assert (product.skus, product.axes, product.total_stock) == ((), (), None)
    assert (product.language, str(product.rating)) == ("pl", "4.8")
    assert product.unknown == ("skus", "stock", "shipping", "description")


@pytest.mark.parametrize(
    ("head", "drawn"),
    [
        ((OG_URL, json_ld()), ""),
        ((OG_URL,), DRAWN),
        ((OG_URL, OG_TITLE), DRAWN),
        ((newer.OG_URL.replace("og:url", "al:android:url").replace(
            "//pl.aliexpress.com/item/9990000000000017.html?src=x",
            "aliexpress://product/detail?productId=9990000000000017"), json_ld()), ""),
        ((OG_URL, meta("og:title", f"1542.0PKR 40% OFF|{TITLE} - Baby - AliExpress")), ""),
        ((OG_URL, OG_TITLE, meta("product:price:amount", "1542.00"),
          meta("product:price:currency", "PKR")), ""),
    ],
)  # fmt: skip
def test_any_one_of_its_places_is_enough(head, drawn):
    product = read(c_page(head=head, drawn=drawn)).product
    assert (product.title, product.page_id) == (TITLE, build.ITEM_ID)
    assert product.offered == Money.of("1542", "PKR")


def test_a_page_saved_before_it_was_drawn_shows_no_price_and_says_so():
    reading = read(c_page(head=(OG_URL, OG_TITLE, OG_IMAGE), drawn=""))
    assert reading.missing == ("currency", "skus", "price")
    assert (reading.product.offered, reading.product.currency) == (None, "")
    assert reading.product.price_range() is None
    assert len(reading.product.pictures) == 3


def test_without_its_item_its_title_or_any_picture_it_is_unreadable():
    bare = c_page(head=(OG_URL, OG_TITLE), drawn="", pictures=0)
    for content in (c_page(head=(OG_TITLE,)), c_page(head=(OG_URL,), drawn=""), bare):
        reading = read_page(content)
        assert (reading.outcome, reading.generation) == (Outcome.UNREADABLE, Generation.C)
        assert "could not be read" in outcomes.sentence(reading)
    address = parse_item_address(build.ITEM_ID)
    assert read_page(c_page(head=(json_ld(),)), address=address).outcome is Outcome.PRODUCT


def test_a_punish_page_in_the_clothes_of_a_drawn_one_is_a_captcha():
    assert read_page(c_page(head=(PUNISH,), drawn="")).outcome is Outcome.CAPTCHA
    assert read_page(c_page(head=(PUNISH, OG_URL, OG_TITLE))).outcome is Outcome.PRODUCT


@pytest.mark.parametrize(
    ("shown", "low", "high"),
    [
        ("<span>US $1.20 - 3.40</span>", "1.2", "3.4"),
        ("<div><span>US $</span><span>1</span><span>.</span><span>20</span></div>", "1.2", "1.2"),
        ("<div><b>1,20€</b><s>2,40€</s></div><div>Free shipping</div>", "1.2", "1.2"),
        ("<p>-40%</p><div>1.20 zł</div>", "1.2", "1.2"),
        ("<div>MXN$1.200,50</div>", "1200.5", "1200.5"),
    ],
)
def test_the_price_is_read_as_it_is_drawn(shown, low, high):
    drawn = f'<div data-pl="product-price">{shown}</div>'
    product = read(c_page(head=(OG_URL, OG_TITLE), drawn=drawn)).product
    assert [str(price.amount) for price in product.price_range()] == [low, high]


@pytest.mark.parametrize("shown", ["$1.20", "¥12", "only 3 left", "", "<b>from</b>"])
def test_a_price_whose_currency_is_not_sure_is_none(shown):
    drawn = f'<div data-pl="product-price">{shown}</div>'
    product = read(c_page(head=(OG_URL, OG_TITLE), drawn=drawn)).product
    assert product.offered is None


OFFERS = [
    ({"price": 7, "priceCurrency": "USD"}, ("7", "7")),
    ({"lowPrice": "7.5", "highPrice": 9, "priceCurrency": "USD"}, ("7.5", "9")),
    (
        [{"price": "7.00", "priceCurrency": "USD"}, {"price": "9", "priceCurrency": "USD"}],
        ("7", "9"),
    ),
    ({"price": "1,542.50", "priceCurrency": "USD"}, ("1542.5", "1542.5")),
    ({"priceSpecification": {"price": 7, "priceCurrency": "USD"}}, ("7", "7")),
    ({"0": {"price": 7, "priceCurrency": "USD"}}, ("7", "7")),
]


@pytest.mark.parametrize(("offers", "wanted"), OFFERS)
@pytest.mark.parametrize("form", ["list", "one", "graph", "bare"])
def test_any_page_of_one_item_is_read_by_its_json_ld(offers, wanted, form):
    entry = newer.JSON_LD[1] | {
        "offers": offers,
        "url": f"https://www.aliexpress.com/item/{build.ITEM_ID}.html",
    }
    entries = {"list": [newer.JSON_LD[0], entry], "one": entry,
               "graph": {"@graph": [newer.JSON_LD[0], entry]}, "bare": [entry]}[form]  # fmt: skip
    content = json.dumps(entries) if form == "bare" else f"<html>{OG_URL}{json_ld(entries)}</html>"
    reading = read(content.encode(), Generation.FALLBACK)
    assert reading.missing == ("skus",)
    assert reading.product.title == TITLE
    assert tuple(str(price.amount) for price in reading.product.price_range()) == wanted


@pytest.mark.parametrize(
    "offers",
    [
        None, {}, {"price": 7}, {"price": 0, "priceCurrency": "USD"}, {"price": "free"}, "7 USD",
        {"price": -7, "priceCurrency": "USD"}, {"price": "NaN", "priceCurrency": "USD"},
        [{"price": 7, "priceCurrency": "USD"}, {"price": 7, "priceCurrency": "EUR"}],
    ],
)  # fmt: skip
def test_a_price_that_is_none_makes_no_product(offers):
    entry = newer.JSON_LD[1] | {"offers": offers}
    reading = read_page(f"<html>{OG_URL}{json_ld(entry)}</html>".encode())
    assert (reading.outcome, reading.generation) == (Outcome.UNREADABLE, Generation.FALLBACK)
    assert set(reading.missing) == {"skus", "currency", "price"}


def test_a_product_of_another_shop_is_no_item_of_aliexpress():
    head = '<link rel="canonical" href="https://shop.example.com/products/romper">'
    page = f"<html>{head}{json_ld(newer.JSON_LD[1])}</html>"
    assert read_page(page.encode()).outcome is Outcome.NOT_A_PRODUCT


def test_several_products_are_not_one_item():
    two = [newer.JSON_LD[1], newer.JSON_LD[1]]
    assert read_page(f"<html>{json_ld(two)}</html>".encode()).outcome is Outcome.NOT_A_PRODUCT


def test_the_oldest_pages_are_read_by_what_they_tell_search_engines():
    text = f"<html>{OG_URL}{json_ld()}<script>var skuProducts=[{{}}];</script></html>"
    assert read(text.encode(), Generation.A1).product.title == TITLE
    bare = read_page(b"<script>var skuProducts=[{}];</script>")
    assert "(A1)" in outcomes.sentence(bare)


@pytest.mark.parametrize(
    ("text", "title", "price"),
    [
        (
            "0.06US $ 40% OFF|Soft Romper - Baby Clothes - AliExpress",
            "Soft Romper",
            "0.06US $ 40% OFF",
        ),
        ("1.92US $ 38% OFF|Soft - Romper| |   - AliExpress", "Soft - Romper", "1.92US $ 38% OFF"),
        ("1.92US $|Soft | Romper|Baby|   - AliExpress", "Soft|Romper", "1.92US $"),
        ("Soft Romper - AliExpress 26", "Soft Romper", ""),
        ("Soft Romper - aliexpress", "Soft Romper", ""),
        ("Soft Romper for 0-3 M - 2 pcs", "Soft Romper for 0-3 M - 2 pcs", ""),
        ("Soft|Romper", "Soft|Romper", ""),
        ("5 pcs|Romper - AliExpress", "5 pcs|Romper", ""),
        ("US $5.00|", "", "US $5.00"),
        ("", "", ""),
        (None, "", ""),
    ],
)
def test_the_title_is_taken_out_of_what_is_shared(text, title, price):
    found = shared_title(text)
    assert (found[0].replace(" | ", "|"), found[1]) == (title, price)


def test_the_site_is_no_part_of_a_title():
    assert without_site("Romper &amp; Hat - AliExpress 26") == "Romper & Hat"
    assert without_site("AliExpress - Romper") == "AliExpress - Romper"


@pytest.mark.parametrize(
    ("text", "currency", "amounts"),
    [
        ("MXN$2.072,22", "MXN", ["2072.22"]),
        ("1,99 €", "EUR", ["1.99"]),
        ("US $1,234.50", "USD", ["1234.5"]),
        ("C$9.76", "CAD", ["9.76"]),
        ("₪7.81", "ILS", ["7.81"]),
        ("R$ 1.234,56", "BRL", ["1234.56"]),
        ("PKR 1,676", "PKR", ["1676"]),
        ("1 234,50 руб.", "RUB", ["1234.5"]),
        ("1\u202f234,50 zł", "PLN", ["1234.5"]),
        ("1.234.567 ₫", "VND", ["1234567"]),
        ("KWD 1.250", "KWD", []),
        ("KWD 1.25", "KWD", ["1.25"]),
        ("1.2345 €", "EUR", []),
        ("1,23,45 €", "EUR", []),
        ("$ 26.08", "", []),
        ("￥12", "", []),
        ("USD 5 EUR 6", "", []),
        ("0 €", "EUR", []),
        ("US $1.20 - 3.40", "USD", ["1.2", "3.4"]),
        ("", "", []),
        (None, "", []),
        ("9" * 200, "", []),
    ],
)
def test_prices_in_texts_are_exact_or_none(text, currency, amounts):
    assert currency_in(text) == currency
    assert [str(price.amount) for price in prices_in(text, "")] == amounts
    assert all(price.currency == currency for price in prices_in(text, ""))


def test_the_currency_of_the_page_goes_before_the_sign():
    assert prices_in("$26.08", "AUD") == (Money.of("26.08", "AUD"),)
