"""Icons in the colours of the theme, drawn from the SVG files of resources/."""

from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from babydrop_desktop.paths import resources
from ui.theme.theme import on_theme
from ui.theme.tokens import tokens

IN_TEXT, IN_BUTTON, IN_RAIL = 14, 16, 20


@lru_cache(maxsize=256)
def _source(name: str) -> bytes:
    return (resources() / "icons" / f"{name}.svg").read_bytes()


@lru_cache(maxsize=1024)
def _tinted(name: str, color: str, size: int, ratio: float) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(_source(name).replace(b"currentColor", color.encode())))
    side = max(1, round(size * ratio))
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def pixmap(name: str, role: str = "secondary", size: int = IN_BUTTON, ratio: float = 1) -> QPixmap:
    """The icon `name` in the colour of `role`, `size` logical pixels, for a screen of `ratio`."""
    return _tinted(name, getattr(tokens(), role), size, ratio)


def icon(name: str, role: str = "secondary", size: int = IN_BUTTON) -> QIcon:
    """The icon `name` in the colour of `role`; its disabled form in the disabled colour.

    Raises FileNotFoundError where resources/icons has no such file.
    """
    made = QIcon()
    ratios = {1.0, *(screen.devicePixelRatio() for screen in QGuiApplication.screens())}
    for ratio in sorted(ratios):
        made.addPixmap(pixmap(name, role, size, ratio))
        made.addPixmap(pixmap(name, "disabled", size, ratio), QIcon.Mode.Disabled)
    return made


def icon_with_room(name: str, role: str, room: int, size: int = IN_BUTTON) -> QIcon:
    """The same with `room` empty logical pixels at its right, before a button's words."""
    made = QIcon()
    ratios = {1.0, *(screen.devicePixelRatio() for screen in QGuiApplication.screens())}
    for ratio in sorted(ratios):
        for ink, mode in ((role, QIcon.Mode.Normal), ("disabled", QIcon.Mode.Disabled)):
            wide = QPixmap(round((size + room) * ratio), round(size * ratio))
            wide.setDevicePixelRatio(ratio)
            wide.fill(Qt.GlobalColor.transparent)
            painter = QPainter(wide)
            painter.drawPixmap(0, 0, pixmap(name, ink, size, ratio))
            painter.end()
            made.addPixmap(wide, mode)
    return made


def set_icon(
    owner: QObject,
    put: Callable[[QIcon], object],
    name: str,
    role: str = "secondary",
    size: int = IN_BUTTON,
) -> None:
    """Give `owner` an icon through `put`, now and after each change of theme."""
    on_theme(owner, lambda: put(icon(name, role, size)))
