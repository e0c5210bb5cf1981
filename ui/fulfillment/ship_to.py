"""Where an order goes. Phone and e-mail can be copied, the address not before it is bought."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from babydrop_desktop.domain.orders import OrderDetail
from ui.common import formats
from ui.common.buttons import when_clicked
from ui.common.copy_key import CopyKey
from ui.common.labels import ElidedLabel, IconLabel, PlainLabel, heading, plain_text
from ui.theme import icons
from ui.theme.theme import on_theme

NAME_WIDTH = 52


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
        self._rows = [
            self._row(at, what, free=free) for at, (what, free) in enumerate(self._fields())
        ]
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
        """Show where `detail` goes; a field that is empty is left out."""
        self._broken.setVisible(detail.address.broken)
        texts = _texts(detail)
        for row, text in zip(self._rows, texts, strict=True):
            row.show_text(text.strip())
        self._lock.setVisible(any(text.strip() for text in texts[:-2]))

    def _fields(self) -> tuple[tuple[str, bool], ...]:
        """(what it is, whether it may be copied) of each line."""
        return (
            (self.tr("Name"), False),
            (self.tr("Company"), False),
            (self.tr("Street"), False),
            (self.tr("Apt"), False),
            (self.tr("City"), False),
            (self.tr("State"), False),
            (self.tr("ZIP"), False),
            (self.tr("Country"), False),
            (self.tr("Phone"), True),
            (self.tr("E-mail"), True),
        )

    def _row(self, at: int, what: str, *, free: bool) -> "_Row":
        key: QToolButton = CopyKey(what) if free else LockedKey(what, self.reason(), self._say)
        row = _Row(what, plain_text(what, ink="secondary"), ElidedLabel(), key)
        self._grid.addWidget(row.name, at, 0)
        self._grid.addWidget(row.value, at, 1)
        self._grid.addWidget(key, at, 2, Qt.AlignmentFlag.AlignRight)
        return row


@dataclass(frozen=True, slots=True)
class _Row:
    """One line: its name, its text and the key that copies it, or says why it does not."""

    what: str
    name: PlainLabel
    value: ElidedLabel
    key: QToolButton

    def show_text(self, text: str) -> None:
        """Show `text`; nothing hides the line."""
        self.value.setText(text)
        self.value.setAccessibleName(f"{self.what}: {text}")
        if isinstance(self.key, CopyKey):
            self.key.set_text(text)
        for part in (self.name, self.value, self.key):
            part.setVisible(bool(text))


def _texts(detail: OrderDetail) -> tuple[str, ...]:
    to = detail.address
    country = formats.country(to.country) if to.country else ""
    return (to.name, to.company, to.line1, to.line2, to.city, to.state, to.zip, country,
            detail.phone or to.phone, detail.email)  # fmt: skip
