"""The window opens before the shop, says what is wrong with it, and ends cleanly."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QAction, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from babydrop_desktop.domain.changes import Change
from babydrop_desktop.domain.jobs import JobState
from babydrop_desktop.errors import Unavailable
from babydrop_desktop.logs import log_file, start_log, stop_log
from babydrop_desktop.paths import Profile
from tests.ui.fake_orders import need, order
from tests.ui.fakes import FakeAbout, FakeDemo, FakeShop, job_row, product
from ui.catalog.place import CatalogPlace
from ui.common.dialogs import Message
from ui.common.dropped import Dropped
from ui.common.labels import PlainLabel
from ui.context import NoticeAction
from ui.fulfillment.place import FulfillmentPlace
from ui.main_window import MainWindow
from ui.needs_you.place import NeedsPlace
from ui.place import Place
from ui.session import Session

Role = QAction.MenuRole


class FakeImport(Place):
    """Remembers what was brought."""

    def __init__(self, context):
        super().__init__(context)
        self.brought = []

    def bring(self, found: Dropped):
        self.brought.append(found)


@pytest.fixture
def window(qtbot, light, settings, tmp_path):
    places = {
        "needs_you": NeedsPlace,
        "import": FakeImport,
        "catalog": CatalogPlace,
        "fulfillment": FulfillmentPlace,
    }
    made = MainWindow(Profile(tmp_path), settings, places)
    qtbot.addWidget(made)
    made.furnish()
    made.show()
    return made


@pytest.fixture
def open_shop(loop, window, settings, heard):
    sessions = []

    def opening(opener):
        session = Session(opener, heard.errors.append)
        sessions.append(session)
        session.opened.connect(
            lambda: window.show_shop(session.context(settings, window.notify, window.go_to))
        )
        session.refused.connect(window.show_refusal)
        window.retry.connect(session.open)
        session.open()
        return session

    yield opening
    for session in sessions:
        session.close()


def test_the_window_can_be_closed_by_its_keys_where_the_menu_is_not_shown(qtbot, window):
    window.show_alone(QWidget())
    assert not window.menuBar().isVisible()
    # Its keys work where the action is the window's own; this platform has none for it.
    leave = next(each for each in window.actions() if each.menuRole() is Role.QuitRole)
    with qtbot.waitSignal(window.closing):
        leave.trigger()


def test_the_window_is_painted_before_the_shop_is_open(qtbot, window, open_shop):
    gate, shop = threading.Event(), FakeShop()

    def slow():
        assert threading.current_thread() is not threading.main_thread()
        gate.wait(10)
        return shop

    open_shop(slow)
    qtbot.waitUntil(lambda: window.was_painted)
    assert window.place() is None
    assert not window.rail.isEnabled()
    gate.set()
    qtbot.waitUntil(lambda: window.place() is not None)
    assert window.status.facts()[0] == "This computer"


def test_a_shop_that_cannot_be_opened_says_why_and_can_be_tried_again(qtbot, window, open_shop):
    shop, errors = FakeShop(), [Unavailable("Server gone.", reason="database_unreachable")]

    def opener():
        if errors:
            raise errors.pop()
        return shop

    open_shop(opener)
    qtbot.waitUntil(lambda: "Your shop cannot be opened" in window.opening.words())
    assert "does not answer" in window.opening.words()
    assert "Traceback" not in window.opening.words()
    qtbot.mouseClick(window.opening.retry, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.place() is not None)


def test_a_bug_while_opening_is_a_sentence_too(qtbot, window, open_shop):
    open_shop(lambda: {}["shop"])
    qtbot.waitUntil(lambda: "Something went wrong" in window.opening.words())
    assert "KeyError" not in window.opening.words()


def test_a_bug_while_opening_leaves_its_trace_in_the_log_and_in_the_details(
    qtbot, window, open_shop, tmp_path
):
    def opener():
        raise KeyError("postgresql://kim:hunter2@shop/orders")

    start_log(tmp_path)
    try:
        open_shop(opener)
        qtbot.waitUntil(lambda: "Something went wrong" in window.opening.words())
        written = log_file().read_text("utf-8")
    finally:
        stop_log()
    qtbot.mouseClick(window.opening.copy_details, Qt.MouseButton.LeftButton)
    for text in (written, QGuiApplication.clipboard().text()):
        assert "Traceback" in text
        assert "in opener" in text
        assert "hunter2" not in text


def test_the_demo_shop_is_marked(qtbot, window, open_shop):
    shop = FakeShop(about=FakeAbout(demo=True))
    open_shop(lambda: shop)
    qtbot.waitUntil(lambda: window.place() is not None)
    assert "Demo shop" in window.windowTitle()
    assert any(p.accessibleName() == "Demo shop" and p.isVisible()
               for p in window.status.findChildren(QWidget))  # fmt: skip


def test_while_the_demo_shop_is_filled_it_says_so_and_how_far_it_is(qtbot, window, open_shop):
    shop = FakeShop(about=FakeAbout(demo=True), demo=FakeDemo(of=60))
    open_shop(lambda: shop)
    qtbot.waitUntil(lambda: isinstance(window.place(), CatalogPlace))
    catalog = window.place()
    qtbot.waitUntil(lambda: "being filled" in catalog.empty.words())
    assert not catalog.empty.button.isVisible()
    said = "Filling the demo shop: 1 of 60"
    qtbot.waitUntil(lambda: said in accessible_names(window.status))
    window.go_to("fulfillment")
    orders = window.place()
    qtbot.waitUntil(lambda: "being filled" in orders.empty.words())
    shop.demo.go.set()
    qtbot.waitUntil(lambda: "being filled" not in orders.empty.words())
    qtbot.waitUntil(lambda: "Nothing in the catalog yet" in catalog.empty.words())
    assert said not in accessible_names(window.status)


def accessible_names(widget):
    return {part.accessibleName() for part in widget.findChildren(QWidget) if part.isVisible()}


def test_the_keyboard_goes_from_place_to_place(qtbot, window, open_shop):
    shop = FakeShop()
    shop.catalog.all = [product(1, "Hat")]
    open_shop(lambda: shop)
    qtbot.waitUntil(lambda: window.place() is not None)
    with qtbot.waitExposed(window):
        window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: isinstance(window.place(), CatalogPlace))
    assert window.rail.key("catalog").isChecked()
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.focusWidget() is window.place().head.search.edit
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(window.place(), FakeImport)
    qtbot.keyClick(window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(window.place(), FulfillmentPlace)
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(window.place(), NeedsPlace)


def test_addresses_dropped_anywhere_go_to_import(qtbot, window, open_shop):
    open_shop(FakeShop)
    qtbot.waitUntil(lambda: window.place() is not None)
    window.go_to("catalog")
    mime = QMimeData()
    mime.setUrls([QUrl("https://www.aliexpress.com/item/1.html"), QUrl.fromLocalFile("/a b.html")])
    window.dropEvent(
        QDropEvent(QPointF(QPoint(400, 300)), Qt.DropAction.CopyAction, mime,
                   Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    )  # fmt: skip
    assert isinstance(window.place(), FakeImport)
    assert window.place().brought == [
        Dropped("https://www.aliexpress.com/item/1.html", (Path("/a b.html"),))
    ]


def test_what_comes_before_the_shop_is_open_waits_for_it(qtbot, window, open_shop):
    window.come_up(["https://www.aliexpress.com/item/2.html"])
    open_shop(FakeShop)
    qtbot.waitUntil(lambda: isinstance(window.place(), FakeImport))
    assert [found.text for found in window.place().brought] == [
        "https://www.aliexpress.com/item/2.html"
    ]


def test_links_copied_from_a_page_are_pasted_as_addresses(qtbot, window, open_shop):
    open_shop(FakeShop)
    qtbot.waitUntil(lambda: window.place() is not None)
    mime = QMimeData()
    mime.setText("A lovely romper")
    mime.setHtml('<a href="https://www.aliexpress.com/item/3.html?a=1&amp;b=2">A romper</a>')
    QGuiApplication.clipboard().setMimeData(mime)
    paste = next(a for a in window.findChildren(QAction) if a.text() == "&Paste addresses")
    paste.trigger()
    assert window.place().brought[0].text == "https://www.aliexpress.com/item/3.html?a=1&b=2"


def test_what_is_pasted_while_the_shop_opens_is_kept_for_it(qtbot, window, open_shop):
    QGuiApplication.clipboard().setText("1005001234567890")
    with qtbot.waitExposed(window):
        window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    open_shop(FakeShop)
    qtbot.waitUntil(lambda: isinstance(window.place(), FakeImport))
    assert [found.text for found in window.place().brought] == ["1005001234567890"]


def test_saved_pages_are_chosen_from_the_folder_of_the_last_time(
    qtbot, window, open_shop, settings, tmp_path
):
    open_shop(FakeShop)
    qtbot.waitUntil(lambda: window.place() is not None)
    folder = tmp_path / "pages"
    folder.mkdir()
    key = next(a for a in window.findChildren(QAction) if a.text() == "&Open page or list…")
    key.trigger()
    dialog = window.findChild(QFileDialog, "choose-pages")
    assert dialog.nameFilters()[0] == (
        "Saved pages and lists (*.html *.htm *.mhtml *.mht *.txt *.json *.js "
        "*.csv *.tsv *.xlsx *.xlsm)"
    )
    dialog.filesSelected.emit([str(folder / "a.html")])
    dialog.close()
    assert window.place().brought == [Dropped(files=(folder / "a.html",))]
    qtbot.waitUntil(lambda: window.findChild(QFileDialog, "choose-pages") is None)
    key.trigger()
    again = window.findChild(QFileDialog, "choose-pages")
    assert Path(again.directory().absolutePath()) == folder
    again.close()


def test_every_action_has_a_role_of_its_own_and_no_mnemonic_twice(window):
    for top in window.menuBar().actions():
        actions = [a for a in top.menu().actions() if not a.isSeparator()]
        roles = {a.menuRole() for a in actions}
        assert QAction.MenuRole.TextHeuristicRole not in roles
        letters = [a.text()[a.text().index("&") + 1].lower() for a in actions]
        assert len(letters) == len(set(letters)), letters


def test_the_rail_counts_what_waits_in_red_where_something_is_urgent(qtbot, window, open_shop):
    shop = FakeShop()
    shop.fulfillment.all = [order(n) for n in range(3)]
    shop.attention.all = [need("1"), need("2", urgent=True)]
    open_shop(lambda: shop)
    needs = window.rail.key("needs_you")
    qtbot.waitUntil(lambda: needs.accessibleName() == "Needs you, 2, urgent")
    assert needs.is_urgent
    orders = window.rail.key("fulfillment")
    qtbot.waitUntil(lambda: orders.accessibleName() == "Fulfillment, 3")
    assert not orders.is_urgent
    shop.attention.all = [need("1")]
    shop.fulfillment.all = []
    shop.tell(Change(orders=frozenset({"d000001"})))
    qtbot.waitUntil(lambda: needs.accessibleName() == "Needs you, 1")
    qtbot.waitUntil(lambda: orders.accessibleName() == "Fulfillment")
    assert not needs.is_urgent
    shop.fulfillment.error = Unavailable("Server gone.", reason="database_unreachable")
    before = shop.fulfillment.asked["counts"]
    shop.tell(Change(orders=frozenset({"d000001"})))
    qtbot.waitUntil(lambda: shop.fulfillment.asked["counts"] > before)
    assert window.status.notice.text() == ""  # the places say it


def test_news_can_be_taken_back_for_ten_seconds(qtbot, window):
    undone = []
    window.notify("Removed", NoticeAction("Undo", lambda: undone.append(1)))
    link = window.status.notice._link
    assert window.status.notice.text() == "Removed"
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert undone == [1]
    assert not link.isVisible()


def test_closing_with_a_job_at_work_stops_it_and_lets_go_of_the_shop(qtbot, window, open_shop):
    shop, begun = FakeShop(), threading.Event()

    def job():
        begun.set()
        assert shop.runner.stopped.wait(10)

    shop.runner.queue = [job, lambda: pytest.fail("began after the end")]
    session = open_shop(lambda: shop)
    qtbot.waitUntil(begun.is_set)
    with qtbot.waitSignal(window.closing):
        window.close()
    assert session.close()
    assert shop.closed
    assert len(shop.runner.queue) <= 1


def test_closing_while_imports_run_asks_once(qtbot, window, open_shop, settings):
    shop = FakeShop()
    shop.importing.jobs = [job_row(state) for state in
                           (JobState.RUNNING, JobState.QUEUED, JobState.FAILED)]  # fmt: skip
    open_shop(lambda: shop)
    qtbot.waitUntil(lambda: window.status.facts()[1] == "1 job running · 1 waiting · 1 failed")
    assert window.rail.key("import").accessibleName() == "Import, 2"
    window.close()
    question = window.findChild(Message, "close-question")
    assert window.isVisible()
    assert "next start" in question.words()
    with qtbot.waitSignal(window.closing):
        question.accept()
    window.show()
    with qtbot.waitSignal(window.closing):
        window.close()


def test_no_words_are_set_outside_the_main_thread(qtbot, window, open_shop, monkeypatch):
    threads, set_text = set(), PlainLabel.setText

    def recorded(label, text):
        threads.add(threading.current_thread())
        set_text(label, text)

    monkeypatch.setattr(PlainLabel, "setText", recorded)
    shop = FakeShop()
    shop.catalog.all = [product(n, f"Hat {n}", picture=f"{n:064}") for n in range(30)]
    open_shop(lambda: shop)
    qtbot.waitUntil(lambda: window.place() is not None)
    window.go_to("catalog")
    qtbot.waitUntil(lambda: window.place().detail.shown is not None)
    teller = threading.Thread(target=shop.tell, args=(Change(products=frozenset({"p000001"})),))
    teller.start()
    teller.join()
    qtbot.waitUntil(lambda: shop.catalog.asked["rows"] > 0)
    assert threads == {threading.main_thread()}


def test_the_window_stands_where_it_stood_unless_that_is_off_screen(
    qtbot, window, light, settings, tmp_path
):
    def again():
        made = MainWindow(Profile(tmp_path), settings, {})
        qtbot.addWidget(made)
        return made

    screen = QGuiApplication.primaryScreen().availableGeometry()
    settings.setValue("window/rect", QRect(screen.left() + 5, screen.top() + 5, 1010, 640))
    assert again().geometry().size().width() == 1010
    settings.setValue("window/rect", QRect(screen.right() + 5000, 10, 1010, 640))
    assert screen.intersects(again().geometry())


def test_the_rail_is_narrower_in_a_narrow_window(qtbot, window):
    window.resize(1280, 720)
    assert window.rail.width() == 76
    window.resize(1440, 900)
    assert window.rail.width() == 88
