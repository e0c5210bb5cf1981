"""Every form of page that tells its variants becomes the same product of the shop."""

import json

import pytest

from tests.cli.answers import documents
from tests.fakes.shop import CATEGORY
from tests.pages import build, newer

FORMS = {
    "A3": lambda: json.dumps({"data": newer.a3_data()}).encode(),
    "D": lambda: newer.reply(newer.d_result()).encode(),
    "E": lambda: json.dumps(newer.answer(newer.e_result())).encode(),
    "F": lambda: newer.ru_page(newer.f_tree()),
}


@pytest.mark.parametrize("kind", FORMS)
def test_it_is_imported_with_its_variants_its_pictures_and_its_price(
    babydrop, supplier, tmp_path, kind
):
    page = tmp_path / "page.txt"
    page.write_bytes(FORMS[kind]())
    ran = babydrop("import", page, "--category", CATEGORY, "--json")
    (found,) = documents(ran)
    assert (ran.code, found["status"]) == (0, "done"), found
    assert (found["canonical_id"], found["sku"]) == (build.ITEM_ID, "KP-000017")
    assert (found["price"], found["cost"], found["currency"]) == ("34.99", "9.99", "USD")
    assert (found["variants"], found["pictures"], found["lost_pictures"]) == (4, 2, 0)
