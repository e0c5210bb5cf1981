"""Which columns a list shows, how wide and in which order, as the owner left them."""

import json
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, QSettings, QTimer
from PySide6.QtWidgets import QHeaderView, QTableView

from ui.tables.columns import Column
from ui.tables.contents import Contents

# The stretching column never gets narrower than this before others fold away.
STRETCH_MIN = 180
# With this much, or with all its words whole, it gives to the columns that are better wider.
STRETCH_ROOMY = 320
SAVE_MS = 400


class ColumnLayout(QObject):
    """Keeps widths, order and hidden columns in `settings` under `name`, and folds when narrow."""

    def __init__(
        self, view: QTableView, columns: Sequence[Column[Any]], settings: QSettings, name: str
    ) -> None:
        super().__init__(view)
        self._view = view
        self._columns = tuple(columns)
        self._settings = settings
        self._key = f"tables/{name}/columns"
        self._hidden: set[str] = set()
        self._busy = False
        self._save_timer = QTimer(self, singleShot=True, interval=SAVE_MS)
        self._save_timer.timeout.connect(self.save)
        self._contents = Contents(view, self._columns)
        self._contents.changed.connect(self.fit)
        self._restore()
        header = view.horizontalHeader()
        header.sectionResized.connect(self._on_resized)
        header.sectionMoved.connect(self._on_changed)

    @property
    def hidden(self) -> frozenset[str]:
        """The keys of the columns that the owner has hidden."""
        return frozenset(self._hidden)

    @property
    def folded(self) -> frozenset[str]:
        """The keys of the columns that have no room just now, though the owner wants them."""
        header = self._view.horizontalHeader()
        gone = (one.key for at, one in enumerate(self._columns) if header.isSectionHidden(at))
        return frozenset(gone) - self._hidden

    def set_hidden(self, key: str, *, hidden: bool) -> None:
        """Hide a column or show it again."""
        self._hidden = self._hidden | {key} if hidden else self._hidden - {key}
        self.fit()
        self._on_changed()

    def reset(self) -> None:
        """Back to how it was delivered."""
        self._settings.remove(self._key)
        self._hidden = set()
        self._apply({})
        self.fit()

    def fit(self) -> None:
        """Fold columns until the rest has room; the stretching one takes what is left."""
        if self._busy:
            return
        self._busy = True
        shown = [one for one in self._columns if one.key not in self._hidden]
        room = self._view.viewport().width()
        for one in sorted((c for c in shown if c.fold), key=lambda c: -c.fold):
            if sum(self._needed(c) for c in shown) <= room:
                break
            shown.remove(one)
        header = self._view.horizontalHeader()
        for at, column in enumerate(self._columns):
            header.setSectionHidden(at, column not in shown)
            if column.tight:
                header.resizeSection(at, self._needed(column))
        rest = self._widen(shown, room - sum(self._needed(c) for c in shown if not c.stretch))
        for column, width in self._shares(rest):
            header.resizeSection(self._columns.index(column), width)
        self._busy = False

    def save(self) -> None:
        """Keep it now."""
        self._save_timer.stop()
        header = self._view.horizontalHeader()
        order = [self._columns[header.logicalIndex(at)].key for at in range(len(self._columns))]
        kept = {"order": order, "widths": self._widths, "hidden": sorted(self._hidden)}
        self._settings.setValue(self._key, json.dumps(kept))

    def _widen(self, shown: list[Column[Any]], rest: int) -> int:
        """Give room to spare to columns that the owner left as they were; what then is left."""
        names = [one for one in self._columns if one.stretch]
        keep = sum(
            max(_least(one), min(STRETCH_ROOMY, self._contents.need(one) or STRETCH_ROOMY))
            for one in names
        )
        # What folds last is wanted most.
        for column in sorted(shown, key=lambda one: one.fold):
            if column.roomy and column.key not in self._widths:
                wanted = self._contents.need(column) or column.roomy
                wanted = max(column.width, min(column.roomy, wanted))
                # As much as there is: a longer word is cut a little later then.
                width = column.width + max(0, min(wanted - column.width, rest - keep))
                rest -= width - column.width
                at = self._columns.index(column)
                self._view.horizontalHeader().resizeSection(at, width)
        return rest

    def _shares(self, rest: int) -> list[tuple[Column[Any], int]]:
        """What is left for each stretching column: by what it shows, so that both are cut alike."""
        names = [one for one in self._columns if one.stretch]
        needs = [self._contents.need(one) or one.width for one in names]
        spare = rest - sum(needs)
        shares: list[tuple[Column[Any], int]] = []
        for column, need in zip(names, needs, strict=True):
            width = need + spare // len(names) if spare >= 0 else rest * need // sum(needs)
            shares.append((column, max(_least(column), width)))
        return shares

    def _needed(self, column: Column[Any]) -> int:
        if column.stretch:
            return _least(column)
        if column.roomy:
            return self._widths.get(column.key, column.width)
        if column.tight and column.key not in self._widths:
            need = self._contents.need(column) or column.width
            return min(column.width, max(column.tight, need))
        at = self._columns.index(column)
        width = self._widths.get(column.key, column.width)
        header = self._view.horizontalHeader()
        return width if header.isSectionHidden(at) else header.sectionSize(at) or width

    def _restore(self) -> None:
        try:
            kept = json.loads(str(self._settings.value(self._key, "{}")))
        except ValueError:
            kept = {}
        self._apply(kept if isinstance(kept, dict) else {})

    def _apply(self, kept: dict[str, Any]) -> None:
        """Use what was kept, as far as it still means something."""
        keys = [one.key for one in self._columns]
        self._hidden = {key for key in _texts(kept.get("hidden")) if key in keys}
        widths = kept.get("widths")
        self._widths = {
            key: value
            for key, value in (widths if isinstance(widths, dict) else {}).items()
            if isinstance(value, int) and 24 <= value <= 800
        }
        self._busy = True
        header = self._view.horizontalHeader()
        order = [key for key in _texts(kept.get("order")) if key in keys]
        order += [key for key in keys if key not in order]
        for at, key in enumerate(order):
            header.moveSection(header.visualIndex(keys.index(key)), at)
        for at, column in enumerate(self._columns):
            header.setSectionResizeMode(at, _mode(column))
            header.resizeSection(at, self._widths.get(column.key, column.width))
        self._busy = False

    def _on_resized(self, section: int, _old: int, new: int) -> None:
        column = self._columns[section]
        if self._busy or column.stretch or new == 0:
            return
        self._widths[column.key] = new
        self.fit()
        self._on_changed()

    def _on_changed(self) -> None:
        if not self._busy:
            self._save_timer.start()


def _least(column: Column[Any]) -> int:
    return column.least or STRETCH_MIN


def _texts(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


def _mode(column: Column[Any]) -> QHeaderView.ResizeMode:
    fixed = column.fixed or column.stretch
    return QHeaderView.ResizeMode.Fixed if fixed else QHeaderView.ResizeMode.Interactive
