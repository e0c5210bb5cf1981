"""What is dropped on Import as files: what is taken, what is told, and where help is offered."""

from PySide6.QtWidgets import QFileDialog

from babydrop_desktop.domain.jobs import JobState, SourceKind, Stage
from tests.ui.importing.fake_shop import RefusedLine
from ui.by_hand.dialog import ByHand
from ui.common.dropped import Dropped


def test_bad_lines_of_a_list_are_told_by_their_number(place, shop, qtbot, tmp_path):
    file = tmp_path / "spring.csv"
    file.write_text("url")
    shop.files.refused["spring.csv"] = (
        RefusedLine("https://amazon.com/x", "not_aliexpress", "no", 3),
        RefusedLine("1005", "list_repeated", "no", 1204, {"before": "2"}),
    )
    place.bring(Dropped(files=(file,)))
    qtbot.waitUntil(lambda: len(place.field.bad_lines.lines) == 2)
    first, second = place.field.bad_lines.lines
    assert first.text == "Line 3: https://amazon.com/x"
    assert first.reason.startswith("This is not an AliExpress address.")
    assert (second.text, second.reason) == ("Line 1,204: 1005", "The same product as on line 2.")
    assert "spring.csv 3: not_aliexpress" in first.details
    assert place.field.bad_lines.title() == "2 lines of the list were not taken in"
    qtbot.waitUntil(lambda: place.model.rowCount() == 1)


def test_a_folder_of_pages_is_taken_in_page_by_page(place, shop, qtbot, tmp_path):
    for name in ("b.html", "a.mhtml", "photo.jpg"):
        (tmp_path / name).write_text("<html>")
    place.bring(Dropped(files=(tmp_path,)))
    qtbot.waitUntil(lambda: place.model.rowCount() == 2)
    assert [path.name for path in shop.importing.called("stage_file")] == ["a.mhtml", "b.html"]


def test_the_empty_list_shows_how_a_page_is_brought_in_by_hand(place, qtbot):
    qtbot.waitUntil(place.empty.isVisible)
    place.empty.by_hand.click()
    qtbot.waitUntil(lambda: place.window().findChild(ByHand) is not None)
    place.window().findChild(ByHand).close()


def test_a_check_of_aliexpress_is_met_with_help(make, shop, qtbot):
    shop.importing.add(state=JobState.REFUSED, reason="captcha", message="x")
    place = make()
    qtbot.waitUntil(place.detail.state.by_hand.isVisible)
    place.detail.state.by_hand.click()
    qtbot.waitUntil(lambda: place.window().findChild(ByHand) is not None)
    place.window().findChild(ByHand).close()


def test_what_help_does_not_mend_offers_none(make, shop, qtbot):
    shop.importing.add(
        state=JobState.REFUSED,
        reason="removed",
        message="x",
        stage=Stage.READ,
        source_kind=SourceKind.PAGE,
    )
    place = make()
    qtbot.waitUntil(place.detail.state.isVisible)
    assert not place.detail.state.by_hand.isVisible()


def test_a_template_is_written_where_the_owner_says(place, shop, qtbot, heard, tmp_path):
    wanted = tmp_path / "My list.xlsx"
    place.empty.template.click()
    dialog = place.window().findChild(QFileDialog, "save-template")
    dialog.fileSelected.emit(str(wanted))
    dialog.close()
    qtbot.waitUntil(lambda: bool(heard.notices))
    assert heard.notices[0][0] == "Saved My list.xlsx. Fill it in and drop it on Import."
    assert shop.files.templates == [wanted]
