"""What is wrong with an order before it is bought, worst first, and what to do about it."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from babydrop_desktop.domain.checks import Level
from babydrop_desktop.domain.order_checks import ProblemCode, Severity
from babydrop_desktop.domain.orders import OrderDetail
from ui.common import formats, order_words
from ui.common.buttons import link, when_clicked
from ui.common.checks_list import LOOKS, level_word
from ui.common.labels import ElidedLabel, StatusLabel, heading, line, plain_text

translate = QCoreApplication.translate
STATE_WIDTH, WHAT_WIDTH = 76, 86
# Lines that are shown at once: an order of 500 items may have 500.
FIRST, STEP = 10, 30
FINE_WHEN_NARROW = 4
_LEVELS = {Severity.BLOCKED: Level.BLOCKED, Severity.LOOK: Level.LOOK}


@dataclass(frozen=True, slots=True)
class Line:
    """One line: how bad, what, the fact about it, and what to do."""

    level: Level
    what: str
    fact: str
    todo: str = ""


class BeforeYouBuy(QFrame):
    """The lines and their counts. Where nothing is wrong, what was looked at is said."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Line] = []
        self._narrow = False
        self._unfolded = False
        self._most = FIRST
        self._order = ""
        self._counts = QHBoxLayout()
        self._counts.setSpacing(14)
        self._counts.setContentsMargins(0, 0, 0, 6)
        self._counted = {level: StatusLabel() for level in sorted(Level, reverse=True)}
        for label in self._counted.values():
            self._counts.addWidget(label)
        self._pool: list[_Row] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.more = link("")
        when_clicked(self.more, self._on_more)
        top = QHBoxLayout()
        top.addWidget(heading(self.tr("Before you buy")), 1)
        top.addLayout(self._counts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addLayout(self._rows)
        column.addWidget(line())
        last = QHBoxLayout()
        last.addWidget(self.more)
        last.addStretch(1)
        column.addLayout(last)

    def show_order(self, detail: OrderDetail) -> None:
        """Show what was found; nothing at all for an order that is not to be bought any more."""
        if detail.id != self._order:
            self._order, self._most, self._unfolded = detail.id, FIRST, False
        found = [_line(_LEVELS[one.severity], order_words.problem(one)) for one in detail.problems]
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
            shown.append(Line(Level.FINE, words, names))
        self._show_rows(shown)
        self._show_counts(wrong, good)
        self._show_more(max(0, len(wrong) - self._most), folded=bool(rest))

    def _show_rows(self, shown: list[Line]) -> None:
        while len(self._pool) < len(shown):
            self._pool.append(_Row())
            self._rows.addWidget(self._pool[-1])
        for at, row in enumerate(self._pool):
            if at < len(shown):
                row.show_line(shown[at])
            row.setVisible(at < len(shown))

    def _show_counts(self, wrong: list[Line], good: list[Line]) -> None:
        blocked = sum(one.level is Level.BLOCKED for one in wrong)
        counted = {
            Level.BLOCKED: blocked,
            Level.LOOK: len(wrong) - blocked,
            Level.FINE: len(good),
        }
        for level, count in counted.items():
            icon, role = LOOKS[level]
            self._counted[level].set_status(icon, _counted(level, count), role)
            self._counted[level].setVisible(bool(count))

    def _show_more(self, hidden: int, *, folded: bool) -> None:
        words = self.tr("Show {count} more").format(count=formats.number(min(hidden, STEP)))
        self.more.setText(words if hidden else self.tr("Show them"))
        self.more.setVisible(bool(hidden) or folded)


def _line(level: Level, words: order_words.ProblemWords) -> Line:
    return Line(level, words.what, words.fact, words.todo)


def _counted(level: Level, count: int) -> str:
    return {
        Level.BLOCKED: translate("fulfillment", "{count} blocked"),
        Level.LOOK: translate("fulfillment", "{count} to look at"),
        Level.FINE: translate("fulfillment", "{count} fine"),
    }[level].format(count=formats.number(count))


class _Row(QWidget):
    """A line's widgets, used again for the next order's line."""

    def __init__(self) -> None:
        super().__init__()
        self._state, self._what = StatusLabel(), ElidedLabel(kind="medium")
        self._state.setFixedWidth(STATE_WIDTH)
        self._what.setFixedWidth(WHAT_WIDTH)
        self._fact = plain_text(wrap=True)
        self._todo = plain_text(kind="meta", ink="secondary", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._fact)
        words.addWidget(self._todo)
        row = QHBoxLayout()
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(6)
        for part in (self._state, self._what):
            part.setFixedHeight(18)
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(line())
        column.addLayout(row)

    def show_line(self, one: Line) -> None:
        """Show `one`."""
        icon, role = LOOKS[one.level]
        self._state.set_status(icon, level_word(one.level), role)
        self._what.setText(one.what)
        self._fact.setText(one.fact)
        self._fact.set_ink("text" if one.todo else "secondary")
        self._todo.setText(one.todo)
        self._todo.setVisible(bool(one.todo))
        self.setAccessibleName(f"{level_word(one.level)}: {one.what}. {one.fact}. {one.todo}")


def fine(detail: OrderDetail) -> list[Line]:
    """What was looked at and found in order: each of these has no line among the problems."""
    found = {one.code for one in detail.problems}
    code, lines = ProblemCode, []

    def add(codes: set[ProblemCode], what: str, fact: str) -> None:
        if not codes & found:
            lines.append(Line(Level.FINE, what, fact))

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
    add({code.ADDRESS_BROKEN, code.NO_STREET, code.NO_CITY, code.NO_STATE, code.NO_ZIP,
         code.NO_COUNTRY},
        translate("fulfillment", "Address"), translate("fulfillment", "Complete"))  # fmt: skip
    if detail.money.margin_percent is not None:
        add({code.LOW_MARGIN, code.MANY_CURRENCIES}, translate("fulfillment", "Margin"),
            formats.percent(detail.money.margin_percent))  # fmt: skip
    return lines
