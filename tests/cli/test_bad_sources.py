"""A source that is no product is refused by name, whatever command it is given to."""

import pytest

from tests.cli.answers import documents
from tests.fakes.shop import CATEGORY
from tests.fakes.supplier import item_page


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
