"""What the owner pastes, drops or chooses becomes lines of the list, or is listed as refused."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from babydrop_desktop.domain.jobs import Choices, JobState
from babydrop_desktop.errors import Limit, Unavailable
from tests.ui.importing.fake_goods import product
from tests.ui.importing.fake_shop import FakeShop
from ui.common.dropped import Dropped, given
from ui.importing.place import ImportPlace

ITEM = "https://www.aliexpress.com/item/1005006722922099.html"
OTHER = "https://de.aliexpress.com/item/1005008811405213.html?spm=a2g0o"
STORE = "https://www.aliexpress.com/store/911400001"


def _titles(place: ImportPlace) -> list[str]:
    return [place.model.line(at).look.title for at in range(place.model.rowCount())]


def test_typed_addresses_become_lines_with_enter(place: ImportPlace, qtbot: QtBot) -> None:
    edit = place.field.drop_field.edit
    qtbot.keyClicks(edit, ITEM)
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: _titles(place) == ["1005 0067 2292 2099"])
    assert edit.toPlainText() == ""
    assert place.list.current_job() == place.model.ids()[0]
    assert not place.list.isHidden()


def test_what_is_being_typed_stays_while_something_else_is_brought(
    place: ImportPlace, qtbot: QtBot
) -> None:
    edit = place.field.drop_field.edit
    qtbot.keyClicks(edit, "1005008811")
    place.bring(Dropped(ITEM))
    qtbot.waitUntil(lambda: _titles(place) == ["1005 0067 2292 2099"])
    assert edit.toPlainText() == "1005008811"
    place.bring(Dropped(STORE))
    qtbot.waitUntil(lambda: bool(place.field.bad_lines.lines))
    assert edit.toPlainText() == "1005008811"


def test_a_bare_number_is_an_address(place: ImportPlace, qtbot: QtBot) -> None:
    place.bring(Dropped("1005006722922099"))
    qtbot.waitUntil(lambda: _titles(place) == ["1005 0067 2292 2099"])


def test_bad_lines_are_listed_with_their_reason_and_good_ones_go_on(
    place: ImportPlace, qtbot: QtBot
) -> None:
    place.bring(Dropped(f"{ITEM}\n{STORE}\n{OTHER}"))
    qtbot.waitUntil(lambda: place.model.rowCount() == 2)
    qtbot.waitUntil(lambda: bool(place.field.bad_lines.lines))
    (bad,) = place.field.bad_lines.lines
    assert bad.text == STORE
    assert "store" in bad.reason
    assert place.field.bad_lines.isVisible()
    # The good ones are not in the way of another try, the bad one can be copied.
    assert place.field.drop_field.edit.toPlainText() == ""
    place.field.bad_lines.copy_details()
    assert STORE in QGuiApplication.clipboard().text()


def test_a_wrong_address_alone_comes_back_to_be_mended(place: ImportPlace, qtbot: QtBot) -> None:
    place.bring(Dropped(STORE))
    qtbot.waitUntil(lambda: place.field.drop_field.edit.toPlainText() == STORE)
    assert place.model.rowCount() == 0
    assert place.field.bad_lines.lines[0].reason


def test_a_huge_page_source_never_reaches_the_text_field(
    place: ImportPlace, shop: FakeShop, qtbot: QtBot
) -> None:
    gate = shop.importing.gate("stage")
    page = "<!doctype html><html>" + "x" * (8 * 1024 * 1024)
    mime = QMimeData()
    mime.setText(page)
    edit = place.field.drop_field.edit
    changes: list[int] = []
    edit.textChanged.connect(lambda: changes.append(edit.document().characterCount()))
    edit.insertFromMimeData(mime)
    assert "8,192" in place.field.busy_words()
    assert max(changes, default=0) < 10
    gate.set()
    qtbot.waitUntil(lambda: place.field.busy_words() == "")
    qtbot.waitUntil(lambda: place.model.rowCount() == 1)
    assert max(changes, default=0) < 10
    (staged,) = shop.importing.called("stage")
    assert staged == page


def test_files_are_dropped_several_at_once(
    place: ImportPlace, shop: FakeShop, qtbot: QtBot, tmp_path: Path
) -> None:
    files = [tmp_path / "Käse page.html", tmp_path / "page.json"]
    for file in files:
        file.write_text("<html>")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    event = QDropEvent(
        QPointF(40, 20),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    place.field.drop_field.dropEvent(event)
    qtbot.waitUntil(lambda: _titles(place) == ["Käse page.html", "page.json"])
    assert shop.importing.called("stage_file") == files
    # The first is shown, whichever came last.
    qtbot.waitUntil(lambda: place.list.current_job() == place.model.ids()[0])


def test_a_file_that_cannot_be_read_is_listed_and_the_next_goes_on(
    place: ImportPlace, shop: FakeShop, qtbot: QtBot, tmp_path: Path
) -> None:
    shop.importing.errors["stage_file"] = Limit(
        "big.html has 9 MB; 8 MB are the most.", reason="page_too_large"
    )
    big = tmp_path / "big.html"
    big.write_text("x")
    place.bring(Dropped(files=(big,)))
    qtbot.waitUntil(lambda: bool(place.field.bad_lines.lines))
    assert place.field.bad_lines.lines[0].text == "big.html"
    assert "8 MB" in place.field.bad_lines.lines[0].reason


def test_choose_file_stages_what_is_chosen(
    place: ImportPlace, qtbot: QtBot, tmp_path: Path
) -> None:
    page = tmp_path / "saved.htm"
    page.write_text("<html>")
    assert place.empty.isVisible()
    qtbot.mouseClick(place.empty.button, Qt.MouseButton.LeftButton)
    dialog = place.findChild(QFileDialog) or place.window().findChild(QFileDialog)
    assert dialog is not None
    dialog.filesSelected.emit([str(page)])
    dialog.reject()
    qtbot.waitUntil(lambda: _titles(place) == ["saved.htm"])


def test_a_staged_address_is_read_and_shown_as_it_will_be_sold(
    place: ImportPlace, shop: FakeShop, qtbot: QtBot
) -> None:
    place.bring(Dropped(ITEM))
    qtbot.waitUntil(lambda: place.model.rowCount() == 1)
    job_id = place.model.ids()[0]
    shop.importing.put(job_id, state=JobState.RUNNING, done=1, of=2)
    qtbot.waitUntil(lambda: "step 1 of 2" in place.detail.state.words())
    shop.importing.jobs[job_id].choices = Choices(category_id="c-sleep")
    shop.importing.read(job_id, product(7))
    qtbot.waitUntil(lambda: place.detail.draft is not None)
    assert place.detail.page.words.title.text() == "Honey Heart Sleepsuit"
    assert place.model.line(0).look.title == "Honey Heart Sleepsuit"
    assert place.model.ticked() == (job_id,)


def test_an_address_that_is_in_the_list_already_is_shown(
    make: Callable[..., ImportPlace], shop: FakeShop, qtbot: QtBot
) -> None:
    first = shop.importing.add(product(1))
    second = shop.importing.add(product(2, "Lavender Twirl Dress"))
    place = make()
    qtbot.waitUntil(lambda: place.list.current_job() == first)
    place.field.begun.emit()
    place.field.staged.emit((second,))
    qtbot.waitUntil(lambda: place.list.current_job() == second)


def test_after_one_address_the_keyboard_stays_in_the_field_for_the_next(
    place: ImportPlace, shop: FakeShop, qtbot: QtBot
) -> None:
    edit = place.field.drop_field.edit
    edit.setFocus()
    qtbot.keyClicks(edit, ITEM)
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: place.model.rowCount() == 1)
    shop.importing.read(place.model.ids()[0], product(7))
    qtbot.waitUntil(lambda: place.detail.draft is not None)
    assert place.focusWidget() is edit


def test_a_good_address_that_the_shop_cannot_take_is_no_bad_line(
    place: ImportPlace, shop: FakeShop, qtbot: QtBot
) -> None:
    sentence = "The shop server does not answer. Check the internet connection."
    shop.importing.errors["stage"] = Unavailable(sentence, reason="gone")
    place.bring(Dropped(ITEM))
    qtbot.waitUntil(lambda: bool(place.field.bad_lines.lines))
    assert place.field.bad_lines.title() == "Not taken in yet"
    assert place.field.bad_lines.lines[0].reason == sentence
    # It can be given in again at once.
    qtbot.waitUntil(lambda: place.field.drop_field.edit.toPlainText() == ITEM)


def test_a_missing_file_and_a_folder_say_what_they_are(
    place: ImportPlace, shop: FakeShop, qtbot: QtBot, tmp_path: Path
) -> None:
    missing, folder = tmp_path / "not there.html", tmp_path / "x.html"
    folder.mkdir()
    place.bring(given([str(missing), str(folder), ITEM]))
    qtbot.waitUntil(lambda: len(place.field.bad_lines.lines) == 2)
    reasons = [bad.reason for bad in place.field.bad_lines.lines]
    assert reasons[0].startswith(f"There is no such file: {missing}")
    assert reasons[1].startswith("There is no saved page and no list in this folder.")
    assert place.field.bad_lines.title() == "2 files cannot be read"
    assert shop.importing.called("stage_file") == []
    qtbot.waitUntil(lambda: place.model.rowCount() == 1)


@pytest.mark.parametrize(
    ("word", "is_file"),
    [
        ("saved page.html", True),
        ("./pages/x.htm", True),
        ("pages/x.json", True),
        ("/nowhere/x.html", True),
        ("www.aliexpress.com/item/1005006722922099.html", False),
        ("de.aliexpress.com/item/1005006722922099.html?spm=a.b", False),
        ("https://www.aliexpress.com/item/1005006722922099.html", False),
        ("1005006722922099", False),
    ],
)
def test_a_word_of_the_command_line_is_a_file_or_an_address(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, word: str, is_file: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    found = given([word])
    assert [bool(found.files), bool(found.text)] == [is_file, not is_file]


@pytest.mark.parametrize("size", [(1204, 664), (1352, 844)])
def test_refused_lines_are_shown_whole_and_leave_the_list_its_room(
    make: Callable[..., ImportPlace], qtbot: QtBot, size: tuple[int, int]
) -> None:
    place = make(*size)
    place.bring(Dropped("\n".join(f"{STORE}{at}" for at in range(12))))
    box = place.field.bad_lines
    qtbot.waitUntil(lambda: len(box.lines) == 12)
    area = box.findChild(QScrollArea)

    def settled() -> None:
        rows = [child for child in area.widget().children() if isinstance(child, QWidget)]
        assert len({row.height() for row in rows}) == 1
        shown = area.viewport().height() / rows[0].height()
        assert shown == int(shown) >= 1
        assert place.field.height() <= place.height() / 3 + 14
        assert area.verticalScrollBar().maximum() > 0

    qtbot.waitUntil(settled)
