"""Says quietly how the saving goes: nothing for a second, then that it runs, or what is left."""

from PySide6.QtCore import QTimer

from ui.catalog.kept import Kept, Stand
from ui.common.labels import StatusLabel

AFTER_MS = 1000


class SavingMark(StatusLabel):
    """Empty where everything is saved."""

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self, singleShot=True, interval=AFTER_MS)
        self._timer.timeout.connect(self._on_long)
        self.hide()

    def show_kept(self, kept: "list[Kept]") -> None:
        """Show how it stands with what was typed."""
        left = sum(one.stand is Stand.TROUBLE for one in kept)
        saving = any(one.stand is Stand.SAVING for one in kept)
        if saving and not self._timer.isActive():
            self._timer.start()
        elif not saving:
            self._timer.stop()
        if left:
            self.set_status("pencil-line", self.tr("Not saved"), "amber")
        self.setVisible(bool(left))

    def _on_long(self) -> None:
        self.set_status("loader-circle", self.tr("Saving…"), "secondary")
        self.show()
