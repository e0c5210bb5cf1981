"""Where a product is bought: supplier, item number, state, and its page at the supplier."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from babydrop_desktop.domain.catalog import SourceFacts
from ui.catalog.columns import source_words
from ui.common import formats
from ui.common.copy_key import CopyKey
from ui.common.labels import ElidedLabel, StatusLabel, line, plain_text


class Source(QFrame):
    """Two lines: the supplier with cost and state; the item's number with its copy key."""

    def __init__(self) -> None:
        super().__init__()
        self._supplier = ElidedLabel(kind="medium")
        self._cost = plain_text()
        self._state = StatusLabel()
        self._item = plain_text(kind="meta", ink="secondary")
        self._copy = CopyKey(self.tr("item number"))
        self._seen = ElidedLabel(kind="meta", ink="secondary")
        self._none = plain_text(self.tr("No supplier: the shop's own stock"), ink="secondary")
        self._lines = QFrame()
        self._build()

    @property
    def copy_key(self) -> CopyKey:
        """Copies the item's number."""
        return self._copy

    def show_source(self, source: SourceFacts | None) -> None:
        """Show where it is bought, or that it is not."""
        self._none.setVisible(source is None)
        self._lines.setVisible(source is not None)
        if source is None:
            return
        self._supplier.setText(source.supplier)
        self._cost.setText(formats.money(source.cost, source.currency))
        state = source_words(source.state)
        self._state.set_status(state.icon, state.text, state.role)
        self._item.setText(self.tr("Item {number}").format(number=source.item_id))
        self._copy.set_text(source.item_id)
        day, clock = formats.day(source.seen_at), formats.clock(source.seen_at)
        self._seen.setText(self.tr("read {day}, {time}").format(day=day, time=clock))

    def _build(self) -> None:
        upper, lower = QHBoxLayout(), QHBoxLayout()
        upper.setSpacing(8)
        lower.setSpacing(4)
        upper.addWidget(self._supplier, 1)
        upper.addWidget(self._cost)
        upper.addWidget(self._state)
        lower.addWidget(self._item)
        lower.addWidget(self._copy)
        lower.addWidget(self._seen, 1)
        inside = QVBoxLayout(self._lines)
        inside.setContentsMargins(0, 6, 0, 0)
        inside.setSpacing(0)
        inside.addLayout(upper)
        inside.addLayout(lower)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(line())
        column.addWidget(self._lines)
        column.addWidget(self._none)
