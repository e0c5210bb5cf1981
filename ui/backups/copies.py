"""Asks for the copies of the shop away from the main thread, whether the shop is open or not."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from babydrop_desktop.domain.backups import BackupGap, BackupPreview, BackupRow, RestoreReport
from babydrop_desktop.services.work import Work

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from babydrop_desktop.services.backups import Backups

T = TypeVar("T")
Opener = Callable[[], "Backups"]
# What was found, and whether it was read from end to end.
Show = Callable[[BackupPreview, bool], Awaitable[None]]


class Copies:
    """The copies of one shop. Each call opens what it needs and lets go of it."""

    def __init__(self, opener: Opener, pool: "Callable[[], Executor]", folder: Path) -> None:
        self._opener = opener
        self._pool = pool
        self.folder = folder

    async def look(self) -> tuple[tuple[BackupRow, ...], bool]:
        """All copies, newest first, and whether the shop itself is on a server."""
        return await self._ask(lambda kept: (kept.list(), kept.on_server))

    async def preview(self, path: Path, work: Work, *, whole: bool) -> BackupPreview:
        """What a copy holds. Raises ShopError."""
        return await self._ask(lambda kept: kept.preview(path, work=work, whole=whole))

    async def read(self, path: Path, work: Work, show: Show) -> None:
        """Tell `show` what a copy holds, then whether all of it can be read: that takes seconds.

        It ends with the first that is wrong, and stops `work` where nobody waits any more. Raises
        ShopError.
        """
        try:
            for whole in (False, True):
                found = await self.preview(path, work, whole=whole)
                await show(found, whole)
                if found.reason:
                    return
        except asyncio.CancelledError:
            work.stop()
            raise

    async def gap(self, found: BackupPreview, work: Work) -> BackupGap | None:
        """What the shop has that the copy lacks; None where the shop cannot be read."""
        return await self._ask(lambda kept: kept.gap(found, work=work))

    async def make(self, work: Work) -> BackupRow:
        """Make a copy by hand. Raises ShopError."""
        return await self._ask(lambda kept: kept.make(work=work))

    def restore(self, path: Path, work: Work, *, other_shop: bool) -> RestoreReport:
        """Put a copy back; the shop must be closed, and this be a worker. Raises ShopError."""
        with closing(self._opener()) as kept:
            return kept.restore(path, work, other_shop=other_shop)

    def begin_anew(self, work: Work) -> RestoreReport:
        """Begin with an empty shop; as `restore`."""
        with closing(self._opener()) as kept:
            return kept.begin_anew(work)

    async def _ask(self, call: Callable[["Backups"], T]) -> T:
        def ask() -> T:
            with closing(self._opener()) as kept:
                return call(kept)

        return await asyncio.wrap_future(self._pool().submit(ask))
