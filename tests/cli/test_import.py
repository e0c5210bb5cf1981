"""`babydrop import` answers for each source, in words and in JSON."""

import io
import sys

from tests.cli.answers import CAPTCHA, documents
from tests.fakes import web
from tests.fakes.shop import CATEGORY
from tests.fakes.supplier import ITEM, OTHER_ITEM, item_page, numbered


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
