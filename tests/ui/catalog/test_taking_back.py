"""Every edit is taken back and done again, also after a restart, and never over somebody else's."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from babydrop_desktop.domain.catalog import SaleFilter
from babydrop_desktop.domain.product_edit import ProductEdit, ProductField, Slot
from babydrop_desktop.paths import Profile
from tests.services.editing import categories, set_column
from tests.ui.catalog.test_editing_in_place import retype, saved
from ui.main_window import MainWindow

F = ProductField


@pytest.fixture
def romper(scene):
    return scene.add("Striped Romper")


def test_the_newest_edit_is_taken_back_and_done_again(qtbot, scene, romper, heard):
    place = scene.open()
    assert place.undo_words() == ""
    retype(qtbot, place.detail.title, "Dotted Romper")
    qtbot.waitUntil(lambda: place.undo_words() == "title of Dotted Romper")
    assert place.undo()
    saved(qtbot, scene, romper, "name", "Striped Romper")
    qtbot.waitUntil(lambda: heard.notices[1:] == ["Taken back: title of Striped Romper"])
    qtbot.waitUntil(lambda: place.redo_words() == "title of Striped Romper")
    assert place.undo_words() == ""
    assert place.redo()
    saved(qtbot, scene, romper, "name", "Dotted Romper")
    qtbot.waitUntil(lambda: place.detail.title.text() == "Dotted Romper")
    qtbot.waitUntil(
        lambda: place.detail.history.words() == ["Done again: title", "Taken back: title", "Title"]
    )


def test_the_undo_in_the_status_bar_takes_back_that_very_edit(qtbot, scene, romper, heard):
    place = scene.open()
    retype(qtbot, place.detail.title, "Dotted Romper")
    qtbot.waitUntil(lambda: len(heard.actions) == 1)
    retype(qtbot, place.detail.form.editor(F.COUNTRY_OF_ORIGIN), "Portugal")
    qtbot.waitUntil(lambda: len(heard.actions) == 2)
    heard.actions[0].run()
    saved(qtbot, scene, romper, "name", "Striped Romper")
    assert scene.row(romper).country_of_origin == "Portugal"


def test_an_edit_of_before_the_last_start_is_taken_back(qtbot, scene, romper):
    scene.mia.edit(romper, ProductEdit(name="Dotted Romper"))
    scene.ben.edit(romper, ProductEdit(country_of_origin="Portugal"))  # not Mia's to take back
    place = scene.open()
    qtbot.waitUntil(lambda: place.undo_words() == "title of Dotted Romper")
    assert place.undo()
    saved(qtbot, scene, romper, "name", "Striped Romper")


def test_an_undo_over_somebody_elses_change_is_decided_beside_the_field(
    qtbot, scene, romper, heard
):
    scene.mia.edit(romper, ProductEdit(country_of_origin="Spain"))
    scene.mia.edit(romper, ProductEdit(name="Dotted Romper"))
    place = scene.open()
    qtbot.waitUntil(lambda: place.undo_words() == "title of Dotted Romper")
    scene.ben.edit(romper, ProductEdit(name="Ben's Romper"))
    place.undo()
    note = place.detail.form.note(F.NAME)
    qtbot.waitUntil(lambda: note.isVisible() and note.clash.isVisible())
    title, before, theirs, yours = note.clash.words()
    assert title.startswith("Ben changed this today at")
    assert (before, theirs, yours) == ("Dotted Romper", "Ben's Romper", "Striped Romper")
    assert scene.row(romper).name == "Ben's Romper"
    qtbot.mouseClick(note.clash.take, Qt.MouseButton.LeftButton)
    assert not note.isVisible()
    qtbot.waitUntil(lambda: place.undo_words().startswith("made in of"))  # what was before it
    assert len(heard.notices) == 1


def test_many_are_changed_alike_counted_and_taken_back(qtbot, scene, heard):
    ids = [scene.add(f"Romper {n}", is_active=n == 0) for n in range(3)]
    set_column(scene.db, "Product", ids[0], publishedAt="2026-01-01T00:00:00.000")
    place = scene.open()
    place.table.selectAll()
    many = place.many
    qtbot.waitUntil(many.keys.isVisible)
    assert (many.put_on.text(), many.take_off.text()) == ("Put 2 on sale", "Take 1 off sale")
    qtbot.mouseClick(many.put_on, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: heard.notices == ["2 products put on sale"])
    assert all(scene.row(one).is_active for one in ids)
    qtbot.waitUntil(lambda: place.undo_words() == "put on sale: several products")
    qtbot.waitUntil(lambda: not many.put_on.isVisible())
    heard.actions[0].run()
    qtbot.waitUntil(lambda: heard.notices[1:] == ["2 products are as they were"])
    assert [scene.row(one).is_active for one in ids] == [True, False, False]
    # What was taken back is named, not what that did.
    qtbot.waitUntil(lambda: place.redo_words() == "put on sale: several products")


def test_many_are_moved_to_a_category_and_what_is_refused_is_named(qtbot, scene, heard):
    ids = [scene.add(f"Romper {n}") for n in range(3)]
    place = scene.open()
    place.table.selectAll()
    other = categories(scene.db)[1]
    qtbot.waitUntil(lambda: len(place.many._categories) > 1)
    row = next(one for one in place.many._categories if one.id == other)
    scene.delete(ids[1])
    place.many.move_to(row)
    text = f"2 products moved to {row.name}; their prices stay"
    qtbot.waitUntil(lambda: heard.notices == [text])
    assert {scene.row(one).category_id for one in (ids[0], ids[2])} == {other}
    qtbot.waitUntil(place.left_out.isVisible)
    assert place.left_out.text() == "1 product was left as it is. 1 not in the shop any more."


@pytest.fixture
def window(qtbot, scene, make_context, settings, tmp_path):
    from ui.catalog.place import CatalogPlace  # noqa: PLC0415

    made = MainWindow(Profile(tmp_path), settings, {"import": CatalogPlace,
                                                    "catalog": CatalogPlace})  # fmt: skip
    qtbot.addWidget(made)
    made.furnish()
    made.show()
    made.resize(1352, 840)
    made.show_shop(make_context(scene.shop))
    made.go_to("catalog")
    with qtbot.waitExposed(made):
        made.activateWindow()
    qtbot.waitUntil(lambda: made.place().detail.shown is not None)
    return made


def action(window, word):
    found = window.findChildren(QAction)
    return next(one for one in found if one.text().replace("&", "").startswith(word))


CTRL = Qt.KeyboardModifier.ControlModifier


def test_the_menu_names_what_it_undoes_and_is_gray_where_there_is_nothing(
    qtbot, scene, romper, window
):
    undo, redo = action(window, "Undo"), action(window, "Redo")
    assert (undo.text(), undo.isEnabled()) == ("&Undo", False)
    retype(qtbot, window.place().detail.title, "Dots & Stripes")
    window.place().table.setFocus()
    qtbot.waitUntil(lambda: undo.text() == "&Undo: title of Dots && Stripes")
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    saved(qtbot, scene, romper, "name", "Striped Romper")
    qtbot.waitUntil(lambda: redo.text() == "&Redo: title of Striped Romper")
    assert not undo.isEnabled()
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    saved(qtbot, scene, romper, "name", "Dots & Stripes")


def test_typing_in_a_field_is_taken_back_first(qtbot, scene, romper, window):
    scene.mia.edit(romper, ProductEdit(country_of_origin="Spain"))
    place, undo = window.place(), action(window, "Undo")
    qtbot.waitUntil(lambda: undo.text() == "&Undo: made in of Striped Romper")
    title = place.detail.title
    retype(qtbot, title, "Dots", key=None)
    qtbot.keyClick(title, Qt.Key.Key_Z, CTRL)
    assert title.text() == "Striped Romper"
    assert scene.row(romper).country_of_origin == "Spain"
    qtbot.keyClick(title, Qt.Key.Key_Z, CTRL)  # nothing was typed any more: the last edit
    qtbot.waitUntil(lambda: not scene.row(romper).country_of_origin)
    assert place.edits.of(romper).get(Slot(F.NAME)) is None


def test_a_product_that_a_filter_hides_is_still_taken_back(qtbot, scene, romper):
    place = scene.open()
    retype(qtbot, place.detail.title, "Dotted Romper")
    qtbot.waitUntil(lambda: place.undo_words() != "")
    qtbot.mouseClick(place.head.chip(SaleFilter.FOR_SALE), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: place.rows.rowCount() == 0)
    place.undo()
    saved(qtbot, scene, romper, "name", "Striped Romper")
