"""The copies are listed with what each holds; going back to one takes one clear yes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from babydrop_desktop.domain.backups import BackupGap, BackupKind
from tests.ui.backups.conftest import FOLDER, copy_row, preview_of
from ui.backups.dialog import CopiesDialog
from ui.common.dialogs import Message
from ui.tables.cell import PADDING
from ui.tables.header import Header


@pytest.fixture
def dialog(qtbot, loop, light, copies, heard):
    made = CopiesDialog(copies, heard.errors.append)
    qtbot.addWidget(made)
    made.show()
    made.load()
    yield made
    made.done(0)


def read(dialog):
    return "Read from end to end just now: whole" in dialog.preview.words()


def test_the_newest_copy_is_looked_into_first_what_it_holds_then_whether_it_is_whole(
    qtbot, dialog, kept
):
    qtbot.waitUntil(lambda: read(dialog))
    assert kept.asked == [("preview", False), ("preview", True)]
    said = dialog.preview.words()
    for words in ("12", "400", "412", "12 orders since then and changes to 1 product."):
        assert words in said
    assert dialog.go_back.isEnabled()


def test_going_back_asks_once_with_a_verb_and_counts(qtbot, dialog, kept):
    qtbot.waitUntil(lambda: read(dialog))
    with qtbot.waitSignal(dialog.restore) as told:
        qtbot.mouseClick(dialog.go_back, Qt.MouseButton.LeftButton)
        asked = dialog.findChild(Message, "go-back-question")
        assert "12 orders since then" in asked.words()
        asked.accept()
    assert told.args == [FOLDER / "new.db", False]
    assert not dialog.isVisible()


def test_saying_no_changes_nothing(qtbot, dialog, kept):
    qtbot.waitUntil(lambda: read(dialog))
    qtbot.mouseClick(dialog.go_back, Qt.MouseButton.LeftButton)
    with qtbot.assertNotEmitted(dialog.restore):
        dialog.findChild(Message, "go-back-question").reject()
    assert dialog.isVisible()


def test_enter_in_the_list_asks_and_never_answers(qtbot, dialog, kept):
    qtbot.waitUntil(lambda: read(dialog))
    with qtbot.assertNotEmitted(dialog.restore):
        qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: dialog.findChild(Message, "go-back-question") is not None)
        assert dialog.findChild(Message, "go-back-question").isVisible()
        dialog.findChild(Message, "go-back-question").reject()


def test_a_damaged_copy_says_so_and_cannot_be_put_back(qtbot, dialog, kept):
    old = kept.rows[1]
    kept.previews[old.path] = preview_of(
        old, products=None, orders=None, damaged=True, reason="backup_damaged", sentence="x"
    )
    qtbot.waitUntil(lambda: read(dialog))
    dialog.list.selectRow(1)
    qtbot.waitUntil(lambda: "This copy is damaged itself" in dialog.preview.words())
    assert not dialog.go_back.isEnabled()
    model = dialog.list.model()
    assert model.data(model.index(1, 1)) == "Damaged"
    assert model.data(model.index(0, 1)) == "Checked"


def test_a_copy_of_another_shop_is_put_back_only_with_its_own_words(qtbot, dialog, kept):
    kept.present = BackupGap(60, 403)
    kept.previews[kept.rows[0].path] = preview_of(kept.rows[0], other_shop=True)
    dialog.load()
    qtbot.waitUntil(lambda: "The whole shop of now: 60 products" in dialog.preview.words())
    qtbot.waitUntil(lambda: read(dialog))
    with qtbot.waitSignal(dialog.restore) as told:
        qtbot.mouseClick(dialog.go_back, Qt.MouseButton.LeftButton)
        dialog.findChild(Message, "go-back-question").accept()
    assert told.args == [kept.rows[0].path, True]


def test_a_file_kept_elsewhere_can_be_chosen(qtbot, dialog, kept, monkeypatch, tmp_path):
    qtbot.waitUntil(lambda: read(dialog))
    file = tmp_path / "stick.db"
    kept.previews[file] = preview_of(copy_row(), path=file, products=7)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(file), ""))
    dialog._other.click()
    qtbot.waitUntil(lambda: "7" in dialog.preview.words() and read(dialog))
    assert "stick.db" in dialog.preview.words()


def test_a_shop_on_a_server_says_what_can_be_done_here(qtbot, dialog, kept):
    kept.on_server = True
    kept.rows[:] = [copy_row("server.dump", BackupKind.BY_HAND, "by-hand")]
    row = kept.rows[0]
    kept.previews[row.path] = preview_of(
        row, products=None, orders=None, reason="backup_of_server", sentence="x"
    )
    dialog.load()
    qtbot.waitUntil(lambda: "on a server" in dialog.banner.text())
    qtbot.waitUntil(lambda: "Whoever runs the server puts it back" in dialog.preview.words())
    assert not dialog.go_back.isEnabled()
    assert "Whoever runs the server" in dialog.go_back.toolTip()


def test_a_folder_without_copies_says_when_there_will_be_one(qtbot, dialog, kept):
    kept.rows.clear()
    dialog.load()
    qtbot.waitUntil(dialog.empty.isVisible)
    assert "every hour" in dialog.empty.words()
    assert not dialog.go_back.isEnabled()


def test_each_head_of_the_list_stands_above_its_words(qtbot, dialog, kept):
    qtbot.waitUntil(lambda: read(dialog))
    made = dialog.list.rows.columns[0]
    assert made.gap == 10
    header = dialog.list.horizontalHeader()
    assert isinstance(header, Header)
    assert leftmost_ink(header.viewport(), 0, 60) >= made.gap + PADDING
    assert not header.sectionsClickable()
    assert not header.sectionsMovable()


def leftmost_ink(widget, first, last):
    """The first column of pixels between two that is not all ground."""
    image = widget.grab().toImage()
    middle = range(4, image.height() - 4)
    ground = image.pixel(first, image.height() // 2)
    return next(x for x in range(first, last) if any(image.pixel(x, y) != ground for y in middle))
