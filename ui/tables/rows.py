"""A list of any length that holds only what was looked at: pages by key, rows by id."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from babydrop_desktop.errors import ShopError
from ui.tables.columns import ROW_ROLE, Column, Kind
from ui.tables.kept_rows import KeptRows
from ui.tables.source import Page, Source
from ui.work.tasks import OnError, Tasks

__all__ = ["Page", "PagedRows", "Source"]

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
PAGE = 100
# Rows kept besides their ids; the others are asked for again when they are seen.
MOST_ROWS = 4000
# A refresh asks for at most so many rows at once; what lies behind is fetched by scrolling.
MOST_REFRESHED = 1000
# Rows that are fetched at most where all are to be selected: what is changed at once, and no more.
MOST_AT_ONCE = 500


class PagedRows(QAbstractTableModel, Generic[R]):
    """The answer to the newest question, as far as it was scrolled to from one of its ends.

    `answered` after each question, `grown` after each further page (`put_before`: so many rows
    came in at the top), `went` (to its end) once it shows its other end, `refused` (the error)
    where the shop could not answer: what was shown before stays. `all_there` after `fetch_all`.
    """

    answered = Signal()
    grown = Signal()
    put_before = Signal(int)
    went = Signal(bool)
    all_there = Signal()
    refused = Signal(object)

    def __init__(
        self,
        source: Source[R],
        columns: Sequence[Column[R]],
        on_error: OnError,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._source = source
        self._columns = tuple(columns)
        self._tasks = Tasks(self, on_error)
        self._query: Any = None
        self._turn = 0
        self._kept: KeptRows[R] = KeptRows()
        self._next: Any = None  # the key that further rows start behind; None at the end
        self._before: Any = None  # the same, where it is read from its end
        self._from_end = False
        self._asked_more = False
        self._wanted: set[str] = set()
        self._refill = QTimer(self, singleShot=True, interval=0)
        self._refill.timeout.connect(self._on_refill)

    # what the place does

    @property
    def columns(self) -> tuple[Column[R], ...]:
        """The columns, in the order of the design."""
        return self._columns

    @property
    def ended(self) -> bool:
        """Whether the last row has been fetched."""
        return self._next is None

    @property
    def whole(self) -> bool:
        """Whether every row has been fetched."""
        return self._next is None and self._before is None

    @property
    def from_end(self) -> bool:
        """Whether its last rows are shown, and not all before them are fetched."""
        return self._before is not None

    def ask(self, query: object) -> None:
        """Show the answer to `query`; an older question is dropped."""
        self._query = query
        self._begin(PAGE, self._reset, end=False, told=self.answered.emit)

    def refresh(self) -> None:
        """Ask the same again, and change only what has changed."""
        if self._query is not None:
            limit = min(max(len(self._kept.ids), PAGE), MOST_REFRESHED)
            self._begin(limit, self._merge, end=self._from_end, told=self.answered.emit)

    def go_to(self, *, end: bool) -> bool:
        """Show the other end of the list, however far that is; False where it is here already."""
        if (self._next if end else self._before) is None:
            return False
        self._begin(PAGE, self._reset, end=end, told=lambda: self.went.emit(end))
        return True

    def fetch_before(self) -> None:
        """Ask for the page before the first row: the view does as its top comes into sight."""
        if self._before is not None and not self._asked_more:
            self._asked_more = True
            self._tasks.latest("more", self._more(self._turn, PAGE))

    def fetch_all(self) -> bool:
        """Ask for all rows that are missing, 500 at most; False where none is."""
        if self.whole:
            return False
        self._asked_more = True
        self._tasks.latest("more", self._all(self._turn))
        return True

    def changed(self, ids: frozenset[str]) -> None:
        """These rows changed: ask for those that are here; a new one makes the list refresh."""
        if any(self._kept.place(one) is None for one in ids):
            self.refresh()
        elif ids:
            self._tasks.start(self._update(tuple(ids)))

    def id_at(self, row: int) -> str | None:
        """The id of a row, None where there is none."""
        return self._kept.ids[row] if 0 <= row < len(self._kept.ids) else None

    def row_of(self, row_id: str) -> int | None:
        """Where an id stands, None where it was not fetched."""
        return self._kept.place(row_id)

    # what Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many rows were fetched."""
        return 0 if parent.isValid() else len(self._kept.ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many columns there are, hidden ones included."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The row itself for ROW_ROLE, its words for display and screen readers."""
        row = self._row(index.row())
        if role == ROW_ROLE:
            return row
        if row is None:
            return None
        column = self._columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return column.text(row)
        if role == Qt.ItemDataRole.TextAlignmentRole and column.right:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The titles; a picture's column has one for screen readers only."""
        if orientation is not Qt.Orientation.Horizontal or section >= len(self._columns):
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return "" if column.kind in (Kind.PICTURE, Kind.CHECK) else column.title
        return column.title if role == Qt.ItemDataRole.AccessibleTextRole else None

    def canFetchMore(self, parent: Index) -> bool:
        """Whether there is a next page that nobody asked for yet."""
        return not parent.isValid() and self._next is not None and not self._asked_more

    def fetchMore(self, parent: Index) -> None:
        """Ask for the next page: the view does as its end comes into sight."""
        if self.canFetchMore(parent):
            self._asked_more = True
            self._tasks.latest("more", self._more(self._turn, PAGE))

    # answers

    def _begin(
        self, limit: int, show: Callable[[Page[R]], None], *, end: bool, told: Callable[[], None]
    ) -> None:
        self._turn += 1
        self._asked_more = True  # no further page of the older question
        self._tasks.latest("rows", self._answer(limit, show, end=end, told=told))

    async def _answer(
        self, limit: int, show: Callable[[Page[R]], None], *, end: bool, told: Callable[[], None]
    ) -> None:
        try:
            page = await self._source.page(self._query, None, limit, back=end)
        except ShopError as error:
            self._asked_more = False
            self.refused.emit(error)
            return
        self._from_end = end
        show(page)
        told()
        self._asked_more = False  # not before: a new list begins at its top, also where it goes on

    async def _all(self, turn: int) -> None:
        await self._more(turn, MOST_AT_ONCE)
        if turn == self._turn:
            self.all_there.emit()

    async def _more(self, turn: int, limit: int) -> None:
        back = self._from_end
        key = self._before if back else self._next
        try:
            page = await self._source.page(self._query, key, limit, back=back)
        except ShopError as error:
            self.refused.emit(error)
            return
        if turn != self._turn:
            return
        self._asked_more = False
        new = [row for row in page.rows if self._kept.place(self._source.id_of(row)) is None]
        self._take_key(page)
        if new:
            first = 0 if back else len(self._kept.ids)
            self.beginInsertRows(QModelIndex(), first, first + len(new) - 1)
            self._add(new, first)
            self.endInsertRows()
            if back:
                self.put_before.emit(len(new))
        self.grown.emit()

    def _take_key(self, page: Page[R]) -> None:
        """Where it goes on: from the end of the list upwards, else downwards."""
        self._before, self._next = (page.next, None) if self._from_end else (None, page.next)

    async def _update(self, ids: tuple[str, ...]) -> None:
        turn = self._turn
        rows = await self._source.rows(ids)
        if turn != self._turn:
            return
        found = {self._source.id_of(row): row for row in rows}
        if any(one not in found for one in ids):
            self.refresh()
        for one, row in found.items():
            self._keep(one, row)
            self._tell(one)

    def _tell(self, row_id: str) -> None:
        if (at := self._kept.place(row_id)) is not None:
            self.dataChanged.emit(self.index(at, 0), self.index(at, len(self._columns) - 1))

    def _reset(self, page: Page[R]) -> None:
        self.beginResetModel()
        self._kept.clear()
        self._add(page.rows, 0)
        self._take_key(page)
        self.endResetModel()

    def _merge(self, page: Page[R]) -> None:
        """Insert what is new and take out what is gone, so that selection and scroll stay."""
        fresh = [self._source.id_of(row) for row in page.rows]
        here, there = set(self._kept.ids), set(fresh)
        if [one for one in self._kept.ids if one in there] != [one for one in fresh if one in here]:
            self._reset(page)  # the order itself changed
            return
        for at in range(len(self._kept.ids) - 1, -1, -1):
            if self._kept.ids[at] not in there:
                self.beginRemoveRows(QModelIndex(), at, at)
                del self._kept.ids[at]
                self.endRemoveRows()
        for at, one in enumerate(fresh):
            if at >= len(self._kept.ids) or self._kept.ids[at] != one:
                self.beginInsertRows(QModelIndex(), at, at)
                self._kept.ids.insert(at, one)
                self.endInsertRows()
        self._kept.number()
        for row in page.rows:
            self._keep(self._source.id_of(row), row)
        self._take_key(page)
        if fresh:
            last = self.index(len(fresh) - 1, len(self._columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def _add(self, rows: Sequence[R], at: int) -> None:
        self._kept.put([self._source.id_of(row) for row in rows], at)
        for row in rows:
            self._keep(self._source.id_of(row), row)

    # rows by id

    def _keep(self, row_id: str, row: R) -> None:
        self._kept.keep(row_id, row, MOST_ROWS)

    def _row(self, at: int) -> R | None:
        if not 0 <= at < len(self._kept.ids):
            return None
        row = self._kept.get(self._kept.ids[at])
        if row is None:
            self._wanted.add(self._kept.ids[at])
            self._refill.start()
        return row

    def _on_refill(self) -> None:
        wanted, self._wanted = tuple(self._wanted), set()
        self._tasks.start(self._update(wanted))
