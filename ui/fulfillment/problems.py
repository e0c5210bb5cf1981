"""What is wrong with an order before it is bought, worst first, and what to do about it."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from babydrop_desktop.domain.checks import Level
from babydrop_desktop.domain.order_checks import ProblemCode
from babydrop_desktop.domain.orders import OrderDetail
from ui.common import formats, order_words
from ui.common.buttons import link, when_clicked
from ui.common.checks_list import CheckLine, ChecksHead, ChecksList, counts

translate = QCoreApplication.translate
# Lines that are shown at once: an order of 500 items may have 500.
FIRST, STEP = 10, 30
FINE_WHEN_NARROW = 4


class BeforeYouBuy(QFrame):
    """The lines and their counts. Where nothing is wrong, what was looked at is said."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[CheckLine] = []
        self._narrow = False
        self._unfolded = False
        self._most = FIRST
        self._order = ""
        self._head = ChecksHead(self.tr("Before you buy"))
        self._list = ChecksList(wraps=True)
        self.more = link("")
        when_clicked(self.more, self._on_more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._list)
        last = QHBoxLayout()
        last.addWidget(self.more)
        last.addStretch(1)
        column.addLayout(last)

    def show_order(self, detail: OrderDetail) -> None:
        """Show what was found; nothing at all for an order that is not to be bought any more."""
        if detail.id != self._order:
            self._order, self._most, self._unfolded = detail.id, FIRST, False
        found = [_line(one.severity, order_words.problem(one)) for one in detail.problems]
        self.lines = found + (fine(detail) if detail.check is not None else [])
        self.setVisible(bool(self.lines))
        self._build()

    def set_narrow(self, *, narrow: bool) -> None:
        """Fold the fine lines where there is little room."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._build()

    # inside

    def _on_more(self) -> None:
        self._unfolded = True
        self._most += STEP
        self._build()

    def _build(self) -> None:
        wrong = [one for one in self.lines if one.level is not Level.FINE]
        good = [one for one in self.lines if one.level is Level.FINE]
        folded = self._narrow and not self._unfolded and len(good) > FINE_WHEN_NARROW + 1
        shown = [*wrong[: self._most], *good[: FINE_WHEN_NARROW if folded else None]]
        rest = good[FINE_WHEN_NARROW:] if folded else []
        if rest:
            words = self.tr("{count} more").format(count=formats.number(len(rest)))
            names = ", ".join(one.what.lower() for one in rest)
            shown.append(CheckLine(Level.FINE, words, names))
        self._list.show_checks(shown)
        self._head.show_counts(counts(self.lines))
        self._show_more(max(0, len(wrong) - self._most), folded=bool(rest))

    def _show_more(self, hidden: int, *, folded: bool) -> None:
        words = self.tr("Show {count} more").format(count=formats.number(min(hidden, STEP)))
        self.more.setText(words if hidden else self.tr("Show them"))
        self.more.setVisible(bool(hidden) or folded)


def _line(level: Level, words: order_words.ProblemWords) -> CheckLine:
    return CheckLine(level, words.what, words.fact, todo=words.todo)


def fine(detail: OrderDetail) -> list[CheckLine]:
    """What was looked at and found in order: each of these has no line among the problems."""
    found = {one.code for one in detail.problems}
    code, lines = ProblemCode, []

    def add(codes: set[ProblemCode], what: str, fact: str) -> None:
        if not codes & found:
            lines.append(CheckLine(Level.FINE, what, fact))

    add({code.NOT_PAID, code.CUSTOMER_CANCELLED, code.UNKNOWN_STATUS},
        translate("fulfillment", "Payment"), translate("fulfillment", "Paid"))  # fmt: skip
    if detail.items:
        add({code.NOT_MAPPED, code.NOT_CONFIRMED, code.NO_SUPPLIER_SKU, code.PRODUCT_GONE},
            translate("fulfillment", "Variants"),
            translate("fulfillment", "Each pair is confirmed"))  # fmt: skip
        add({code.SOURCE_DISCONTINUED, code.SOURCE_UNAVAILABLE, code.OUT_OF_STOCK,
             code.SUPPLIER_NOT_ACTIVE},
            translate("fulfillment", "Suppliers"),
            translate("fulfillment", "Everything was for sale at the last look"))  # fmt: skip
        add({code.PRICE_CHANGED}, translate("fulfillment", "Price"),
            translate("fulfillment", "As quoted when the order came in"))  # fmt: skip
    add({code.ADDRESS_BROKEN, code.NO_STREET, code.NO_CITY, code.NO_STATE, code.NO_ZIP},
        translate("fulfillment", "Address"), translate("fulfillment", "Complete"))  # fmt: skip
    if detail.money.margin_percent is not None:
        add({code.LOW_MARGIN, code.MANY_CURRENCIES}, translate("fulfillment", "Margin"),
            formats.percent(detail.money.margin_percent))  # fmt: skip
    return lines
