"""The numbers that a purchase brought: AliExpress' order number, tracking and carrier."""

from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout

from babydrop_desktop.domain.orders import OrderDetail
from ui.common.copy_key import CopyKey
from ui.common.labels import ElidedLabel, heading, plain_text


class Numbers(QFrame):
    """Shown where there is one; each can be copied."""

    def __init__(self) -> None:
        super().__init__()
        self._values: list[tuple[ElidedLabel, CopyKey | None]] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)
        for at, (what, copied) in enumerate(self._rows()):
            value = ElidedLabel()
            key = CopyKey(what) if copied else None
            self._values.append((value, key))
            self._grid.addWidget(plain_text(what, ink="secondary"), at, 0)
            self._grid.addWidget(value, at, 1)
            if key is not None:
                self._grid.addWidget(key, at, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(heading(self.tr("At the supplier")))
        column.addLayout(self._grid)

    def show_order(self, detail: OrderDetail) -> None:
        """Show what is known of `detail`."""
        texts = (detail.supplier_number, detail.tracking_number, detail.carrier)
        self.setVisible(any(texts))
        for at, (text, (value, key)) in enumerate(zip(texts, self._values, strict=True)):
            value.setText(text)
            if key is not None:
                key.set_text(text)
            for column in range(3):
                cell = self._grid.itemAtPosition(at, column)
                if cell is not None and (widget := cell.widget()) is not None:
                    widget.setVisible(bool(text))

    def _rows(self) -> tuple[tuple[str, bool], ...]:
        return (
            (self.tr("Order"), True),
            (self.tr("Tracking"), True),
            (self.tr("Carrier"), False),
        )
