"""The keys of the detail: put it on sale at once, import all that is ticked, import this one."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from babydrop_desktop.domain.jobs import Choices
from ui.common import formats
from ui.common.buttons import CheckBox, plain, primary, when_clicked
from ui.common.labels import ElidedLabel
from ui.common.panes import FOOT

# Under this width the keys are short.
SHORT_UNDER = 600
HINT_FROM = 640


class DetailFoot(QFrame):
    """`import_this` and `import_all`; `edited` where the tick changes.

    The key is off with its reason beside it where something blocks the import.
    """

    edited = Signal(object)  # Edit
    import_this = Signal()
    import_all = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "foot")
        self.setFixedHeight(FOOT)
        self.for_sale = CheckBox(self.tr("Put on &sale at once"))
        self._hint = ElidedLabel(kind="meta", ink="secondary")
        self.all = plain("")
        self.one = primary("", "download")
        self._reason = ""
        self._held = True
        self._count = 0
        self._verb = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 20, 0)
        row.setSpacing(12)
        row.addWidget(self.for_sale)
        row.addWidget(self._hint, 1)
        row.addWidget(self.all)
        row.addWidget(self.one)
        self.for_sale.clicked.connect(self._on_for_sale)
        when_clicked(self.all, self.import_all.emit)
        when_clicked(self.one, self.import_this.emit)
        self._show()

    def reason(self) -> str:
        """Why this one cannot be imported, "" where it can."""
        return self._reason

    def show_ticked(self, count: int, *, only_this: bool = False) -> None:
        """How many lines the other key would import; it is hidden for `only_this` product."""
        self._count = 0 if only_this else count
        self._show()

    def show_one(
        self, *, shown: bool, for_sale: bool, reason: str, again: bool = False, held: bool = True
    ) -> None:
        """Show the key for the product in the detail; `again` where it was tried before.

        Without a product the foot's place is `held`, or it goes.
        """
        self._held = held
        self.for_sale.setVisible(shown)
        self.for_sale.setChecked(for_sale)
        self.one.setVisible(shown)
        self._verb = self.tr("&Try again") if again else ""
        self._reason = reason
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorter words where it is narrow."""
        super().resizeEvent(event)
        self._show()

    def _show(self) -> None:
        # A foot with nothing on it would be a line across an empty pane.
        self.setVisible(self._count > 0 or not self.one.isHidden() or self._held)
        short = self.width() < SHORT_UNDER
        self.one.setText(
            self._verb or (self.tr("&Import") if short else self.tr("&Import this one"))
        )
        self.one.setAccessibleName(self._verb.replace("&", "") or self.tr("Import this one"))
        all_words = self.tr("Import &all {count} ticked") if not short else self.tr("&All {count}")
        self.all.setText(all_words.format(count=formats.number(self._count)))
        self.all.setAccessibleName(
            self.tr("Import all {count} ticked").format(count=formats.number(self._count))
        )
        self.all.setVisible(self._count > 0)
        if self._reason:
            self.one.turn_off(self._reason)
        else:
            self.one.turn_on()
        wide = self.width() >= HINT_FROM
        self._hint.setText(
            self._reason or (self.tr("else it starts as a draft") if self._hinted(wide) else "")
        )
        self._hint.set_ink("red" if self._reason else "secondary")

    def _hinted(self, wide: bool) -> bool:  # noqa: FBT001 - said by its name
        return wide and not self.for_sale.isHidden() and not self.for_sale.isChecked()

    def _on_for_sale(self) -> None:
        on = self.for_sale.isChecked()

        def change(choices: Choices) -> Choices:
            return replace(choices, for_sale=on)

        self._show()
        self.edited.emit(change)
