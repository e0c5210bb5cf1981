"""Long work reports how far it is, and stops where it is asked to."""

from collections.abc import Callable
from threading import Event

from babydrop_desktop.domain.jobs import Stage
from babydrop_desktop.errors import Stopped

Report = Callable[[Stage, int, int], None]
Ask = Callable[[str], None]


def _silent(_stage: Stage, _done: int, _of: int) -> None:
    """Nobody listens."""


def _unheard(_what: str) -> None:
    """Nobody can help."""


class Work:
    """One running piece of work: where it can be stopped, and where its progress goes."""

    def __init__(self, report: Report = _silent, ask: Ask = _unheard) -> None:
        self._report = report
        self._ask = ask
        self._stop = Event()

    def stop(self) -> None:
        """Ask the work to end at its next check. Safe from any thread."""
        self._stop.set()

    @property
    def stopping(self) -> bool:
        """Whether it was asked to end."""
        return self._stop.is_set()

    def check(self) -> None:
        """Raise Stopped (reason "cancelled") where the work was asked to end."""
        if self._stop.is_set():
            raise Stopped("Cancelled.", reason="cancelled")

    def pause(self, seconds: float) -> None:
        """Wait so long; raise as `check` does as soon as the work was asked to end."""
        self._stop.wait(seconds)
        self.check()

    def report(self, stage: Stage, done: int = 0, of: int = 0) -> None:
        """Tell how far the work is: `done` of `of` pieces of `stage`."""
        self._report(stage, done, of)

    def ask(self, what: str) -> None:
        """Tell that only the owner can help, with a "captcha" or a "login"; "" when it is done."""
        self._ask(what)
