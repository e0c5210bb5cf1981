"""What goes on with an import that has no product to edit: it is read, refused or imported."""

from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from babydrop_desktop.domain.jobs import JobRow, JobState
from ui.by_hand.dialog import show_by_hand
from ui.common.buttons import Button, link, plain, when_clicked
from ui.common.labels import IconLabel, plain_text
from ui.importing.row_action_words import action_icon, action_off, action_words
from ui.importing.row_actions import GONE, RowAction, actions_of, needs_owner, wants_page
from ui.importing.row_look import RowLook, browser_sentence

# A page that the owner saves himself gets around these.
HELPED = frozenset({"page_refused", "other_item", "unreadable", "demo_shut"})
FAILED = (JobState.REFUSED, JobState.FAILED)


class StatePage(QFrame):
    """One job in words, with everything that can be done with it. `wanted` carries a RowAction."""

    wanted = Signal(object)

    def __init__(self, *, demo: bool = False) -> None:
        super().__init__()
        self._demo = demo
        self._icon = IconLabel("download", "secondary", 32)
        self._title = plain_text(kind="detail", wrap=True)
        self._words = plain_text(ink="secondary", wrap=True)
        self._bar = QProgressBar(minimum=0, maximum=100, textVisible=False)
        self._bar.setMaximumWidth(360)
        self._keys = QHBoxLayout()
        self._keys.setSpacing(8)
        self._buttons: dict[RowAction, Button] = {}
        self.by_hand = link(self.tr("How to bring in a page by hand"))
        self._copy = link(self.tr("Copy details"))
        self._details = ""
        self._tries_head = plain_text(self.tr("What was tried"), kind="heading")
        self._tries = plain_text(kind="meta", ink="secondary", wrap=True)
        self._build()
        self.show_tries([])
        when_clicked(self.by_hand, partial(show_by_hand, self))
        when_clicked(self._copy, lambda: QGuiApplication.clipboard().setText(self._details))

    def words(self) -> str:
        """What is said of the job."""
        return self._words.text()

    def tries(self) -> str:
        """What is said of the ways that were tried, "" where nothing is."""
        return self._tries.text() if not self._tries.isHidden() else ""

    def show_tries(self, lines: list[str]) -> None:
        """Say each way that was tried, and what came of it; none hides it."""
        self._tries.setText("\n".join(lines))
        self._tries.setVisible(bool(lines))
        self._tries_head.setVisible(bool(lines))

    def buttons(self) -> dict[RowAction, Button]:
        """The keys that are shown."""
        return self._buttons

    def show_job(self, row: JobRow, look: RowLook) -> None:
        """Show how a job stands."""
        icon = look.mark.icon if look.mark.icon != "loader" else "download"
        self._icon.set_icon(icon, look.mark.role)
        self._title.setText(look.title)
        self._words.setText("\n".join(self._sentences(row, look)))
        self._words.set_ink(look.second_role if row.state in FAILED else "secondary")
        self._bar.setVisible(look.progress is not None)
        self._bar.setValue(round(100 * (look.progress or 0)))
        self._show_keys(actions_of(row))
        self._copy.setVisible(row.state in FAILED)
        helps = needs_owner(row) or row.reason in HELPED or wants_page(row)
        self.by_hand.setVisible(helps and row.reason not in GONE)
        self._details = f"{row.id}\n{row.source}\n{row.reason}: {row.message}\n{row.facts}"

    @staticmethod
    def _sentences(row: JobRow, look: RowLook) -> list[str]:
        said = [look.second, look.beside, browser_sentence(row)]
        if row.state is JobState.DONE or not look.wide:
            said.insert(0, look.mark.text)
        return [text for text in said if text]

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 24, 20, 24)
        column.setSpacing(10)
        column.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._title)
        column.addWidget(self._words)
        column.addWidget(self._bar)
        column.addSpacing(6)
        foot = QWidget()
        foot.setLayout(self._keys)
        self._keys.setContentsMargins(0, 0, 0, 0)
        self._keys.addStretch(1)
        column.addWidget(foot)
        column.addWidget(self.by_hand, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(8)
        column.addWidget(self._tries_head)
        column.addWidget(self._tries)
        column.addStretch(1)

    def _show_keys(self, actions: tuple[RowAction, ...]) -> None:
        if tuple(self._buttons) == actions:
            return
        for button in self._buttons.values():
            button.hide()
            button.deleteLater()
        self._buttons = {}
        for at, action in enumerate(actions):
            button = plain(action_words(action), action_icon(action))
            when_clicked(button, partial(self.wanted.emit, action))
            self._keys.insertWidget(at, button)
            self._buttons[action] = button
            if reason := action_off(action, demo=self._demo):
                button.turn_off(reason)
        # Tab goes as the keys are seen, whenever they were made.
        order = [*self._buttons.values(), self.by_hand, self._copy]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)
