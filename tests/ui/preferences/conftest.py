"""A connection's service in memory, and the dialog over it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Event

import pytest
from PySide6.QtCore import Qt

from babydrop_desktop.domain.checks import Level
from babydrop_desktop.domain.connection import (
    Chosen,
    ConnectionWish,
    Finding,
    IndexState,
    Keeping,
    TestReport,
)
from babydrop_desktop.domain.jobs import Stage
from babydrop_desktop.paths import Profile
from ui.main_window import MainWindow
from ui.place import Place
from ui.preferences.asking import Asking
from ui.preferences.dialog import Preferences
from ui.reopening import Reopening
from ui.session import Session
from ui.where_kept import WhereKept
from ui.work.executor import QtExecutor

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@dataclass
class FakeConnections:
    """Answers as the real one does; `asked` names the calls, `gate` holds a test back."""

    now: ConnectionWish | None = None
    kept: Keeping = Keeping.KEY_STORE
    findings: tuple[Finding, ...] = (Finding(Level.FINE, "reached", "Reached", "It answers."),)
    states: tuple[IndexState, ...] = ()
    error: Exception | None = None
    sql: str = "GRANT USAGE ON SCHEMA public TO ada;"
    gate: Event = field(default_factory=Event)
    begun: Event = field(default_factory=Event)
    asked: list[str] = field(default_factory=list)
    wishes: list[ConnectionWish] = field(default_factory=list)

    def __post_init__(self):
        self.gate.set()

    def current(self):
        return self.now

    def keeping(self, _wish):
        return Keeping.NOWHERE

    def test(self, wish, check=None):
        self.asked.append("test")
        self.wishes.append(wish)
        self.begun.set()
        while not self.gate.wait(0.01):
            check()
        if self.error is not None:
            raise self.error
        return TestReport(self.findings, NOON, 12)

    def administrator_sql(self, _wish):
        self.asked.append("sql")
        return self.sql

    def choose(self, wish):
        self.asked.append("choose")
        self.wishes.append(wish)
        if self.error is not None:
            raise self.error
        return Chosen("postgresql://ada@db.example/shop", self.kept, "Somewhere.")

    def use_this_computer(self):
        self.asked.append("here")

    def indexes(self, _wish=None):
        return self.states

    def make_indexes(self, work, _wish=None):
        self.asked.append("indexes")
        missing = [state for state in self.states if not state.there]
        for done, state in enumerate(missing):
            self.begun.set()
            while not self.gate.wait(0.01):
                work.check()
            work.report(Stage.SAVE, done, len(missing))
            self.states = tuple(
                IndexState(
                    each.name, each.table, each.columns, each.there or each.name == state.name
                )
                for each in self.states
            )
        return tuple(state.name for state in missing)


@pytest.fixture
def service():
    return FakeConnections()


@pytest.fixture
def open_preferences(qtbot, loop, light, heard, tmp_path, service):
    """The dialog over `service`; what is settled is in its list `news`."""
    made = []

    def opening(menus=None, **facts):
        asking = Asking(
            profile=Profile(tmp_path),
            service=facts.pop("service", lambda: service),
            pool=QtExecutor("preferences", 2),
            fail=heard.errors.append,
            **facts,
        )
        dialog = Preferences(asking, menus=menus)
        qtbot.addWidget(dialog)
        dialog.news = []
        dialog.settled.connect(dialog.news.append)
        dialog.open()
        dialog.show_page("server")
        made.append((dialog, asking))
        qtbot.waitUntil(lambda: dialog.general.note() != "")
        qtbot.waitUntil(lambda: "Looking" not in dialog.server.note())
        return dialog

    yield opening
    service.gate.set()
    for dialog, asking in made:
        dialog.done(0)
        assert asking.pool.wait(5000), "a worker never ended"


@pytest.fixture
def fill():
    """Types a server into the fields."""

    def typing(dialog, **values):
        fields = dialog.server.cards.panel.fields
        dialog.server.cards.choose(server=True)
        for name, value in {
            "host": "db.example", "database": "shop", "user": "ada", "password": "s3cret", **values,
        }.items():  # fmt: skip
            getattr(fields, name).setText(value)
        return dialog.server.cards.panel

    return typing


@dataclass
class Desk:
    """The window, what opens its shop, and what was opened."""

    window: MainWindow
    kept: WhereKept
    session: Session

    @property
    def opening(self):
        return self.window.opening

    def press(self, qtbot, words):
        """Click a key of the page that is shown instead of a shop."""
        key = self.opening.offered[words]
        assert key.isVisible()
        qtbot.mouseClick(key, Qt.MouseButton.LeftButton)

    def says(self, words):
        return words in self.opening.words()


@pytest.fixture
def open_desk(qtbot, loop, light, settings, heard):
    """The window over a shop that is opened as the program opens it."""
    made = []

    def opening(options, *, new=False):
        options.profile.folder.mkdir(exist_ok=True)
        if not new:
            options.profile.settings.touch()
        makers = {"import": Place, "catalog": Place}
        window = MainWindow(options.profile, settings, makers)
        qtbot.addWidget(window)
        window.furnish()
        window.show()
        kept = WhereKept(window, options, heard.errors.append)
        session = Session(kept.open_shop, heard.errors.append)
        session.opened.connect(
            lambda: window.show_shop(session.context(settings, window.notify, window.go_to))
        )
        session.refused.connect(window.show_refusal)
        window.retry.connect(session.open)
        kept.follow(session, Reopening(window, session, heard.errors.append))
        made.append((kept, session))
        kept.begin()
        return Desk(window, kept, session)

    yield opening
    for kept, session in made:
        kept.close()
        assert session.close()
