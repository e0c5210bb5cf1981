"""A place whose list is read a page at a time, beside the detail of the row that is chosen."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from babydrop_desktop.domain.catalog import CatalogQuery
from babydrop_desktop.domain.orders import OrderQuery
from ui.common import formats
from ui.place import Place

if TYPE_CHECKING:
    from ui.common.banner import Banner
    from ui.tables.rows import PagedRows
    from ui.tables.table import Table


Q = TypeVar("Q", CatalogQuery, OrderQuery)


def turned(query: Q) -> Q:
    """The same question, answered from the list's other end."""
    return replace(query, descending=not query.descending)


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
    _named: str | None

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

    def _on_chosen(self, row: int) -> None:
        """Ask for the detail of a row."""
        raise NotImplementedError

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
