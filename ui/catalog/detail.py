"""One product whole: pictures, money, variants, source, words and history, edited in place."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout

from babydrop_desktop.domain.catalog import CategoryRow, ProductDetail
from babydrop_desktop.domain.edit_history import EditLine
from babydrop_desktop.domain.product_edit import ProductField
from ui.catalog.detail_foot import DetailFoot
from ui.catalog.edits import Edits
from ui.catalog.fields import Fields
from ui.catalog.form import Form
from ui.catalog.history import History
from ui.catalog.in_place import INSET, InPlaceLine
from ui.catalog.pictures import Pictures
from ui.catalog.rule_note import RuleNote
from ui.catalog.saving_mark import SavingMark
from ui.catalog.source import Source
from ui.catalog.variants import Variants
from ui.common import formats, product_words, times
from ui.common.banner import Banner
from ui.common.copy_key import CopyKey
from ui.common.labels import ElidedLabel, PlainLabel, heading, line, plain_text
from ui.common.panes import DETAIL_HEAD, head, in_the_middle, pane, scrolled
from ui.common.price_bar import PriceBar
from ui.context import PlaceContext

F = ProductField
PRICE_WIDTH, PRICE_LEAST = 124, 64


class Detail(QStackedWidget):
    """The right side of the catalog; empty words where no product is chosen.

    Its fields are made with the first product that is shown: the list does not wait for them.
    """

    def __init__(self, context: PlaceContext, edits: Edits) -> None:
        super().__init__()
        self._context = context
        self._currency = context.services.about.shop_currency
        self._edits = edits
        self._categories: tuple[CategoryRow, ...] = ()
        self._shown: ProductDetail | None = None
        self._choose = plain_text(ink="hint")
        self._choose.hide()
        self.form = Form(edits, self)
        self.addWidget(in_the_middle(self._choose))

    def _make(self) -> None:
        context, form = self._context, self.form
        self.title = InPlaceLine(product_words.field(F.NAME), kind="detail")
        self._sku = plain_text(kind="meta", ink="secondary")
        self.sku_key = CopyKey(self.tr("SKU"))
        self._facts = ElidedLabel(kind="meta", ink="secondary")
        self._mark = SavingMark()
        self.gone = Banner()
        self.pictures = Pictures(context.thumbnails)
        self.price = InPlaceLine(product_words.field(F.PRICE), kind="place")
        self._cost, self._margin = (plain_text(kind="figure") for _ in range(2))
        self._bar = PriceBar()
        self.rule = RuleNote()
        self.variants = Variants(context.thumbnails, self._currency, form)
        self.source = Source()
        self.fields = Fields(form)
        self.history = History()
        self.foot = DetailFoot(form, self.variants.notes, demo=context.services.about.demo)
        self.rule.wanted.connect(lambda text: form.put(F.PRICE, text))
        self._build()
        self.show_categories(self._categories)

    @property
    def shown(self) -> ProductDetail | None:
        """The product that is shown."""
        return self._shown

    def show_nothing(self, *, any_there: bool = True) -> None:
        """No product is chosen; say so only where there are any."""
        self._shown = None
        self._choose.setText(self.tr("Choose a product to see it here"))
        self._choose.setVisible(any_there)
        self.setCurrentIndex(0)

    def show_unread(self, product_id: str) -> None:
        """No answer came: what is shown stays, unless it is another product than was asked for."""
        if self._shown is not None and self._shown.id == product_id:
            return
        self._edits.commit_all()
        self.show_nothing()
        self._choose.setText(
            self.tr("This product cannot be read just now. It comes when the shop answers.")
        )

    def show_product(self, detail: ProductDetail) -> None:
        """Show `detail` whole, with what was typed into it and is not saved."""
        again = self._shown is not None and self._shown.id == detail.id
        if not again:
            # What is still being typed is left, and so saved, before another product is shown.
            self._edits.commit_all()
        if self.count() == 1:
            self._make()
        self._shown = detail
        self._edits.look(detail)
        self.gone.say("")
        self._sku.setText(detail.sku)
        self.sku_key.set_text(detail.sku)
        self._facts.setText(self._facts_of(detail))
        if not again:
            self.pictures.show_pictures(detail.pictures, detail.name)
            self.variants.prices.close()
            self.history.hide()
        self._show_money(detail)
        self.variants.show_variants(detail.variants, detail.variant_count)
        self.source.show_source(detail.source)
        self.fields.category.show_own(detail.category_id, detail.category)
        if not again:
            self.fields.show_description(detail.description)
        self.foot.show_product(detail)
        self.show_edits()
        self.setCurrentIndex(1)
        if not again:
            self._area.verticalScrollBar().setValue(0)

    def copy_sku(self) -> None:
        """Put the SKU of the product that is shown on the clipboard."""
        if self._shown is not None:
            self.sku_key.copy()

    def begin(self) -> None:
        """Take the keyboard to the title."""
        if self._shown is not None:
            self.title.setFocus()
            self.title.selectAll()

    def show_edits(self) -> None:
        """Show again what was typed and is not saved, and why."""
        if self._shown is None:
            return
        self.form.show_product(self._shown)
        kept = self._edits.of(self._shown.id)
        self.variants.show_typed(self._edits.shown(self._shown), kept)
        self._mark.show_kept(list(kept.values()))

    def show_history(self, product_id: str, lines: Sequence[EditLine]) -> None:
        """Show what was changed of the product that is shown."""
        if self._shown is not None and self._shown.id == product_id:
            names = {row.id: row.name for row in self._categories}
            self.history.show_edits(product_id, lines, times.utc_now(), names)
            self.history.show()

    def show_categories(self, rows: tuple[CategoryRow, ...]) -> None:
        """What a product can be filed under, and the rules of their prices."""
        self._categories = rows
        if self.count() == 1:
            return
        self.fields.category.show_categories(rows)
        self.rule.show_categories(rows)
        if self._shown is not None:
            self.rule.show_product(self._shown)
            self.show_edits()

    def show_gone(self) -> None:
        """The product that is shown is not in the shop any more; what was typed is."""
        if self._shown is None:
            return
        product_id = self._shown.id

        def let_go() -> None:
            self._edits.forget(product_id)

        self.gone.say(
            self.tr("This product is not in the shop any more. What you typed is kept here."),
            self.tr("Let it go"),
            let_go,
        )

    def _facts_of(self, detail: ProductDetail) -> str:
        if detail.for_sale and detail.published_at is not None:
            words = self.tr("{category} · on sale since {day}")
            return words.format(category=detail.category, day=formats.day(detail.published_at))
        words = self.tr("{category} · draft since {day}")
        return words.format(category=detail.category, day=formats.day(detail.created_at))

    def _show_money(self, detail: ProductDetail) -> None:
        self._cost.setText(formats.amount(detail.cost))
        self._margin.setText(formats.percent(detail.margin_percent))
        self._bar.setVisible(detail.breakdown is not None)
        self.rule.show_product(detail)
        if detail.breakdown is not None:
            self._bar.show_price(detail.breakdown, self._currency)

    # building

    def _build(self) -> None:
        whole, column = pane()
        column.addWidget(self._head())
        column.addWidget(line())
        column.addWidget(self.gone)
        column.addWidget(self._body(), 1)
        column.addWidget(self.foot)
        self.addWidget(whole)

    def _head(self) -> QFrame:
        made, row = head(DETAIL_HEAD, side=16 - INSET)
        meta = QHBoxLayout()
        meta.setContentsMargins(INSET, 0, INSET, 0)
        meta.setSpacing(4)
        meta.addWidget(self._sku)
        meta.addWidget(self.sku_key)
        meta.addWidget(self._facts, 1)
        meta.addWidget(self._mark)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(self.title)
        column.addLayout(meta)
        column.addStretch(1)
        row.addLayout(column, 1)
        return made

    def _body(self) -> QScrollArea:
        self._area, column = scrolled(16 - INSET)
        column.addWidget(self.form.bind(F.NAME, self.title))
        inside = QVBoxLayout()
        inside.setContentsMargins(INSET, 0, INSET, 0)
        inside.setSpacing(0)
        column.addLayout(inside)
        top = QHBoxLayout()
        top.setSpacing(14 - INSET)
        top.addWidget(self.pictures, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        top.addLayout(self._figures(), 1)
        inside.addLayout(top)
        inside.addWidget(self.form.bind(F.PRICE, self.price))
        self._section(inside, self.tr("Price"), self.tr("how it came about"))
        inside.addWidget(self._bar)
        inside.addWidget(self.rule)
        self._section(inside, self.tr("Variants"), self.tr("yours and the supplier's"))
        inside.addWidget(self.variants)
        self._section(inside, self.tr("Source"))
        inside.addWidget(self.source)
        column.addWidget(self.fields)
        below = QVBoxLayout()
        below.setContentsMargins(INSET, 14, INSET, 0)
        below.addWidget(self.history)
        column.addLayout(below)
        column.addStretch(1)
        return self._area

    @staticmethod
    def _section(column: QVBoxLayout, title: str, beside: str = "") -> None:
        column.addSpacing(14)
        column.addWidget(heading(title, beside))

    def _figures(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        self.price.setMaximumWidth(PRICE_WIDTH)
        self.price.setMinimumWidth(PRICE_LEAST)
        for word, figure in (
            (self.tr("Price"), self.price),
            (self.tr("Cost"), self._cost),
            (self.tr("Margin"), self._margin),
        ):
            label: PlainLabel = plain_text(word, kind="meta", ink="secondary")
            label.setContentsMargins(INSET, 0, 0, 0)
            if isinstance(figure, PlainLabel):
                figure.setContentsMargins(INSET, 0, 0, 0)
            column.addWidget(label)
            column.addWidget(figure)
            column.addSpacing(8 if isinstance(figure, PlainLabel) else 4)
        column.addStretch(1)
        return column
