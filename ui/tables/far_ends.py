"""Brings a list's other end into sight at once, and lets it grow upwards from there."""

from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QTableView

from ui.tables.rows import PagedRows

# Rows from the top at which the page before it is asked for.
NEAR = 20


class FarEnds(QObject):
    """Of a list that is fetched a page at a time; of every other it does nothing.

    Home, End and the scroll bar's ends reach the list's own ends, however far those are.
    """

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view
        model = view.model()
        self._rows: PagedRows[Any] | None = model if isinstance(model, PagedRows) else None
        self._dragged: bool | None = None  # to the end, to the beginning, to neither
        if self._rows is None:
            return
        bar = view.verticalScrollBar()
        bar.valueChanged.connect(self._on_scrolled)
        bar.sliderMoved.connect(self._on_dragged)
        bar.sliderReleased.connect(self._on_released)
        self._rows.put_before.connect(self._on_put_before)
        self._rows.all_there.connect(lambda: QTableView.selectAll(view))

    def go_to(self, *, end: bool) -> bool:
        """Ask for an end that is not here; False where it is."""
        return self._rows is not None and self._rows.go_to(end=end)

    def select_all(self) -> bool:
        """Fetch what is missing, then select all; False where nothing is."""
        return self._rows is not None and self._rows.fetch_all()

    def _on_scrolled(self, value: int) -> None:
        if self._rows is not None and value < NEAR * self._height():
            self._rows.fetch_before()

    def _on_dragged(self, value: int) -> None:
        bar = self._view.verticalScrollBar()
        far = {bar.minimum(): False, bar.maximum(): True}
        self._dragged = far.get(value)

    def _on_released(self) -> None:
        dragged, self._dragged = self._dragged, None
        if dragged is not None:
            self.go_to(end=dragged)

    def _on_put_before(self, rows: int) -> None:
        """What the owner looks at stays where it is."""
        bar = self._view.verticalScrollBar()
        self._view.updateGeometries()
        bar.setValue(bar.value() + rows * self._height())

    def _height(self) -> int:
        return self._view.verticalHeader().defaultSectionSize()
