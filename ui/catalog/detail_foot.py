"""The foot of a product: its page at the supplier, and whether it is on sale."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from babydrop_desktop.domain.catalog import ProductDetail
from babydrop_desktop.domain.product_edit import ProductField
from ui.catalog.field_text import NO, YES
from ui.catalog.form import Form
from ui.catalog.in_place import INSET
from ui.common.buttons import Button, plain, primary, when_clicked
from ui.common.labels import ElidedLabel
from ui.common.panes import foot


class DetailFoot(QFrame):
    """One key puts on sale, the other takes off; what is refused is said above them.

    `above` are notes that have to be in sight wherever the page is scrolled to.
    """

    def __init__(self, form: Form, above: QWidget, *, demo: bool) -> None:
        super().__init__()
        self._demo = demo
        self._url = QUrl()
        self._form = form
        self.open_page: Button = plain(self.tr("Item page"), "external-link")
        self.put_on = primary(self.tr("Put on sale"), "tag")
        self.take_off = plain(self.tr("Take off sale"))
        self._page_note = ElidedLabel(kind="meta", ink="secondary")
        self.note = form.bind_choice(ProductField.FOR_SALE, self)
        self._build(above)
        when_clicked(self.open_page, self._on_open_page)
        when_clicked(self.put_on, lambda: form.put(ProductField.FOR_SALE, YES))
        when_clicked(self.take_off, lambda: form.put(ProductField.FOR_SALE, NO))

    def show_text(self, text: str) -> None:
        """Whether it is on sale, "yes" or "no", as chosen last."""
        self.put_on.setVisible(text != YES)
        self.take_off.setVisible(text == YES)

    def show_product(self, detail: ProductDetail) -> None:
        """Say why its page cannot be opened, where it cannot."""
        url = QUrl(detail.source.url) if detail.source else QUrl()
        self._url = url if url.scheme() == "https" else QUrl()
        note = ""
        if self._demo:
            note = self.tr("A demo item has no page")
        elif detail.source is None:
            note = self.tr("No supplier, so no page")
        self._page_note.setText(note)
        if note:
            self.open_page.turn_off(note)
        else:
            self.open_page.turn_on()

    def _on_open_page(self) -> None:
        if not self._url.isEmpty():
            QDesktopServices.openUrl(self._url)

    def _build(self, above: QWidget) -> None:
        inside = QVBoxLayout()
        inside.setContentsMargins(16 - INSET, 0, 16 - INSET, 0)
        inside.addWidget(above)
        inside.addWidget(self.note)
        made, row = foot()
        row.addWidget(self._page_note, 1)
        row.addWidget(self.open_page)
        row.addWidget(self.put_on)
        row.addWidget(self.take_off)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(inside)
        column.addWidget(made)
