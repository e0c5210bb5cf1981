"""The Import place on a fake shop, with the program's own threads and news."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest
import qasync
from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.importing.fake_goods import NOW
from tests.ui.importing.fake_shop import FakeShop
from ui.changes import Changes
from ui.context import NoticeAction, PlaceContext
from ui.importing.place import ImportPlace
from ui.tables.thumbnails import Thumbnails
from ui.theme.theme import Theme
from ui.trouble import Trouble
from ui.work.jobs import Jobs
from ui.work.pools import Pools


@pytest.fixture
def loop(qapp: QApplication) -> Iterator[qasync.QEventLoop]:
    made = qasync.QEventLoop(qapp)
    asyncio.set_event_loop(made)
    yield made
    # What was waited for ends before its loop does.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    waiting = asyncio.all_tasks(made)
    for task in waiting:
        task.cancel()
    made.run_until_complete(asyncio.gather(*waiting, return_exceptions=True))
    made.close()
    asyncio.set_event_loop(None)


@dataclass
class Heard:
    """What the window was told."""

    notices: list[tuple[str, NoticeAction | None]] = field(default_factory=list)
    went: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    failures: list[BaseException] = field(default_factory=list)

    def notify(self, text: str, action: NoticeAction | None = None) -> None:
        self.notices.append((text, action))

    def go_to(self, place: str, **what: str) -> None:
        self.went.append((place, what))


class Time:
    """A clock that tests move."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def shop() -> FakeShop:
    return FakeShop()


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def context(
    loop: qasync.QEventLoop, theme: Theme, shop: FakeShop, heard: Heard, tmp_path: Path
) -> Iterator[PlaceContext]:
    pools = Pools.opened()
    changes = Changes()
    shop.subscribe(changes.post)
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    jobs = Jobs(shop.runner, pools, heard.failures.append)
    thumbnails = Thumbnails(shop.thumbnails, pools.pictures, heard.failures.append)
    yield PlaceContext(
        services=shop,
        pools=pools,
        changes=changes,
        thumbnails=thumbnails,
        jobs=jobs,
        trouble=Trouble(lambda: None, pools, changes),
        settings=settings,
        notify=heard.notify,
        go_to=heard.go_to,
        fail=heard.failures.append,
    )
    jobs.stop()
    for gate in shop.importing.gates.values():
        gate.set()
    assert pools.close(within_ms=10_000)
    shop.close()
    assert heard.failures == []


@pytest.fixture
def make(qtbot: QtBot, context: PlaceContext, time: Time) -> Callable[..., ImportPlace]:
    """Opens the place, as large as it is in a window of the given size."""

    def opened(width: int = 1352, height: int = 844) -> ImportPlace:
        place = ImportPlace(context, time)
        qtbot.addWidget(place)
        place.resize(width, height)
        place.show()
        qtbot.waitUntil(lambda: place.detail.page.words.category.count() > 0)
        count = len([j for j in context.services.importing.jobs.values() if not j.hidden])
        qtbot.waitUntil(lambda: place.model.rowCount() == count)
        return place

    return opened


@pytest.fixture
def place(make: Callable[..., ImportPlace]) -> ImportPlace:
    return make()
