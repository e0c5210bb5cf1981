"""Staged products are renamed, described and retitled, many at once too, and all is taken back."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from babydrop_desktop.domain.choosing import choices_of
from babydrop_desktop.domain.jobs import Choices, JobId, JobState, OptionPicture, OptionWord
from babydrop_desktop.errors import Refused, Unavailable
from tests.ui.importing.conftest import Heard
from tests.ui.importing.fake_goods import product
from tests.ui.importing.fake_shop import FakeShop
from ui.importing.description_dialog import DescriptionDialog
from ui.importing.find_replace import FindReplace
from ui.importing.options_dialog import OptionsDialog
from ui.importing.phrases_dialog import PhrasesDialog
from ui.importing.place import ImportPlace

SLEEP = Choices(category_id="c-sleep")
Make = Callable[..., ImportPlace]


@pytest.fixture
def jobs(shop: FakeShop) -> list[JobId]:
    titles = ("Honey Baby Romper", "Babygrow in Mint", "Baby Hat, baby blue")
    found = [shop.importing.add(product(n, title), choices=SLEEP) for n, title in enumerate(titles)]
    shop.importing.add(state=JobState.QUEUED)
    return found


@pytest.fixture
def opened(jobs: list[JobId], make: Make, qtbot: QtBot) -> ImportPlace:
    place = make()
    qtbot.waitUntil(lambda: place.detail.job_id == jobs[0])
    return place


def _titles(shop: FakeShop, jobs: list[JobId]) -> list[str]:
    return [shop.importing.jobs[one].row.summary.title for one in jobs]


def _select(place: ImportPlace, *rows: int) -> None:
    place.list.clearSelection()
    for row in rows:
        place.list.selectionModel().select(
            place.model.index(row, 0),
            place.list.selectionModel().SelectionFlag.Select
            | place.list.selectionModel().SelectionFlag.Rows,
        )


def _replace(place: ImportPlace, qtbot: QtBot, find: str, by: str) -> FindReplace:
    place.head.replace_key.click()
    made = place.editing.open_dialog
    assert isinstance(made, FindReplace)
    qtbot.keyClicks(made.find_field, find)
    qtbot.keyClicks(made.by_field, by)
    made.show_changes()
    return made


def test_words_are_replaced_in_all_titles_after_a_look_at_what_changes(
    opened: ImportPlace, shop: FakeShop, jobs: list[JobId], heard: Heard, qtbot: QtBot
) -> None:
    made = _replace(opened, qtbot, "baby", "Kids")
    assert [one.after for one in made.model.changes] == [
        "Honey Kids Romper",
        "Kids Hat, Kids blue",
    ]
    assert made.go.text() == "Change 2 titles"
    made.whole.click()
    assert len(made.model.changes) == 3
    made.same.click()
    assert [one.after for one in made.model.changes] == ["Baby Hat, Kids blue"]
    made.same.click()
    made.whole.click()
    qtbot.mouseClick(made.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: _titles(shop, jobs)[0] == "Honey Kids Romper")
    qtbot.waitUntil(lambda: opened.detail.page.words.title.text() == "Honey Kids Romper")
    qtbot.waitUntil(lambda: bool(heard.notices))
    assert heard.notices[-1][0] == "2 titles changed"
    qtbot.waitUntil(lambda: opened.undo_words() == "title of 2 products")
    assert opened.undo()
    qtbot.waitUntil(lambda: _titles(shop, jobs)[0] == "Honey Baby Romper")
    qtbot.waitUntil(lambda: opened.detail.page.words.title.text() == "Honey Baby Romper")
    qtbot.waitUntil(lambda: opened.redo_words() == "title of 2 products")
    assert opened.redo()
    qtbot.waitUntil(lambda: _titles(shop, jobs)[2] == "Kids Hat, Kids blue")


def test_only_selected_titles_are_replaced_and_none_becomes_empty_or_too_long(
    opened: ImportPlace, shop: FakeShop, jobs: list[JobId], qtbot: QtBot
) -> None:
    _select(opened, 0, 1)
    made = _replace(opened, qtbot, "babygrow in mint", "")
    assert [one.wrong for one in made.model.changes] == ["empty"]
    assert not made.go.isEnabled()
    made.find_field.setText("Baby")
    made.by_field.setText("x" * 101)
    made.show_changes()
    assert [one.wrong for one in made.model.changes] == ["long"]
    made.find_field.setText("nowhere")
    made.show_changes()
    assert made.said.text() == "No title holds this."
    assert _titles(shop, jobs)[2] == "Baby Hat, baby blue"


def test_one_category_for_many_is_one_step(
    opened: ImportPlace, shop: FakeShop, jobs: list[JobId], qtbot: QtBot
) -> None:
    _select(opened, 0, 1, 2)
    opened.list.category_wanted.emit("c-dress", opened.list.chosen_rows())
    saved = shop.importing.jobs
    qtbot.waitUntil(lambda: all(saved[one].choices.category_id == "c-dress" for one in jobs))
    qtbot.waitUntil(lambda: opened.undo_words() == "category of 3 products")
    qtbot.waitUntil(lambda: opened.detail.draft.category.id == "c-dress")
    opened.undo()
    qtbot.waitUntil(lambda: all(saved[one].choices.category_id == "c-sleep" for one in jobs))
    # What is chosen next starts from what was taken back.
    qtbot.waitUntil(lambda: opened.detail.draft.category.id == "c-sleep")
    qtbot.waitUntil(lambda: not opened.choosing.busy())
    opened.detail.foot.for_sale.click()
    qtbot.waitUntil(lambda: saved[jobs[0]].choices.for_sale)
    assert saved[jobs[0]].choices.category_id == "c-sleep"


def test_options_are_renamed_and_get_pictures_and_it_is_taken_back(
    opened: ImportPlace, shop: FakeShop, jobs: list[JobId], qtbot: QtBot
) -> None:
    opened.detail.page.rename.click()
    made = opened.editing.open_dialog
    assert isinstance(made, OptionsDialog)
    field = made.fields["14", "0"]
    assert (field.text(), field.placeholderText()) == ("", "Yellow")
    qtbot.keyClicks(field, "Honey")
    made.left.emit()
    saved = shop.importing.jobs[jobs[0]]
    qtbot.waitUntil(lambda: saved.choices.words == (OptionWord("14", "0", "Honey"),))
    qtbot.waitUntil(lambda: opened.detail.draft.variants[0].color == "Honey")
    made.pictures["14", "0"].open()
    url = opened.detail.draft.product.pictures[4]
    grid = made.pictures["14", "0"].grid
    qtbot.mouseClick(grid.pictures[url], Qt.MouseButton.LeftButton)
    wanted = (OptionPicture("14", "0", url),)
    qtbot.waitUntil(lambda: saved.choices.option_pictures == wanted)
    qtbot.waitUntil(lambda: opened.detail.draft.variants[0].picture == url)
    assert opened.detail.draft.variants[0].supplier_picture != url
    made.close()
    qtbot.waitUntil(lambda: opened.undo_words() == "variant pictures of Honey Baby Romper")
    opened.undo()
    qtbot.waitUntil(lambda: saved.choices.option_pictures is None)
    qtbot.waitUntil(lambda: opened.undo_words() == "option names of Honey Baby Romper")
    opened.undo()
    qtbot.waitUntil(lambda: opened.detail.draft.variants[0].color == "Yellow")
    qtbot.waitUntil(lambda: opened.undo_words() == "")


def test_a_description_begins_with_the_suppliers_and_is_kept_as_it_is_typed(
    opened: ImportPlace, shop: FakeShop, jobs: list[JobId], qtbot: QtBot
) -> None:
    opened.detail.describe_key.click()
    made = opened.editing.open_dialog
    assert isinstance(made, DescriptionDialog)
    qtbot.waitUntil(lambda: made.edit.toPlainText().startswith("Soft cotton"))
    saved = shop.importing.jobs[jobs[0]]
    assert saved.choices.description is None
    qtbot.keyClicks(made.edit, "Very ")
    qtbot.waitUntil(lambda: (saved.choices.description or "").startswith("Very Soft"))
    qtbot.waitUntil(lambda: opened.undo_words() == "description of Honey Baby Romper")
    made.supplier.click()
    qtbot.waitUntil(lambda: saved.choices.description is None)
    made.close()


def test_a_description_that_cannot_be_fetched_says_so_and_can_be_written(
    opened: ImportPlace, shop: FakeShop, qtbot: QtBot
) -> None:
    shop.proposals.error = Unavailable("no", reason="no_description")
    opened.detail.describe_key.click()
    made = opened.editing.open_dialog
    qtbot.waitUntil(lambda: "could not be fetched" in made.note.text())
    made.close()


def test_letters_typed_one_after_the_other_are_one_step(
    opened: ImportPlace, shop: FakeShop, jobs: list[JobId], qtbot: QtBot
) -> None:
    field = opened.detail.page.words.title
    field.setFocus()
    saved = shop.importing.jobs[jobs[0]]
    for letter in "XYZ":
        qtbot.keyClicks(field, letter)
        qtbot.waitUntil(lambda last=letter: last in (saved.choices.title or ""))
    field.clearFocus()
    qtbot.waitUntil(lambda: not opened.choosing.busy())
    qtbot.waitUntil(lambda: bool(opened.undo_words()))
    opened.undo()
    qtbot.waitUntil(lambda: saved.choices.title == "Honey Baby Romper")
    qtbot.waitUntil(lambda: opened.undo_words() == "")


def test_phrases_are_kept_and_titles_cleaned_on_demand(
    opened: ImportPlace, shop: FakeShop, jobs: list[JobId], heard: Heard, qtbot: QtBot
) -> None:
    opened.list.phrases_wanted.emit()
    made = opened.editing.open_dialog
    assert isinstance(made, PhrasesDialog)
    made.edit.setPlainText("for girls\n\nfor boys")
    shop.proposals.phrases.error = Refused("no", reason="settings_not_written")
    made.save.click()
    qtbot.waitUntil(lambda: not made.note.isHidden())
    shop.proposals.phrases.error = None
    made.save.click()
    qtbot.waitUntil(lambda: shop.proposals.phrases.now == ("for girls", "for boys"))
    qtbot.waitUntil(lambda: heard.notices[-1][0] == "2 phrases are taken out of titles")
    base = choices_of(shop.importing.preview(jobs[1]))
    shop.importing.choose(jobs[1], base.__class__(category_id="c-sleep", title="Hat hot sale"))
    opened.list.clean_wanted.emit([jobs[1]])
    qtbot.waitUntil(lambda: _titles(shop, jobs)[1] == "Hat")
