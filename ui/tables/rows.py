"""A list of any length that holds only what was looked at: pages by key, rows by id."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
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
from ui.work.tasks import OnError, Tasks

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
PAGE = 100
# Rows kept besides their ids; the others are asked for again when they are seen.
MOST_ROWS = 4000
# A refresh asks for at most so many rows at once; what lies behind is fetched by scrolling.
MOST_REFRESHED = 1000


@dataclass(frozen=True, slots=True)
class Page(Generic[R]):
    """Some rows, and the key that the next ones start behind (None at the end)."""

    rows: Sequence[R]
    next: Any


class Source(Generic[R]):
    """Where rows come from. All three are awaited; they never run on the main thread."""

    def __init__(
        self,
        page: Callable[[Any, Any, int], Awaitable[Page[R]]],
        rows: Callable[[tuple[str, ...]], Awaitable[Sequence[R]]],
        id_of: Callable[[R], str],
    ) -> None:
        self.page = page
        self.rows = rows
        self.id_of = id_of


class PagedRows(QAbstractTableModel, Generic[R]):
    """The answer to the newest question, as far as it was scrolled to.

    `answered` after each question, `grown` after each further page, `refused` (the error) where
    the shop could not answer: what was shown before stays.
    """

    answered = Signal()
    grown = Signal()
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
        self._ids: list[str] = []
        self._places: dict[str, int] = {}
        self._rows: OrderedDict[str, R] = OrderedDict()
        self._next: Any = None
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

    def ask(self, query: object) -> None:
        """Show the answer to `query`; an older question is dropped."""
        self._query = query
        self._turn += 1
        self._asked_more = True  # no further page of the older question
        self._tasks.latest("rows", self._answer(query, PAGE, self._reset))

    def refresh(self) -> None:
        """Ask the same again, and change only what has changed."""
        if self._query is not None:
            self._turn += 1
            self._asked_more = True
            limit = min(max(len(self._ids), PAGE), MOST_REFRESHED)
            self._tasks.latest("rows", self._answer(self._query, limit, self._merge))

    def changed(self, ids: frozenset[str]) -> None:
        """These rows changed: ask for those that are here; a new one makes the list refresh."""
        if any(one not in self._places for one in ids):
            self.refresh()
        elif ids:
            self._tasks.start(self._update(tuple(ids)))

    def id_at(self, row: int) -> str | None:
        """The id of a row, None where there is none."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def row_of(self, row_id: str) -> int | None:
        """Where an id stands, None where it was not fetched."""
        return self._places.get(row_id)

    # what Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many rows were fetched."""
        return 0 if parent.isValid() else len(self._ids)

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
            self._tasks.latest("more", self._more(self._turn))

    # answers

    async def _answer(self, query: object, limit: int, show: Callable[[Page[R]], None]) -> None:
        try:
            page = await self._source.page(query, None, limit)
        except ShopError as error:
            self._asked_more = False
            self.refused.emit(error)
            return
        show(page)
        self.answered.emit()

    async def _more(self, turn: int) -> None:
        try:
            page = await self._source.page(self._query, self._next, PAGE)
        except ShopError as error:
            self.refused.emit(error)
            return
        if turn != self._turn:
            return
        self._asked_more = False
        new = [row for row in page.rows if self._source.id_of(row) not in self._places]
        first = len(self._ids)
        self._next = page.next
        if new:
            self.beginInsertRows(QModelIndex(), first, first + len(new) - 1)
            self._append(new)
            self.endInsertRows()
        self.grown.emit()

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
        if (at := self._places.get(row_id)) is not None:
            self.dataChanged.emit(self.index(at, 0), self.index(at, len(self._columns) - 1))

    def _reset(self, page: Page[R]) -> None:
        self.beginResetModel()
        self._ids, self._places = [], {}
        self._rows.clear()
        self._append(page.rows)
        self._next = page.next
        self._asked_more = False
        self.endResetModel()

    def _merge(self, page: Page[R]) -> None:
        """Insert what is new and take out what is gone, so that selection and scroll stay."""
        fresh = [self._source.id_of(row) for row in page.rows]
        here, there = set(self._ids), set(fresh)
        if [one for one in self._ids if one in there] != [one for one in fresh if one in here]:
            self._reset(page)  # the order itself changed
            return
        for at in range(len(self._ids) - 1, -1, -1):
            if self._ids[at] not in there:
                self.beginRemoveRows(QModelIndex(), at, at)
                del self._ids[at]
                self.endRemoveRows()
        for at, one in enumerate(fresh):
            if at >= len(self._ids) or self._ids[at] != one:
                self.beginInsertRows(QModelIndex(), at, at)
                self._ids.insert(at, one)
                self.endInsertRows()
        self._index()
        for row in page.rows:
            self._keep(self._source.id_of(row), row)
        self._next = page.next
        self._asked_more = False
        if fresh:
            last = self.index(len(fresh) - 1, len(self._columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def _append(self, rows: Sequence[R]) -> None:
        for row in rows:
            one = self._source.id_of(row)
            self._places[one] = len(self._ids)
            self._ids.append(one)
            self._keep(one, row)

    def _index(self) -> None:
        self._places = {one: at for at, one in enumerate(self._ids)}

    # rows by id

    def _keep(self, row_id: str, row: R) -> None:
        self._rows[row_id] = row
        self._rows.move_to_end(row_id)
        while len(self._rows) > MOST_ROWS:
            self._rows.popitem(last=False)

    def _row(self, at: int) -> R | None:
        if not 0 <= at < len(self._ids):
            return None
        row = self._rows.get(self._ids[at])
        if row is None:
            self._wanted.add(self._ids[at])
            self._refill.start()
        return row

    def _on_refill(self) -> None:
        wanted, self._wanted = tuple(self._wanted), set()
        self._tasks.start(self._update(wanted))
