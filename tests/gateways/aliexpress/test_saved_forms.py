"""A product's page is read alike in every form in which a browser saves it."""

import codecs

import pytest

from babydrop_desktop.domain.files import LARGEST_PAGE
from babydrop_desktop.domain.supplier_product import Outcome
from babydrop_desktop.errors import Limit, Refused
from babydrop_desktop.gateways.aliexpress.mhtml import page_in
from babydrop_desktop.gateways.aliexpress.read import read_page
from babydrop_desktop.gateways.aliexpress.saved_page import noted_address, open_saved
from tests.pages import build
from tests.pages.saved import BOUNDARY, chrome_source, firefox_source, mhtml

PAGE = build.page(build.a2_data())
ADDRESS = "https://www.aliexpress.com/item/999000000000017.html"
READ = read_page(PAGE)


def latin(page, charset):
    return page.decode().replace("<head>", f'<head><meta charset="{charset}">').encode(charset)


@pytest.mark.parametrize(
    "saved",
    [
        mhtml(PAGE),
        mhtml(PAGE, address=ADDRESS),
        mhtml(PAGE, way="base64"),
        mhtml(PAGE, way="binary"),
        mhtml(PAGE, way="8bit", end="\n"),
        codecs.BOM_UTF8 + mhtml(PAGE),
        b"\r\n" + mhtml(PAGE),
        mhtml(PAGE.decode().encode("utf-16-le"), way="base64", charset="utf-16-le"),
        mhtml(PAGE, more=[b"RIFF" * 5000] * 20),
        b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + PAGE,
        chrome_source(PAGE),
        firefox_source(PAGE),
        mhtml(chrome_source(PAGE)),
        codecs.BOM_UTF8 + PAGE,
        codecs.BOM_UTF16_LE + PAGE.decode().encode("utf-16-le"),
        codecs.BOM_UTF16_BE + PAGE.decode().encode("utf-16-be"),
        PAGE.decode().encode("utf-16-le"),
        PAGE.decode().encode("utf-16-be"),
    ],
    ids=lambda body: repr(body[:24]),
)
def test_a_page_reads_alike_in_every_form_that_it_is_saved_in(saved):
    assert READ.outcome is Outcome.PRODUCT
    assert read_page(saved).product == READ.product


@pytest.mark.parametrize("charset", ["windows-1252", "iso-8859-15", "latin1", "windows-1250"])
def test_the_letters_of_an_older_encoding_are_kept(charset):
    page = PAGE.replace(b"Baby&#39;s First Romper", b"x").decode()
    title = "Größe für Bébé"
    page = page.replace("soft cotton", title) if "soft cotton" in page else page
    assert title in page
    for saved in (latin(page.encode(), charset), mhtml(page.encode(charset), charset=charset)):
        assert title in read_page(saved).product.title


def test_the_address_that_the_browser_noted_is_the_pages():
    text, address = open_saved(mhtml(PAGE, address=ADDRESS))
    assert text.startswith("<!-- saved from url=(")
    assert address is not None
    assert address.canonical_id == "999000000000017"
    complete = f"<!DOCTYPE html>\n<!-- saved from url=(0052){ADDRESS} -->\n<html>".encode()
    assert open_saved(complete)[1] == address
    assert noted_address("<!-- saved from url=(0019)https://example.com -->") is None


def test_an_address_cannot_end_the_note_that_it_stands_in():
    page = page_in(mhtml(PAGE, address="https://www.aliexpress.com/a--><script>x</script>"))
    assert page.index(b"-->") == page.index(b"\n") - 3
    assert b"<script>" not in page[: page.index(b"\n")]


def test_of_frames_the_one_that_was_saved_is_the_page():
    frame = mhtml(b"<html>an advertisement</html>", address="https://ads.example/f")
    part = frame[frame.index(b"--" + BOUNDARY.encode()) : frame.rindex(b"--" + BOUNDARY.encode())]
    whole = mhtml(PAGE, address=ADDRESS)
    first = whole.index(b"--" + BOUNDARY.encode())
    assert read_page(whole[:first] + part + whole[first:]).product.title == READ.product.title


def nested(depth):
    page = b"Content-Type: text/html\r\n\r\n" + PAGE
    for level in range(depth):
        head = f'Content-Type: multipart/related; boundary="b{level}"\r\n\r\n--b{level}\r\n'
        page = head.encode() + page + f"\r\n--b{level}--\r\n".encode()
    return b"MIME-Version: 1.0\r\n" + page


def test_parts_within_parts_are_read_as_far_as_browsers_nest_them():
    assert read_page(nested(2)).product == READ.product
    for depth in (4, 50, 5000):
        with pytest.raises(Refused) as refused:
            page_in(nested(depth))
        assert refused.value.reason == "archive_damaged"


@pytest.mark.parametrize(
    ("saved", "reason"),
    [
        (mhtml(PAGE, told="something else"), "archive_without_page"),
        (mhtml(PAGE, told="x" * 500), "archive_damaged"),
        (mhtml(PAGE).replace(f'boundary="{BOUNDARY}"'.encode(), b""), "archive_damaged"),
        (mhtml(PAGE, way="uuencode"), "archive_damaged"),
        (mhtml(PAGE, way="base64").replace(b"+\n\r\n--", b"\n\r\n--"), "archive_damaged"),
        (mhtml(PAGE).replace(b"text/html; charset", b"image/png; charset"), "archive_without_page"),
        (mhtml(b"").split(f"--{BOUNDARY}".encode())[0], "archive_without_page"),
        (b"MIME-Version: 1.0\r\n" + b"X-Long: y\r\n" * 9000, "archive_without_page"),
    ],
    ids=["boundary", "long boundary", "none", "way", "base64", "no page", "head only", "endless"],
)
def test_a_lying_or_damaged_file_is_refused_in_words(saved, reason):
    with pytest.raises(Refused) as refused:
        page_in(saved)
    assert refused.value.reason == reason
    reading = read_page(saved)
    assert reading.outcome in {Outcome.UNREADABLE, Outcome.NOT_A_PRODUCT}
    assert reading.product is None


def test_a_page_that_unpacks_to_more_than_any_page_is_refused():
    bomb = mhtml(b"<html>" + b" x" * (LARGEST_PAGE // 2), way="base64")
    with pytest.raises(Limit) as refused:
        page_in(bomb)
    assert refused.value.reason == "page_too_large"


def test_of_a_huge_file_only_the_page_is_needed():
    whole = mhtml(PAGE, more=[b"RIFF" * 50_000])
    end_of_page = whole.index(b"image/webp") + 2000
    assert read_page(page_in(whole[:end_of_page], cut=True)).product == READ.product
    with pytest.raises(Limit):
        page_in(whole[:2000], cut=True)
