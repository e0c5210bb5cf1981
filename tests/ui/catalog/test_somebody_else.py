"""Somebody else changed the product meanwhile: the owner sees both, and decides."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from babydrop_desktop.db.storefront import Variant
from babydrop_desktop.domain.product_edit import ProductEdit, ProductField
from tests.services.editing import set_column
from tests.ui.catalog.test_editing_in_place import retype, saved

F = ProductField


@pytest.fixture
def romper(scene):
    return scene.add("Striped Romper")


def test_a_change_by_another_laptop_is_shown_with_who_and_when_and_nothing_is_chosen(
    qtbot, scene, romper
):
    place = scene.open()
    scene.ben.edit(romper, ProductEdit(name="Ben's Romper"))
    retype(qtbot, place.detail.title, "Dotted Romper")
    note = place.detail.form.note(F.NAME)
    qtbot.waitUntil(lambda: note.isVisible() and note.clash.isVisible())
    title, before, theirs, yours = note.clash.words()
    assert title.startswith("Ben changed this today at")
    assert (before, theirs, yours) == ("Striped Romper", "Ben's Romper", "Dotted Romper")
    assert not note.clash.keep.isDefault()
    assert not note.clash.take.isDefault()
    assert scene.row(romper).name == "Ben's Romper"
    place.table.setFocus()  # leaving decides nothing
    qtbot.mouseClick(note.clash.keep, Qt.MouseButton.LeftButton)
    saved(qtbot, scene, romper, "name", "Dotted Romper")
    qtbot.waitUntil(lambda: note.words() == "")


@pytest.mark.parametrize("chosen", ["keep", "take"])
def test_once_decided_the_keyboard_is_in_the_field_and_on_no_other_key(
    qtbot, scene, romper, chosen
):
    place = scene.open()
    scene.ben.edit(romper, ProductEdit(price=Decimal("25.99")))
    retype(qtbot, place.detail.price, "27.77")
    note = place.detail.form.note(F.PRICE)
    qtbot.waitUntil(lambda: note.isVisible() and note.clash.isVisible())
    key = getattr(note.clash, chosen)
    key.setFocus()
    qtbot.keyClick(key, Qt.Key.Key_Space)
    qtbot.waitUntil(note.isHidden)
    assert place.detail.price.hasFocus()


def test_a_change_by_the_storefront_has_nobodys_name(qtbot, scene, romper):
    place = scene.open()
    set_column(scene.db, "Product", romper, careInstructions="Wash at 40.")
    retype(qtbot, place.detail.form.editor(F.CARE_INSTRUCTIONS), "Wash at 30.")
    note = place.detail.form.note(F.CARE_INSTRUCTIONS)
    qtbot.waitUntil(lambda: note.isVisible() and note.clash.isVisible())
    assert note.clash.words() == [
        "Somebody else changed this meanwhile. Nothing was saved yet.",
        "–",
        "Wash at 40.",
        "Wash at 30.",
    ]
    qtbot.mouseClick(note.clash.take, Qt.MouseButton.LeftButton)
    care = place.detail.form.editor(F.CARE_INSTRUCTIONS)
    qtbot.waitUntil(lambda: care.text() == "Wash at 40.")
    assert scene.mia.editing.history(romper) == ()


def test_keeping_ones_own_is_refused_again_where_it_was_changed_once_more(qtbot, scene, romper):
    place = scene.open()
    scene.ben.edit(romper, ProductEdit(name="Ben's Romper"))
    retype(qtbot, place.detail.title, "Dotted Romper")
    note = place.detail.form.note(F.NAME)
    qtbot.waitUntil(lambda: note.isVisible() and note.clash.isVisible())
    scene.ben.edit(romper, ProductEdit(name="Ben's second Romper"))
    qtbot.mouseClick(note.clash.keep, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Ben's second Romper" in note.words())
    assert scene.row(romper).name == "Ben's second Romper"


def test_newer_values_come_in_by_f5_while_a_field_is_edited(qtbot, scene, romper):
    place = scene.open()
    title = place.detail.title
    retype(qtbot, title, "Dotted", key=None)
    scene.ben.edit(romper, ProductEdit(name="Ben's Romper", country_of_origin="Portugal"))
    place.refresh()
    made_in = place.detail.form.editor(F.COUNTRY_OF_ORIGIN)
    qtbot.waitUntil(lambda: made_in.text() == "Portugal")
    assert title.text() == "Dotted"
    qtbot.keyClicks(title, " Romper")
    qtbot.keyClick(title, Qt.Key.Key_Return)
    note = place.detail.form.note(F.NAME)
    qtbot.waitUntil(lambda: note.isVisible() and note.clash.isVisible())
    assert note.clash.words()[1:] == ["Striped Romper", "Ben's Romper", "Dotted Romper"]


def test_the_one_price_meets_a_variant_that_somebody_else_priced(qtbot, scene, romper):
    place = scene.open()
    with scene.db.read() as session:
        first = session.query(Variant).filter_by(product_id=romper).first().id
    scene.ben.edit(romper, ProductEdit(variant_prices={first: Decimal("25.00")}))
    retype(qtbot, place.detail.price, "34.99")
    note = place.detail.form.note(F.PRICE)
    qtbot.waitUntil(lambda: note.isVisible() and note.clash.isVisible())
    assert note.clash.words()[1:] == ["29.99", "25.00", "34.99"]
    qtbot.mouseClick(note.clash.keep, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: scene.prices(romper) == [Decimal("34.99")] * 2)


def test_a_product_that_is_deleted_meanwhile_keeps_what_was_typed(qtbot, scene, romper):
    scene.add("Bunny Hat")
    place = scene.open()
    place.table.choose_row(1)
    qtbot.waitUntil(lambda: place.detail.shown.id == romper)
    scene.delete(romper)
    retype(qtbot, place.detail.title, "Dotted Romper")
    note = place.detail.form.note(F.NAME)
    qtbot.waitUntil(lambda: note.words() == "Not saved. This product is not in the shop any more.")
    with qtbot.waitSignal(place.rows.answered):
        place.refresh()
    qtbot.waitUntil(lambda: place.detail.shown.id != romper)
    qtbot.mouseClick(place.desk.unsaved, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(place.detail.gone.isVisible)
    assert place.detail.title.text() == "Dotted Romper"
    qtbot.mouseClick(place.detail.gone._button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: place.detail.shown is None or place.detail.shown.id != romper)
    assert not place.desk.unsaved.isVisible()


def test_a_variant_that_is_gone_meanwhile_can_only_be_let_go(qtbot, scene, romper):
    place = scene.open()
    pair = place.detail.shown.variants[1]
    with scene.db.write() as session:
        session.delete(session.get_one(Variant, pair.variant_id))
    prices = place.detail.variants.prices
    prices.edit(1)
    retype(qtbot, prices.editor, "31.99")
    note = place.detail.variants.notes.note
    qtbot.waitUntil(lambda: note.isVisible() and note.clash.isVisible())
    assert note.clash.words()[2] == "This variant is gone"
    assert not note.clash.keep.isVisible()
    qtbot.mouseClick(note.clash.take, Qt.MouseButton.LeftButton)
    assert not note.isVisible()
