"""Titles in Arabic and Hebrew stand where all titles do, and are cut where they end."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from tests.ui.fakes import product
from ui.common.labels import ElidedLabel, plain_text, set_apart

ARABIC = "بدلة نوم أطفال صفراء قطنية ناعمة مع قلوب Honey 2024 للمواليد الجدد"
HEBREW = "חליפת שינה לתינוק צהובה Honey 0-3M מכותנה רכה"
END = 9  # pixels of a …


def ink(image: QImage) -> QRect:
    """Where something is written."""
    ground = image.pixel(image.width() - 1, 0)
    columns = [
        x
        for x in range(image.width())
        if any(image.pixel(x, y) != ground for y in range(image.height()))
    ]
    assert columns, "nothing is written"
    return QRect(columns[0], 0, columns[-1] - columns[0] + 1, image.height())


def ends_with_dots(image: QImage) -> bool:
    """Whether the left end, where such a line ends, is … and its right end is letters."""
    where = ink(image)
    left = image.copy(where.left(), 0, END, image.height())
    right = image.copy(where.right() + 1 - END, 0, END, image.height())
    return _high(left) <= 3 < _high(right)


def _high(image: QImage) -> int:
    ground = image.pixel(0, 0)
    return sum(
        any(image.pixel(x, y) != ground for x in range(image.width()))
        for y in range(image.height())
    )


def drawn(label, width):
    label.resize(width, 24)
    return label.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


@pytest.mark.parametrize("text", [ARABIC, HEBREW])
@pytest.mark.parametrize("make", [ElidedLabel, plain_text])
def test_it_begins_at_the_left_as_every_line(qtbot, light, make, text):
    label = make(text)
    qtbot.addWidget(label)
    assert ink(drawn(label, 900)).left() <= 4


@pytest.mark.parametrize("text", [ARABIC, HEBREW])
def test_a_cut_label_keeps_the_words_that_are_read_first(qtbot, light, text):
    label = ElidedLabel(text)
    qtbot.addWidget(label)
    assert not ends_with_dots(drawn(label, 900))
    assert ends_with_dots(drawn(label, 200))


def test_a_row_of_the_list_begins_at_the_left_and_keeps_the_first_words(shop, open_place):
    shop.catalog.all = [product(1, ARABIC), product(2, ARABIC), product(3, "A plain hat")]
    place = open_place(shop)
    place.table.selectionModel().clear()
    place.table.setCurrentIndex(place.table.model().index(2, 1))

    def cell():
        where = place.table.visualRect(place.table.model().index(0, 1)).adjusted(2, 2, -2, -2)
        image = place.table.viewport().grab(where).toImage()
        return image.convertToFormat(QImage.Format.Format_RGB32)

    header = place.table.horizontalHeader()
    header.resizeSection(1, 700)
    assert ink(cell()).left() <= 6
    header.resizeSection(1, 220)
    assert ends_with_dots(cell())


def test_a_name_in_a_sentence_leaves_the_sentences_order_alone():
    assert set_apart("Little Cloud Store") == "Little Cloud Store"
    said = f"{set_apart('متجر الغيوم')} · read today"
    assert not said.isascii()
    # Without its own place the whole sentence would be read from the right.
    assert said[0] == "\N{FIRST STRONG ISOLATE}"
