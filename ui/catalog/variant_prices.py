"""Types the variants' prices in their list: one field that goes where the mouse or keyboard is."""

from collections.abc import Mapping
from decimal import Decimal

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QScrollArea

from babydrop_desktop.domain.catalog import VariantPair
from babydrop_desktop.domain.product_edit import ProductField, Slot
from ui.catalog.form import Form
from ui.catalog.in_place import ENTER, InPlaceLine
from ui.catalog.kept import Kept
from ui.common import formats, product_words
from ui.tables.columns import ROW_ROLE
from ui.tables.fixed import ShortList

HALF = 13  # of the field's height


class VariantPrices(QObject):
    """Enter and the arrows go from price to price, Tab leaves them; `at` is the prices' column."""

    def __init__(self, shown: ShortList, form: Form, *, at: int) -> None:
        super().__init__(shown)
        self._list = shown
        self._form = form
        self._at = at
        self._row = -1
        self._kept: Mapping[Slot, Kept] = {}
        self._prices: Mapping[str, Decimal] = {}
        name = product_words.field(ProductField.VARIANT_PRICE)
        self.editor = InPlaceLine(name)
        self.editor.setParent(shown.viewport())
        self.editor.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.editor.hide()
        self.editor.typed.connect(self._on_typed)
        self.editor.committed.connect(self._on_committed)
        self.editor.given_up.connect(self._on_given_up)
        self.editor.installEventFilter(self)
        shown.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        shown.installEventFilter(self)
        shown.viewport().installEventFilter(self)
        shown.viewport().setMouseTracking(True)

    @property
    def slot(self) -> Slot | None:
        """The variant's price that the field stands on."""
        pair = self._pair(self._row)
        return Slot(ProductField.VARIANT_PRICE, pair.variant_id) if pair else None

    def show_kept(self, kept: Mapping[Slot, Kept], prices: Mapping[str, Decimal]) -> None:
        """What was typed and is not saved, and the prices as they are, by variant."""
        self._kept, self._prices = kept, prices
        self._fill()

    def show_again(self) -> None:
        """The rows are others, or were told again: the field stays on its row while in use."""
        if not self.editor.hasFocus():
            self._row = -1
            self.editor.hide()
        else:
            self._place(self._row)

    def close(self) -> None:
        """Another product is shown."""
        self._row = -1
        self.editor.hide()

    def edit(self, row: int) -> bool:
        """Take the keyboard to the price of a row; whether there is such a row."""
        if self._pair(row) is None:
            return False
        if row != self._row:
            self._leave()
        self._place(row)
        self.editor.setFocus(Qt.FocusReason.TabFocusReason)
        self.editor.selectAll()
        self._scroll_to()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The mouse over a price, the keyboard coming in, and from price to price."""
        if watched is self.editor:
            if isinstance(event, QFocusEvent):
                # The list lets the keyboard in; from the field it goes on to what is beside it.
                policy = Qt.FocusPolicy.NoFocus if event.gotFocus() else Qt.FocusPolicy.TabFocus
                self._list.setFocusPolicy(policy)
            return isinstance(event, QKeyEvent) and self._on_key(event)
        if watched is self._list and isinstance(event, QFocusEvent) and event.gotFocus():
            back = event.reason() is Qt.FocusReason.BacktabFocusReason
            self.edit(self._list.rows.rowCount() - 1 if back else 0)
        elif event.type() == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            self._on_mouse(event.position().toPoint())
        elif event.type() == QEvent.Type.Leave and not self.editor.hasFocus():
            inside = self.editor.rect().contains(
                self.editor.mapFromGlobal(self._list.cursor().pos())
            )
            self.editor.setVisible(self.editor.isVisible() and inside)
        return False

    def _on_mouse(self, at: QPoint) -> None:
        if self.editor.hasFocus():
            return
        index = self._list.indexAt(at)
        if index.isValid() and index.column() == self._at:
            self._place(index.row())
        else:
            self.editor.hide()

    def _on_key(self, event: QKeyEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress:
            return False
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if event.key() == Qt.Key.Key_Down or (event.key() in ENTER and plain):
            return self._go(1)
        if event.key() == Qt.Key.Key_Up:
            return self._go(-1)
        return False

    def _go(self, step: int) -> bool:
        """To the next price; at either end the field is only saved."""
        if not self.edit(self._row + step):
            self._on_committed()
        return True

    def _pair(self, row: int) -> VariantPair | None:
        if not 0 <= row < self._list.rows.rowCount():
            return None
        found = self._list.rows.index(row, 0).data(ROW_ROLE)
        return found if isinstance(found, VariantPair) else None

    def _place(self, row: int) -> None:
        self._row = row
        pair = self._pair(row)
        if pair is None:
            self.editor.hide()
            return
        area = self._list.visualRect(self._list.rows.index(row, self._at))
        self.editor.setFixedWidth(area.width() - 2)
        # The price stands over its cost, or alone in the middle.
        above = HALF if pair.supplier_cost is None else HALF + 9
        self.editor.move(area.left() + 6, area.center().y() + 1 - above)
        words = self.tr("Price of {variant}").format(variant=pair.name or pair.sku)
        self.editor.setAccessibleName(words)
        self._fill()
        self.editor.show()

    def _fill(self) -> None:
        pair, slot = self._pair(self._row), self.slot
        if pair is not None and slot is not None:
            one = self._kept.get(slot)
            self.editor.show_text(one.text if one else self._amount(pair))

    def _scroll_to(self) -> None:
        """A long list of variants is scrolled with the page around it."""
        part = self._list.parentWidget()
        while part is not None and not isinstance(part, QScrollArea):
            part = part.parentWidget()
        if isinstance(part, QScrollArea):
            part.ensureWidgetVisible(self.editor, 0, self.editor.height() * 2)

    def _leave(self) -> None:
        if self.editor.hasFocus():
            self._on_committed()

    def _on_typed(self, text: str) -> None:
        slot, product = self.slot, self._form.product_id
        if slot is not None and product is not None:
            self._form.edits.typed(product, slot, text)

    def _on_committed(self) -> None:
        slot, product = self.slot, self._form.product_id
        if slot is not None and product is not None:
            self._form.edits.commit(product, slot)
        if not self.editor.hasFocus():
            self.editor.hide()

    def _on_given_up(self) -> None:
        slot = self.slot
        if slot in self._kept or self._typed_more():
            if slot is not None and self._form.product_id is not None:
                self._form.edits.give_up(self._form.product_id, slot)
            self._fill()
        else:
            self._form.leave()

    def _typed_more(self) -> bool:
        pair = self._pair(self._row)
        return pair is not None and self.editor.text() != self._amount(pair)

    def _amount(self, pair: VariantPair) -> str:
        return formats.amount(self._prices.get(pair.variant_id, pair.price))
