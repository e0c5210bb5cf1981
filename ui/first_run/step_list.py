"""The four steps at the left: done ones with their answer, the one that is open, those to come."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from babydrop_desktop.paths import resources
from ui.common.labels import ElidedLabel, plain_text, set_look
from ui.theme import icons
from ui.theme.fonts import SEMIBOLD, font
from ui.theme.tokens import tokens

WIDTH, ROW, EDGE, MARK = 304, 60, 3, 20
PICTURES = (
    "sage-dot-romper-1", "rose-garden-cardigan-1", "knit-bear-beanie-1", "sky-stripe-romper-1",
)  # fmt: skip
SIDE = 56


class _Mark(QWidget):
    """A ring with the step's number; dark for the open one, a tick for one that is done."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self.state = "later"
        self.setFixedSize(MARK, MARK)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        del event
        painter, colors = QPainter(self), tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.state == "done":
            drawn = icons.pixmap("circle-check", "ok", MARK, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(0, 0), drawn)
            return
        now = self.state == "now"
        painter.setPen(QPen(colors.color("text" if now else "field"), 1))
        painter.setBrush(colors.color("text" if now else "panel"))
        painter.drawEllipse(QRectF(0.5, 0.5, MARK - 1, MARK - 1))
        painter.setPen(colors.color("win" if now else "secondary"))
        painter.setFont(font(11, SEMIBOLD))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self._number))


class _Row(QFrame):
    """One step."""

    def __init__(self, number: int, name: str, hint: str) -> None:
        super().__init__()
        self._name = name
        self.setProperty("kind", "step")
        self.setFixedHeight(ROW)
        self.mark = _Mark(number)
        self.words = ElidedLabel(hint, ink="secondary")
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addWidget(plain_text(name, kind="heading"))
        texts.addWidget(self.words)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 8, 12, 8)
        row.setSpacing(12)
        row.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)

    def show_state(self, state: str, words: str) -> None:
        self.mark.state = state
        self.mark.update()
        self.words.setText(words)
        set_look(self, now=state == "now")
        spoken = {"done": self.tr("done"), "now": self.tr("now"), "later": self.tr("later")}[state]
        self.setAccessibleName(f"{self._name}, {spoken}: {words}")

    def paintEvent(self, event: QPaintEvent) -> None:
        """The yellow edge of the open one."""
        super().paintEvent(event)
        if self.mark.state == "now":
            QPainter(self).fillRect(0, 0, EDGE, self.height(), tokens().color("accent"))


class StepList(QFrame):
    """The panel at the left of the first start."""

    def __init__(self, steps: list[tuple[str, str]]) -> None:
        super().__init__()
        self.setProperty("kind", "rail")
        self.setFixedWidth(WIDTH)
        self._thumbs: list[QLabel] = []
        self.rows = [_Row(at + 1, name, hint) for at, (name, hint) in enumerate(steps)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 28, 0, 24)
        column.setSpacing(0)
        for words, kind, ink in (
            (self.tr("BabyDrop Desktop"), "first", "text"),
            (self.tr("Four steps, about two minutes"), "body", "secondary"),
        ):
            label = plain_text(words, kind=kind, ink=ink)
            label.setContentsMargins(24, 0, 12, 4)
            column.addWidget(label)
        column.addSpacing(22)
        for row in self.rows:
            column.addWidget(row)
        column.addStretch(1)
        column.addLayout(self._pictures())
        note = plain_text(
            self.tr("All of this can be changed later in the preferences."),
            kind="meta", ink="secondary", wrap=True,
        )  # fmt: skip
        note.setContentsMargins(24, 12, 16, 0)
        column.addWidget(note)

    def show_states(self, now: int, answers: list[str]) -> None:
        """The step `now` is open; those before it show their answer."""
        for at, row in enumerate(self.rows):
            row.show_state("done" if at < now else "now" if at == now else "later", answers[at])

    def show_drawings(self, drawn: list[QImage]) -> None:
        """Show these in the room for pictures."""
        for thumb, image in zip(self._thumbs, drawn, strict=True):
            thumb.setPixmap(QPixmap.fromImage(image))

    def _pictures(self) -> QHBoxLayout:
        """Room for some of the demo shop's drawings, which are our own."""
        row = QHBoxLayout()
        row.setContentsMargins(24, 0, 12, 0)
        row.setSpacing(4)
        for _ in PICTURES:
            picture = QLabel()
            picture.setFixedSize(SIDE, SIDE)
            picture.setProperty("kind", "thumb")
            self._thumbs.append(picture)
            row.addWidget(picture)
        row.addStretch(1)
        return row


def drawings(ratio: float) -> list[QImage]:
    """The pictures for a screen of that many pixels a point, read in a worker."""
    side = round((SIDE - 2) * ratio)
    made = []
    for name in PICTURES:
        reader = QImageReader(str(resources() / "demo" / "pictures" / f"{name}.webp"))
        reader.setScaledSize(QSize(side, side))
        drawn = reader.read()
        drawn.setDevicePixelRatio(ratio)
        made.append(drawn)
    return made
