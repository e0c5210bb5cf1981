"""Where the window stands and how it is divided, from one start to the next."""

from PySide6.QtCore import QByteArray, QRect, QSettings, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow, QSplitter

GEOMETRY, MAXIMIZED, PLACE = "window/rect", "window/maximized", "window/place"
COMFORTABLE = "window/comfortable"
FIRST_SIZE = QSize(1440, 900)
# So much of the window has to be on a screen for its place to be used again.
SEEN = QSize(200, 60)


def restore_geometry(window: QMainWindow, settings: QSettings) -> None:
    """Put the window where it was; in the middle of the screen where that is off-screen now."""
    kept = settings.value(GEOMETRY)
    if isinstance(kept, QRect) and is_on_screen(kept):
        window.setGeometry(kept)
    else:
        center(window)
    if settings.value(MAXIMIZED, defaultValue=False, type=bool):
        window.showMaximized()


def center(window: QMainWindow) -> None:
    """The first size, in the middle of the first screen, never larger than the screen."""
    room = QGuiApplication.primaryScreen().availableGeometry()
    size = FIRST_SIZE.boundedTo(room.size())
    place = QRect(room.topLeft(), size)
    place.moveCenter(room.center())
    window.setGeometry(place)


def is_on_screen(rect: QRect) -> bool:
    """Whether enough of `rect` is on some screen to be caught with the mouse."""
    title = QRect(rect.left(), rect.top(), rect.width(), max(SEEN.height(), 1))
    for screen in QGuiApplication.screens():
        seen = screen.availableGeometry().intersected(title)
        if seen.width() >= min(SEEN.width(), rect.width()) and seen.height() >= SEEN.height() // 2:
            return True
    return False


def keep_geometry(window: QMainWindow, settings: QSettings) -> None:
    """Remember where the window stands."""
    settings.setValue(MAXIMIZED, window.isMaximized())
    settings.setValue(GEOMETRY, window.normalGeometry())


def restore_splitter(splitter: QSplitter, settings: QSettings, name: str) -> None:
    """Divide a place as it was."""
    kept = settings.value(f"splitters/{name}")
    if isinstance(kept, QByteArray):
        splitter.restoreState(kept)


def keep_splitter(splitter: QSplitter, settings: QSettings, name: str) -> None:
    """Remember how a place is divided."""
    settings.setValue(f"splitters/{name}", splitter.saveState())
