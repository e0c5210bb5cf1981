"""Finds words in the titles of many imports and replaces them, after showing what would change."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QSize, Qt, QTimer
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from babydrop_desktop.domain.jobs import JobId, JobRow
from ui.common import formats
from ui.common.buttons import CheckBox, primary, when_clicked
from ui.common.labels import plain_text
from ui.context import PlaceContext
from ui.importing.sheet import Sheet
from ui.importing.title_changes import Replacement, TitleChange, changes
from ui.tables.columns import ROW_ROLE, Column, Kind, Status
from ui.tables.lines import LinesModel
from ui.tables.table import Table

translate = QCoreApplication.translate
Titles = Mapping[JobId, tuple[str, str]]
SIZE = QSize(760, 560)
PAUSE_MS = 150


class FindReplace(Sheet):
    """`rows` gives the imports as they are; `replace` is asked for the titles that are changed."""

    def __init__(
        self,
        context: PlaceContext,
        rows: Callable[[], Sequence[JobRow]],
        replace: Callable[[Titles], None],
        parent: QWidget,
        *,
        selected: bool = False,
    ) -> None:
        said = (
            translate("import", "In the titles of the {count} selected products.")
            if selected
            else translate("import", "In the titles of all {count} products that wait.")
        )
        intro = said.format(count=formats.number(len(rows())))
        super().__init__(translate("import", "Find and replace"), intro, SIZE, parent)
        self._rows, self._replace = rows, replace
        self.find_field, self.by_field = QLineEdit(), QLineEdit()
        self.whole = CheckBox(self.tr("&Whole words only"))
        self.same = CheckBox(self.tr("Same &capitals"))
        self.model = ChangesModel(self)
        self.table = Table(
            self.model, self.model.columns, context, key="import-titles", name=self.tr("Changes")
        )
        self.said = plain_text(ink="secondary")
        self.go = primary("")
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.show_changes)
        self._build()
        self._connect()
        self.show_changes()

    @property
    def wish(self) -> Replacement:
        """What is typed."""
        return Replacement(
            self.find_field.text(),
            self.by_field.text(),
            self.whole.isChecked(),
            self.same.isChecked(),
        )

    def show_changes(self) -> None:
        """Show what would change."""
        self._pause.stop()
        found = changes(self._rows(), self.wish)
        self.model.show_changes(found)
        good = sum(not one.wrong for one in found)
        self.said.setText(self._words(len(found), good))
        self.go.setText(
            formats.counted(good, self.tr("Change {count} title"), self.tr("Change {count} titles"))
            if good
            else self.tr("Change titles")
        )
        if good:
            self.go.turn_on()
        else:
            self.go.turn_off(self.said.text())

    def change(self) -> None:
        """Change the titles that are shown; the window stays for the next words."""
        self.show_changes()
        good = {one.job_id: (one.before, one.after) for one in self.model.changes if not one.wrong}
        if good:
            self._replace(good)
            self.said.setText(
                formats.counted(
                    len(good), self.tr("{count} title changed"), self.tr("{count} titles changed")
                )
            )
            self.model.show_changes(())
            self.go.turn_off(self.said.text())

    def _words(self, found: int, good: int) -> str:
        if not self.find_field.text().strip():
            return self.tr("Type what shall be found.")
        if not found:
            return self.tr("No title holds this.")
        if good < found:
            left = self.tr("{count} would be too long or empty, and stay as they are.")
            return left.format(count=formats.number(found - good))
        return ""

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        pairs = ((self.tr("&Find"), self.find_field), (self.tr("&Replace with"), self.by_field))
        for at, (text, field) in enumerate(pairs):
            label = plain_text(text, kind="meta-medium")
            label.setBuddy(field)
            field.setFixedHeight(32)
            field.setAccessibleName(text.replace("&", ""))
            grid.addWidget(label, 0, at)
            grid.addWidget(field, 1, at)
        self.by_field.setPlaceholderText(self.tr("Nothing: it is taken out"))
        ticks = QHBoxLayout()
        ticks.setSpacing(20)
        self.whole.setChecked(True)
        ticks.addWidget(self.whole)
        ticks.addWidget(self.same)
        ticks.addStretch(1)
        card = QFrame()
        card.setProperty("kind", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.table)
        self.body.addLayout(grid)
        self.body.addLayout(ticks)
        self.body.addWidget(card, 1)
        self.add_left(self.said)
        self.add_main(self.go)
        self.table.horizontalHeader().setSectionsMovable(False)
        self.table.doubleClicked.disconnect()
        QTimer.singleShot(0, self.find_field, self._begin)

    def _begin(self) -> None:
        self.find_field.setFocus(Qt.FocusReason.TabFocusReason)

    def _connect(self) -> None:
        for field in (self.find_field, self.by_field):
            field.textEdited.connect(lambda _text: self._pause.start())
        for tick in (self.whole, self.same):
            tick.clicked.connect(lambda _on: self.show_changes())
        when_clicked(self.go, self.change)


class ChangesModel(LinesModel[TitleChange]):
    """The titles that would change."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(_columns(), parent)

    @property
    def changes(self) -> tuple[TitleChange, ...]:
        """What is listed."""
        return tuple(self._lines)

    def show_changes(self, found: Sequence[TitleChange]) -> None:
        """List these instead."""
        self.beginResetModel()
        self._lines = list(found)
        self.endResetModel()

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """The line for ROW_ROLE, else its words."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == ROW_ROLE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._columns[index.column()].text(line)
        return None


def _columns() -> tuple[Column[TitleChange], ...]:
    return (
        Column(
            "before",
            translate("import", "Now"),
            lambda line: line.before,
            ink="secondary",
            stretch=True,
            fixed=True,
        ),
        Column(
            "after",
            translate("import", "Then"),
            lambda line: _status(line).text,
            Kind.STATUS,
            stretch=True,
            fixed=True,
            status=_status,
        ),
    )


def _status(line: TitleChange) -> Status:
    if line.wrong == "long":
        text = translate("import", "Too long: {title}").format(title=line.after)
        return Status(text, "triangle-alert", "amber")
    if line.wrong:
        return Status(translate("import", "Nothing would be left"), "triangle-alert", "amber")
    return Status(line.after, "", "text")
