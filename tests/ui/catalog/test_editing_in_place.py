"""The owner changes a product where it is shown, and nothing typed is ever lost."""

from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication

from babydrop_desktop.db.storefront import Category
from babydrop_desktop.domain.product_edit import ProductEdit, ProductField, Slot
from tests.fakes.statements import statement_counter
from tests.services.editing import categories, set_column
from tests.ui.fakes import Gate
from ui.catalog.field_text import read
from ui.catalog.unsaved import KEY, unpack

F = ProductField
NAME = Slot(F.NAME)


def retype(qtbot, editor, text, key=Qt.Key.Key_Return):
    """Into the field, something else, and Enter."""
    editor.setFocus()
    editor.selectAll()
    if text:
        qtbot.keyClicks(editor, text)
    else:
        qtbot.keyClick(editor, Qt.Key.Key_Delete)
    if key is not None:
        qtbot.keyClick(editor, key, Qt.KeyboardModifier.ControlModifier)


def saved(qtbot, scene, product, column, value):
    qtbot.waitUntil(lambda: getattr(scene.row(product), column) == value)


@pytest.fixture
def romper(scene):
    return scene.add("Striped Romper")


def test_a_title_is_typed_where_it_stands_and_saved_with_a_line_in_the_history(
    qtbot, scene, romper, heard
):
    place = scene.open()
    retype(qtbot, place.detail.title, "Dotted Romper")
    saved(qtbot, scene, romper, "name", "Dotted Romper")
    qtbot.waitUntil(lambda: heard.notices == ["Saved: title of Dotted Romper"])
    qtbot.waitUntil(lambda: place.rows.index(0, 1).data() == "Dotted Romper")
    qtbot.waitUntil(lambda: place.detail.history.words() == ["Title"])
    assert place.detail.title.hasFocus()


def test_leaving_a_field_saves_it_and_escape_gives_up(qtbot, scene, romper):
    place = scene.open()
    title = place.detail.title
    retype(qtbot, title, "Nothing", key=None)
    qtbot.keyClick(title, Qt.Key.Key_Escape)
    assert title.text() == "Striped Romper"
    assert scene.shop.editing.edits == 0
    retype(qtbot, title, "Dotted Romper", key=None)
    place.table.setFocus()
    saved(qtbot, scene, romper, "name", "Dotted Romper")
    qtbot.keyClick(title, Qt.Key.Key_Escape)  # nothing to give up: back to the list
    assert place.table.hasFocus()


@pytest.mark.parametrize(
    ("field", "typed", "column", "value"),
    [
        (F.SHORT_DESCRIPTION, "Soft and warm.", "short_description", "Soft and warm."),
        (F.DESCRIPTION, "Softer cotton.", "description", "Softer cotton."),
        (F.TAGS, "romper, stripes , ,", "tags", ("romper", "stripes")),
        (F.MIN_AGE, "6", "min_age", 6),
        (F.MAX_AGE, "24", "max_age", 24),
        (F.CHOKING_HAZARD_TEXT, "Small buttons.", "choking_hazard_text", "Small buttons."),
        (F.CERTIFICATIONS, "OEKO-TEX 100; EN 14682, cords", "certifications",
         ("OEKO-TEX 100", "EN 14682, cords")),
        (F.COUNTRY_OF_ORIGIN, "Portugal", "country_of_origin", "Portugal"),
        (F.CARE_INSTRUCTIONS, "Wash at 30.", "care_instructions", "Wash at 30."),
        (F.META_TITLE, "Romper", "meta_title", "Romper"),
        (F.META_DESCRIPTION, "A romper.", "meta_description", "A romper."),
    ],
)  # fmt: skip
def test_every_text_of_a_product_can_be_edited(qtbot, scene, romper, field, typed, column, value):
    place = scene.open()
    retype(qtbot, place.detail.form.editor(field), typed)
    qtbot.waitUntil(lambda: getattr(scene.row(romper), column) in (value, list(value or ())
                                    if isinstance(value, tuple) else value))  # fmt: skip


def test_a_tick_and_a_category_are_saved_at_once(qtbot, scene, romper):
    place = scene.open()
    tick = place.detail.form.editor(F.CHOKING_HAZARD)
    qtbot.mouseClick(tick, Qt.MouseButton.LeftButton, pos=tick.rect().center())
    saved(qtbot, scene, romper, "choking_hazard", True)
    other = categories(scene.db)[1]
    choice = place.detail.fields.category
    qtbot.waitUntil(lambda: choice.findData(other) >= 0)
    while choice.currentData() != other:
        qtbot.keyClick(choice, Qt.Key.Key_Down)
    saved(qtbot, scene, romper, "category_id", other)
    qtbot.waitUntil(lambda: scene.mia.shown(romper).category_id == other)
    with scene.db.read() as session:
        name = session.get_one(Category, other).name
    qtbot.waitUntil(lambda: f"the rule of {name} gives" in place.detail.rule.words())


def test_the_price_of_all_and_of_one_variant(qtbot, scene, romper):
    place = scene.open()
    retype(qtbot, place.detail.price, "34.99")
    qtbot.waitUntil(lambda: scene.prices(romper) == [Decimal("34.99")] * 2)
    prices = place.detail.variants.prices
    assert prices.edit(1)
    retype(qtbot, prices.editor, "31.99")
    qtbot.waitUntil(lambda: scene.prices(romper) == [Decimal("34.99"), Decimal("31.99")])
    assert scene.row(romper).base_price == Decimal("34.99")
    qtbot.waitUntil(lambda: place.detail.history.words() == ["Price of " + sku(scene, romper, 1),
                                                             "Price"])  # fmt: skip


def sku(scene, product, at):
    return scene.shop.catalog.detail(product).variants[at].sku


def test_enter_goes_from_price_to_price_and_tab_leaves_them(qtbot, scene, romper):
    place = scene.open()
    prices = place.detail.variants.prices
    place.detail.variants.list.setFocus(Qt.FocusReason.TabFocusReason)
    assert prices.editor.hasFocus()
    assert prices.editor.selectedText() == "29.99"
    qtbot.keyClicks(prices.editor, "28")
    qtbot.keyClick(prices.editor, Qt.Key.Key_Return)
    assert prices.editor.text() == "29.99"
    qtbot.keyClicks(prices.editor, "27")
    qtbot.keyClick(prices.editor, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: scene.prices(romper) == [Decimal("28.00"), Decimal("27.00")])
    assert not prices.editor.hasFocus()


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        (F.NAME, "", "A product needs a title."),
        (F.PRICE, "dear", "This is no price. Type one such as 29.99."),
        (F.PRICE, "2O.99", "This is no price. Type one such as 29.99."),
        (F.PRICE, "29.9o", "This is no price. Type one such as 29.99."),
        (F.PRICE, "29.99 / 31", "This is no price. Type one such as 29.99."),
        (F.PRICE, "0", "A price is more than nothing."),
        (F.MIN_AGE, "six", "Type a whole number of months, such as 18, or nothing."),
        (F.MAX_AGE, "999", "An age is a whole number of months from 0 to 216."),
        (F.META_TITLE, "x" * 61, "The text has 61 characters; at most 60 fit. Shorten it."),
    ],
)
def test_a_refusal_is_said_beside_the_field_and_the_words_stay(
    qtbot, scene, romper, field, typed, said
):
    place = scene.open()
    editor, note = place.detail.form.editor(field), place.detail.form.note(field)
    retype(qtbot, editor, typed)
    qtbot.waitUntil(lambda: note.words() == said)
    assert editor.text() == typed
    assert editor.property("wrong") == "true"
    qtbot.mouseClick(note.drop, Qt.MouseButton.LeftButton)
    assert note.words() == ""
    assert scene.mia.editing.history(romper) == ()


@pytest.mark.parametrize(
    "typed", ["$34.99", "34.99 USD", "US$ 34.99", "34.99\N{NO-BREAK SPACE}\N{EURO SIGN}"]
)
def test_a_currency_may_stand_beside_a_price(typed):
    assert read(Slot(F.PRICE), typed, shown=None) == Decimal("34.99")


def test_a_price_under_cost_wants_a_reason(qtbot, scene, romper):
    place = scene.open()
    note = place.detail.form.note(F.PRICE)
    retype(qtbot, place.detail.price, "5")
    qtbot.waitUntil(lambda: note.isVisible() and note.reason.isVisible())
    assert "Raise the price, or type the reason" in note.words()
    qtbot.keyClicks(note.reason, "the last three, faded")
    qtbot.keyClick(note.reason, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: scene.prices(romper) == [Decimal("5.00")] * 2)
    assert scene.mia.editing.history(romper)[0].reason == "the last three, faded"
    qtbot.waitUntil(lambda: note.words() == "")


def test_both_ages_can_move_past_one_another(qtbot, scene, romper):
    set_column(scene.db, "Product", romper, minAge=0, maxAge=12)
    place = scene.open()
    form = place.detail.form
    retype(qtbot, form.editor(F.MIN_AGE), "24")
    qtbot.waitUntil(lambda: "above the highest, 12" in form.note(F.MIN_AGE).words())
    retype(qtbot, form.editor(F.MAX_AGE), "36")
    saved(qtbot, scene, romper, "max_age", 36)
    saved(qtbot, scene, romper, "min_age", 24)
    qtbot.waitUntil(lambda: form.note(F.MIN_AGE).words() == "")


def test_half_typed_words_survive_another_row_and_a_refusal(qtbot, scene, romper):
    scene.add("Bunny Hat")
    place = scene.open()  # the hat comes first
    retype(qtbot, place.detail.title, "", key=None)
    qtbot.keyClicks(place.detail.form.editor(F.CARE_INSTRUCTIONS), "Wash")
    place.table.setFocus()
    qtbot.keyClick(place.table, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: place.detail.shown.id == romper)
    assert place.detail.title.text() == "Striped Romper"
    qtbot.waitUntil(lambda: place.desk.unsaved.text() == "1 not saved")
    qtbot.mouseClick(place.desk.unsaved, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: place.detail.shown.id != romper)
    assert place.detail.title.text() == ""
    assert place.detail.form.note(F.NAME).words() == "A product needs a title."


def test_a_lost_database_keeps_the_words_until_it_answers(qtbot, scene, romper):
    place = scene.open()
    scene.shop.editing.cut = True
    retype(qtbot, place.detail.title, "Dotted Romper")
    note = place.detail.form.note(F.NAME)
    qtbot.waitUntil(lambda: note.words().startswith("Not saved; your words are kept."))
    assert place.detail.title.text() == "Dotted Romper"
    scene.shop.editing.cut = False
    place.refresh()
    saved(qtbot, scene, romper, "name", "Dotted Romper")
    qtbot.waitUntil(lambda: note.words() == "")


def test_a_second_press_does_nothing_twice(qtbot, scene, romper):
    place = scene.open()
    scene.shop.editing.gate = gate = Gate()
    foot = place.detail.foot
    qtbot.mouseDClick(foot.put_on, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(foot.put_on, Qt.MouseButton.LeftButton)
    gate.event.set()
    qtbot.waitUntil(lambda: len(scene.mia.editing.history(romper)) == 1)
    qtbot.waitUntil(lambda: not place.edits.busy)
    assert scene.shop.editing.edits == 1
    assert scene.row(romper).is_active


def test_what_is_typed_while_it_is_saved_is_saved_next(qtbot, scene, romper):
    place = scene.open()
    scene.shop.editing.gate = gate = Gate()
    retype(qtbot, place.detail.title, "Dotted")
    qtbot.waitUntil(lambda: scene.shop.editing.edits == 1)
    qtbot.keyClick(place.detail.title, Qt.Key.Key_End)
    qtbot.keyClicks(place.detail.title, " Romper")
    gate.event.set()
    qtbot.waitUntil(lambda: not place.edits.busy)
    assert place.detail.title.text() == "Dotted Romper"
    qtbot.keyClick(place.detail.title, Qt.Key.Key_Return)
    saved(qtbot, scene, romper, "name", "Dotted Romper")


def test_closing_the_window_saves_what_was_not_left_yet(qtbot, scene, romper, loop):
    place = scene.open()
    retype(qtbot, place.detail.title, "Dotted Romper", key=None)
    place.leave()
    settled = loop.create_task(place.settle())
    qtbot.waitUntil(settled.done)
    assert scene.row(romper).name == "Dotted Romper"


def test_an_undone_edit_of_ben_is_no_conflict_where_the_values_agree(qtbot, scene, romper):
    place = scene.open()
    scene.ben.edit(romper, ProductEdit(name="Dotted Romper"))
    retype(qtbot, place.detail.title, "Dotted Romper")
    qtbot.waitUntil(lambda: place.edits.of(romper) == {})
    assert QApplication.focusWidget() is place.detail.title


def closed(qtbot, place, loop):
    place.table.setFocus()
    place.leave()
    settled = loop.create_task(place.settle())
    qtbot.waitUntil(settled.done)
    place.close()


def test_what_could_not_be_saved_is_there_after_the_next_start(qtbot, scene, romper, loop):
    place = scene.open()
    scene.shop.editing.cut = True
    retype(qtbot, place.detail.title, "Dotted Romper")
    qtbot.waitUntil(lambda: place.detail.form.note(F.NAME).words() != "")
    closed(qtbot, place, loop)
    scene.shop.editing.cut = False
    again = scene.open()
    assert again.detail.title.text() == "Dotted Romper"
    note = again.detail.form.note(F.NAME)
    assert note.words() == "Not saved; your words are kept. They are from before the last start."
    qtbot.mouseClick(note.retry, Qt.MouseButton.LeftButton)
    saved(qtbot, scene, romper, "name", "Dotted Romper")
    qtbot.waitUntil(lambda: not again.desk.unsaved.isVisible())


def test_what_is_just_being_typed_outlives_a_killed_program(qtbot, scene, romper):
    place = scene.open()
    place.detail.title.setFocus()
    retype(qtbot, place.detail.title, "Two Rompers", key=None)
    file = place.context.settings.fileName()

    def written():
        found = QSettings(file, QSettings.Format.IniFormat)
        return [one["text"] for one in unpack(str(found.value(KEY, ""))).get(romper, [])]

    typed = place.detail.title.text()
    assert typed == "Two Rompers"
    qtbot.waitUntil(lambda: written() == [typed])
    assert scene.row(romper).name != typed  # it was not left: nothing is saved
    assert typed in Path(file).read_text("utf-8")
    qtbot.keyClick(place.detail.title, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: written() == [])


def test_what_was_typed_before_the_last_start_meets_what_changed_since(qtbot, scene, romper, loop):
    place = scene.open()
    scene.shop.editing.cut = True
    retype(qtbot, place.detail.title, "Dotted Romper")
    retype(qtbot, place.detail.price, "34.99")
    qtbot.waitUntil(lambda: place.detail.form.note(F.PRICE).words() != "")
    closed(qtbot, place, loop)
    scene.shop.editing.cut = False
    first = scene.shop.catalog.detail(romper).variants[0].variant_id
    scene.ben.edit(romper, ProductEdit(name="Ben's", variant_prices={first: Decimal("25.00")}))
    again = scene.open()
    form = again.detail.form
    words = form.note(F.NAME).clash.words()
    assert words[1:] == ["Striped Romper", "Ben's", "Dotted Romper"]
    assert form.note(F.PRICE).clash.words()[1:] == ["29.99", "25.00", "34.99"]
    qtbot.mouseClick(form.note(F.PRICE).clash.keep, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: scene.prices(romper) == [Decimal("34.99")] * 2)


def test_what_was_typed_into_a_product_that_is_gone_can_still_be_copied(qtbot, scene, romper, loop):
    scene.add("Bunny Hat")
    place = scene.open()
    place.table.choose_row(1)
    qtbot.waitUntil(lambda: place.detail.shown.id == romper)
    retype(qtbot, place.detail.price, "dear")
    qtbot.waitUntil(lambda: place.detail.form.note(F.PRICE).words() != "")
    closed(qtbot, place, loop)
    scene.delete(romper)
    again = scene.open()
    qtbot.mouseClick(again.desk.unsaved, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(again.left_out.isVisible)
    assert again.left_out.text().endswith("What you typed can be copied.")
    assert not again.desk.unsaved.isVisible()


def test_a_description_keeps_its_form_and_what_would_be_lost_is_said(qtbot, scene):
    product = scene.add("Romper", description="<p>Soft</p><ul><li><b>Cotton</b></li></ul>")
    place = scene.open()
    editor, fields = place.detail.form.editor(F.DESCRIPTION), place.detail.fields
    assert editor.text() == "Soft\n\n• Cotton"
    assert not fields.loses.isVisible()
    editor.setFocus()
    assert "takes out bold letters" in fields.loses.text()
    assert fields.loses.isVisible()
    editor.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(editor, " & wool")
    place.table.setFocus()
    wanted = "<p>Soft</p><ul><li>Cotton &amp; wool</li></ul>"
    saved(qtbot, scene, product, "description", wanted)
    assert not fields.loses.isVisible()


def test_a_very_long_description_is_shown_in_part_and_not_edited(qtbot, scene):
    scene.add("Romper", description="<p>" + "Soft & warm. " * 6000 + "</p>")
    place = scene.open()
    editor = place.detail.form.editor(F.DESCRIPTION)
    editor.setFocus()
    assert editor.isReadOnly()
    assert place.detail.fields.loses.text().startswith("This is only the beginning")


def test_a_product_costs_three_statements_to_show(qtbot, scene, romper):
    scene.add("Bunny Hat")
    place = scene.open()
    qtbot.waitUntil(lambda: not place._tasks.busy and not place.desk._tasks.busy)
    with statement_counter(scene.db.engine) as sent:
        place.table.choose_row(1)
        qtbot.waitUntil(lambda: place.detail.shown.id == romper)
        qtbot.waitUntil(lambda: not place._tasks.busy and not place.desk._tasks.busy)
    assert len(sent) == 3  # its detail, and its history
