"""The list of imports as a table: one line a job, in the order they were staged."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from babydrop_desktop.domain.jobs import JobId, JobRow, JobState
from ui.common.labels import set_apart, tool_tip
from ui.importing.row_actions import awaits_turn, is_importable, is_importing, is_reading
from ui.importing.row_look import RowLook, look_of, waits_seconds, with_alike
from ui.importing.staging_columns import PRODUCT, TICK, Line, columns, spoken
from ui.tables.columns import ROW_ROLE, Column
from ui.tables.lines import LinesModel

Index = QModelIndex | QPersistentModelIndex
_ON = (Qt.CheckState.Checked, Qt.CheckState.Checked.value)


class StagingModel(LinesModel[Line]):
    """Jobs, their looks and their ticks. `ticked_changed` after any tick or line changed.

    A line that can be imported is ticked by itself; what the owner unticks stays so: `owner_ticked`
    asks to keep it.
    """

    ticked_changed = Signal()
    owner_ticked = Signal(tuple, bool)  # of JobId, on

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(columns(), parent)
        self._now = now
        self._at: dict[JobId, int] = {}
        self._due: datetime | None = None
        self._next_up: JobId | None = None  # the one that starts when a turn comes
        self._alikes: dict[JobId, tuple[str, int]] = {}
        self._wanted: dict[JobId, bool] = {}  # the owner's ticks that are not saved yet

    def ids(self) -> list[JobId]:
        """The jobs, from the top."""
        return [line.id for line in self._lines]

    def find(self, job_id: JobId | None) -> JobRow | None:
        """A job of the list, None where it is not in it."""
        at = self._at.get(job_id) if job_id else None
        return None if at is None else self._lines[at].row

    def place_of(self, job_id: JobId | None) -> int:
        """Where a job stands, -1 where it is not in the list."""
        return self._at.get(job_id, -1) if job_id else -1

    def jobs(self) -> tuple[JobRow, ...]:
        """All jobs, from the top."""
        return tuple(line.row for line in self._lines)

    def ticked(self) -> tuple[JobId, ...]:
        """The ticked jobs that can be imported now, from the top."""
        return tuple(line.id for line in self._lines if line.ticked)

    def tick(self, job_ids: Iterable[JobId], *, on: bool) -> None:
        """Tick or untick these; lines that cannot be imported stay unticked."""
        turned = tuple(known for known in job_ids if known in self._at)
        for job_id in turned:
            self._wanted[job_id] = on
            line = self._lines[self._at[job_id]]
            self._put(self._at[job_id], replace(line, ticked=on and is_importable(line.row)))
        self.ticked_changed.emit()
        self.owner_ticked.emit(turned, on)

    def all_ticked(self) -> Qt.CheckState:
        """The tick of the head: all importable lines, some, or none."""
        can = sum(is_importable(line.row) for line in self._lines)
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
        for row in rows:
            at = self._at.get(row.id)
            if at is not None and row != self._lines[at].row:
                self._put(at, self._line_for(row))
        self.ticked_changed.emit()

    def remove(self, job_id: JobId) -> None:
        """Take a line off."""
        if (at := self._at.get(job_id)) is not None:
            self.beginRemoveRows(QModelIndex(), at, at)
            self._set_lines(self._lines[:at] + self._lines[at + 1 :])
            self.endRemoveRows()
            self.ticked_changed.emit()

    def pass_time(self, due: datetime | None) -> None:
        """Show how long the waiting ones still wait; `due` is when the next import may start."""
        now, self._due = self._now(), due
        waiting = [row for row in self.jobs() if awaits_turn(row)]
        first = min(waiting, key=lambda row: (row.created_at, row.id), default=None)
        self._next_up = first.id if first else None
        for at, line in enumerate(self._lines):
            if line.look.beside or waits_seconds(line.row, now, due):
                self._put(at, replace(line, look=self._look_of(line.row)))

    def show_alikes(self, alikes: dict[JobId, tuple[str, int]]) -> None:
        """Say which lines look like another one: its name, and how many bits of 64 differ."""
        self._alikes = alikes
        for at, line in enumerate(self._lines):
            self._put(at, replace(line, look=self._look_of(line.row)))

    def open_rows(self) -> tuple[JobRow, ...]:
        """What is being read or imported, or waits for it."""
        return tuple(row for row in self.jobs() if is_reading(row) or is_importing(row))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The line for ROW_ROLE; words, tick and accessible words of a cell."""
        if not index.isValid():
            return None
        line, column = self._lines[index.row()], self._columns[index.column()]
        if role == ROW_ROLE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(line)
        if role == Qt.ItemDataRole.CheckStateRole:
            return self._tick_of(line, index.column())
        return _said(line, column, index.column(), role)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick a line."""
        if role != Qt.ItemDataRole.CheckStateRole or not self._can_tick(index):
            return False
        self.tick([self._lines[index.row()].id], on=value in _ON)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Everything can be selected; importable lines can be ticked."""
        found = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        return found | Qt.ItemFlag.ItemIsUserCheckable if self._can_tick(index) else found

    @staticmethod
    def _tick_of(line: Line, column: int) -> Qt.CheckState | None:
        if column != TICK or line.row.state is not JobState.READY:
            return None
        return Qt.CheckState.Checked if line.ticked else Qt.CheckState.Unchecked

    def _can_tick(self, index: Index) -> bool:
        return (
            index.isValid()
            and index.column() == TICK
            and is_importable(self._lines[index.row()].row)
        )

    def _line_for(self, row: JobRow) -> Line:
        kept = not row.summary.unticked
        if self._wanted.get(row.id) is kept:
            del self._wanted[row.id]
        ticked = is_importable(row) and self._wanted.get(row.id, kept)
        return Line(row, self._look_of(row), ticked)

    def _look_of(self, row: JobRow) -> RowLook:
        look = look_of(row, self._now(), self._due, next_up=row.id == self._next_up)
        return with_alike(look, row, *self._alikes.get(row.id, ("", 0)))

    def _put(self, at: int, line: Line) -> None:
        if line != self._lines[at]:
            self._lines[at] = line
            self.dataChanged.emit(self.index(at, 0), self.index(at, len(self._columns) - 1))

    def _set_lines(self, lines: list[Line]) -> None:
        self._lines = lines
        self._at = {line.id: at for at, line in enumerate(lines)}

    def _rearrange(self, wanted: list[JobRow]) -> None:
        keep = {row.id for row in wanted}
        for job_id in [known for known in self.ids() if known not in keep]:
            self.remove(job_id)
        before = {line.id: line for line in self._lines}
        lines = [before.get(row.id) or self._line_for(row) for row in wanted]
        have = len(before)
        if have == len(wanted) and self.ids() == [row.id for row in wanted]:
            return
        if have < len(wanted) and [row.id for row in wanted[:have]] == self.ids():
            self.beginInsertRows(QModelIndex(), have, len(wanted) - 1)
            self._set_lines(lines)
            self.endInsertRows()
        else:
            self.beginResetModel()
            self._set_lines(lines)
            self.endResetModel()


def _said(line: Line, column: Column[Line], at: int, role: int) -> str | None:
    """What screen readers hear, and what the mouse shows of a line that is cut."""
    if role == Qt.ItemDataRole.AccessibleTextRole:
        return spoken(line) if at == PRODUCT else column.text(line)
    if role == Qt.ItemDataRole.ToolTipRole and at == PRODUCT:
        return tool_tip(f"{set_apart(line.look.title)} · {line.look.second}")
    return None
