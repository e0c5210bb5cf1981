"""The list of the shop's copies: when and why, whether it is whole, how large."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from babydrop_desktop.domain.backups import BackupKind, BackupRow
from ui.backups import words
from ui.common import formats
from ui.tables.columns import Column, Kind, Status
from ui.tables.delegates import Figure, State, TwoLines
from ui.tables.fixed import FixedRows
from ui.tables.header import Header

translate = QCoreApplication.translate
ROW, STATE_WIDTH, SIZE_WIDTH = 46, 116, 84


class CopiesList(QTableView):
    """Newest first. `chosen` with the copy that the owner looks at (BackupRow)."""

    chosen = Signal(object)
    wanted = Signal()  # a double click, or Enter

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._damaged: set[Path] = set()
        columns = self._columns(now)
        self.rows: FixedRows[BackupRow] = FixedRows(columns, self)
        self.setHorizontalHeader(Header(columns, self))
        self.setModel(self.rows)
        self.setAccessibleName(self.tr("Copies of the shop"))
        for at, (kind, column) in enumerate(zip((TwoLines, State, Figure), columns, strict=True)):
            self.setItemDelegateForColumn(at, kind(column, self))
        self._look()
        self.selectionModel().currentRowChanged.connect(lambda *_: self._tell())
        self.activated.connect(lambda _index: self.wanted.emit())

    def show_rows(self, rows: Sequence[BackupRow]) -> None:
        """Show these copies."""
        self.rows.show(rows)

    def choose(self, path: Path | None = None) -> None:
        """Choose a copy, or the newest that can be put back."""
        every = [self.rows.line(at) for at in range(self.rows.rowCount())]
        fine = [row for row in every if row.kind is not BackupKind.DAMAGED]
        named = [row for row in every if row.path == path]
        if found := (named or fine or every):
            index = self.rows.index(every.index(found[0]), 0)
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.scrollTo(index)

    def current(self) -> BackupRow | None:
        """The copy that is chosen."""
        at = self.currentIndex().row()
        return self.rows.line(at) if 0 <= at < self.rows.rowCount() else None

    def mark_damaged(self, path: Path) -> None:
        """Say of a copy that it was read and is damaged itself."""
        self._damaged.add(path)
        self.viewport().update()

    def _tell(self) -> None:
        if (row := self.current()) is not None:
            self.chosen.emit(row)

    def _state(self, row: BackupRow) -> Status:
        if row.kind is BackupKind.DAMAGED or row.path in self._damaged:
            return Status(translate("backups", "Damaged"), "circle-alert", "red")
        if words.is_of_server(row):
            return Status(translate("backups", "Of the server"), "cloud", "secondary")
        return Status(translate("backups", "Checked"), "circle-check", "ok")

    def _columns(self, now: Callable[[], datetime]) -> tuple[Column[BackupRow], ...]:
        return (
            Column(
                "when",
                translate("backups", "Made"),
                lambda row: words.when(row, now()),
                Kind.TWO_LINES,
                second=words.why,
                gap=10,
            ),
            Column(
                "state",
                translate("backups", "State"),
                lambda row: self._state(row).text,
                Kind.STATUS,
                status=self._state,
            ),
            Column(
                "size",
                translate("backups", "Size"),
                lambda row: formats.size(row.size_bytes),
                Kind.FIGURE,
            ),
        )

    def _look(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(ROW)
        self.verticalHeader().setDefaultSectionSize(ROW)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setSectionsMovable(False)
        header.setFixedHeight(28)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for at, width in ((1, STATE_WIDTH), (2, SIZE_WIDTH)):
            header.setSectionResizeMode(at, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(at, width)
