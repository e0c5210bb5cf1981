"""What a place of the window is given: the shop's services, threads to ask them on, and a voice."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ParamSpec, Protocol, TypeVar

from PySide6.QtCore import QObject, QSettings

from babydrop_desktop.errors import ShopError
from ui.changes import Changes
from ui.common.notice_action import NoticeAction
from ui.trouble import Trouble
from ui.work.pools import Pools
from ui.work.tasks import Tasks

if TYPE_CHECKING:
    from babydrop_desktop.bootstrap import Services
    from ui.tables.thumbnails import Thumbnails
    from ui.work.filling import Filling
    from ui.work.jobs import Jobs

__all__ = ["GoTo", "NoticeAction", "Notify", "PlaceContext"]

P = ParamSpec("P")
T = TypeVar("T")


class Notify(Protocol):
    """Says in the status bar what just happened."""

    def __call__(self, text: str, action: NoticeAction | None = None) -> None:
        """Show `text`, and `action` beside it for ten seconds."""


class GoTo(Protocol):
    """Opens a place of the window."""

    def __call__(self, place: str, **what: str) -> None:
        """Open "import" or "catalog"; `what` may name a product_id or a job_id to show."""


@dataclass(frozen=True, slots=True)
class PlaceContext:
    """Everything a place may reach. It reaches nothing else.

    `fail` is the one handler for errors that a place does not treat itself: a known kind is said
    in the status bar, a bug opens the crash dialog. `filling` is there in the demo shop alone.
    """

    services: "Services"
    pools: Pools
    changes: Changes
    thumbnails: "Thumbnails"
    jobs: "Jobs"
    trouble: Trouble
    settings: QSettings
    notify: Notify
    go_to: GoTo
    fail: Callable[[BaseException], None]
    filling: "Filling | None" = None

    @property
    def is_filling(self) -> bool:
        """Whether the demo shop is being filled."""
        return self.filling is not None and self.filling.running

    def tasks(self, owner: QObject) -> Tasks:
        """What `owner` waits for; errors it does not treat go to `fail`."""
        return Tasks(owner, self.fail)

    async def ask(self, call: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """What `call` gives, run on the pool `answers`. Raises what it raises."""
        try:
            return await asyncio.wrap_future(self.pools.answers.submit(call, *args, **kwargs))
        except ShopError as error:
            self.trouble.takes(error)
            raise
