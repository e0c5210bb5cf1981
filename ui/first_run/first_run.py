"""The first start: shop, where it ships, where its data lives, and how to begin."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from babydrop_desktop.domain.connection import Chosen, ConnectionWish, Keeping
from babydrop_desktop.errors import ShopError
from babydrop_desktop.services.own_settings import OwnSettings
from babydrop_desktop.settings_file import Setting
from ui.common.buttons import link, plain, primary, when_clicked
from ui.common.labels import plain_text
from ui.common.words import error_words
from ui.first_run.data_step import DataStep
from ui.first_run.ships_step import ShipsStep
from ui.first_run.shop_step import ShopStep
from ui.first_run.start_step import StartStep
from ui.first_run.step import Step
from ui.first_run.step_list import StepList, drawings
from ui.preferences.asking import Asking

WIDEST = 780


class FirstRun(QFrame):
    """Nothing is kept before the last step. `done` (whether the demo shop is wanted, news)."""

    done = Signal(bool, str)

    def __init__(self, asking: Asking) -> None:
        super().__init__()
        self.setProperty("kind", "pane")
        self._asking = asking
        self._tasks = asking.tasks(self)
        self._own = OwnSettings(asking.profile.settings)
        self._busy = False
        self.shop, self.ships = ShopStep(), ShipsStep()
        self.data, self.start = DataStep(asking), StartStep()
        self.steps: tuple[Step, ...] = (self.shop, self.ships, self.data, self.start)
        self.list = StepList([(step.name, step.hint) for step in self.steps])
        self._stack = QStackedWidget()
        self._number = plain_text(kind="meta", ink="secondary")
        self._note = plain_text(ink="secondary", wrap=True)
        self.later = link(self.tr("Set up later with this computer"))
        self.back = plain(self.tr("Back"), "arrow-left")
        self.next = primary(self.tr("Next"))
        self._at = 0
        self._build()
        for step in self.steps:
            step.changed.connect(self._show)
        when_clicked(self.later, self._on_later)
        when_clicked(self.back, lambda: self.go_to(self._at - 1))
        when_clicked(self.next, self._on_next)
        self.go_to(0)
        self._tasks.latest("drawings", self._show_drawings())

    @property
    def at(self) -> int:
        """The number of the step that is open, from 0."""
        return self._at

    def note(self) -> str:
        """What is said beside the keys."""
        return self._note.text()

    def go_to(self, at: int) -> None:
        """Open a step."""
        self._at = max(0, min(at, len(self.steps) - 1))
        self._stack.setCurrentIndex(self._at)
        self._show()
        first = {0: self.shop.shop, 1: self.ships.ships_from}.get(self._at)
        if first is not None:
            first.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the key that it is on; from any field that does not want it, it goes on."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        on = self.focusWidget()
        key = on if isinstance(on, QPushButton) else self.next
        if key.isEnabled():
            key.click()

    def close_page(self) -> None:
        """Ask what runs to end."""
        self.data.cards.panel.close_panel()
        self._asking.close()

    # inside

    async def _show_drawings(self) -> None:
        ratio = self.devicePixelRatioF()
        self.list.show_drawings(await self._asking.run(lambda: drawings(ratio)))

    def _show(self) -> None:
        answers = [
            step.answer() if at < self._at else step.hint for at, step in enumerate(self.steps)
        ]
        self.list.show_states(self._at, answers)
        of = len(self.steps)
        self._number.setText(
            self.tr("Step {number} of {count}").format(number=self._at + 1, count=of)
        )
        self.back.setVisible(self._at > 0)
        last = self._at == of - 1
        demo = self.start.demo.is_chosen()
        words = self.tr("Open the demo shop") if demo else self.tr("Open your shop")
        self.next.setText(words if last else self.tr("Next"))
        missing = self.steps[self._at].missing()
        if missing or self._busy:
            self.next.turn_off(missing)
        else:
            self.next.turn_on()
        self._note.setText(missing)

    def _on_next(self) -> None:
        if self._at < len(self.steps) - 1:
            self.go_to(self._at + 1)
            return
        changes: dict[str, Setting] = {}
        for step in self.steps:
            changes.update(step.settings())
        self._finish(changes, self.data.wish(), demo=self.start.demo.is_chosen())

    def _on_later(self) -> None:
        """What was answered so far counts, and the data lives on this computer."""
        changes: dict[str, Setting] = dict(self.shop.settings())
        if self._at > 1:
            changes.update(self.ships.settings())
        self._finish(changes, None, demo=False)

    def _finish(
        self, changes: dict[str, Setting], wish: ConnectionWish | None, *, demo: bool
    ) -> None:
        if not self._busy:
            self._busy = True
            self._show()
            self._tasks.latest("finish", self._keep(changes, wish, demo=demo))

    async def _keep(
        self, changes: dict[str, Setting], wish: ConnectionWish | None, *, demo: bool
    ) -> None:
        chosen: Chosen | None = None
        try:
            # The server first: until it is chosen nothing is written, and all can be answered anew.
            if wish is not None:
                chosen = await self._asking.ask(lambda service: service.choose(wish))
            await self._asking.run(lambda: self._own.write(changes))
        except ShopError as error:
            self._go_on()
            self._note.setText(error_words(error))
            return
        except Exception:
            self._go_on()
            raise
        self.done.emit(demo, self._news(chosen))

    def _go_on(self) -> None:
        """It did not work: it can be tried again."""
        self._busy = False
        self._show()

    def _news(self, chosen: Chosen | None) -> str:
        if chosen is None or chosen.keeping is not Keeping.SESSION:
            return ""
        return self.tr("No key store here: the password is asked for again at the next start")

    def _build(self) -> None:
        for step in self.steps:
            self._stack.addWidget(_scrolled(step))
        foot = QFrame()
        foot.setProperty("kind", "foot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(32, 14, 32, 14)
        row.setSpacing(12)
        row.addWidget(self.later)
        row.addWidget(self._note, 1)
        row.addWidget(self.back)
        row.addWidget(self.next)
        self._note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        right = QVBoxLayout()
        right.setSpacing(0)
        top = QHBoxLayout()
        top.setContentsMargins(0, 44, 0, 4)
        column = QWidget()
        column.setMaximumWidth(WIDEST)
        inside = QVBoxLayout(column)
        inside.setContentsMargins(10, 0, 10, 0)
        inside.addWidget(self._number)
        top.addStretch(1)
        top.addWidget(column, 100)
        top.addStretch(1)
        right.addLayout(top)
        right.addWidget(self._stack, 1)
        right.addWidget(foot)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.list)
        whole.addLayout(right, 1)


def _scrolled(step: Step) -> QScrollArea:
    """The step in the middle, never wider than it reads well."""
    inside = QWidget()
    row = QHBoxLayout(inside)
    row.setContentsMargins(10, 0, 10, 24)
    row.addStretch(1)
    step.setMaximumWidth(WIDEST - 20)
    row.addWidget(step, 100)
    row.addStretch(1)
    made = QScrollArea()
    made.setWidget(inside)
    made.setWidgetResizable(True)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return made
