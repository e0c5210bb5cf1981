"""Draws the pictures of "How to bring in a page by hand", light and dark, from a page of our own.

Run it in the project's folder with PYTHONPATH=. after a change; `make help-pictures` does both.
"""

import os
from collections.abc import Callable
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PIL import Image
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QPainterPath, QPen, QPolygonF

from ui.theme import fonts
from ui.theme.tokens import DARK, LIGHT, Tokens

FOLDER = Path(__file__).parents[1] / "resources" / "help"
DRAWING = Path(__file__).parents[1] / "resources" / "demo" / "pictures"
WIDTH, HEIGHT, SCALE = 600, 230, 2
TITLE = "Romper with hearts"
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
MIDDLE = Qt.AlignmentFlag.AlignCenter
SOURCE = (
    "<!DOCTYPE html>",
    '<html lang="en">',
    "<head>",
    f"  <title>{TITLE}</title>",
    "</head>",
    "<body>",
    "  <script>window.runParams = { … };</script>",
)


class Scene:
    """One picture: a painter in the colours of a theme."""

    def __init__(self, colors: Tokens) -> None:
        self.colors = colors
        self.image = QImage(WIDTH * SCALE, HEIGHT * SCALE, QImage.Format.Format_RGB32)
        self.image.setDevicePixelRatio(SCALE)
        self.image.fill(colors.color("panel"))
        self.painter = QPainter(self.image)
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)

    def box(
        self, rect: QRectF, ground: str, line: str = "", *, round_: float = 8, dashed: bool = False
    ) -> None:
        """A rounded box in two colour roles."""
        pen = QPen(self.colors.color(line), 1.2) if line else QPen(Qt.PenStyle.NoPen)
        if dashed:
            pen.setDashPattern([4, 3])
        self.painter.setPen(pen)
        self.painter.setBrush(self.colors.color(ground))
        self.painter.drawRoundedRect(rect, round_, round_)

    def words(
        self, rect: QRectF, text: str, *, size: int = 13, ink: str = "text", bold: bool = False
    ) -> None:
        """A line of text from the left."""
        self._letters(size, ink, bold=bold)
        self.painter.drawText(rect, LEFT, text)

    def cap(self, rect: QRectF, text: str, *, size: int = 13, ink: str = "text") -> None:
        """A word in the middle."""
        self._letters(size, ink, bold=ink in {"text", "on_accent"})
        self.painter.drawText(rect, MIDDLE, text)

    def _letters(self, size: int, ink: str, *, bold: bool) -> None:
        self.painter.setFont(fonts.font(size, fonts.SEMIBOLD if bold else fonts.MEDIUM))
        self.painter.setPen(self.colors.color(ink))

    def browser(self, rect: QRectF, address: str) -> QRectF:
        """A browser's window; what is left for the page."""
        self.box(rect, "card", "border")
        for at, role in enumerate(("bar_fees", "bar_shipping", "bar_left")):
            self.painter.setPen(Qt.PenStyle.NoPen)
            self.painter.setBrush(self.colors.color(role))
            self.painter.drawEllipse(QPointF(rect.left() + 18 + 16 * at, rect.top() + 18), 5, 5)
        bar = QRectF(rect.left() + 68, rect.top() + 7, rect.width() - 82, 22)
        self.box(bar, "raised", round_=11)
        self.words(bar.adjusted(12, 0, -8, 0), address, size=12, ink="secondary")
        self.painter.setPen(QPen(self.colors.color("line"), 1))
        self.painter.drawLine(
            QPointF(rect.left(), rect.top() + 36), QPointF(rect.right(), rect.top() + 36)
        )
        return rect.adjusted(14, 48, -14, -12)

    def product(self, area: QRectF) -> None:
        """Our own small product page."""
        side = min(area.height(), 120)
        frame = QRectF(area.left(), area.top(), side, side)
        drawn = QImage(str(next(iter(sorted(DRAWING.glob("*romper*.webp"))))))
        clip = QPainterPath()
        clip.addRoundedRect(frame, 6, 6)
        self.painter.save()
        self.painter.setClipPath(clip)
        self.painter.fillPath(clip, QColor("#FFFFFF"))
        self.painter.drawImage(frame, drawn)
        self.painter.restore()
        left, width = frame.right() + 16, area.right() - frame.right() - 16
        self.words(QRectF(left, area.top(), width, 20), TITLE, size=15, bold=True)
        self.words(QRectF(left, area.top() + 24, width, 20), "US $7.90", size=14)
        for at in range(3):
            self.box(QRectF(left + at * 46, area.top() + 54, 38, 24), "raised", "border", round_=5)
            size = ("0-3M", "3-6M", "6-9M")[at]
            chip = QRectF(left + at * 46, area.top() + 54, 38, 24)
            self.cap(chip, size, size=11, ink="secondary")

    def keys(self, left: float, top: float, *names: str) -> None:
        """Keys of a keyboard, to be pressed together."""
        for at, name in enumerate(names):
            width = 34 if len(name) == 1 else 60
            self.box(QRectF(left, top + 2, width, 38), "border", round_=7)
            self.box(QRectF(left, top, width, 36), "card", "field", round_=7)
            cap = QRectF(left, top, width, 36)
            self.cap(cap, name, size=14)
            left += width + 8
            if at + 1 < len(names):
                self.cap(QRectF(left, top, 12, 36), "+", size=14)
                left += 20

    def dialog(self, title: str, rows: tuple[tuple[str, str], ...], strong: int) -> None:
        """A dialog of the system with fields, one of them to look at."""
        area = QRectF(90, 20, 420, HEIGHT - 40)
        self.box(area, "card", "border")
        head = QRectF(area.left() + 18, area.top() + 10, 300, 24)
        self.words(head, title, size=14, bold=True)
        for at, (name, value) in enumerate(rows):
            top = area.top() + 46 + at * 44
            label = QRectF(area.left() + 18, top, 104, 32)
            self.words(label, name, size=12, ink="secondary")
            field = QRectF(area.left() + 124, top, area.width() - 142, 32)
            self.box(field, "card", "field", round_=6)
            if at == strong:
                self.ring(field)
            self.words(field.adjusted(10, 0, -10, 0), value, bold=at == strong)
        key = QRectF(area.right() - 98, area.bottom() - 46, 80, 32)
        self.box(key, "accent", "accent_hover", round_=6)
        self.cap(key, "Save", ink="on_accent")

    def ring(self, rect: QRectF) -> None:
        """A ring around what matters."""
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.setPen(QPen(self.colors.color("accent_hover"), 3))
        self.painter.drawRoundedRect(rect.adjusted(-4, -4, 4, 4), 8, 8)

    def ours(self, *, over: bool) -> QRectF:
        """The Import place of the program; its field."""
        window = QRectF(150, 14, 436, HEIGHT - 28)
        self.box(window, "win", "border")
        self.box(QRectF(window.left(), window.top(), 58, window.height()), "raised", round_=8)
        for at in range(4):
            dot = QRectF(window.left() + 19, window.top() + 18 + at * 40, 20, 20)
            self.box(dot, "accent" if at == 1 else "border", round_=6)
        self.words(
            QRectF(window.left() + 76, window.top() + 10, 200, 26), "Import", size=16, bold=True
        )
        field = QRectF(window.left() + 76, window.top() + 46, window.width() - 96, 62)
        self.box(field, "raised" if over else "panel", "focus" if over else "field", dashed=True)
        self.words(
            field.adjusted(18, 8, -8, -32), "Paste or drop AliExpress addresses here", bold=True
        )
        self.words(
            field.adjusted(18, 30, -8, -8), "or saved pages, or a list", size=12, ink="secondary"
        )
        for at in range(2):
            line = QRectF(field.left(), field.bottom() + 16 + at * 30, field.width(), 20)
            self.box(line, "raised", round_=5)
        return field

    def file(self, left: float, top: float) -> None:
        """A saved page as a sheet of paper."""
        sheet = QRectF(left, top, 72, 88)
        self.box(sheet, "card", "field", round_=6)
        for at in range(4):
            self.box(QRectF(left + 12, top + 30 + at * 11, 48 - 10 * (at == 3), 4), "border")
        self.box(QRectF(left + 12, top + 12, 20, 12), "accent", round_=3)
        name = QRectF(left - 30, top + 92, 132, 18)
        self.cap(name, f"{TITLE}", size=11, ink="secondary")

    def pointer(self, x: float, y: float) -> None:
        """The mouse's arrow."""
        corners = ((0, 0), (0, 22), (6, 17), (10, 26), (14, 24), (10, 15), (18, 15))
        self.painter.setPen(QPen(self.colors.color("win"), 1.5))
        self.painter.setBrush(self.colors.color("text"))
        self.painter.drawPolygon(QPolygonF([QPointF(x + a, y + b) for a, b in corners]))

    def way(self, start: QPointF, over: QPointF, end: QPointF) -> None:
        """The way from one place to another."""
        path = QPainterPath(start)
        path.quadTo(over, end)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.setPen(QPen(self.colors.color("secondary"), 2, Qt.PenStyle.DashLine))
        self.painter.drawPath(path)


def _opened(scene: Scene, *keys: str) -> None:
    area = QRectF(14, 14, WIDTH - 28, HEIGHT - 28)
    scene.product(scene.browser(area, f"aliexpress.com/item/…  {TITLE}"))
    scene.keys(380 if len(keys[0]) > 1 else 410, 150, *keys)


def page(scene: Scene) -> None:
    """The product in the browser, and the keys that save it."""
    _opened(scene, "Ctrl", "S")


def page_mac(scene: Scene) -> None:
    """The same on a Mac."""
    _opened(scene, "⌘", "S")


def save(scene: Scene) -> None:
    """The dialog of Edge and Chrome."""
    rows = (("File name", TITLE), ("Save as type", "Webpage, Single File (*.mhtml)"))
    scene.dialog("Save As", rows, strong=1)


def save_firefox(scene: Scene) -> None:
    """The dialog of Firefox."""
    rows = (("File name", f"{TITLE}.html"), ("Save as type", "Web Page, HTML only"))
    scene.dialog("Save As", rows, strong=1)


def save_safari(scene: Scene) -> None:
    """The dialog of Safari."""
    rows = (("Export As", f"{TITLE}.html"), ("Format", "Page Source"))
    scene.dialog("Save As", rows, strong=1)


def drop(scene: Scene) -> None:
    """The saved page on its way into the program."""
    field = scene.ours(over=True)
    scene.file(40, 60)
    end = QPointF(field.right() - 60, field.center().y() + 8)
    scene.way(QPointF(120, 130), QPointF(field.right() - 90, 205), end)
    scene.pointer(end.x() - 2, end.y() - 6)


def source(scene: Scene) -> None:
    """The source, all of it chosen, and the keys that copy it."""
    _source(scene, "Ctrl")


def source_mac(scene: Scene) -> None:
    """The same on a Mac."""
    _source(scene, "⌘")


def _source(scene: Scene, key: str) -> None:
    window = QRectF(14, 14, WIDTH - 28, HEIGHT - 28)
    area = scene.browser(window, "view-source:aliexpress.com/item/…")
    for at, line in enumerate(SOURCE):
        row = QRectF(area.left() + 28, area.top() + at * 21, 330, 20)
        scene.box(row, "bar_shipping", round_=2)
        number = QRectF(area.left(), row.top(), 20, 20)
        scene.cap(number, str(at + 1), size=11, ink="hint")
        scene.words(row.adjusted(6, 0, 0, 0), line, size=12, ink="on_bar")
    scene.keys(430, 84, key, "A")
    scene.keys(430, 140, key, "C")


def paste(scene: Scene) -> None:
    """The copied source, pasted into the program."""
    scene.ours(over=False)
    scene.keys(14, 96, "Ctrl", "V")


def paste_mac(scene: Scene) -> None:
    """The same on a Mac."""
    scene.ours(over=False)
    scene.keys(26, 96, "⌘", "V")


SCENES: tuple[Callable[[Scene], None], ...] = (
    page, page_mac, save, save_firefox, save_safari, drop, source, source_mac, paste, paste_mac,
)  # fmt: skip


def _keep(drawn: QImage, file: Path) -> None:
    """Write it small: few colours are in it."""
    drawn.save(str(file))
    with Image.open(file) as picture:
        small = picture.convert("RGB").quantize(96, dither=Image.Dither.NONE)
    small.save(file, optimize=True)


def main() -> None:
    """Draw every picture in both themes."""
    application = QGuiApplication([])
    fonts.load()
    for theme, colors in (("light", LIGHT), ("dark", DARK)):
        (FOLDER / theme).mkdir(parents=True, exist_ok=True)
        for draw in SCENES:
            scene = Scene(colors)
            draw(scene)
            scene.painter.end()
            _keep(scene.image, FOLDER / theme / f"{draw.__name__.replace('_', '-')}.png")
    application.quit()


if __name__ == "__main__":
    main()
