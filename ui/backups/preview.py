"""What the chosen copy holds, beside what the shop holds now, and what going back would lose."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from babydrop_desktop.domain.backups import BackupGap, BackupPreview, BackupRow
from ui.backups import words
from ui.common import formats, times
from ui.common.labels import PlainLabel, StatusLabel, heading, plain_text

_LEFT, _TOP = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignTop


class Preview(QFrame):
    """Shows one copy: at once what its name tells, then what it holds, then whether it is whole."""

    def __init__(self) -> None:
        super().__init__()
        self._title = plain_text(kind="detail")
        self._about = plain_text(kind="meta", ink="secondary", wrap=True)
        self._state = StatusLabel()
        self._trouble = plain_text(ink="red", wrap=True)
        self._table = QWidget()
        self._grid = QGridLayout(self._table)
        self._lost_head = heading(self.tr("Going back to it would lose"))
        self._lost = plain_text(wrap=True)
        self._kept = plain_text(
            self.tr(
                "The shop as it is now is kept as a copy first. You can come back to it the same "
                "way."
            ),
            ink="secondary",
            wrap=True,
        )
        self._build()
        self.show_nothing()

    def show_nothing(self) -> None:
        """No copy is chosen."""
        for part in self._parts():
            part.hide()

    def show_row(self, row: BackupRow, now: datetime) -> None:
        """A copy was chosen; what it holds is being read."""
        self.show_nothing()
        self._title.setText(words.when(row, now))
        self._about.setText(f"{words.why(row)} · {formats.size(row.size_bytes)}")
        self._state.set_status("hourglass", self.tr("Being read…"), "secondary")
        for part in (self._title, self._about, self._state):
            part.show()

    def show_file(self, path: Path) -> None:
        """A file of the owner's choice is being read."""
        self.show_nothing()
        self._title.setText(path.name)
        self._about.setText(str(path.parent))
        self._state.set_status("hourglass", self.tr("Being read…"), "secondary")
        for part in (self._title, self._about, self._state):
            part.show()

    def show_preview(
        self, found: BackupPreview, gap: BackupGap | None, now: datetime, *, whole: bool
    ) -> None:
        """What it holds; with `whole` it was read from end to end."""
        trouble = words.trouble(found)
        self._trouble.setText(trouble)
        self._trouble.setVisible(bool(trouble))
        self._trouble.set_ink("secondary" if found.reason == "backup_of_server" else "red")
        self._say_state(found, whole=whole)
        self._show_counts(found, gap, now)
        can = found.can_be_restored
        self._lost.setText(words.lost(gap, other_shop=found.other_shop))
        nothing = gap is not None and gap.nothing and not found.other_shop
        self._lost.set_ink("text" if nothing else "amber")
        for part in (self._lost_head, self._lost):
            part.setVisible(can)
        self._kept.setVisible(can and gap is not None)

    def words(self) -> str:
        """All that is said, for tests and screen readers."""
        labels = self.findChildren(PlainLabel)
        return "\n".join(label.text() for label in labels if label.isVisibleTo(self))

    def _say_state(self, found: BackupPreview, *, whole: bool) -> None:
        if found.damaged:
            self._state.set_status("circle-alert", self.tr("Damaged"), "red")
        elif found.reason == "backup_of_server":
            self._state.set_status("cloud", self.tr("Kept for the server"), "secondary")
        elif found.reason:
            self._state.set_status("circle-alert", self.tr("Cannot be put back"), "amber")
        elif whole:
            said = self.tr("Read from end to end just now: whole")
            self._state.set_status("circle-check", said, "ok")
        else:
            said = self.tr("Being read from end to end…")
            self._state.set_status("hourglass", said, "secondary")

    def _show_counts(self, found: BackupPreview, gap: BackupGap | None, now: datetime) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._table.setVisible(found.products is not None)
        if found.products is None:
            return
        orders, newest = self.tr("Orders"), self.tr("Newest order")
        titles = "", self.tr("Products"), orders, newest, self.tr("Last change")
        copy = (
            self.tr("In this copy"),
            _count(found.products),
            _count(found.orders),
            _moment(found.newest_order, now),
            _moment(found.newest_change, now),
        )
        columns: list[tuple[str, ...]] = [titles, copy]
        if gap is not None:
            held = _count(gap.products), _count(gap.orders)
            times_ = _moment(gap.newest_order, now), _moment(gap.newest_change, now)
            columns.append((self.tr("In the shop now"), *held, *times_))
        for at, texts in enumerate(columns):
            for row, text in enumerate(texts):
                strong = bool(at and row)
                ink = "text" if strong else "secondary"
                cell = plain_text(text, kind="body" if strong else "meta", ink=ink)
                self._grid.addWidget(cell, row, at, _LEFT)

    def _parts(self) -> tuple[QWidget, ...]:
        return (
            self._title,
            self._about,
            self._state,
            self._trouble,
            self._table,
            self._lost_head,
            self._lost,
            self._kept,
        )

    def _build(self) -> None:
        self._grid.setContentsMargins(0, 10, 0, 10)
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(2, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(4)
        for part in self._parts():
            column.addWidget(part, 0, _TOP)
            if part is self._lost:
                column.addSpacing(8)
        column.addStretch(1)


def _count(count: int | None) -> str:
    return formats.NONE if count is None else formats.number(count)


def _moment(at: datetime | None, now: datetime) -> str:
    return formats.NONE if at is None else times.moment(at, now)
