"""Knows whether the open shop answers: what keeps it from that is said once, until it is over."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from babydrop_desktop.errors import ShopError
from ui.common import times
from ui.work.pools import Pools

if TYPE_CHECKING:
    from concurrent.futures import Future

    from babydrop_desktop.domain.backups import BackupReport

# How often the shop is looked at: always, and while it does not answer.
EVERY_MS, SOON_MS = 10_000, 3_000
SERVER = frozenset(
    {
        "database_certificate",
        "database_host_unknown",
        "database_login_refused",
        "database_missing",
        "database_not_admitted",
        "database_restarted",
        "database_starting",
        "database_unreachable",
    }
)
FILE = frozenset(
    {
        "database_damaged",
        "database_disk_error",
        "database_disk_full",
        "database_disk_low",
        "database_folder",
        "database_gone",
        "database_not_ready",
        "database_read_only",
        "database_shut",
    }
)
# A look at the shop reads a little only: it does not find what these have found.
_STAYS = frozenset({"database_damaged"})


@dataclass(frozen=True, slots=True)
class Fault:
    """What is the matter, and since when. The error may name the newest good `copy`."""

    error: ShopError
    since: datetime

    @property
    def on_server(self) -> bool:
        """Whether it is the shop's server that does not answer."""
        return self.error.reason in SERVER


class Trouble(QObject):
    """One for the open shop. `changed` (Fault or None), `over` when it answers again.

    Every error that anybody gets from the shop comes by here; besides, it is looked at every few
    seconds, so that nobody works for an hour on a shop that is gone.
    """

    changed = Signal(object)
    over = Signal()
    found = Signal(object)  # the error that is new, for whoever saves what can be saved
    _looked = Signal(object)  # the future

    def __init__(
        self, look: Callable[[], None], pools: Pools, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._look_at_shop = look
        self._pools = pools
        self._shop: Fault | None = None
        self._copies: Fault | None = None
        self._looking = self._stopped = False
        self._timer = QTimer(self, singleShot=True, interval=EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._looked.connect(self._on_looked, Qt.ConnectionType.QueuedConnection)

    @property
    def fault(self) -> Fault | None:
        """What is the matter now; the shop itself before its copies."""
        return self._shop or self._copies

    def begin(self) -> None:
        """Look at the shop from now on."""
        self._timer.start(SOON_MS)

    def stop(self) -> None:
        """Look no more."""
        self._stopped = True
        self._timer.stop()

    def takes(self, error: BaseException) -> bool:
        """Whether it is the shop itself that does not answer: then it is said for all places."""
        if not isinstance(error, ShopError) or error.reason not in SERVER | FILE:
            return False
        self._set_shop(error)
        if not self._looking and not self._stopped:
            self._timer.start(SOON_MS)
        return True

    def hear_of_copies(self, report: "BackupReport") -> None:
        """What the copies say: that the shop is lost, or that none can be made."""
        from babydrop_desktop.errors import Unavailable  # noqa: PLC0415 - as all of the services

        facts = {"copy": str(report.good)} if report.good else {}
        error = Unavailable(report.sentence, reason=report.reason, **facts)
        if report.reason and self.takes(error):
            return
        if report.reason:
            since = self._copies.since if self._copies else times.utc_now()
            self._copies = Fault(error, since)
            self.changed.emit(self.fault)
        elif report.made is not None and self._copies is not None:
            self._copies = None
            self.changed.emit(self.fault)

    def look(self) -> None:
        """Look at the shop now."""
        if self._looking or self._stopped or self._pools.answers.closed:
            return
        self._looking = True
        self._timer.stop()
        self._pools.answers.submit(self._look_at_shop).add_done_callback(self._looked.emit)

    def _on_looked(self, future: "Future[None]") -> None:
        self._looking = False
        if self._stopped or future.cancelled():
            return
        error = future.exception()
        try:
            if error is None:
                self._on_answer()
            elif not self.takes(error) and _is_bug(error):
                raise error
        finally:
            self._timer.start(EVERY_MS if self._shop is None else SOON_MS)

    def _on_answer(self) -> None:
        if self._shop is None or self._shop.error.reason in _STAYS:
            return
        _note("answers again", self._shop.error.reason)
        self._shop = None
        self.changed.emit(self.fault)
        self.over.emit()

    def _set_shop(self, error: ShopError) -> None:
        before = self._shop
        if before is not None and not _says_more(error, before.error):
            return
        self._shop = Fault(error, before.since if before else times.utc_now())
        self.changed.emit(self.fault)
        if before is None or before.error.reason != error.reason:
            _note("trouble", error.reason)
            self.found.emit(error)


def _note(event: str, reason: str) -> None:
    from babydrop_desktop.logs import log  # noqa: PLC0415 - slow to load

    log("shop").warning(event, reason=reason)


def _says_more(error: ShopError, known: ShopError) -> bool:
    """Whether it tells something that is not said yet; what came of it tells less."""
    if error.reason == known.reason:
        return bool(error.facts.keys() - known.facts.keys())
    return _weight(error) >= _weight(known)


def _weight(error: ShopError) -> int:
    """Damage outweighs a file that is gone, which outweighs that it cannot be opened."""
    return {"database_damaged": 2, "database_gone": 1}.get(error.reason, 0)


def _is_bug(error: BaseException) -> bool:
    return not isinstance(error, ShopError)
