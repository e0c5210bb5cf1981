"""What the check says can be done, and names what it means."""

import pytest
import sqlalchemy as sa

from babydrop_desktop.db import checkup, imports
from babydrop_desktop.db.checkup import LostReference
from babydrop_desktop.db.ids import new_id
from babydrop_desktop.db.storefront import Category, Product, ProductImage
from babydrop_desktop.db.storefront_base import Storefront
from babydrop_desktop.domain.files import StoredPicture
from babydrop_desktop.domain.picture_url import url_of
from babydrop_desktop.services.health import _WORDS, Health
from babydrop_desktop.settings import Settings


class Kept:
    """A pictures' folder that holds only some."""

    def __init__(self, *here):
        self._here = here

    def has(self, sha256):
        return sha256 in self._here


def sha(number):
    return f"{number:064x}"


def add_products(shop, count):
    with shop.write() as session:
        now = shop.server_now(session)
        category = session.scalars(sa.select(Category.id)).first()
        for number in range(count):
            product = Product(id=new_id(), name="x", slug=new_id(), base_price=1,
                              sku=f"KP-{number}", category_id=category, updated_at=now)  # fmt: skip
            session.add(product)
            session.flush()
            session.add(ProductImage(product_id=product.id, url=url_of(sha(number))))
        files = [StoredPicture(sha(number), 1, 1, 1, 1, f"S{number}") for number in range(count)]
        imports.note_pictures(session, "mine", files)


def finding(shop, topic, *here, settings=None):
    health = Health(shop, Kept(*here), settings or Settings(), device="mine")
    return next(found for found in health.look() if found.topic == topic)


def test_missing_pictures_are_named_by_their_products(shop):
    add_products(shop, 3)
    found = finding(shop, "pictures", sha(1))
    assert not found.fine
    assert found.text.startswith("2 of 3 pictures")
    assert "They belong to KP-0, KP-2. " in found.text
    assert "mport" not in found.text  # an item that is in the shop cannot be imported again


def test_of_many_products_the_first_five_are_named(shop):
    add_products(shop, 7)
    text = finding(shop, "pictures").text
    assert "They belong to KP-0, KP-1, KP-2, KP-3, KP-4 and 2 more. " in text


def test_pictures_that_are_all_here_are_fine(shop):
    add_products(shop, 1)
    assert finding(shop, "pictures", sha(0)).fine


@pytest.mark.parametrize(
    ("lost", "told"),
    [
        ([LostReference("Variant", "Product", 1)], "1 variant names a product that is missing. "),
        (
            [LostReference("Inventory", "Variant", 12), LostReference("Category", "Category", 2)],
            "12 stock counts name a variant that is missing; 2 categories name a category that",
        ),
        ([LostReference("Toy", "Box", 2)], "2 rows of “Toy” name a row of “Box” that is missing. "),
    ],
)
def test_rows_that_name_what_is_gone_are_told_in_the_owners_words(
    file_shop, monkeypatch, lost, told
):
    monkeypatch.setattr(checkup, "lost_references", lambda _engine: tuple(lost))
    found = finding(file_shop, "references")
    assert not found.fine
    assert found.text.startswith(told)
    assert "nothing else is lost" in found.text
    assert "“Restore a backup…”" in found.text
    assert "send this report" in found.text
    assert "damaged" not in found.text


def test_every_table_that_names_another_has_the_owners_word():
    naming = {table.name for table in Storefront.metadata.sorted_tables if table.foreign_keys}
    assert naming <= _WORDS.keys()


@pytest.mark.parametrize(
    ("faults", "told"),
    [
        (["page 7 is wrong"], "The database file is damaged (page 7 is wrong). "),
        (["one", "two", "three"], "The database file is damaged (one, and 2 more). "),
    ],
)
def test_a_damaged_file_is_something_else_than_a_missing_row(file_shop, monkeypatch, faults, told):
    monkeypatch.setattr(checkup, "damage", lambda _engine: tuple(faults))
    found = finding(file_shop, "database")
    assert not found.fine
    assert found.text.startswith(told)
    assert "“Restore a backup…”" in found.text


@pytest.mark.parametrize("unknown", [(), ("imports.colour",)])
def test_a_setting_that_is_not_known_is_a_note(file_shop, unknown):
    found = finding(file_shop, "settings", settings=Settings(unknown=unknown))
    assert found.fine
    assert all(name in found.text for name in unknown)


def test_it_is_told_whether_the_browser_can_be_used_which_is_no_fault(shop):
    class Browser:
        def __init__(self, words):
            self.words = words

        def why(self):
            return self.words

    for words, told in (("No browser was found.", "No browser was found."),
                        ("", "Your browser can open AliExpress' pages.")):  # fmt: skip
        health = Health(shop, Kept(), Settings(), device="mine", browser=Browser(words))
        (found,) = [one for one in health.look() if one.topic == "browser"]
        assert (found.fine, found.text) == (True, told)
