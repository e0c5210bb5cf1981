"""The detail's variants: nothing is cut off in silence, and no word of a source is too new."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel

from babydrop_desktop.domain.catalog import SourceState
from tests.ui.fakes import FakeShop, detail_of, product
from ui.catalog.columns import pieces, source_words
from ui.catalog.edits import Edits
from ui.catalog.form import Form
from ui.catalog.source import Source
from ui.catalog.variants import Variants
from ui.common import formats
from ui.tables.delegates import GAP, PADDING
from ui.tables.lines import LinesModel
from ui.theme import icons
from ui.theme.fonts import BODY, font


def card_of(context):
    edits = Edits(context)
    card = Variants(context.thumbnails, "USD", Form(edits, edits))
    edits.setParent(card)
    return card


def test_more_variants_than_are_shown_are_told(qtbot, make_context):
    card = card_of(make_context(FakeShop([])))
    qtbot.addWidget(card)
    pairs = detail_of(product(1)).variants

    def told():
        labels = card.findChildren(QLabel)
        return [label.text() for label in labels if label.isVisibleTo(card) and label.text()]

    card.show_variants(pairs, 1_204)
    assert f"The first {len(pairs)} of 1,204 variants." in told()
    card.show_variants(pairs, len(pairs))
    assert told() == []


def test_every_state_of_a_source_has_its_word():
    assert all(source_words(state).text for state in SourceState)
    assert source_words(SourceState("PAUSED")).text == "Unknown"


def test_both_pictures_of_a_pair_are_asked_for(qtbot, make_context):
    shop = FakeShop([])
    card = card_of(make_context(shop))
    qtbot.addWidget(card)
    pair = replace(detail_of(product(1)).variants[0], picture="ours", supplier_picture="theirs")
    card.resize(376, 60)
    card.show_variants([pair])
    card.show()
    qtbot.waitUntil(lambda: set(shop.thumbnails.asked) == {"ours", "theirs"})


def test_the_source_says_when_its_page_was_read(qtbot, light):
    panel = Source()
    qtbot.addWidget(panel)
    source = detail_of(product(1)).source
    panel.show_source(source)
    said = [label.text() for label in panel.findChildren(QLabel)]
    assert f"read {formats.day(source.seen_at)}, {formats.clock(source.seen_at)}" in said


def test_the_pairs_are_lines_like_those_of_every_list(qtbot, make_context):
    card = card_of(make_context(FakeShop([])))
    qtbot.addWidget(card)
    card.show_variants(detail_of(product(1)).variants)
    rows = card.list.rows
    assert isinstance(rows, LinesModel)
    assert rows.line(1).name == "Oat"
    across, heard = Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole
    # A picture's head is silent on the screen, and told to screen readers.
    assert (rows.headerData(1, across), rows.headerData(1, across, heard)) == (
        "",
        "The supplier's picture",
    )


def test_a_pair_that_is_cut_keeps_the_size_at_its_end(qtbot, make_context):
    card = card_of(make_context(FakeShop([])))
    qtbot.addWidget(card)
    first = detail_of(product(1)).variants[0]

    def drawn(size):
        long = f"White flower on a very light ground / {size}"
        pair = replace(first, name=long, supplier_label=long)
        card.show_variants([pair])
        where = card.list.visualRect(card.list.rows.index(0, 2))
        return card.list.viewport().grab(where).toImage()

    card.resize(376, 60)
    card.show()
    assert drawn("46 cm") != drawn("92 cm")


def test_columns_of_pairs_are_as_wide_as_they_say(qtbot, make_context):
    card = card_of(make_context(FakeShop([])))
    qtbot.addWidget(card)
    card.resize(376, 60)
    card.show()
    assert [card.list.columnWidth(at) for at in (0, 1)] == [34, 30]
    assert card.list.columnWidth(2) >= 138


def test_no_state_of_a_stock_is_cut(qtbot, make_context):
    card = card_of(make_context(FakeShop([])))
    qtbot.addWidget(card)
    room = card.list.columnWidth(4) - 2 * PADDING - 2 - icons.IN_TEXT - GAP
    letters = QFontMetrics(font(BODY))
    for count in (None, 0, 3, 9_999):
        assert letters.horizontalAdvance(pieces(count, normal="ok").text) <= room
