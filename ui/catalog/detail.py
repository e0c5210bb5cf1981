"""One product whole: pictures, money, variants, source and description."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QTextDocumentFragment
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout

from babydrop_desktop.domain.catalog import ProductDetail
from ui.catalog.pictures import Pictures
from ui.catalog.source import Source
from ui.catalog.variants import Variants
from ui.common import formats
from ui.common.buttons import Button, plain, when_clicked
from ui.common.copy_key import CopyKey
from ui.common.labels import ElidedLabel, PlainLabel, heading, line, plain_text
from ui.common.panes import DETAIL_HEAD, foot, head, pane, scrolled
from ui.common.price_bar import PriceBar
from ui.context import PlaceContext


class Detail(QStackedWidget):
    """The right side of the catalog; empty words where no product is chosen."""

    def __init__(self, context: PlaceContext) -> None:
        super().__init__()
        about = context.services.about
        self._currency = about.shop_currency
        self._demo = about.demo
        self._shown: ProductDetail | None = None
        self._choose = plain_text(self.tr("Choose a product to see it here"), ink="hint")
        self._choose.hide()
        self._name = ElidedLabel(kind="detail")
        self._sku = plain_text(kind="meta", ink="secondary")
        self.copy_sku = CopyKey(self.tr("SKU"))
        self._facts = ElidedLabel(kind="meta", ink="secondary")
        self.pictures = Pictures(context.thumbnails)
        self._price, self._cost, self._margin = (plain_text(kind=k) for k in _FIGURES)
        self._bar = PriceBar()
        self._no_bar = plain_text(self.tr("No cost is known yet"), ink="secondary")
        self.variants = Variants(context.thumbnails, self._currency)
        self.source = Source()
        self._description = plain_text(ink="secondary", wrap=True)
        self.open_page: Button = plain(self.tr("Item page"), "external-link")
        self._page_note = ElidedLabel(kind="meta", ink="secondary")
        when_clicked(self.open_page, self._on_open_page)
        self._build()

    @property
    def shown(self) -> ProductDetail | None:
        """The product that is shown."""
        return self._shown

    def show_nothing(self, *, any_there: bool = True) -> None:
        """No product is chosen; say so only where there are any."""
        self._shown = None
        self._choose.setVisible(any_there)
        self.setCurrentIndex(0)

    def show_product(self, detail: ProductDetail) -> None:
        """Show `detail` whole."""
        again = self._shown is not None and self._shown.id == detail.id
        self._shown = detail
        self._name.setText(detail.name)
        self._sku.setText(detail.sku)
        self.copy_sku.set_text(detail.sku)
        self._facts.setText(self._facts_of(detail))
        self.pictures.show_pictures(detail.pictures, detail.name)
        self._show_money(detail)
        self.variants.show_variants(detail.variants, detail.variant_count)
        self.source.show_source(detail.source)
        words = QTextDocumentFragment.fromHtml(detail.description).toPlainText().strip()
        self._description.setText(words or self.tr("No description"))
        self._show_page_key(detail)
        self.setCurrentIndex(1)
        if not again:
            self._area.verticalScrollBar().setValue(0)

    def _facts_of(self, detail: ProductDetail) -> str:
        if detail.for_sale and detail.published_at is not None:
            words = self.tr("{category} · on sale since {day}")
            return words.format(category=detail.category, day=formats.day(detail.published_at))
        words = self.tr("{category} · draft since {day}")
        return words.format(category=detail.category, day=formats.day(detail.created_at))

    def _show_money(self, detail: ProductDetail) -> None:
        self._price.setText(formats.amount(detail.price))
        self._cost.setText(formats.amount(detail.cost))
        self._margin.setText(formats.percent(detail.margin_percent))
        self._bar.setVisible(detail.breakdown is not None)
        self._no_bar.setVisible(detail.breakdown is None)
        if detail.breakdown is not None:
            self._bar.show_price(detail.breakdown, self._currency)

    def _show_page_key(self, detail: ProductDetail) -> None:
        note = ""
        if self._demo:
            note = self.tr("The demo shop's items are not on AliExpress")
        elif detail.source is None:
            note = self.tr("No supplier, so no page")
        self._page_note.setText(note)
        if note:
            self.open_page.turn_off(note)
        else:
            self.open_page.turn_on()

    def _on_open_page(self) -> None:
        source = self._shown.source if self._shown else None
        url = QUrl(source.url) if source else QUrl()
        if url.scheme() == "https":
            QDesktopServices.openUrl(url)

    # building

    def _build(self) -> None:
        empty, column = pane()
        column.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._choose)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(2)
        self.addWidget(empty)
        whole, column = pane()
        column.addWidget(self._head())
        column.addWidget(line())
        column.addWidget(self._body(), 1)
        column.addWidget(self._foot())
        self.addWidget(whole)

    def _head(self) -> QFrame:
        made, row = head(DETAIL_HEAD)
        meta = QHBoxLayout()
        meta.setSpacing(4)
        meta.addWidget(self._sku)
        meta.addWidget(self.copy_sku)
        meta.addWidget(self._facts, 1)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(self._name)
        column.addLayout(meta)
        column.addStretch(1)
        row.addLayout(column, 1)
        return made

    def _body(self) -> QScrollArea:
        self._area, column = scrolled()
        top = QHBoxLayout()
        top.setSpacing(14)
        top.addWidget(self.pictures)
        top.addLayout(self._figures(), 1)
        column.addLayout(top)
        self._section(column, self.tr("Price"), self.tr("how it came about"))
        column.addWidget(self._bar)
        column.addWidget(self._no_bar)
        self._section(column, self.tr("Variants"), self.tr("yours and the supplier's"))
        column.addWidget(self.variants)
        self._section(column, self.tr("Source"))
        column.addWidget(self.source)
        self._section(column, self.tr("Description"))
        column.addWidget(self._description)
        column.addStretch(1)
        return self._area

    @staticmethod
    def _section(column: QVBoxLayout, title: str, beside: str = "") -> None:
        column.addSpacing(14)
        column.addWidget(heading(title, beside))

    def _figures(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        for word, figure in (
            (self.tr("Price"), self._price),
            (self.tr("Cost"), self._cost),
            (self.tr("Margin"), self._margin),
        ):
            label: PlainLabel = plain_text(word, kind="meta", ink="secondary")
            column.addWidget(label)
            column.addWidget(figure)
            column.addSpacing(8)
        column.addStretch(1)
        return column

    def _foot(self) -> QFrame:
        made, row = foot()
        row.addWidget(self._page_note, 1)
        row.addWidget(self.open_page)
        return made


_FIGURES = ("place", "figure", "figure")
