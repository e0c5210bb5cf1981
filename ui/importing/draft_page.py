"""One product as it will be sold: words, pictures, variants, price, and what to look at."""

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSpacerItem, QVBoxLayout, QWidget

from babydrop_desktop.domain.catalog import CategoryRow
from babydrop_desktop.domain.checks import Check, CheckCode
from babydrop_desktop.domain.draft import Draft
from babydrop_desktop.domain.jobs import Choices
from ui.common import formats
from ui.common.buttons import link, when_clicked
from ui.common.formats import counted
from ui.common.panes import scrolled
from ui.context import PlaceContext
from ui.importing.checks_section import ChecksSection
from ui.importing.money_section import MoneySection
from ui.importing.pictures_strip import FOLDED_ROWS, INSET, PicturesStrip
from ui.importing.section_head import SectionHead
from ui.importing.variants_model import VariantsModel
from ui.importing.variants_table import LEAST_SHOWN, VariantsTable
from ui.importing.words_section import WordsSection

if TYPE_CHECKING:
    from babydrop_desktop.services.look_alikes import Alike

SIDE, TOP, BETWEEN, BOTTOM = 20, 12, 16, 14
LINK = 18
# The same where the pane is low.
LOW_TOP, LOW_BETWEEN = 8, 10
HEADS, BORDER = 2 * 24, 4  # of pictures and variants; of the card, on both sides


class Step(NamedTuple):
    """How much of the page is folded. Red and amber checks and the variants never are."""

    variants: int  # so many lines of them are seen at least
    fold_checks: bool = True
    rows: int = 1  # of pictures
    low: bool = False  # smaller pictures, less space between
    short: bool = False  # the price without how it came about


STEPS = (
    Step(6, fold_checks=False, rows=FOLDED_ROWS),
    Step(6, rows=FOLDED_ROWS),
    Step(4),
    Step(3, low=True),
    Step(LEAST_SHOWN, low=True),
    Step(LEAST_SHOWN, low=True, short=True),
)


class DraftPage(QFrame):
    """`edited` and `typed` carry every choice; `product_wanted` an id in the catalog."""

    edited = Signal(object)  # Edit
    typed = Signal(object)  # Edit; more letters may follow
    category_chosen = Signal(str)
    left = Signal()
    product_wanted = Signal(str)
    options_wanted = Signal()

    def __init__(self, context: PlaceContext) -> None:
        super().__init__()
        self.words = WordsSection()
        self.pictures = PicturesStrip(context.thumbnails)
        self._more = link(self.tr("Show all"))
        self._pictures_head = SectionHead(self.tr("Pictures"), self._more)
        self.model = VariantsModel(self)
        self.variants = VariantsTable(self.model, context)
        self._card = _card(self.variants)
        self.rename = link(self.tr("Rename options"))
        self.rename.setFixedHeight(LINK)  # the head is no higher for it
        self._variants_head = SectionHead(self.tr("Variants"), self.rename)
        self.money = MoneySection()
        self.checks = ChecksSection(
            {
                CheckCode.NO_CATEGORY: self._choose_category,
                CheckCode.PRICE_REFUSED: self._choose_category,
                CheckCode.DUPLICATE: self._show_product,
            },
            context.thumbnails,
        )
        self._area, self._column = scrolled(SIDE, TOP)
        self._gaps: list[QSpacerItem] = []
        self._step = STEPS[0]
        self._build()
        self._connect()

    def show_categories(self, rows: tuple[CategoryRow, ...]) -> None:
        """What can be chosen as category."""
        self.words.show_categories(rows)

    def show_draft(self, draft: Draft, *, same: bool) -> None:
        """Show `draft`; `same` where it is the product that was shown before."""
        self.words.show_draft(draft, same=same)
        self.pictures.show_pictures(draft.pictures, fold=not same)
        self.variants.show_draft(draft)
        self.rename.setVisible(bool(draft.product.axes))
        self._card.setMaximumHeight(self.variants.maximumHeight() + BORDER)
        self.money.show_draft(draft)
        self.checks.show_draft(draft, same=same)
        self._say_counts()
        self._fold()
        if not same:
            self._area.verticalScrollBar().setValue(0)

    def show_alike(self, alike: "Alike | None", own: str | None, name: str) -> None:
        """Show what the product's main picture (`own`) looks like; None for nothing."""
        self.checks.pair.show_pair(alike, own, name)
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold as much as the pane is too low for."""
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """Take the first step at which the page needs no scrolling."""
        step = next((one for one in STEPS if self._needed(one) <= self.height()), STEPS[-1])
        if step == self._step:
            return
        self._step = step
        self.checks.set_folded(folded=step.fold_checks)
        self.pictures.set_rows(step.rows, low=step.low)
        self.money.set_short(short=step.short)
        between = LOW_BETWEEN if step.low else BETWEEN
        for gap in self._gaps:
            gap.changeSize(0, between)
        margins = self._column.contentsMargins()
        margins.setTop(LOW_TOP if step.low else TOP)
        margins.setBottom(LOW_TOP if step.low else BOTTOM)
        self._column.setContentsMargins(margins)
        self._column.invalidate()

    def _needed(self, step: Step) -> int:
        """How high the page is at this step."""
        space = 2 * LOW_TOP + 4 * LOW_BETWEEN if step.low else TOP + BOTTOM + 4 * BETWEEN
        return (
            space
            + HEADS
            + BORDER
            + self.words.sizeHint().height()
            + self.pictures.height_with(step.rows, low=step.low)
            - 2 * INSET
            + self.variants.height_with(step.variants)
            + self.money.height_with(short=step.short)
            + self.checks.height_with(folded=step.fold_checks)
        )

    def _build(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._area)
        column = self._column
        column.addWidget(self.words)
        column.addItem(self._gap())
        column.addWidget(self._pictures_head)
        strip = QVBoxLayout()
        strip.setContentsMargins(-INSET, -INSET, -INSET, -INSET)
        strip.addWidget(self.pictures)
        column.addLayout(strip)
        column.addItem(self._gap())
        column.addWidget(self._variants_head)
        column.addWidget(self._card, 1)
        column.addItem(self._gap())
        column.addWidget(self.money)
        column.addItem(self._gap())
        column.addWidget(self.checks)
        column.addStretch(0)
        self._more.hide()

    def _gap(self) -> QSpacerItem:
        made = QSpacerItem(0, BETWEEN)
        self._gaps.append(made)
        return made

    def _connect(self) -> None:
        self.words.edited.connect(self.edited)
        self.words.typed.connect(self.typed)
        self.words.category_chosen.connect(self.category_chosen)
        self.words.left.connect(self.left)
        self.pictures.changed.connect(self._on_pictures)
        self.pictures.folded.connect(self._on_folded)
        self.model.ticked.connect(self._on_variants)
        self.money.category_price_wanted.connect(self._on_category_price)
        when_clicked(self._more, self.pictures.unfold)
        when_clicked(self.rename, self.options_wanted.emit)
        self._area.verticalScrollBar().rangeChanged.connect(self._on_range)

    def _on_range(self, _least: int, most: int) -> None:
        """Keep the right edge where it is, with and without a scroll bar."""
        bar = self._area.verticalScrollBar().sizeHint().width() if most > 0 else 0
        margins = self._column.contentsMargins()
        margins.setRight(max(4, SIDE - bar))
        self._column.setContentsMargins(margins)

    def _on_pictures(self, urls: tuple[str, ...]) -> None:
        def change(choices: Choices) -> Choices:
            return replace(choices, pictures=urls)

        self._say_counts()
        self.edited.emit(change)

    def _on_variants(self, sku_ids: tuple[str, ...]) -> None:
        def change(choices: Choices) -> Choices:
            return replace(choices, sku_ids=sku_ids)

        self._say_counts()
        self.edited.emit(change)

    def _on_category_price(self) -> None:
        def change(choices: Choices) -> Choices:
            return replace(choices, price=None)

        self.edited.emit(change)

    def _on_folded(self, count: int) -> None:
        self._more.setVisible(count > 0)
        self._more.setText(
            counted(count, self.tr("Show {count} more"), self.tr("Show {count} more"))
        )

    def _say_counts(self) -> None:
        pictures = self.pictures.pictures
        self._pictures_head.say(
            self.tr("{count} of {of}, the first one is the main picture; drag to sort").format(
                count=formats.number(sum(one.chosen for one in pictures)),
                of=formats.number(len(pictures)),
            ),
        )
        if not self.model.rowCount():  # unknown is not none
            self._variants_head.say(self.tr("not told by this page"))
            return
        self._variants_head.say(
            self.tr("{count} of {of}").format(
                count=formats.number(self.model.chosen()),
                of=formats.number(self.model.rowCount()),
            ),
        )

    def _choose_category(self, _check: Check) -> None:
        self.words.category.setFocus()
        self.words.category.showPopup()

    def _show_product(self, check: Check) -> None:
        self.product_wanted.emit(check.facts.get("product", ""))


def _card(inside: QWidget) -> QFrame:
    made = QFrame()
    made.setProperty("kind", "card")
    column = QVBoxLayout(made)
    column.setContentsMargins(1, 1, 1, 1)
    column.addWidget(inside)
    return made
