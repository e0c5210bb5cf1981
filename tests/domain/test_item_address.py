import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from babydrop_desktop.domain.item_address import (
    ItemAddress,
    canonical_item_id,
    item_url,
    parse_item_address,
    split_addresses,
)
from babydrop_desktop.errors import Refused
from tests.pages.shared import shared

ITEM = "1005001234567890"


@pytest.mark.parametrize(
    "text",
    [
        ITEM,
        f"  {ITEM}\n",
        f"https://www.aliexpress.com/item/{ITEM}.html",
        f'"https://www.aliexpress.com/item/{ITEM}.html"',
        f"<https://www.aliexpress.com/item/{ITEM}.html>",
        f"\u201chttps://www.aliexpress.com/item/{ITEM}.html\u201d",
        f"http://aliexpress.com/item/{ITEM}.html",
        f"HTTPS://WWW.ALIEXPRESS.COM/item/{ITEM}.html",
        f"https://www.aliexpress.com/item/{ITEM}",
        f"https://www.aliexpress.com/item/{ITEM}/",
        f"https://www.aliexpress.com/item/Baby-Romper-0-24M/{ITEM}.html",
        f"https://www.aliexpress.com/item/-/{ITEM}.html",
        f"https://www.aliexpress.com/item-img/-/{ITEM}.html",
        f"https://www.aliexpress.us/i/{ITEM}.html",
        f"https://www.aliexpress.com/store/product/baby-romper/5379102_{ITEM}.html",
        f"https://m.aliexpress.com/item/{ITEM}.html",
        f"https://es.aliexpress.com/item/{ITEM}.html?spm=a2g0o.x",
        f"https://m.es.aliexpress.com/item/{ITEM}.html",
        f"https://fr.m.aliexpress.com/i/{ITEM}.html",
        f"https://aliexpress.ru/item/{ITEM}.html",
        f"www.aliexpress.com/item/{ITEM}.html",
        f"aliexpress.com/item/{ITEM}.html",
        f"//www.aliexpress.com/item/{ITEM}.html",
        f"https://www.aliexpress.com:443/item/{ITEM}.html#reviews",
        f"https://www.aliexpress.com./item/{ITEM}.html",
        f"android-app://com.alibaba.aliexpresshd/aliexpress/product/detail?productId={ITEM}",
        f"aliexpress://product/detail?productId={ITEM}&fbsrc=x",
        f"https://m.aliexpress.com/app/detail?item_id={ITEM}",
        f"https://www.aliexpress.com/ssr/3/Bundle?productIds={ITEM}:12000044690481275&x=1",
    ],
)
def test_every_form_of_an_address_names_the_item(text):
    assert parse_item_address(text).canonical_id == ITEM


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("  \n\t", "empty"),
        ('""', "empty"),
        ("https://www.aliexpress.com/store/1101344049", "store_page"),
        ("https://littleotter.aliexpress.com/store/999001", "store_page"),
        ("https://www.aliexpress.com/store/feedback-score/999001.html", "store_page"),
        ("https://www.aliexpress.com/store/all-wholesale-products/999001.html", "store_page"),
        ("https://www.aliexpress.com/w/wholesale-baby-romper.html", "search_page"),
        ("https://www.aliexpress.com/wholesale?SearchText=romper", "search_page"),
        ("https://www.aliexpress.com/category/200000297/baby.html", "category_page"),
        ("https://a.aliexpress.com/_mKabc1", "short_link"),
        ("https://s.click.aliexpress.com/e/_DkAbc", "short_link"),
        ("https://sale.aliexpress.com/__pc/baby.htm", "not_an_item"),
        ("https://www.aliexpress.com/", "not_an_item"),
        ("https://www.aliexpress.com/item/", "not_an_item"),
        ("https://www.aliexpress.com/item/abc.html", "not_an_item"),
        ("12345", "not_an_item"),
        ("12345678901234567890", "not_an_item"),
        ("hello", "not_aliexpress"),
        (f"https://www.amazon.com/item/{ITEM}.html", "not_aliexpress"),
        (f"https://www.aliexpress.com.evil.example/item/{ITEM}.html", "not_aliexpress"),
        (f"https://evil-aliexpress.com/item/{ITEM}.html", "not_aliexpress"),
        (f"https://evilaliexpress.com/item/{ITEM}.html", "not_aliexpress"),
        (f"evil-aliexpress.com/item/{ITEM}.html", "not_aliexpress"),
        (f"https://www.aliexpress.com@evil.example/item/{ITEM}.html", "not_aliexpress"),
        (f"https://evil.example@www.aliexpress.com/item/{ITEM}.html", "not_aliexpress"),
        (f"https://evil.example\\@www.aliexpress.com/item/{ITEM}.html", "not_aliexpress"),
        (f"https://evil.example/www.aliexpress.com/item/{ITEM}.html", "not_aliexpress"),
        (f"https://www.ali\u0435xpress.com/item/{ITEM}.html", "not_aliexpress"),
        (f"https://www\u3002aliexpress.com/item/{ITEM}.html", "not_aliexpress"),
        (f"https://xn--aliexprss-x4a.com/item/{ITEM}.html", "not_aliexpress"),
        (f"https://www.aliexpress.com:5432/item/{ITEM}.html", "not_aliexpress"),
        (f"https://47.246.1.1/item/{ITEM}.html", "not_aliexpress"),
        (f"https://[::1]/item/{ITEM}.html", "not_aliexpress"),
        (f"file:///www.aliexpress.com/item/{ITEM}.html", "not_aliexpress"),
        (f"javascript://www.aliexpress.com/item/{ITEM}.html", "not_aliexpress"),
        (f"android-app://com.evil/product/detail?productId={ITEM}", "not_aliexpress"),
        ("java\tscript:alert(1)", "not_aliexpress"),
        ("https://www.aliexpress.com/item/" + "a" * 9000, "not_aliexpress"),
    ],
)
def test_what_is_no_item_is_refused_with_its_reason_and_a_sentence(text, reason):
    with pytest.raises(Refused) as caught:
        parse_item_address(text)
    assert caught.value.reason == reason
    assert "aste" in str(caught.value)  # each sentence says what to paste instead


def test_hostile_addresses_are_no_items():
    listed = shared("hostile", "generated", "urls_must_refuse.txt").read_text("utf-8")
    for line in listed.splitlines():
        with pytest.raises(Refused) as caught:
            parse_item_address(line)
        assert caught.value.reason == "not_aliexpress"


@pytest.mark.parametrize(
    ("page_id", "canonical_id"),
    [
        ("3256804044882027", "1005004231196779"),
        ("2255800000000000", "4000186314752"),
        ("2251832723707097", "32910021849"),
        ("1005004231196779", "1005004231196779"),
        ("4000465717631", "4000465717631"),
        (str(2**51 - 1), str(2**51 - 1)),
        (str(2**51 + 7), "7"),
        (str(2**52), str(2**52)),
        ("9990000000000017", "9990000000000017"),
    ],
)
def test_only_ids_of_the_us_site_are_moved_to_the_global_id(page_id, canonical_id):
    assert canonical_item_id(page_id) == canonical_id


def test_an_address_of_the_us_site_keeps_both_ids():
    found = parse_item_address("https://www.aliexpress.us/item/3256804044882027.html")
    assert found == ItemAddress(
        "3256804044882027", "1005004231196779", None, "www.aliexpress.us", "US"
    )
    assert found.url == "https://www.aliexpress.com/item/1005004231196779.html"


@pytest.mark.parametrize(
    "query",
    [
        "?sku_id=12000044690481274",
        "?skuId=12000044690481274&x=1",
        "#sku_id=12000044690481274",
        "?pdp_ext_f=%7B%22sku_id%22%3A%2212000044690481274%22%7D",
        '?pdp_ext_f={"sku_id":"12000044690481274"}',
        "?pdp_npi=4%40dis%21USD%2112.99%215.99%21%21%21%21%4021ef%2112000044690481274%21sea%21US",
        "?pdp_ext_f=%7B%22sku_id%22%3A%2212000044690481274%22%7D?appkey=517616",
        "?skuId=12000044690481274&pdp_ext_f=%7B%22sku_id%22%3A%221111111%22%7D?appkey=517616",
    ],
)
def test_the_chosen_variant_is_kept(query):
    found = parse_item_address(f"https://www.aliexpress.com/item/{ITEM}.html{query}")
    assert found.sku_id == "12000044690481274"
    assert found.url == f"https://www.aliexpress.com/item/{ITEM}.html?sku_id=12000044690481274"


@pytest.mark.parametrize(
    ("address", "country"),
    [
        ("https://pt.aliexpress.com/item/{}.html", "BR"),
        ("https://pt.aliexpress.com/item/{}.html?gatewayAdapt=glo2prt", "PT"),
        ("https://www.aliexpress.com/item/{}.html?gatewayAdapt=glo2usa4itemAdapt", "US"),
        ("https://ko.aliexpress.com/item/{}.html", "KR"),
        ("https://aliexpress.ru/item/{}.html", "RU"),
        ("https://www.aliexpress.com/item/{}.html", None),
        ("https://ar.aliexpress.com/item/{}.html", None),
    ],
)
def test_the_address_suggests_a_country(address, country):
    assert parse_item_address(address.format(ITEM)).country == country


def test_a_bare_number_has_no_site():
    assert parse_item_address(ITEM) == ItemAddress(ITEM, ITEM)
    assert item_url(ITEM) == f"https://www.aliexpress.com/item/{ITEM}.html"


def test_pasted_text_is_split_into_single_addresses_in_order_without_repeats():
    text = (
        f"{ITEM}, 4000465717631;https://www.aliexpress.com/item/1.html?a=1,2,https://shop.example/a"
        '\nLook at this! https://a.aliexpress.com/_m "aliexpress.us/item/3256804044882027.html"\n'
        f"{ITEM}\nqty 12, www.amazon.com/dp/1. <//pt.aliexpress.com/item/{ITEM}.html>"
    )
    assert split_addresses(text) == [
        ITEM,
        "4000465717631",
        "https://www.aliexpress.com/item/1.html?a=1,2",
        "https://shop.example/a",
        "https://a.aliexpress.com/_m",
        "aliexpress.us/item/3256804044882027.html",
        "www.amazon.com/dp/1",
        f"//pt.aliexpress.com/item/{ITEM}.html",
    ]


def test_text_without_an_address_splits_into_nothing():
    assert split_addresses("") == []
    assert split_addresses("a soft romper, 12 pieces") == []


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_either_an_item_or_refused(text):
    try:
        found = parse_item_address(text)
    except Refused:
        return
    assert found.canonical_id.isdigit()


@settings(deadline=None)
@given(st.text(max_size=60), st.text(max_size=30))
def test_no_host_but_aliexpress_is_ever_accepted(before, after):
    try:
        found = parse_item_address(f"https://{before}aliexpress.com{after}/item/{ITEM}.html")
    except Refused:
        return
    assert found.site == "aliexpress.com" or found.site.endswith(".aliexpress.com")
