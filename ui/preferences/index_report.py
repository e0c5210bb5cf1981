"""Which indexes of the lists are there and which are missing, and how they are added."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from babydrop_desktop.domain.connection import ConnectionWish, IndexState
from babydrop_desktop.errors import ShopError
from babydrop_desktop.services.work import Work
from ui.common import formats
from ui.common.buttons import small, when_clicked
from ui.common.labels import ElidedLabel, StatusLabel, plain_text
from ui.common.layouts import clear
from ui.common.words import error_words
from ui.preferences.asking import Asking

MOST_HEIGHT, STATE_WIDTH = 172, 90


class IndexReport(QFrame):
    """Looks at the indexes of one database, and adds what is missing when asked.

    `changed` when some were added: a test would find something else now.
    """

    changed = Signal()
    _at = Signal(int, int)

    def __init__(self, asking: Asking) -> None:
        super().__init__()
        self._asking = asking
        self._tasks = asking.tasks(self)
        self._wish: ConnectionWish | None = None
        self._work: Work | None = None
        self.states: tuple[IndexState, ...] = ()
        self._words = plain_text(ink="secondary", wrap=True)
        self.key = small(self.tr("Add indexes"), "plus")
        self._progress = QProgressBar()
        self._rows = QVBoxLayout()
        self._list = QScrollArea()
        self._build()
        when_clicked(self.key, self._on_key)
        self._at.connect(self._on_progress)
        self.hide()

    def look(self, wish: ConnectionWish) -> None:
        """Show how the indexes stand there."""
        self._wish = wish
        self.show()
        self._say(self.tr("Looking at the indexes…"))
        self._tasks.latest("look", self._look(""))

    def add(self, wish: ConnectionWish) -> None:
        """Add what is missing there, and say what came of it."""
        if self._work is not None:
            return
        self._wish = wish
        self.show()
        self._work = Work(lambda _stage, done, of: self._at.emit(done, of))
        self.key.setText(self.tr("Cancel"))
        self.key.show()
        self._progress.setRange(0, 0)
        self._progress.show()
        self._say(self.tr("Adding the missing indexes. The shop goes on meanwhile."))
        self._tasks.latest("look", self._add(self._work))

    def stop(self) -> None:
        """Ask what runs to end; what is finished is kept."""
        if self._work is not None:
            self._work.stop()
            self.key.turn_off(self.tr("It ends with the index in hand"))

    def words(self) -> str:
        """What is said."""
        return self._words.text()

    async def _add(self, work: Work) -> None:
        wish, said = self._wish, ""
        # Where it is cancelled the report is gone, and nothing here may touch it.
        try:
            made = await self._asking.ask(lambda service: service.make_indexes(work, wish))
        except ShopError as error:
            said = error_words(error)
        except Exception:
            self._ended()
            raise
        else:
            one, many = self.tr("{count} index was added."), self.tr("{count} indexes were added.")
            said = formats.counted(len(made), one, many)
        self._ended()
        self.changed.emit()
        await self._look(said)

    def _ended(self) -> None:
        self._work = None
        self._progress.hide()
        self.key.turn_on()

    async def _look(self, before: str) -> None:
        wish = self._wish
        try:
            self.states = await self._asking.ask(lambda service: service.indexes(wish))
        except ShopError as error:
            self.states = ()
            self._say(f"{before} {error_words(error)}".strip())
        else:
            self._say(f"{before} {self._summary()}".strip())
        self._show_states()

    def _summary(self) -> str:
        missing = sum(not state.there for state in self.states)
        if not missing:
            return self.tr("All {count} that keep the lists fast are there.").format(
                count=formats.number(len(self.states))
            )
        return self.tr("{missing} of {count} are missing: long lists would be slow.").format(
            missing=formats.number(missing), count=formats.number(len(self.states))
        )

    def _show_states(self) -> None:
        clear(self._rows)
        for state in sorted(self.states, key=lambda each: (each.there, each.table, each.name)):
            self._rows.addWidget(self._row(state))
        self._rows.addStretch(1)
        self._list.setVisible(bool(self.states))
        self.key.setText(self.tr("Add indexes"))
        self.key.setVisible(any(not state.there for state in self.states))

    def _row(self, state: IndexState) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 2, 12, 2)
        row.setSpacing(8)
        there = (
            StatusLabel("circle-check", self.tr("There"), "ok")
            if state.there
            else StatusLabel("triangle-alert", self.tr("Missing"), "amber")
        )
        there.setFixedWidth(STATE_WIDTH)
        row.addWidget(there)
        columns = ", ".join(state.columns)
        row.addWidget(ElidedLabel(f"{state.table} ({columns})", ink="secondary"), 1)
        made.setAccessibleName(f"{there.text()}: {state.table}, {columns}")
        return made

    def _on_key(self) -> None:
        if self._work is not None:
            self.stop()
        elif self._wish is not None:
            self.add(self._wish)

    def _on_progress(self, done: int, of: int) -> None:
        self._progress.setRange(0, max(of, 1))
        self._progress.setValue(done)
        if self._work is not None and done < of:
            self._say(
                self.tr("Adding index {number} of {count}. The shop goes on meanwhile.").format(
                    number=formats.number(done + 1), count=formats.number(of)
                )
            )

    def _say(self, text: str) -> None:
        self._words.setText(text)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(plain_text(self.tr("Indexes"), kind="heading"))
        words.addWidget(self._words)
        head.addLayout(words, 1)
        head.addWidget(self.key)
        self._progress.setTextVisible(False)
        self._progress.hide()
        inside = QWidget()
        inside.setLayout(self._rows)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._list.setWidget(inside)
        self._list.setWidgetResizable(True)
        self._list.setMaximumHeight(MOST_HEIGHT)
        self._list.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._progress)
        column.addWidget(self._list)
