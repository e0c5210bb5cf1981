"""Above every place: that the shop does not answer, and what helps; gone by itself when it does."""

from collections.abc import Callable

from PySide6.QtCore import QTimer

from ui.common import times
from ui.common.banner import Banner
from ui.common.dialogs import machine
from ui.common.trouble_words import while_open
from ui.common.words import error_details
from ui.trouble import Fault, Trouble

# Whoever reads "today 13:00" tomorrow has to read "yesterday".
AGAIN_MS = 60_000
# What only a copy helps with.
_LOST = frozenset({"database_damaged", "database_gone"})
_COPIES = frozenset({"backup_no_room", "backup_not_written"})


class ShopBanner(Banner):
    """Follows the open shop's trouble. `copies` shows the copies ("look", or a copy's path)."""

    def __init__(self, copies: Callable[[str], None]) -> None:
        super().__init__()
        self._copies = copies
        self._trouble: Trouble | None = None
        self._again = QTimer(self, interval=AGAIN_MS)
        self._again.timeout.connect(self._show)

    def follow(self, trouble: Trouble) -> None:
        """Show what is the matter with this shop from now on."""
        self._trouble = trouble
        trouble.changed.connect(lambda _fault: self._show())
        self._show()

    def leave(self) -> None:
        """The shop is closed."""
        self._trouble = None
        self._again.stop()
        self.say("")

    def _show(self) -> None:
        fault = self._trouble.fault if self._trouble is not None else None
        if fault is None:
            self._again.stop()
            self.say("")
            return
        verb, run = self._help(fault)
        sentence = while_open(fault.error, fault.since, times.utc_now())
        details = f"{error_details(fault.error)}\n{machine()}"
        self.say(sentence, verb, run, details=details)
        self._again.start()

    def _help(self, fault: Fault) -> tuple[str, Callable[[], None]]:
        if fault.error.reason in _LOST:
            copy = fault.error.facts.get("copy", "look")
            return self.tr("Go back to a copy…"), lambda: self._copies(copy)
        if fault.error.reason in _COPIES:
            return self.tr("Back up now"), lambda: self._copies("now")
        return self.tr("Try again"), self._look

    def _look(self) -> None:
        if self._trouble is not None:
            self._trouble.look()
