"""What a file is, told by its content first and by its name where the content may be either."""

import pytest

from babydrop_desktop.domain.file_kinds import FileKind as K
from babydrop_desktop.domain.file_kinds import kind_of, looks_like_page
from tests.pages.saved import mhtml, workbook

LINK = b"https://www.aliexpress.com/item/999000000000017.html\n"


@pytest.mark.parametrize(
    ("name", "head", "kind"),
    [
        ("a.html", b"<!doctype html>", K.PAGE),
        ("a.HTM", b"", K.PAGE),
        ("a.json", b'{"ret": []}', K.PAGE),
        ("a.txt", b"<html><body>" + LINK, K.PAGE),
        ("a.txt", b"window.runParams = {}", K.PAGE),
        ("a.txt", LINK, K.TEXT_LIST),
        ("a.txt", "﻿".encode("utf-16-le") + LINK.decode().encode("utf-16-le"), K.TEXT_LIST),
        ("a.txt", LINK.decode().encode("utf-16-le"), K.TEXT_LIST),
        ("a.txt", b"999000000000017\n", K.TEXT_LIST),
        ("a.txt", b"nothing of use", K.PAGE),
        ("a", LINK, K.TEXT_LIST),
        ("a.csv", b"url\n", K.TEXT_LIST),
        ("a.tsv", b"<html>", K.TEXT_LIST),
        ("a.csv", workbook([("url",)]), K.WORKBOOK),
        ("a.xlsx", b"PK\x03\x04", K.WORKBOOK),
        ("a.zip", b"PK\x03\x04....photo.jpg", K.PACKED),
        ("a.mhtml", mhtml(b"<html>"), K.ARCHIVE),
        ("a.html", mhtml(b"<html>"), K.ARCHIVE),
        ("a.html", b"Note: this page\r\n\r\n<html>", K.PAGE),
        ("a.webarchive", b"bplist00\xd1", K.WEBARCHIVE),
        ("a.html", b"bplist00\xd1", K.WEBARCHIVE),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1", K.OLD_WORKBOOK),
        ("a.pdf", b"%PDF-1.7", K.PDF),
        ("a.jpg", b"\xff\xd8\xff\xe0", K.PICTURE),
        ("a.webp", b"RIFF\x00\x00\x00\x00WEBPVP8 ", K.PICTURE),
        ("a.html", b"BM is how this text begins", K.PAGE),
        ("a.html", b"\x1f\x8b\x08", K.PACKED),
    ],
)
def test_a_file_is_known_by_its_first_bytes(name, head, kind):
    assert kind_of(name, head[:65_536]) is kind


def test_a_pasted_page_of_any_form_is_no_list_of_addresses():
    assert looks_like_page(mhtml(b"<html>").decode())
    assert looks_like_page("<!DOCTYPE html>")
    assert not looks_like_page(LINK.decode())
    assert not looks_like_page("Subject: look at " + LINK.decode())
