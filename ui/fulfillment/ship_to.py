"""Where an order goes. Phone and e-mail can be copied, the address not before it is bought."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from babydrop_desktop.domain.orders import OrderDetail
from ui.common import formats
from ui.common.buttons import when_clicked
from ui.common.copy_key import CopyKey
from ui.common.labels import ElidedLabel, IconLabel, heading, plain_text
from ui.common.layouts import clear
from ui.theme import icons
from ui.theme.theme import on_theme

NAME_WIDTH = 52


@dataclass(frozen=True, slots=True)
class Field:
    """One line: what it is, what it says, and whether it may be copied."""

    what: str
    text: str
    free: bool = False


class LockedKey(QToolButton):
    """A copy key that is locked: its tool tip says why, and so does a click."""

    def __init__(self, what: str, reason: str, say: Callable[[str], None]) -> None:
        super().__init__()
        self.setProperty("kind", "icon")
        self.setFixedSize(24, 24)
        self.setIconSize(QSize(icons.IN_TEXT, icons.IN_TEXT))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(reason)
        self.setAccessibleName(self.tr("Copy {what}, locked").format(what=what))
        self.setAccessibleDescription(reason)
        on_theme(self, lambda: self.setIcon(icons.icon("copy", "disabled", icons.IN_TEXT)))
        when_clicked(self, lambda: say(reason))


class ShipTo(QFrame):
    """The address field by field, and what came of the purchase (numbers, carrier)."""

    def __init__(self, say: Callable[[str], None]) -> None:
        super().__init__()
        self._say = say
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnMinimumWidth(0, NAME_WIDTH)
        self._grid.setColumnStretch(1, 1)
        self._lock = QWidget()
        row = QHBoxLayout(self._lock)
        row.setContentsMargins(0, 6, 0, 0)
        row.setSpacing(7)
        sign = IconLabel("lock", "secondary")
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(plain_text(self.reason(), kind="meta", ink="secondary", wrap=True), 1)
        self._broken = plain_text(
            self.tr("What is kept of the address cannot be read."), ink="red", wrap=True
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(heading(self.tr("Ship to")))
        column.addWidget(self._broken)
        column.addLayout(self._grid)
        column.addWidget(self._lock)

    def reason(self) -> str:
        """Why the address cannot be copied (reliability.md §3)."""
        return self.tr(
            "The address can be copied once a purchase is started, so that nothing is bought twice."
        )

    def show_order(self, detail: OrderDetail) -> None:
        """Show where `detail` goes."""
        clear(self._grid)
        self._broken.setVisible(detail.address.broken)
        for at, field in enumerate(self._fields(detail)):
            self._add(at, field)

    def _fields(self, detail: OrderDetail) -> list[Field]:
        to = detail.address
        country = formats.country(to.country) if to.country else ""
        wanted = [
            Field(self.tr("Name"), to.name),
            Field(self.tr("Company"), to.company),
            Field(self.tr("Street"), to.line1),
            Field(self.tr("Apt"), to.line2),
            Field(self.tr("City"), to.city),
            Field(self.tr("State"), to.state),
            Field(self.tr("ZIP"), to.zip),
            Field(self.tr("Country"), country),
            Field(self.tr("Phone"), detail.phone or to.phone, free=True),
            Field(self.tr("E-mail"), detail.email, free=True),
        ]
        return [field for field in wanted if field.text.strip()]

    def _add(self, at: int, field: Field) -> None:
        value = ElidedLabel(field.text)
        value.setAccessibleName(f"{field.what}: {field.text}")
        self._grid.addWidget(plain_text(field.what, ink="secondary"), at, 0)
        self._grid.addWidget(value, at, 1)
        key: QToolButton
        if field.free:
            key = CopyKey(field.what, field.text)
        else:
            key = LockedKey(field.what, self.reason(), self._say)
        self._grid.addWidget(key, at, 2, Qt.AlignmentFlag.AlignRight)
