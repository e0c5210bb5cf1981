"""A running loop, the program's looks, and a context over a fake shop, for every ui test."""

import asyncio
import gc
import os
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

import pytest
import qasync
from PySide6.QtCore import QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from tests.ui.fakes import FakeShop, product
from ui.catalog.place import CatalogPlace
from ui.changes import Changes
from ui.context import NoticeAction, PlaceContext
from ui.tables.thumbnails import Thumbnails
from ui.theme.theme import Theme, ThemeChoice, current
from ui.trouble import Trouble
from ui.work import executor
from ui.work.jobs import Jobs
from ui.work.pools import Pools

LONG_MS = 30_000
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_collection_modifyitems(items):
    # The offscreen screen says so of every window; it is no fault of ours.
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support .*", extend=True))


@pytest.fixture(autouse=True, scope="session")
def _trace_pool_threads():
    """Let coverage see Qt's threads: Qt starts them, so threading's hook never runs."""
    original = executor._Work.run

    def run(self):
        sys.settrace(threading.gettrace())
        original(self)

    executor._Work.run = run
    yield
    executor._Work.run = original


@pytest.fixture(autouse=True)
def _nothing_dies_in_a_worker():
    """As in the program: what a test leaves behind is thrown away here, on the main thread."""
    gc.disable()
    yield
    gc.collect()
    gc.freeze()  # what is left stays: the next test need not look through it
    gc.enable()


@pytest.fixture
def qtbot(qtbot):
    """Waits longer than by default: a machine that is busy is no fault of the window."""
    for name in ("waitUntil", "waitSignal", "waitCallback"):
        setattr(qtbot, name, partial(getattr(qtbot, name), timeout=LONG_MS))
    return qtbot


@pytest.fixture
def loop(qapp: QApplication) -> Iterator[asyncio.AbstractEventLoop]:
    """An asyncio loop that lives in Qt's: coroutines go on while qtbot waits."""
    made = qasync.QEventLoop(qapp, already_running=True)
    asyncio.set_event_loop(made)
    yield made
    for task in asyncio.all_tasks(made):
        task.cancel()
    qapp.processEvents()
    asyncio.events._set_running_loop(None)
    qapp.aboutToQuit.disconnect(made._after_run_forever)
    made._QEventLoop__is_running = False
    made.close()
    asyncio.set_event_loop(None)


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    """The program's looks, as the real window has them: there is one, whoever made it."""
    return current() or Theme(qapp)


@pytest.fixture
def light(theme: Theme) -> Theme:
    theme.choose(ThemeChoice.LIGHT)
    return theme


@pytest.fixture
def settings(tmp_path) -> QSettings:
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


@dataclass
class Heard:
    """What a place said: notices, where it went, and errors that nobody treated."""

    notices: list[str] = field(default_factory=list)
    actions: list[NoticeAction] = field(default_factory=list)
    went: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    errors: list[BaseException] = field(default_factory=list)


@pytest.fixture
def heard() -> Iterator[Heard]:
    made = Heard()
    yield made
    assert made.errors == []


@pytest.fixture
def pools() -> Iterator[Pools]:
    made = Pools.opened()
    yield made
    assert made.close(within_ms=10_000), "a worker never ended"


@pytest.fixture
def make_context(loop, light, settings, pools, heard) -> Callable[[FakeShop], PlaceContext]:
    """A context over a shop. Places made with it say what they do to `heard`."""
    made: list[PlaceContext] = []

    def make(shop: FakeShop) -> PlaceContext:
        changes = Changes()
        shop.subscribe(changes.post)
        context = PlaceContext(
            services=shop,
            pools=pools,
            changes=changes,
            thumbnails=Thumbnails(shop.thumbnails, pools.pictures, heard.errors.append),
            jobs=Jobs(shop.runner, pools, heard.errors.append),
            trouble=Trouble(shop.presence.look, pools, changes),
            settings=settings,
            notify=lambda text, action=None: (
                heard.notices.append(text),
                heard.actions.append(action) if action else None,
            ),
            go_to=lambda place, **what: heard.went.append((place, what)),
            fail=heard.errors.append,
        )
        made.append(context)
        return context

    yield make
    for context in made:
        context.jobs.stop()


@pytest.fixture
def shop():
    made = FakeShop()
    made.catalog.all = [
        product(1, "Bunny Sun Hat"),
        product(2, "Cloud Knit Blanket", stock=None),
        product(3, "Cosy Socks", sold_out=True),
        product(4, "Daisy Set", category="Dresses"),
    ]
    return made


@pytest.fixture
def open_place(qtbot, make_context):
    def make(shop):
        place = CatalogPlace(make_context(shop))
        qtbot.addWidget(place)
        place.resize(1352, 840)
        place.show()
        with qtbot.waitSignal(place.rows.answered):
            pass
        return place

    return make


@pytest.fixture(autouse=True)
def _empty_clipboard():
    """Nothing of a test stays on the clipboard: Qt would free it after Python has ended."""
    yield
    if QGuiApplication.instance() is not None:
        QGuiApplication.clipboard().clear()
