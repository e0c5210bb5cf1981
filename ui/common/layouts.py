"""What layouts lack: to be emptied, and to show what has just appeared in them."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget

MARGIN = 8


def clear(layout: QLayout) -> None:
    """Take out everything and let the widgets go."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()


def bring_into_sight(widget: QWidget) -> None:
    """Scroll the page that holds `widget` to it, once the layout has given it its room."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if isinstance(above, QScrollArea):
        area = above
        QTimer.singleShot(0, widget, lambda: area.ensureWidgetVisible(widget, 0, MARGIN))
