"""The list of imports as a table: one line a job, in the order they were staged."""

from collections.abc import Callable, Iterable
from datetime import datetime
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from babydrop_desktop.domain.jobs import JobId, JobRow, JobState
from ui.common import formats
from ui.importing.row_actions import is_importable, is_importing, is_reading
from ui.importing.row_look import RowLook, look_of, waits_seconds

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Column(IntEnum):
    """The columns, from the left."""

    TICK = 0
    PICTURE = 1
    PRODUCT = 2
    COST = 3
    PRICE = 4
    MARGIN = 5
    CHECK = 6


FIGURES = (Column.COST, Column.PRICE, Column.MARGIN)


class StagingModel(QAbstractTableModel):
    """Jobs, their looks and their ticks. `ticked_changed` after any tick or line changed.

    A line is ticked by itself once, when it becomes importable; what the owner unticks stays so.
    """

    ticked_changed = Signal()

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._rows: list[JobRow] = []
        self._looks: list[RowLook] = []
        self._at: dict[JobId, int] = {}
        self._ticked: set[JobId] = set()
        self._offered: set[JobId] = set()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many jobs there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """The seven columns."""
        return 0 if parent.isValid() else len(Column)

    def ids(self) -> list[JobId]:
        """The jobs, from the top."""
        return [row.id for row in self._rows]

    def row(self, at: int) -> JobRow:
        """The job of a line."""
        return self._rows[at]

    def look(self, at: int) -> RowLook:
        """How a line looks now."""
        return self._looks[at]

    def find(self, job_id: JobId) -> JobRow | None:
        """A job of the list, None where it is not in it."""
        at = self._at.get(job_id)
        return None if at is None else self._rows[at]

    def line_of(self, job_id: JobId) -> int:
        """The line of a job, -1 where it is not in the list."""
        return self._at.get(job_id, -1)

    def every(self) -> tuple[JobRow, ...]:
        """All jobs, from the top."""
        return tuple(self._rows)

    def ticked(self) -> tuple[JobId, ...]:
        """The ticked jobs that can be imported now, from the top."""
        return tuple(row.id for row in self._rows if row.id in self._ticked and is_importable(row))

    def tick(self, job_ids: Iterable[JobId], *, on: bool) -> None:
        """Tick or untick these; lines that cannot be imported stay unticked."""
        for job_id in job_ids:
            at = self._at.get(job_id)
            if at is None:
                continue
            if on and is_importable(self._rows[at]):
                self._ticked.add(job_id)
            else:
                self._ticked.discard(job_id)
            self._tell(at)
        self.ticked_changed.emit()

    def all_ticked(self) -> Qt.CheckState:
        """The tick of the head: all importable lines, some, or none."""
        can = sum(is_importable(row) for row in self._rows)
        on = len(self.ticked())
        if not on:
            return Qt.CheckState.Unchecked
        return Qt.CheckState.Checked if on == can else Qt.CheckState.PartiallyChecked

    def show_rows(self, rows: Iterable[JobRow]) -> None:
        """Show exactly these, in this order; lines that stay keep their place on the screen."""
        wanted = list(rows)
        if [row.id for row in wanted] != self.ids():
            self._rearrange(wanted)
        self.update_rows(wanted)

    def update_rows(self, rows: Iterable[JobRow]) -> None:
        """Show the newer state of lines that are in the list."""
        now = self._now()
        for row in rows:
            at = self._at.get(row.id)
            if at is not None and row != self._rows[at]:
                self._rows[at] = row
                self._looks[at] = look_of(row, now)
                self._offer(row)
                self._tell(at)
        self.ticked_changed.emit()

    def remove(self, job_id: JobId) -> None:
        """Take a line off."""
        if (at := self._at.get(job_id)) is not None:
            self.beginRemoveRows(QModelIndex(), at, at)
            self._set_rows(self._rows[:at] + self._rows[at + 1 :])
            self.endRemoveRows()
            self.ticked_changed.emit()

    def pass_time(self) -> None:
        """Show how long the waiting ones still wait."""
        now = self._now()
        for at, row in enumerate(self._rows):
            if row.state is JobState.QUEUED and (self._looks[at].beside or waits_seconds(row, now)):
                self._looks[at] = look_of(row, now)
                self._tell(at)

    def open_rows(self) -> tuple[JobRow, ...]:
        """What is being read or imported, or waits for it."""
        return tuple(row for row in self._rows if is_reading(row) or is_importing(row))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words, tick and accessible words of a cell."""
        if not index.isValid():
            return None
        row, look = self._rows[index.row()], self._looks[index.row()]
        column = Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return _text(row, look, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken(row, look, column)
        if role == Qt.ItemDataRole.CheckStateRole and column is Column.TICK and self._tickable(row):
            on = row.id in self._ticked and is_importable(row)
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.TextAlignmentRole and column in FIGURES:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick a line."""
        if role != Qt.ItemDataRole.CheckStateRole or not self._can_tick(index):
            return False
        on = value in (Qt.CheckState.Checked, Qt.CheckState.Checked.value)
        self.tick([self._rows[index.row()].id], on=on)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Everything can be selected; importable lines can be ticked."""
        found = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        return found | Qt.ItemFlag.ItemIsUserCheckable if self._can_tick(index) else found

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The heads of the columns."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _heads()[Column(section)]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section in FIGURES else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    @staticmethod
    def _tickable(row: JobRow) -> bool:
        return row.state is JobState.READY

    def _can_tick(self, index: Index) -> bool:
        return (
            index.isValid()
            and index.column() == Column.TICK
            and is_importable(self._rows[index.row()])
        )

    def _offer(self, row: JobRow) -> None:
        if is_importable(row) and row.id not in self._offered:
            self._offered.add(row.id)
            self._ticked.add(row.id)

    def _tell(self, at: int) -> None:
        self.dataChanged.emit(self.index(at, 0), self.index(at, len(Column) - 1))

    def _set_rows(self, rows: list[JobRow]) -> None:
        now = self._now()
        looks = {row.id: look for row, look in zip(self._rows, self._looks, strict=True)}
        self._rows = rows
        self._looks = [looks.get(row.id) or look_of(row, now) for row in rows]
        self._at = {row.id: at for at, row in enumerate(rows)}
        for row in rows:
            self._offer(row)

    def _rearrange(self, wanted: list[JobRow]) -> None:
        keep = {row.id for row in wanted}
        for job_id in [i for i in self.ids() if i not in keep]:
            self.remove(job_id)
        have = len(self._rows)
        known = self.ids()
        if [row.id for row in wanted[:have]] == known:
            self.beginInsertRows(QModelIndex(), have, len(wanted) - 1)
            self._set_rows([*self._rows, *wanted[have:]])
            self.endInsertRows()
        else:
            self.beginResetModel()
            self._set_rows(wanted)
            self.endResetModel()


def _heads() -> dict[Column, str]:
    return {
        Column.TICK: "",
        Column.PICTURE: "",
        Column.PRODUCT: translate("import", "Product"),
        Column.COST: translate("import", "Cost"),
        Column.PRICE: translate("import", "Price"),
        Column.MARGIN: translate("import", "Margin"),
        Column.CHECK: translate("import", "Check"),
    }


def _text(row: JobRow, look: RowLook, column: Column) -> str:
    if column is Column.PRODUCT:
        return look.title
    if column is Column.COST:
        return formats.amount(row.summary.cost)
    if column is Column.PRICE:
        return formats.amount(row.summary.price)
    if column is Column.MARGIN:
        return formats.percent(row.summary.margin_percent)
    return look.mark.text if column is Column.CHECK else ""


def _spoken(row: JobRow, look: RowLook, column: Column) -> str:
    if column is Column.PRODUCT:
        return f"{look.title}, {look.second}, {look.mark.text}"
    return _text(row, look, column)
