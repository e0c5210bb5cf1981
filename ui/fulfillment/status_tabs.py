"""The tabs above the orders: one for each status with its count, the rest behind More."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QTabBar, QToolButton

from babydrop_desktop.domain.orders import DropshipStatus, OrderCounts
from ui.common import formats, order_words
from ui.common.buttons import when_clicked
from ui.theme import icons
from ui.theme.fonts import BODY, MEDIUM, SEMIBOLD, font
from ui.theme.theme import on_theme
from ui.theme.tokens import tokens

HEIGHT, UNDERLINE, BETWEEN, GAP, ARROW = 36, 3, 15, 4, 14
ORDER = (
    DropshipStatus.PENDING,
    DropshipStatus.PLACED,
    DropshipStatus.CONFIRMED,
    DropshipStatus.SHIPPED,
    DropshipStatus.ISSUE,
    DropshipStatus.DELIVERED,
    DropshipStatus.CANCELLED,
    DropshipStatus.REFUNDED,
    None,  # all
)


class LineTabs(QTabBar):
    """Tabs as words with a figure behind; the open one has a yellow line under it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._figures: list[str] = []
        self.setAccessibleName(name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setFixedHeight(HEIGHT)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def add(self, word: str) -> int:
        """A further tab; its place."""
        self._figures.append("")
        return self.addTab(word)

    def set_figure(self, at: int, figure: str) -> None:
        """Show `figure` behind a tab's word; "" shows none."""
        if self._figures[at] == figure:
            return
        self._figures[at] = figure
        self.setAccessibleTabName(at, f"{self.tabText(at)} {figure}".strip())
        self.setTabText(at, self.tabText(at))  # Qt measures the tab again
        self.updateGeometry()

    def figure(self, at: int) -> str:
        """What stands behind a tab's word."""
        return self._figures[at]

    def width_of(self, at: int) -> int:
        """What a tab needs, the room to the next included."""
        word = QFontMetrics(font(BODY, SEMIBOLD)).horizontalAdvance(self.tabText(at))
        figure = QFontMetrics(font(BODY, SEMIBOLD)).horizontalAdvance(self._figures[at])
        return word + (figure + GAP if figure else 0) + BETWEEN

    # Qt

    def tabSizeHint(self, index: int) -> QSize:
        """Word and figure."""
        return QSize(self.width_of(index), HEIGHT)

    def minimumTabSizeHint(self, index: int) -> QSize:
        """Nothing of a tab is cut."""
        return self.tabSizeHint(index)

    def minimumSizeHint(self) -> QSize:
        """As narrow as need be: tabs without room are behind More."""
        return QSize(0, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint each tab's word, its figure, and the line of the open one."""
        del event
        painter = QPainter(self)
        for at in range(self.count()):
            if self.isTabVisible(at):
                self._paint_tab(painter, at)

    def _paint_tab(self, painter: QPainter, at: int) -> None:
        colors, on = tokens(), at == self.currentIndex()
        rect = self.tabRect(at)
        inside = rect.adjusted(BETWEEN // 2, 0, -(BETWEEN // 2), 0)
        painter.setFont(font(BODY, SEMIBOLD if on else MEDIUM))
        painter.setPen(colors.color("text" if on else "secondary"))
        middle = Qt.AlignmentFlag.AlignVCenter
        word = painter.fontMetrics().horizontalAdvance(self.tabText(at))
        painter.drawText(inside, int(Qt.AlignmentFlag.AlignLeft | middle), self.tabText(at))
        painter.setFont(font(BODY, SEMIBOLD if on else MEDIUM))
        after = inside.adjusted(word + GAP, 0, 2, 0)
        painter.drawText(after, int(Qt.AlignmentFlag.AlignLeft | middle), self._figures[at])
        if on:
            under = QRect(inside.left() - 2, HEIGHT - UNDERLINE, inside.width() + 4, UNDERLINE)
            painter.fillRect(under, colors.color("accent"))
            if self.hasFocus():
                painter.setPen(colors.color("focus"))
                painter.drawRoundedRect(rect.adjusted(4, 5, -5, -7), 4, 4)


class StatusTabs(QFrame):
    """`chosen` when the owner opens another tab (the status; None: all)."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(HEIGHT)
        self.bar = LineTabs(self.tr("Orders by status"))
        self.more = QToolButton()
        self._counts = OrderCounts()
        self._build()
        self.bar.currentChanged.connect(self._on_changed)
        when_clicked(self.more, self._open_menu)

    def status(self) -> DropshipStatus | None:
        """The open tab's status; None shows all."""
        return ORDER[self.bar.currentIndex()]

    def choose(self, status: DropshipStatus | None) -> None:
        """Open a tab. One without a tab of its own is in All."""
        self.bar.setCurrentIndex(ORDER.index(status if status in ORDER else None))

    def show_counts(self, counts: OrderCounts) -> None:
        """Show how many orders each tab has."""
        self._counts = counts
        for at, status in enumerate(ORDER):
            figure = formats.number(counts.count(status))
            more = counts.at_least and counts.count(status) > 0
            self.bar.set_figure(at, self.tr("{count}+").format(count=figure) if more else figure)
        self.fit()

    def fit(self) -> None:
        """Put behind More what has no room; the open tab always has."""
        room = self.width() - self.more.width() - 14
        here = self.bar.currentIndex()
        room -= self.bar.width_of(here)
        shown = {here}
        for at in range(self.bar.count()):
            if at == here:
                continue
            if (room := room - self.bar.width_of(at)) < 0:
                break
            shown.add(at)
        for at in range(self.bar.count()):
            self.bar.setTabVisible(at, at in shown)
        self.more.setVisible(len(shown) < self.bar.count())

    def menu(self) -> QMenu:
        """The tabs that have no room."""
        made = QMenu(self)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for at, status in enumerate(ORDER):
            if not self.bar.isTabVisible(at):
                words = f"{self.bar.tabText(at)}\t{self.bar.figure(at)}"
                action = QAction(words, made)
                action.triggered.connect(lambda _on=False, status=status: self.choose(status))
                made.addAction(action)
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many tabs as there is room for."""
        super().resizeEvent(event)
        self.fit()

    # inside

    def _build(self) -> None:
        for status in ORDER:
            word = self.tr("All") if status is None else order_words.status(status).text
            self.bar.add(word)
        self.more.setProperty("kind", "icon")
        self.more.setProperty("ink", "secondary")
        self.more.setText(self.tr("More"))
        self.more.setAccessibleName(self.tr("More statuses"))
        self.more.setToolTip(self.tr("More statuses"))
        self.more.setFont(font(BODY, MEDIUM))
        needed = QFontMetrics(font(BODY, MEDIUM)).horizontalAdvance(self.more.text())
        self.more.setFixedSize(needed + ARROW + 14, HEIGHT - 6)
        self.more.setIconSize(QSize(ARROW, ARROW))
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.more.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow after the word
        self.more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.more.setCursor(Qt.CursorShape.PointingHandCursor)
        on_theme(self, lambda: self.more.setIcon(icons.icon("chevron-down", "secondary", ARROW)))
        row = QHBoxLayout(self)
        row.setContentsMargins(9, 0, 5, 0)
        row.setSpacing(0)
        row.addWidget(self.bar, 1)
        row.addWidget(self.more)

    def _open_menu(self) -> None:
        self.menu().popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def _on_changed(self, at: int) -> None:
        self.fit()
        self.chosen.emit(ORDER[at])
