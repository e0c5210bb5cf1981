"""What layouts lack: to be emptied."""

from PySide6.QtWidgets import QLayout


def clear(layout: QLayout) -> None:
    """Take out everything and let the widgets go."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
