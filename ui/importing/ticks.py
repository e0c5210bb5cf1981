"""Keeps which imports the owner left out, so that they are still left out after a restart."""

import asyncio
from collections.abc import Collection
from functools import partial

from PySide6.QtCore import QObject

from babydrop_desktop.domain.jobs import JobId
from babydrop_desktop.errors import ShopError
from ui.common.words import error_words
from ui.context import PlaceContext


class Ticks(QObject):
    """Saves ticks one call after the other, so that the last one stays."""

    def __init__(self, context: PlaceContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._importing = context.services.importing
        self._tasks = context.tasks(self)
        self._waiting: dict[JobId, bool] = {}
        self._saving: asyncio.Task[None] | None = None

    def keep(self, job_ids: Collection[JobId], on: bool) -> None:  # noqa: FBT001 - a signal's
        """Save that these were ticked or unticked."""
        self._waiting.update(dict.fromkeys(job_ids, on))
        if self._waiting and self._saving is None:
            self._saving = self._tasks.start(self._save())

    async def settle(self) -> None:
        """Wait until every tick is saved, those too that an error held up; errors are told."""
        if self._saving is not None:
            await asyncio.shield(self._saving)
        if self._waiting:
            self._saving = self._tasks.start(self._save())
            await asyncio.shield(self._saving)

    async def _save(self) -> None:
        wanted: dict[JobId, bool] = {}
        try:
            while self._waiting:
                wanted, self._waiting = self._waiting, {}
                for on in (True, False):
                    some = [job_id for job_id, ticked in wanted.items() if ticked is on]
                    if some:
                        await self._context.ask(partial(self._importing.tick, some, on=on))
        except ShopError as error:
            # They stay as they are on the screen, and are saved along with the next one. What
            # was turned meanwhile is newer.
            self._waiting = {**wanted, **self._waiting}
            self._context.notify(error_words(error))
        finally:
            self._saving = None
