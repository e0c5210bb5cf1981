"""A little window that files are dragged out of, as out of a folder's window."""

import sys

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel

SIDE = 40


class Files(QLabel):
    """Dragged away, it gives its files to whatever it is dropped on."""

    def __init__(self, files: list[str]) -> None:
        super().__init__("files")
        self._files = files
        self.setWindowTitle("files to drag")
        self.setWindowFlags(
            Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.WindowStaysOnTopHint
            | Qt.WindowType.X11BypassWindowManagerHint
        )
        self.setFixedSize(SIDE, SIDE)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's own name
        """Begin the drag."""
        del event
        carried = QMimeData()
        carried.setUrls([QUrl.fromLocalFile(file) for file in self._files])
        drag = QDrag(self)
        drag.setMimeData(carried)
        drag.exec(Qt.DropAction.CopyAction)
        sys.stdout.write("dropped\n")
        sys.stdout.flush()


def main() -> None:
    """Show the window at the place that is given first, with the files behind it."""
    application = QApplication([])
    made = Files(sys.argv[3:])
    made.move(int(sys.argv[1]), int(sys.argv[2]))
    made.show()
    application.exec()


if __name__ == "__main__":
    main()
