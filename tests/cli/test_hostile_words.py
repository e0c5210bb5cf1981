"""A seller's words never steer the terminal, nor what reads the JSON."""

import json

from babydrop_desktop.cli import output
from tests.cli.answers import documents
from tests.fakes.shop import CATEGORY
from tests.fakes.supplier import item_page
from tests.pages import build


def test_a_sellers_words_never_steer_the_terminal(babydrop, tmp_path):
    page = build.a2_data()
    page["titleModule"]["subject"] = "Romper \x1b]0;owned\x07\x1b[31m red"
    file = tmp_path / "page.html"
    file.write_bytes(item_page(data=page))
    for command in (["read", file], ["import", file, "--category", CATEGORY], ["products"]):
        ran = babydrop(*command)
        assert "\x1b" not in ran.out + ran.err
        assert "\x07" not in ran.out + ran.err


def test_a_sellers_words_never_steer_what_reads_the_json(babydrop, tmp_path):
    steering = "\x1b]0;owned\x07\x7f\x85\x9b31m\u202e\u2066\u200f\u2028\ufeff\U000e0041"
    page = build.a2_data()
    page["titleModule"]["subject"] = "Strampler für 中文 😀 спальня"
    page["storeModule"]["storeName"] = f"Größe {steering} 中文"
    file = tmp_path / f"page {chr(0x9B)}.html"
    file.write_bytes(item_page(data=page))
    for command in (["read", file], ["import", file, "--category", CATEGORY], ["products"]):
        ran = babydrop(*command, "--json")
        assert not set(ran.out.removesuffix("\n")) & {*map(chr, range(32)), *steering[18:]}
        assert not set(ran.err) & {"\x1b", *steering[18:]}
        assert len(documents(ran)) == 1
    assert "Strampler für 中文 😀 спальня" in babydrop("read", file, "--json").out


def test_escaped_characters_come_back_whole(capsys):
    value = {"all": "".join(map(chr, (*range(0x300), *range(0x2000, 0x2100), 0xFEFF, 0xE0041)))}
    output.line(value)
    assert json.loads(capsys.readouterr().out) == value
