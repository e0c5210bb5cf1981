"""Keeps the columns that name a row in sight while the others are scrolled sideways."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView

from ui.tables.columns import Column
from ui.tables.header import Header
from ui.tables.thumbnails import Thumbnails
from ui.theme.tokens import tokens

# The naming column stays with what stands before it (tick, picture), if that is no more than this.
MOST_BEFORE = 2


class FrozenColumns(QTableView):
    """A second view over the left of `table`, with its model, selection, delegates and scroll.

    What is done here is done there: clicks, ticks and keys reach the same rows.
    """

    def __init__(
        self, table: QTableView, columns: Sequence[Column[Any]], thumbnails: Thumbnails
    ) -> None:
        super().__init__(table)
        self._table = table
        self._columns = tuple(columns)
        self._header = Header(self._columns, self)
        self._follows = False
        self.setHorizontalHeader(self._header)
        self.setModel(table.model())
        self.setSelectionModel(table.selectionModel())
        self._set_up()
        for at in range(len(self._columns)):
            self.setItemDelegateForColumn(at, table.itemDelegateForColumn(at))
        theirs, ours = table.verticalScrollBar(), self.verticalScrollBar()
        theirs.valueChanged.connect(ours.setValue)
        ours.valueChanged.connect(theirs.setValue)
        self.doubleClicked.connect(table.doubleClicked)
        header = table.horizontalHeader()
        self._header.sectionClicked.connect(header.sectionClicked)
        self._header.sectionResized.connect(self._on_resized)
        self._header.customContextMenuRequested.connect(
            lambda at: header.customContextMenuRequested.emit(
                header.mapFromGlobal(self._header.mapToGlobal(at))
            )
        )
        for moved in (header.sectionResized, header.sectionMoved):
            moved.connect(lambda *_: self.follow())
        header.sortIndicatorChanged.connect(self._header.show_order)
        thumbnails.arrived.connect(lambda _key: self.viewport().update())
        self.hide()

    def sections(self) -> list[int]:
        """The columns that stay, from the left: up to the one that names the row."""
        header = self._table.horizontalHeader()
        order = [header.logicalIndex(at) for at in range(header.count())]
        shown = [at for at in order if not header.isSectionHidden(at)]
        named = next((i for i, at in enumerate(shown) if self._columns[at].stretch), 0)
        wanted = shown[: named + 1]
        width = sum(header.sectionSize(at) for at in wanted)
        # Two thirds at the most: what is scrolled to needs a place to be seen.
        fits = named <= MOST_BEFORE and 3 * width <= 2 * self._table.viewport().width()
        return wanted if fits else shown[:1]

    def follow(self) -> None:
        """Stand over the table's left while it is scrolled sideways, else be gone."""
        if self._table.horizontalScrollBar().value() <= 0:
            self.hide()
            return
        theirs, ours = self._table.horizontalHeader(), self._header
        stay = self.sections()
        self._follows = True
        for at in range(len(self._columns)):
            self.setColumnHidden(at, at not in stay)
            ours.setSectionResizeMode(at, theirs.sectionResizeMode(at))
        for place, at in enumerate(stay):
            ours.moveSection(ours.visualIndex(at), place)
            self.setColumnWidth(at, theirs.sectionSize(at))
        self._follows = False
        rows = self._table.verticalHeader().defaultSectionSize()
        self.verticalHeader().setDefaultSectionSize(rows)
        ours.show_order(theirs.sortIndicatorSection(), theirs.sortIndicatorOrder())
        head, body = theirs.geometry(), self._table.viewport().geometry()
        width = sum(theirs.sectionSize(at) for at in stay)
        self.setGeometry(QRect(body.left(), head.top(), width, head.height() + body.height()))
        self.verticalScrollBar().setValue(self._table.verticalScrollBar().value())
        self.show()
        self.raise_()

    # Qt

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the table, sideways too."""
        self._table.wheelEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, and the line behind which the others go."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        ground = self.viewport().rect()
        painter.fillRect(ground.right(), 0, 1, ground.height(), tokens().color("border"))

    def _on_resized(self, section: int, _old: int, new: int) -> None:
        """The owner made a column wider here: it is so in the table."""
        if not self._follows:
            self._table.horizontalHeader().resizeSection(section, new)

    def _set_up(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(self._table)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setSelectionBehavior(self._table.selectionBehavior())
        self.setSelectionMode(self._table.selectionMode())
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(20)
        self._header.setSectionsMovable(False)
        self._header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        # Screen readers find everything in the table itself.
        said = self.tr("{list}: the same rows once more, kept in sight")
        self.setAccessibleName(said.format(list=self._table.accessibleName()))
