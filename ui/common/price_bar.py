"""How a price came about, as a bar: cost + shipping + fees + left for you = price."""

from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from babydrop_desktop.domain.pricing import PLATFORM_FEE, PriceBreakdown
from ui.common import formats
from ui.common.labels import PlainLabel, plain_text
from ui.theme.fonts import MEDIUM, META, font
from ui.theme.tokens import tokens

HEIGHT, GAP, BESIDE_FIGURE = 22, 2, 6


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of the bar: its colour role and its amount."""

    role: str
    amount: Decimal


class StackedBar(QWidget):
    """Amounts beside one another in proportion. A figure is painted only where it fits."""

    def __init__(self, height: int = HEIGHT) -> None:
        super().__init__()
        self._segments: tuple[Segment, ...] = ()
        self.setFixedHeight(height)

    def show_segments(self, segments: tuple[Segment, ...], name: str) -> None:
        """Show these parts; `name` says them all for screen readers."""
        self._segments = segments
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(200, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the parts, with round ends."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ends = QPainterPath()
        ends.addRoundedRect(QRectF(self.rect()), 5, 5)
        painter.setClipPath(ends)
        painter.setFont(font(META, MEDIUM))
        shown = [part for part in self._segments if part.amount > 0]
        whole = float(sum(part.amount for part in shown)) or 1.0
        room = self.width() - GAP * max(0, len(shown) - 1)
        left = 0.0
        for part in shown:
            width = room * float(part.amount) / whole
            self._paint_part(painter, QRectF(left, 0, width, self.height()), part)
            left += width + GAP

    @staticmethod
    def _paint_part(painter: QPainter, rect: QRectF, part: Segment) -> None:
        colors = tokens()
        painter.fillRect(rect, colors.color(part.role))
        figure = formats.amount(part.amount)
        needed = painter.fontMetrics().horizontalAdvance(figure) + 2 * BESIDE_FIGURE
        if needed <= rect.width():
            painter.setPen(colors.color("on_bar"))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, figure)


class Dot(QWidget):
    """The legend's square in the colour of its part."""

    def __init__(self, role: str) -> None:
        super().__init__()
        self._role = role
        self.setFixedSize(10, 10)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the square."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens().color(self._role))
        painter.drawRoundedRect(QRectF(self.rect()), 3, 3)


class PriceBar(QFrame):
    """The bar, its legend, and the formula in words and figures (`beside`: at its right)."""

    def __init__(self, *, height: int = HEIGHT, beside: bool = False) -> None:
        super().__init__()
        self._bar = StackedBar(height)
        self._figures: dict[str, PlainLabel] = {}
        self._formula = QGridLayout()
        self._formula.setHorizontalSpacing(8)
        self._formula.setVerticalSpacing(3)
        self._formula.setColumnStretch(0, 1)
        column = QVBoxLayout()
        column.setSpacing(7)
        column.addWidget(self._bar)
        # Four beside one another need 400 pixels, and more for dear goods.
        column.addLayout(self._legend(4 if beside else 2))
        whole = QHBoxLayout(self) if beside else QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(22 if beside else 8)
        whole.addLayout(column, 1)
        whole.addLayout(self._formula)

    def show_price(self, price: PriceBreakdown, currency: str) -> None:
        """Show how `price` came about. `currency` is the shop's."""
        parts = (
            Segment("bar_cost", price.cost),
            Segment("bar_shipping", price.buffer),
            Segment("bar_fees", price.fee),
            Segment("bar_left", price.left),
        )
        for part in parts:
            self._figures[part.role].setText(formats.amount(part.amount))
        self._figures["bar_left"].set_ink("red" if price.left < 0 else "text")
        said = ", ".join(
            f"{word} {formats.amount(part.amount)}"
            for word, part in zip(self._words().values(), parts, strict=True)
        )
        self._bar.show_segments(parts, said)
        self._show_formula(self._steps(price, currency))

    def _words(self) -> dict[str, str]:
        return {
            "bar_cost": self.tr("Cost"),
            "bar_shipping": self.tr("Shipping"),
            "bar_fees": self.tr("Fees"),
            "bar_left": self.tr("Left for you"),
        }

    def _legend(self, across: int) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(3)
        for at, (role, word) in enumerate(self._words().items()):
            self._figures[role] = plain_text("", kind="meta-medium")
            row = QHBoxLayout()
            row.setSpacing(6)
            row.addWidget(Dot(role))
            row.addWidget(plain_text(word, kind="meta", ink="secondary"))
            row.addWidget(self._figures[role])
            row.addStretch(1)
            grid.addLayout(row, at // across, at % across)
        grid.setColumnStretch(across - 1, 1)
        return grid

    def _steps(self, price: PriceBreakdown, currency: str) -> list[tuple[str, str, str]]:
        """(words, figure, its ink) of each step from the cost to the margin."""
        fee = formats.percent(int(PLATFORM_FEE * 100))
        formula = self.tr("{cost} × {markup} + {buffer}, + {fee}").format(
            cost=formats.money(price.cost, currency),
            markup=formats.factor(price.markup),
            buffer=formats.money(price.buffer, currency),
            fee=fee,
        )
        steps = [
            (formula, formats.money(price.before_ending, currency), "text"),
            (self.tr("Ending .99"), formats.money(price.with_ending, currency), "text"),
        ]
        if price.limit == "own":
            words = self.tr("Your own price instead")
            steps.append((words, formats.money(price.price, currency), "text"))
        elif price.limit == "raised":
            words = self.tr("Raised to the category's lowest price")
            steps.append((words, formats.money(price.price, currency), "text"))
        elif price.limit == "cut":
            words = self.tr("Cut to the category's highest price")
            steps.append((words, formats.money(price.price, currency), "amber"))
        margin = formats.percent(price.margin_percent)
        steps.append((self.tr("Margin, price less cost"), margin, "ok"))
        return steps

    def _show_formula(self, steps: list[tuple[str, str, str]]) -> None:
        while (item := self._formula.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        last_sum = len(steps) - 2
        for at, (words, figure, ink) in enumerate(steps):
            bold = at == last_sum
            value = plain_text(figure, kind="heading" if bold else "meta", ink=ink)
            self._formula.addWidget(plain_text(words, kind="meta", ink="secondary"), at, 0)
            self._formula.addWidget(value, at, 1, Qt.AlignmentFlag.AlignRight)
