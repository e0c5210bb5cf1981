"""Hostile texts stay letters, nothing is cut off, and everything can be reached by keyboard."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt, QTranslator
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from babydrop_desktop.domain.jobs import Choices, JobState, SourceKind
from tests.ui.importing import scene
from tests.ui.importing.fake_goods import NOW, product
from tests.ui.importing.fake_shop import FakeShop
from ui.common import formats
from ui.common.labels import ElidedLabel, StatusLabel
from ui.importing.bad_lines import BadLine
from ui.importing.place import ImportPlace
from ui.importing.staging_columns import PRODUCT

SLEEP = Choices(category_id="c-sleep")
Make = Callable[..., ImportPlace]
HOSTILE = '<img src="file:///etc/passwd"><b>Bear</b> \u202egnp.exe {sku} &amp; %n'
# Places in a window of 1280 x 720 and 1440 x 900: without rail, menu and status bar.
SIZES = [(1204, 664), (1352, 844)]


class Longer(QTranslator):
    """A language with words that are 30 % longer, as German is."""

    def translate(self, context: str, text: str, hint: str = "", n: int = -1) -> str:  # type: ignore[override]
        del context, hint, n
        if not text.strip() or len(text) < 4:
            return text
        return text + "ü" * max(1, len(text) * 3 // 10)

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's own name
        return False


@pytest.fixture
def longer(qapp: QApplication) -> Iterator[None]:
    made = Longer()
    QCoreApplication.installTranslator(made)
    yield
    QCoreApplication.removeTranslator(made)


def _cut(place: QWidget) -> list[str]:
    """Labels and keys that are seen, and are narrower than their words."""
    found = []
    for widget in (*place.findChildren(QLabel), *place.findChildren(QAbstractButton)):
        if not widget.isVisible() or isinstance(widget, ElidedLabel) or not widget.text():
            continue
        if isinstance(widget.parent(), StatusLabel):
            continue  # the checks list gives its states a width of its own, and tests it
        wraps = isinstance(widget, QLabel) and widget.wordWrap()
        if wraps:
            if widget.heightForWidth(widget.width()) > widget.height() + 1:
                found.append(f"{widget.text()!r}: too low")
        elif widget.sizeHint().width() > widget.width() + 1:
            found.append(
                f"{widget.text()!r}: {widget.width()} of {widget.sizeHint().width()} pixels"
            )
    return found


def _outside(place: ImportPlace) -> list[str]:
    """Parts of the detail that stick out of its right edge."""
    edge = place.detail.width()
    found = []
    for widget in place.detail.findChildren(QWidget):
        if not widget.isVisible() or widget.window() is not place.window():
            continue
        right = widget.mapTo(place.detail, QPoint(widget.width(), 0)).x()
        if right > edge + 1 and not widget.inherits("QHeaderView"):
            found.append(f"{widget.metaObject().className()} ends at {right} of {edge}")
    return found


def _all_fits(place: ImportPlace, qtbot: QtBot) -> None:
    """Nothing is cut off, once Qt has laid out what was just said."""

    def fits() -> None:
        assert _cut(place) == []
        assert _outside(place) == []

    qtbot.waitUntil(fits)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("line", [0, 4, 5, 8, 12, 14, 15])
def test_nothing_is_cut_off(
    shop: FakeShop, make: Make, qtbot: QtBot, size: tuple[int, int], line: int
) -> None:
    scene.fill(shop)
    place = make(*size)
    place.list.choose_row(line)
    qtbot.waitUntil(lambda: place.detail.job_id == place.model.line(line).id)
    qtbot.waitUntil(lambda: not place.choosing.busy())
    _all_fits(place, qtbot)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("line", [0, 5, 12])
@pytest.mark.usefixtures("longer")
def test_nothing_is_cut_off_in_a_longer_language(
    shop: FakeShop, make: Make, qtbot: QtBot, size: tuple[int, int], line: int
) -> None:
    scene.fill(shop)
    place = make(*size)
    place.list.choose_row(line)
    qtbot.waitUntil(lambda: place.detail.job_id == place.model.line(line).id)
    _all_fits(place, qtbot)


@pytest.mark.parametrize("width", [885, 960])
def test_the_narrowest_panes_still_show_everything(
    shop: FakeShop, make: Make, qtbot: QtBot, width: int
) -> None:
    scene.fill(shop)
    place = make(width, 560)
    qtbot.waitUntil(lambda: place.detail.draft is not None)
    _all_fits(place, qtbot)
    assert place.detail.foot.one.isVisible()
    table = place.detail.page.variants
    seen = [
        c.key
        for at, c in enumerate(place.detail.page.model.columns)
        if not table.isColumnHidden(at)
    ]
    assert {"tick", "ours", "theirs", "stock"} <= set(seen)


def test_hostile_texts_are_painted_letter_by_letter(
    shop: FakeShop, make: Make, qtbot: QtBot
) -> None:
    shop.importing.add(product(1, HOSTILE, colours=(HOSTILE, "Milk")), choices=SLEEP)
    shop.importing.add(state=JobState.FAILED, message=HOSTILE, source=HOSTILE, canonical_id=None)
    place = make()
    qtbot.waitUntil(lambda: place.detail.draft is not None)
    place.field.bad_lines.show_lines([BadLine(HOSTILE, HOSTILE)])
    place.grab()
    title = place.model.line(0).look.title
    assert "<img src=" in title
    assert "\u202e" not in title
    assert place.detail.page.words.title.text() == title
    for label in place.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText or "<" not in label.text()
        assert not label.toolTip().startswith("<img")
    tip = place.model.index(0, PRODUCT).data(Qt.ItemDataRole.ToolTipRole)
    assert "<img" not in tip
    assert "&lt;img" in tip
    place.list.choose_row(1)
    qtbot.waitUntil(lambda: place.detail.draft is None)
    assert place.detail.state.words() == HOSTILE
    place.grab()


def _inked(widget: QWidget) -> list[int]:
    """The columns inside of `widget` that are darker than its ground, at its middle height."""
    shown = widget.grab().toImage()
    rows = range(shown.height() // 3, shown.height() * 2 // 3)
    return [
        x
        for x in range(6, shown.width() - 6)
        if any(shown.pixelColor(x, y).lightness() < 120 for y in rows)
    ]


def test_a_title_in_hebrew_stays_at_the_left(shop: FakeShop, make: Make, qtbot: QtBot) -> None:
    shop.importing.add(product(1, "שמלת תינוק"), choices=SLEEP)
    place = make()
    qtbot.waitUntil(lambda: place.detail.draft is not None)
    place.list.setFocus()
    title = place.detail.page.words.title
    found = _inked(title)
    assert found
    assert max(found) < title.width() // 2


def test_every_part_that_can_be_used_has_a_name(shop: FakeShop, make: Make, qtbot: QtBot) -> None:
    scene.fill(shop)
    place = make()
    place.list.choose_row(4)
    qtbot.waitUntil(lambda: place.detail.job_id == place.model.line(4).id)
    usable = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit)
    nameless = [
        widget
        for kind in usable
        for widget in place.findChildren(kind)
        if widget.isVisible()
        and not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
        # Qt's own corner key of a table, which is not shown.
        and widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
    ]
    assert nameless == []
    assert place.list.accessibleName() == "Imports"
    assert place.detail.page.pictures.accessibleDescription().startswith("Picture 1 of")


def test_tab_goes_from_the_field_through_the_list_and_the_detail_to_the_import(
    shop: FakeShop, make: Make, qtbot: QtBot
) -> None:
    shop.importing.add(product(1), choices=SLEEP)
    shop.importing.add(product(2), choices=SLEEP)
    place = make()
    qtbot.waitUntil(lambda: place.detail.draft is not None)
    page, foot = place.detail.page, place.detail.foot
    wanted = [
        place.field.drop_field.edit,
        place.list,
        page.words.title,
        page.words.category,
        page.pictures,
        page.variants,
        foot.for_sale,
        foot.all,
        foot.one,
    ]
    wanted[0].setFocus()
    met: list[QWidget] = []
    for _ in range(40):
        focused = place.focusWidget()
        if focused in wanted and focused not in met:
            met.append(focused)
        place.focusNextChild()
    assert met == wanted


def test_tab_goes_through_the_keys_of_a_state_as_they_are_seen(
    shop: FakeShop, make: Make, qtbot: QtBot
) -> None:
    shop.importing.add(state=JobState.FAILED, message="x")
    place = make()
    qtbot.waitUntil(lambda: bool(place.detail.state.buttons()))
    keys = list(place.detail.state.buttons().values())
    assert len(keys) == 3
    keys[0].setFocus()
    met = []
    for _ in range(4):
        met.append(place.focusWidget())
        place.focusNextChild()
    assert met[:3] == keys
    assert met[3].text() == "Copy details"


def test_import_all_is_hidden_where_the_only_ticked_one_is_shown(
    shop: FakeShop, make: Make, qtbot: QtBot
) -> None:
    shop.importing.add(product(1), choices=SLEEP)
    shop.importing.add(product(2))
    place = make()
    qtbot.waitUntil(lambda: place.detail.draft is not None)
    assert place.detail.foot.all.isHidden()
    place.list.choose_row(1)
    qtbot.waitUntil(lambda: place.detail.job_id == place.model.line(1).id)
    assert place.detail.foot.all.isVisible()
    place.list.choose_row(0)
    qtbot.waitUntil(place.detail.foot.all.isHidden)


def test_no_two_keys_share_a_mnemonic(shop: FakeShop, make: Make, qtbot: QtBot) -> None:
    scene.fill(shop)
    place = make()
    place.list.choose_row(4)
    qtbot.waitUntil(lambda: place.detail.job_id == place.model.line(4).id)
    texts = [
        widget.text()
        for kind in (QAbstractButton, QLabel)
        for widget in place.findChildren(kind)
        if widget.isVisible()
    ]
    letters = [text[text.index("&") + 1].lower() for text in texts if "&" in text]
    assert len(letters) >= 6
    assert len(letters) == len(set(letters))
    # The menu bar has these.
    assert not set(letters) & set("fevh")


def test_an_empty_list_says_in_one_sentence_what_to_do_first(place: ImportPlace) -> None:
    assert place.empty.isVisible()
    assert "Paste the address" in place.empty.words()
    assert place.empty.button.text() == "Choose file…"


def test_the_detail_says_when_the_page_was_read(shop: FakeShop, make: Make, qtbot: QtBot) -> None:
    read_at = NOW - timedelta(minutes=1)  # staged four minutes before
    found = replace(product(1), read_at=read_at)
    shop.importing.add(found, choices=SLEEP)
    given = {"source_kind": SourceKind.PAGE, "canonical_id": None}
    shop.importing.add(replace(product(2), read_at=read_at), choices=SLEEP, **given)
    place = make()

    def says(sentence: str) -> bool:
        labels = place.detail.findChildren(ElidedLabel)
        return any(f"{sentence} today {formats.clock(read_at)}" in label.text() for label in labels)

    place.list.choose_row(0)
    qtbot.waitUntil(lambda: says("read from AliExpress"))
    place.list.choose_row(1)
    qtbot.waitUntil(lambda: says("read from your page"))
