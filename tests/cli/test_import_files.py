"""Lists and pages of every form are imported without a window too."""

import json

from tests.cli.answers import documents
from tests.fakes.shop import CATEGORY
from tests.fakes.supplier import ITEM, OTHER_ITEM, item_page
from tests.pages.saved import mhtml, workbook

ADDRESS = "https://www.aliexpress.com/item/{}.html"


def test_each_line_of_a_list_has_an_answer_of_its_own(babydrop, supplier, tmp_path):
    supplier.sells()
    supplier.sells(OTHER_ITEM)
    rows = [("link", "category", "price"), (ADDRESS.format(ITEM), "Sleepwear", "39.50")]
    rows += [("https://www.amazon.com/dp/B000", "", ""), (ADDRESS.format(OTHER_ITEM), "", "")]
    list_file = tmp_path / "spring.xlsx"
    list_file.write_bytes(workbook(rows))
    ran = babydrop("import", list_file, "--category", CATEGORY, "--json")
    assert ran.code == 3
    found = documents(ran)
    assert [(one["line"], one["status"]) for one in found] == [
        (2, "done"), (3, "refused"), (4, "done"),
    ]  # fmt: skip
    assert {one["source"] for one in found} == {str(list_file)}
    assert found[0]["price"] == "39.50"
    assert found[1]["reason"] == "not_aliexpress"
    assert found[2]["price"] != "39.50"
    products = json.loads(babydrop("products", "--json").out)
    assert len(products) == 2


def test_a_page_saved_as_one_file_is_read_and_imported(babydrop, tmp_path):
    page = tmp_path / "romper.mht"
    page.write_bytes(mhtml(item_page(), more=[b"RIFF" * 3_000_000]))
    ran = babydrop("read", page, "--json")
    assert (ran.code, documents(ran)[0]["canonical_id"]) == (0, ITEM)
    ran = babydrop("import", page, "--category", CATEGORY, "--json")
    assert (ran.code, documents(ran)[0]["line"]) == (0, None)


def test_reading_a_list_says_that_it_is_one(babydrop, tmp_path):
    list_file = tmp_path / "spring.csv"
    list_file.write_text(f"url\n{ADDRESS.format(ITEM)}\n")
    ran = babydrop("read", list_file, "--json")
    assert (ran.code, documents(ran)[0]["reason"]) == (3, "file_is_list")


def test_a_list_that_cannot_be_taken_is_one_refusal(babydrop, tmp_path):
    for name, body, reason in (
        ("empty.csv", b"", "list_empty"),
        ("headers.csv", b"url,price\n", "list_empty"),
        ("broken.xlsx", b"PK\x03\x04", "list_damaged"),
        ("missing.xlsx", None, "file_unreadable"),
    ):
        if body is not None:
            (tmp_path / name).write_bytes(body)
        ran = babydrop("import", tmp_path / name, "--category", CATEGORY, "--json")
        assert ran.code == 3
        assert [one["reason"] for one in documents(ran)] == [reason]
