"""Every command answers in words and in JSON, with the exit codes that scripts rely on."""

import contextlib
import io
import json
import sqlite3
import sys

import pytest

from babydrop_desktop import cli
from babydrop_desktop.__main__ import main
from babydrop_desktop.cli import output
from babydrop_desktop.db.recognise import VERSION_TABLE
from babydrop_desktop.errors import Unavailable
from tests.fakes import web
from tests.fakes.shop import CATEGORY
from tests.fakes.supplier import ITEM, OTHER_ITEM, US_ITEM, item_page, numbered
from tests.pages import build

CAPTCHA = (
    b"<html><script>window._config_ = {'action': 'captcha', 'url': "
    b"'https://www.aliexpress.com/_____tmd_____/punish?x5secdata=abc'}</script></html>"
)

EVERY_FIELD = {
    *("outcome", "reason", "message", "generation", "missing", "note"),
    *("product_id", "canonical_id", "title", "currency", "country", "language", "store"),
    *("price_min", "price_max", "list_price_min", "list_price_max", "stock", "variants"),
    *("images", "options", "ships_from", "skus"),
}


def documents(ran):
    return [json.loads(line) for line in ran.out.splitlines()]


# --- read --------------------------------------------------------------------


def test_read_prints_one_object_with_every_field(babydrop, saved):
    ran = babydrop("read", saved, "--json")
    assert (ran.code, ran.err) == (0, "")
    (found,) = documents(ran)
    assert found.keys() == EVERY_FIELD
    assert (found["outcome"], found["reason"], found["generation"]) == ("product", None, "A2")
    assert (found["product_id"], found["canonical_id"]) == (ITEM, ITEM)
    assert found["title"] == "Baby's First Romper, soft cotton & snaps"
    assert (found["currency"], found["price_min"], found["price_max"]) == ("USD", "8.99", "12.99")
    assert (found["list_price_min"], found["list_price_max"]) == ("12.5", "16.5")
    assert found["stock"] == 68
    assert len(found["images"]) == 2
    assert found["options"] == {
        "Color": ["Duck", "Strawberry & Cream"],
        "Kid Size": ["3M", "6M"],
    }
    assert found["ships_from"] == ["China", "United States"]
    assert (len(found["skus"]), found["variants"]) == (8, 4)
    first = found["skus"][0]
    assert first["sku_id"] == "12000099900000001"
    assert first["options"] == {"Color": "Duck", "Kid Size": "3M"}
    assert (first["price"], first["list_price"], first["stock"]) == ("8.99", "12.5", 5)
    assert first["ships_from"] == "China"
    assert first["image"].endswith("duck.jpg")
    assert found["store"] == {"id": "999001", "name": "Little Otter & Co Store"}
    assert (found["country"], found["language"]) == ("US", "en")


def test_read_tells_people_in_words(babydrop, saved):
    ran = babydrop("read", saved)
    assert ran.code == 0
    assert "Baby's First Romper" in ran.out
    assert "8.99 to 12.99 USD, 4 variants, stock 68" in ran.out
    assert "{" not in ran.out


def test_read_needs_no_shop_and_makes_none(babydrop, saved, tmp_path):
    nowhere = tmp_path / "not made"
    assert babydrop("read", saved, "--json", folder=nowhere).code == 0
    assert not nowhere.exists()


def test_read_takes_a_page_from_the_input(babydrop, monkeypatch):
    page = io.TextIOWrapper(io.BytesIO(item_page()))
    monkeypatch.setattr(sys, "stdin", page)
    (found,) = documents(babydrop("read", "-", "--json"))
    assert found["canonical_id"] == ITEM


def test_read_fetches_an_address(babydrop, supplier):
    supplier.sells()
    address = f"https://www.aliexpress.us/item/{US_ITEM}.html"
    (found,) = documents(babydrop("read", address, "--json"))
    assert found["canonical_id"] == ITEM


@pytest.mark.parametrize(
    ("answer", "code", "outcome"),
    [
        (web.Answer(CAPTCHA), 3, "captcha"),
        (web.Answer(b"<html>hello</html>"), 3, "not_a_product"),
        (web.Answer(status=404), 3, "removed"),
        (web.Answer(status=503), 4, None),
    ],
)
def test_a_fetched_page_that_is_no_product_says_what_it_is(
    babydrop, supplier, answer, code, outcome
):
    supplier.sells(page=answer)
    ran = babydrop("read", ITEM, "--json")
    assert ran.code == code
    assert ran.err.strip()
    (found,) = documents(ran)
    assert found["message"]
    assert found["outcome"] == outcome
    assert found["reason"]
    assert found.keys() == EVERY_FIELD
    assert (found["images"], found["options"], found["ships_from"], found["skus"]) == (
        [],
        {},
        [],
        [],
    )
    assert (found["title"], found["variants"], found["stock"]) == (None, None, None)
    assert found["store"] == {"id": None, "name": None}


def test_read_answers_with_every_field_also_where_nothing_could_be_read(babydrop, profile):
    (found,) = documents(babydrop("read", "hello", "--json"))
    assert found.keys() == EVERY_FIELD
    assert (found["outcome"], found["reason"]) == ("not_a_product", "not_aliexpress")
    (profile / "settings.toml").write_text("[imports]\nper_minute = 'many'\n", encoding="utf-8")
    (found,) = documents(babydrop("read", ITEM, "--json"))
    assert found.keys() == EVERY_FIELD
    assert (found["outcome"], found["reason"]) == (None, "settings_wrong")


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("https://www.aliexpress.com/store/1101234567", "store_page"),
        ("https://a.aliexpress.com/_mKabcd", "short_link"),
        ("https://www.amazon.com/dp/B000", "not_aliexpress"),
        ("https://www.aliexpress.com/w/wholesale-romper.html", "search_page"),
        ("hello", "not_aliexpress"),
        ("", "empty"),
        ("\0", "not_aliexpress"),
        ("missing.html", "file_unreadable"),
    ],
)
def test_a_source_that_is_no_item_is_refused_by_name(babydrop, source, reason):
    for command in (["read", source], ["import", source, "--category", CATEGORY]):
        ran = babydrop(*command, "--json")
        assert ran.code == 3
        (found,) = documents(ran)
        assert found["reason"] == reason
        assert found["message"]


@pytest.mark.parametrize(
    ("content", "outcome"),
    [
        (b"", "unreadable"),
        (b" \n", "unreadable"),
        (b"x" * 8_000_001, "unreadable"),
        (bytes(range(256)) * 64, "not_a_product"),
        (b"\xff\xfe" + "<html></html>".encode("utf-16-le"), "not_a_product"),
        (item_page()[:3000], None),
        (b"PK\x03\x04" + b"\0" * 5000, "not_a_product"),
    ],
    ids=["empty", "blank", "too large", "binary", "utf-16", "cut off", "zip"],
)
def test_a_bad_file_is_never_a_product_and_never_a_bug(babydrop, tmp_path, content, outcome):
    file = tmp_path / "bad.html"
    file.write_bytes(content)
    ran = babydrop("read", file, "--json")
    assert ran.code == 3
    assert ran.err.strip()
    (found,) = documents(ran)
    assert found["outcome"] == outcome or (
        outcome is None and found["outcome"] in {"unreadable", "not_a_product"}
    )
    ran = babydrop("import", file, "--category", CATEGORY, "--json")
    assert ran.code == 3
    assert documents(ran)[0]["status"] == "refused"


def test_a_folder_is_no_page(babydrop, tmp_path):
    for command in (["read", tmp_path], ["import", tmp_path, "--category", CATEGORY]):
        ran = babydrop(*command, "--json")
        assert (ran.code, documents(ran)[0]["reason"]) == (3, "file_unreadable")


# --- import ------------------------------------------------------------------


def test_import_answers_one_line_a_source_in_order(babydrop, saved, supplier):
    supplier.sells(OTHER_ITEM)
    supplier.sells(numbered(1), web.Answer(CAPTCHA))
    ran = babydrop("import", saved, OTHER_ITEM, "nonsense", numbered(1),
                   "--category", CATEGORY, "--json")  # fmt: skip
    assert ran.code == 3
    found = documents(ran)
    assert [line["source"] for line in found] == [str(saved), OTHER_ITEM, "nonsense", numbered(1)]
    assert [line["status"] for line in found] == ["done", "done", "refused", "refused"]
    assert [line["reason"] for line in found] == [None, None, "not_aliexpress", "captcha"]
    first = found[0]
    assert (first["sku"], first["canonical_id"], first["outcome"]) == ("KP-000017", ITEM, "product")
    assert (first["price"], first["cost"], first["currency"]) == ("34.99", "9.99", "USD")
    assert (first["variants"], first["pictures"], first["lost_pictures"]) == (4, 2, 0)


def test_import_tells_people_in_words(babydrop, saved):
    ran = babydrop("import", saved, "--category", CATEGORY)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.strip() == "Imported Baby's First Romper, soft cotton & snaps as KP-000017"
    again = babydrop("import", saved, "--category", CATEGORY)
    assert (again.code, again.out) == (3, "")
    assert "Already in your catalog as KP-000017" in again.err


def test_a_duplicate_is_refused_with_its_product(babydrop, saved):
    (first,) = documents(babydrop("import", saved, "--category", CATEGORY, "--json"))
    ran = babydrop("import", saved, "--category", CATEGORY, "--json")
    (again,) = documents(ran)
    assert (ran.code, again["status"], again["reason"]) == (3, "refused", "duplicate")
    assert again["facts"]["product"] == first["product_id"]


def test_an_unknown_category_is_refused_before_anything_begins(babydrop, saved):
    ran = babydrop("import", saved, "--category", "spaceships", "--json")
    (found,) = documents(ran)
    assert (ran.code, found["reason"]) == (3, "unknown_category")
    assert CATEGORY in found["message"]
    assert documents(babydrop("products", "--json")) == [[]]


def test_a_server_that_does_not_answer_is_unavailable(babydrop, supplier):
    supplier.sells(page=web.Answer(status=503))
    ran = babydrop("import", ITEM, "--category", CATEGORY, "--json")
    assert (ran.code, documents(ran)[0]["status"]) == (4, "failed")


def test_the_input_is_imported_too(babydrop, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(item_page())))
    assert babydrop("import", "-", "--category", CATEGORY).code == 0


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


# --- lists and upkeep --------------------------------------------------------


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


def test_a_whole_shop_is_said_to_be_whole(babydrop, saved, profile):
    babydrop("import", saved, "--category", CATEGORY)
    ran = babydrop("check", "--json")
    (found,) = documents(ran)
    assert (ran.code, found["whole"]) == (0, True)
    for picture in (profile / "pictures").rglob("*.webp"):
        picture.unlink()
    ran = babydrop("check")
    assert ran.code == 3
    assert "Look pictures: 2 of 2" in ran.out


def test_a_misspelt_setting_is_named(babydrop, profile):
    text = (profile / "settings.toml").read_text("utf-8")
    (profile / "settings.toml").write_text(text + "[importz]\nx = 1\n", encoding="utf-8")
    ran = babydrop("check")
    assert ran.code == 0  # a setting of a newer program hurts nothing
    assert "importz" in ran.out


def test_a_wrong_setting_is_refused_by_name(babydrop, profile, saved):
    (profile / "settings.toml").write_text("[imports]\nper_minute = 'many'\n", encoding="utf-8")
    for command in (["check"], ["read", saved]):
        ran = babydrop(*command, "--json")
        assert (ran.code, documents(ran)[0]["reason"]) == (3, "settings_wrong")
        assert "per_minute" in ran.err


def test_the_database_is_upgraded_and_then_up_to_date(babydrop):
    (first,) = documents(babydrop("database", "upgrade", "--json"))
    assert first["before"] != first["after"]
    (again,) = documents(babydrop("database", "upgrade", "--json"))
    assert again["before"] == again["after"] == first["after"]
    assert "up to date" in babydrop("database", "upgrade").out
    assert babydrop("database", "indexes").code == 0


# --- which shop --------------------------------------------------------------


def test_the_profile_and_the_database_are_named_before_or_after(tmp_path, capsys):
    folder, file = tmp_path / "p", tmp_path / "elsewhere.db"
    url = f"sqlite:///{file}"
    before = ["--profile", str(folder), "--database", url, "categories", "--json"]
    after = ["categories", "--json", "--profile", str(folder), "--database", url]
    assert main([*before[:4], "database", "upgrade"]) == 0
    capsys.readouterr()
    assert main(before) == 0
    first = capsys.readouterr().out
    assert file.exists()
    assert not (folder / "shop.db").exists()
    assert main(after) == 0
    assert capsys.readouterr().out == first


def test_a_profile_that_is_a_file_is_told(babydrop, tmp_path):
    file = tmp_path / "taken"
    file.write_text("x")
    for command in (["categories"], ["check"], ["database", "upgrade"]):
        ran = babydrop(*command, "--json", folder=file)
        assert (ran.code, documents(ran)[0]["reason"]) == (3, "profile_not_writable")
        assert "--profile" in ran.err


def test_a_profile_of_any_name_is_made(babydrop, tmp_path):
    folder = tmp_path / "Магазин 'für' 100 %" / "中文"
    assert babydrop("database", "upgrade", folder=folder).code == 0
    assert babydrop("categories", folder=folder).code == 0
    assert (folder / "shop.db").exists()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"this is no database, " * 500, "database_damaged"),
        (b"SQLite format 3\0" + b"\0" * 4080, "database_damaged"),
    ],
)
def test_a_damaged_database_is_told_and_left_as_it_is(babydrop, profile, content, reason):
    (profile / "shop.db").write_bytes(content)
    ran = babydrop("products", "--json")
    assert (ran.code, documents(ran)[0]["reason"]) == (3, reason)
    assert (profile / "shop.db").read_bytes() == content


def test_a_newer_database_is_told_and_left_as_it_is(babydrop, profile):
    babydrop("categories")
    with contextlib.closing(sqlite3.connect(profile / "shop.db")) as connection:
        connection.execute(f"UPDATE {VERSION_TABLE} SET version_num = '9999'")  # noqa: S608
        connection.commit()
    ran = babydrop("products", "--json")
    assert ran.code == 3
    assert "newer" in ran.err


@pytest.mark.parametrize(
    "url",
    [
        *("nonsense", "mysql://u:secret@h/db", "postgresql://u:secret@127.0.0.1:1/db"),
        "sqlite:////no/such/folder/shop.db",
    ],
)
def test_a_database_that_cannot_be_used_is_told_without_its_password(babydrop, url):
    ran = babydrop("database", "upgrade", "--database", url, "--json")
    assert ran.code in {3, 4}
    assert documents(ran)[0]["reason"].startswith("database_")
    assert "secret" not in ran.out + ran.err


# --- usage, bugs -------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [["fly"], ["read"], ["import", "x"], ["import", "--category", "x"], ["database"],
     ["database", "drop"], ["categories", "extra"], ["read", "a", "b"], ["--profile"],
     ["--profile", "", "check"], ["check", "--profile", " "], ["check", "--profile", "\0"],
     ["check", "--profile", "~nobody-of-this-name/x"],
     ["--demo", "--database", "sqlite:///x.db"],
     ["--demo", "check", "--database", "sqlite:///x.db"]],
)  # fmt: skip
def test_wrong_usage_ends_with_two(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage: babydrop" in capsys.readouterr().err


def test_the_version_and_help_are_printed(capsys):
    for flag in ("--version", "--help"):
        with pytest.raises(SystemExit) as ended:
            main([flag])
        assert ended.value.code == 0
        assert "babydrop" in capsys.readouterr().out


def test_stopping_by_hand_is_no_bug(babydrop, monkeypatch):
    def stopped(options, given):
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "_command", lambda _name: stopped)
    ran = babydrop("check", "--json")
    assert ran.code == Unavailable.exit_code
    assert "Stopped" in ran.err
    assert documents(ran)[0]["reason"] == "stopped"
