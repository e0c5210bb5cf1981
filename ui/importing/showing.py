"""Shows the chosen import in the detail, and keeps what is edited there."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject

from babydrop_desktop.domain.catalog import CategoryRow
from babydrop_desktop.domain.draft import Draft
from babydrop_desktop.domain.jobs import RETRYABLE, Choices, JobId, JobRow, JobState
from babydrop_desktop.errors import ShopError
from ui.common import words
from ui.common.labels import set_apart
from ui.common.notice_action import BadNews
from ui.context import PlaceContext
from ui.importing import row_actions
from ui.importing.choosing import Choosing
from ui.importing.detail import Detail
from ui.importing.staging_model import StagingModel
from ui.importing.try_words import try_lines


def has_product(row: JobRow) -> bool:
    """Whether a job's product was read and can still be edited."""
    return row.state is JobState.READY or (row.state in RETRYABLE and bool(row.summary.title))


class Showing(QObject):
    """The link between the list's choice, the detail, and the saving of edits."""

    def __init__(
        self,
        context: PlaceContext,
        model: StagingModel,
        detail: Detail,
        choosing: Choosing,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(detail)
        self._context = context
        self._model = model
        self._detail = detail
        self._choosing = choosing
        self._now = now
        self._tasks = context.tasks(self)
        self._wanted: JobId | None = None
        self._before: JobRow | None = None
        self._categories: tuple[CategoryRow, ...] = ()
        choosing.drafted.connect(self._on_drafted)
        choosing.refused.connect(self._on_refused)
        page, foot = detail.page, detail.foot
        for edited in (page.edited, foot.edited):
            edited.connect(self._on_edited)
        page.typed.connect(self._on_typed)
        page.left.connect(self._on_left)
        page.category_chosen.connect(self._on_category)

    @property
    def job_id(self) -> JobId | None:
        """The job that was chosen last."""
        return self._wanted

    def show_categories(self, rows: tuple[CategoryRow, ...]) -> None:
        """What can be chosen; the chosen product may have waited for them."""
        self._categories = rows
        self._detail.page.show_categories(rows)
        draft, row = self._detail.draft, self._model.find(self._wanted)
        if draft is not None and row is not None and self._detail.job_id == row.id:
            self._detail.page.words.show_draft(draft, same=True)
            self._propose(draft)

    def show_job(self, job_id: str) -> None:
        """Show this job; "" for none."""
        self._choosing.flush()
        self._wanted = JobId(job_id) if job_id else None
        self._before = None
        self.look_again()

    def look_again(self) -> None:
        """The list has news: show the chosen job anew where they concern it."""
        row = self._model.find(self._wanted)
        if row is None:
            self._tasks.cancel()
            self._detail.show_nothing()
            return
        before, self._before = self._before, row
        look = self._model.line(self._model.place_of(row.id)).look
        if not has_product(row):
            self._tasks.cancel()
            self._choosing.forget(row.id)
            if self._detail.job_id != row.id:
                self._detail.state.show_tries([])
            self._detail.show_state(row, look)
            self._tasks.latest("tries", self._tries(row))
        elif before is None or before.state is not row.state or self._is_stale(row):
            self._detail.wait_for(row, look)
            if not self._choosing.saving(row.id):
                self._tasks.latest("preview", self._preview(row))

    def pass_time(self) -> None:
        """Show anew how long the shown job still waits."""
        row = self._model.find(self._detail.job_id)
        if row is not None and row_actions.awaits_turn(row):
            self._detail.pass_time(row, self._model.line(self._model.place_of(row.id)).look)

    def remember(self, category_id: str) -> None:
        """The owner chose this category: it is offered for the next product."""
        self._context.settings.setValue(self._key(), category_id)

    def look_anew(self, job_ids: frozenset[JobId]) -> None:
        """These were changed elsewhere: ask anew for what is shown of them."""
        row = self._model.find(self._wanted)
        if row is not None and row.id in job_ids and has_product(row):
            self._tasks.latest("preview", self._preview(row))

    def _is_stale(self, row: JobRow) -> bool:
        """Whether the job was changed from elsewhere since its product was shown."""
        draft = self._detail.draft
        if draft is None or self._detail.job_id != row.id or self._choosing.busy(row.id):
            return self._detail.job_id != row.id
        price = draft.price.price if draft.price else None
        return (row.summary.title, row.summary.price) != (draft.title, price)

    async def _tries(self, row: JobRow) -> None:
        """Say which ways to its page were tried."""
        try:
            tries = await self._context.ask(self._context.services.importing.tries, row.id)
        except ShopError:  # what is wrong with the shop is said elsewhere
            return
        if self._wanted == row.id:
            self._detail.state.show_tries(try_lines(tries, self._now()))

    async def _preview(self, row: JobRow) -> None:
        try:
            draft = await self._context.ask(self._context.services.importing.preview, row.id)
        except ShopError as error:
            look = self._model.line(self._model.place_of(row.id)).look
            self._detail.show_state(row, look)
            self._detail.say_trouble(words.error_words(error), words.error_details(error))
            return
        if self._wanted == row.id and not self._choosing.saving(row.id):
            self._choosing.know(row.id, draft)
            self._show(row, draft)

    def _show(self, row: JobRow, draft: Draft) -> None:
        self._detail.show_draft(row, draft, self._now())
        self._propose(draft)

    def _propose(self, draft: Draft) -> None:
        """Without a category, the one chosen last is offered: only the owner's act sets a price."""
        last = str(self._context.settings.value(self._key(), ""))
        found = next((category for category in self._categories if category.id == last), None)
        self._detail.page.words.propose(found if draft.category is None else None)

    def _on_drafted(self, job_id: str, draft: Draft) -> None:
        row = self._model.find(self._wanted)
        if row is not None and row.id == job_id and has_product(row):
            self._show(row, draft)

    def _on_refused(self, job_id: str, error: ShopError) -> None:
        row = self._model.find(JobId(job_id))
        sentence = words.error_words(error)
        if row is None or self._wanted != job_id:
            title = row.summary.title if row else ""
            said = f"{set_apart(title)}: {sentence}" if title else sentence
            self._context.notify(BadNews(said))
        else:
            self._tasks.latest("preview", self._preview_and_say(row, error))

    async def _preview_and_say(self, row: JobRow, error: ShopError) -> None:
        """Show what is saved, and why the last edit is not."""
        if not self._choosing.busy(row.id):
            await self._preview(row)
        if self._wanted == row.id:
            self._detail.say_trouble(words.error_words(error), words.error_details(error))

    def _on_edited(self, change: Callable[[Choices], Choices]) -> None:
        job_id = self._detail.job_id
        if job_id is not None and self._detail.draft is not None:
            self._choosing.edit(job_id, change)

    def _on_typed(self, change: Callable[[Choices], Choices]) -> None:
        job_id = self._detail.job_id
        if job_id is not None and self._detail.draft is not None:
            self._choosing.edit(job_id, change, typing=True)

    def _on_left(self) -> None:
        self._choosing.left()
        job_id, draft = self._detail.job_id, self._detail.draft
        if job_id is not None and draft is not None and not self._choosing.busy(job_id):
            self._detail.page.words.show_kept_title(draft.title)

    def _on_category(self, category_id: str) -> None:
        self.remember(category_id)
        self._on_edited(partial(_with_category, category_id=category_id))

    def _key(self) -> str:
        folder = str(self._context.services.about.profile_folder)
        return f"import/category/{hashlib.sha256(folder.encode()).hexdigest()[:16]}"


def _with_category(choices: Choices, *, category_id: str) -> Choices:
    return replace(choices, category_id=category_id)
