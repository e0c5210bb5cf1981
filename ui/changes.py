"""News of what changed, brought from the working threads to the window as one signal."""

from threading import Lock

from PySide6.QtCore import QObject, Qt, Signal

from babydrop_desktop.domain.changes import Change


class Changes(QObject):
    """Everything that shows products or jobs listens to `changed`, on the main thread.

    News that arrives while the window is busy is joined into one Change, so that ten jobs
    reporting at once cost the lists one answer.
    """

    changed = Signal(object)  # Change
    _posted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = Lock()
        self._waiting: Change | None = None
        self._posted.connect(self._on_posted, Qt.ConnectionType.QueuedConnection)

    def post(self, change: Change) -> None:
        """Tell the window about `change`. Safe from any thread."""
        with self._lock:
            first = self._waiting is None
            self._waiting = change if self._waiting is None else joined(self._waiting, change)
        if first:
            self._posted.emit()

    def _on_posted(self) -> None:
        with self._lock:
            change, self._waiting = self._waiting, None
        if change is not None:
            self.changed.emit(change)


def joined(one: Change, other: Change) -> Change:
    """Both changes as one."""
    return Change(
        products=one.products | other.products,
        jobs=one.jobs | other.jobs,
        categories=one.categories | other.categories,
        pictures=one.pictures | other.pictures,
        orders=one.orders | other.orders,
    )
