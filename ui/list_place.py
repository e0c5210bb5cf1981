"""A place whose list is read a page at a time, beside the detail of the row that is chosen."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar

from PySide6.QtCore import QSettings

from babydrop_desktop.domain.catalog import CatalogQuery
from babydrop_desktop.domain.orders import OrderQuery
from ui.common import formats
from ui.place import Place
from ui.tables.sort_menu import Order, open_at

if TYPE_CHECKING:
    from PySide6.QtWidgets import QToolButton

    from babydrop_desktop.errors import ShopError
    from ui.common.banner import Banner
    from ui.common.search_field import SearchField
    from ui.tables.rows import PagedRows
    from ui.tables.table import Table
    from ui.work.tasks import Tasks


Q = TypeVar("Q", CatalogQuery, OrderQuery)


def turned(query: Q) -> Q:
    """The same question, answered from the list's other end."""
    return replace(query, descending=not query.descending)


@dataclass(frozen=True, slots=True)
class KeptOrder:
    """How a place's list is sorted, from one start to the next; at first by `first`."""

    place: str
    first: StrEnum
    descending: bool

    def keep(self, settings: QSettings, sort: str, *, descending: bool) -> None:
        """The owner sorts it so."""
        settings.setValue(f"tables/{self.place}/sort", str(sort))
        settings.setValue(f"tables/{self.place}/descending", descending)

    def kept(self, settings: QSettings) -> tuple[StrEnum, bool]:
        """What was kept, where that is still an order; whether it is descending."""
        known = type(self.first)
        word = str(settings.value(f"tables/{self.place}/sort", self.first))
        kept = settings.value(f"tables/{self.place}/descending", self.descending, type=bool)
        return known(word) if word in set(known) else self.first, bool(kept)


class _Head(Protocol):
    """What stands above the list, as far as sorting and asking need it."""

    search: "SearchField"
    columns_key: "QToolButton"

    def set_sort(self, sort: Any, *, descending: bool) -> None: ...  # noqa: ANN401 - its own kind

    def query(self) -> Any: ...  # noqa: ANN401 - its own kind


class _Shown(Protocol):
    """What a detail shows, by its id."""

    @property
    def id(self) -> str: ...


class _Detail(Protocol):
    """The right side, as far as the list needs it."""

    @property
    def shown(self) -> _Shown | None: ...

    def show_nothing(self, *, any_there: bool = True) -> None: ...


class ListPlace(Place):
    """Keeps a row chosen, whatever the list is asked for, and its detail shown.

    `_named` is what was asked for by name: shown though the list may not have it, until another
    row is chosen.
    """

    rows: "PagedRows[Any]"
    table: "Table"
    banner: "Banner"
    head: _Head
    _tasks: "Tasks"
    _named: str | None
    _order: ClassVar[KeptOrder]

    def begin_search(self) -> None:
        """Ctrl+F."""
        self.head.search.begin()

    def set_comfortable(self, *, on: bool) -> None:
        """Higher rows, or dense ones."""
        self.table.set_comfortable(on=on)

    def _right(self) -> _Detail:
        """The detail."""
        raise NotImplementedError

    def _show_list(self) -> None:
        """Show the rows, or why there are none."""
        raise NotImplementedError

    def _show_foot(self) -> None:
        """Say how many there are."""
        raise NotImplementedError

    def _show_one(self, row_id: str) -> None:
        """Ask for the detail of one, and show it."""
        raise NotImplementedError

    async def _ask_counts(self, query: Any) -> None:  # noqa: ANN401 - the place's own kind
        """Ask how many there are, and say it."""
        raise NotImplementedError

    def _orders(self) -> Iterable[tuple[Order, str]]:
        """What the list can be sorted by."""
        raise NotImplementedError

    # asking

    def _ask(self) -> None:
        query = self.head.query()
        self.rows.ask(query)
        self._tasks.latest("counts", self._ask_counts(query))

    def _on_asked(self) -> None:
        self._named = None
        self._ask()

    def _on_refused(self, error: "ShopError") -> None:
        self.say_refusal(self.banner, error)

    def _on_chosen(self, row: int) -> None:
        """Another row: its detail."""
        row_id = self.rows.id_at(row)
        if row_id is not None:
            self._named = row_id if row_id == self._named else None
            self._show_one(row_id)

    def _open_column_menu(self) -> None:
        query = self.head.query()
        chosen = (query.sort, query.descending)
        open_at(self.head.columns_key, self.table, self._orders(), chosen, self._on_sort)

    def _on_sort(self, sort: str, descending: bool) -> None:  # noqa: FBT001 - a signal's argument
        self._order.keep(self.context.settings, sort, descending=descending)
        self._restore_sort()
        self._on_asked()

    def _restore_sort(self) -> None:
        sort, down = self._order.kept(self.context.settings)
        self.head.set_sort(sort, descending=down)
        self.table.show_sort(sort, descending=down)

    # answers

    def _on_answered(self) -> None:
        self.banner.say("")
        self._show_list()
        self._show_foot()
        named = self.rows.row_of(self._named) if self._named else None
        if named is not None:
            self._choose(named)
        elif self._named is None and self.rows.rowCount():
            self._choose(self._row_to_show())
        elif self._named is None:
            self._right().show_nothing(any_there=False)

    def _on_went(self, end: bool) -> None:  # noqa: FBT001 - a signal's argument
        """The list shows its other end: so far the owner went."""
        self.banner.say("")
        self._show_list()
        self._show_foot()
        if count := self.rows.rowCount():
            self._choose(count - 1 if end else 0)

    def _selected_words(self, all_words: str) -> str:
        """How many are there, and how many of them are selected."""
        chosen, count = len(self.table.selectionModel().selectedRows()), self.rows.rowCount()
        if not chosen:
            return all_words
        words = self.tr("{all} · {count} selected")
        if chosen == count and not self.rows.whole:  # Ctrl+A in a list of more
            last = self.tr("{all} · only the last {count} selected")
            first = self.tr("{all} · only the first {count} selected")
            words = last if self.rows.from_end else first
        return words.format(all=all_words, count=formats.number(chosen))

    def _row_to_show(self) -> int:
        """The chosen row, else where what is shown now stands, else the first."""
        if (current := self.table.currentIndex()).isValid():
            return current.row()
        shown = self._right().shown
        row = self.rows.row_of(shown.id) if shown is not None else None
        return 0 if row is None else row

    def _choose(self, row: int) -> None:
        """Choose a row, and show its detail where that is not shown yet."""
        self._named = None
        if not self.table.selected_rows() or self.table.currentIndex().row() != row:
            self.table.choose_row(row)
        shown = self._right().shown
        if shown is None or shown.id != self.rows.id_at(row):
            self._on_chosen(row)
