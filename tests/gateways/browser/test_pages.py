"""The owner's browser, a real one, opens pages of our own that stand for AliExpress'."""

import pytest

from babydrop_desktop.errors import Limit, Refused, Unavailable
from babydrop_desktop.gateways.aliexpress.read import read_page
from babydrop_desktop.gateways.browser.errand import Patience
from tests.fakes import web
from tests.fakes.owners_browser import processes
from tests.fakes.web import Answer
from tests.gateways.browser.items import ADDRESS
from tests.pages import build, drawn

pytestmark = pytest.mark.xdist_group("browser")


def test_the_reply_that_a_page_asks_for_is_overheard(aliexpress, opened, owner):
    aliexpress.routes[drawn.ITEM] = Answer(drawn.asking())
    aliexpress.routes[drawn.REPLY] = Answer(drawn.reply(), kind="application/json")
    page = opened()
    reading = read_page(page.body)
    assert reading.outcome == "product"
    assert reading.product.canonical_id == build.ITEM_ID
    assert len(reading.product.skus) == len(build.rows())
    assert page.address == f"https://www.aliexpress.com{drawn.ITEM}"
    assert owner.asked == []
    agents = {seen.headers["user-agent"] for seen in aliexpress.seen}
    assert all("Headless" in agent for agent in agents), "it never says to be something else"


def test_the_reply_that_a_page_keeps_in_its_tab_is_taken(aliexpress, opened):
    aliexpress.routes[drawn.ITEM] = Answer(drawn.kept())
    reading = read_page(opened().body)
    assert reading.outcome == "product"
    assert reading.product.canonical_id == build.ITEM_ID


def test_a_page_that_holds_its_product_is_taken_as_it_is(aliexpress, opened):
    aliexpress.routes[drawn.ITEM] = Answer(drawn.older())
    assert read_page(opened().body).product.canonical_id == build.ITEM_ID


def test_letters_of_all_kinds_come_whole(aliexpress, opened):
    words = "Größe 童装 👶 \\u003c </script>" * 20_000
    aliexpress.routes[drawn.ITEM] = Answer(
        drawn.other(f"<meta charset=utf-8><p>{words}</p>"), kind="text/html; charset=utf-8"
    )
    body = opened().body.decode()
    assert body.count("童装 👶") == 20_000


def test_an_item_that_is_gone_is_said_to_be(aliexpress, opened):
    aliexpress.routes[drawn.ITEM] = Answer(drawn.gone())
    assert read_page(opened().body).outcome == "removed"


@pytest.mark.parametrize(
    ("answer", "kind", "reason"),
    [
        (Answer(b"no", status=404), Refused, "page_gone"),
        (Answer(b"no", status=403), Refused, "page_refused"),
        (Answer(b"no", status=500), Unavailable, "server_error"),
        (Answer(b"no", status=429, headers={"Retry-After": "40"}), Unavailable, "host_waits"),
        (web.redirect(f"https://www.aliexpress.com{drawn.ITEM}"), Refused, "page_redirects"),
        (web.redirect("https://example.com/"), Refused, "page_not_allowed"),
        (web.redirect("http://127.0.0.1:9/"), Refused, "page_not_allowed"),
        (web.redirect("file:///etc/passwd"), Refused, "page_not_allowed"),
        (
            Answer(b"x" * 9, kind="application/zip", headers={"Content-Disposition": "attachment"}),
            Refused,
            "page_refused",
        ),
        (Answer(drawn.other("x" * 9_000_000)), Limit, "page_too_large"),
        (
            Answer(drawn.other("<script>location = 'https://example.com/'</script>")),
            Refused,
            "page_not_allowed",
        ),
        (web.garbage, Refused, "page_refused"),
    ],
)
def test_what_is_no_page_ends_in_a_named_outcome(aliexpress, opened, answer, kind, reason):
    aliexpress.routes[drawn.ITEM] = answer
    with pytest.raises(kind) as caught:
        opened()
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    "route", [web.silence, web.drip, web.endless], ids=lambda one: one.__name__
)
def test_a_page_without_an_end_ends(aliexpress, made, owner, no_screen, route):
    source = made(patience=Patience(page_s=3, hard_s=15, settle_s=0.2))
    aliexpress.routes[drawn.ITEM] = route
    with pytest.raises((Unavailable, Limit)) as caught:
        source.item(ADDRESS, check=owner.check, ask=owner.ask)
    assert caught.value.reason in {"no_answer", "page_too_large"}


def test_a_page_opens_no_window_no_dialog_and_no_download(aliexpress, opened, source, shop_folder):
    tricks = (
        "for (let i = 0; i < 5; i++) window.open('https://www.aliexpress.com/more');"
        "alert('x'); confirm('x'); prompt('x'); Notification.requestPermission();"
        "onbeforeunload = () => 'stay';"
        "const a = document.createElement('a'); a.href = 'data:,x'; a.download = 'x.txt'; a.click()"
    )
    aliexpress.routes[drawn.ITEM] = Answer(drawn.other(f"<p>Hello<script>{tricks}</script>"))
    assert b"Hello" in opened().body
    assert [seen.path for seen in aliexpress.seen if seen.path == "/more"] == []
    aliexpress.routes[drawn.ITEM] = Answer(drawn.older())
    assert read_page(opened().body).product is not None, "and the next page comes as ever"
    assert len(processes(shop_folder)) == 1
    assert list(shop_folder.rglob("x.txt")) == []


def test_a_page_reaches_no_other_host_and_no_file(aliexpress, opened):
    script = (
        "const tried = ['https://example.com/x', 'http://127.0.0.1:9/', 'file:///etc/passwd'];"
        "Promise.allSettled(tried.map((one) => fetch(one, {mode: 'no-cors'}))).then((all) =>"
        " document.body.append(all.map((one) => one.status).join(' ')))"
    )
    aliexpress.routes[drawn.ITEM] = Answer(drawn.other(f"<script>{script}</script>"))
    assert b"rejected rejected rejected" in opened().body
