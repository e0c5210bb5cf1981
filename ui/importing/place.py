"""The Import place: what was pasted or dropped at the left, one product as it will be sold."""

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QDateTime
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget

from babydrop_desktop.domain.changes import Change
from babydrop_desktop.domain.jobs import JobId, JobRow
from babydrop_desktop.errors import ShopError
from ui.common.banner import Banner
from ui.common.dropped import Dropped
from ui.common.notice_action import BadNews
from ui.common.panes import ALL_ROOM, ListAndDetail, pane
from ui.context import PlaceContext
from ui.importing.alikes import Alikes
from ui.importing.begun import Begun
from ui.importing.choosing import Choosing
from ui.importing.commands import Commands
from ui.importing.detail import Detail
from ui.importing.done_news import DoneNews
from ui.importing.editing import Editing
from ui.importing.feed import Feed
from ui.importing.field import ImportField
from ui.importing.filter_chips import FilterChips
from ui.importing.list_head import ListHead
from ui.importing.nothing_yet import NothingYet
from ui.importing.progress import Batch, Limit
from ui.importing.progress_strip import ProgressStrip
from ui.importing.row_actions import RowAction, ended, is_importable
from ui.importing.showing import Showing, has_product
from ui.importing.staging_list import StagingList
from ui.importing.staging_model import StagingModel
from ui.importing.ticks import Ticks
from ui.importing.turns import Turns
from ui.place import Place

DETAIL_WIDTH = 672


def utc_now() -> datetime:
    """The clock of the machine at hand."""
    return datetime.fromtimestamp(QDateTime.currentMSecsSinceEpoch() / 1000, tz=UTC)


class ImportPlace(Place):
    """Addresses, pages and files become products of the shop."""

    def __init__(self, context: PlaceContext, now: Callable[[], datetime] = utc_now) -> None:
        super().__init__(context)
        self._now = now
        self._tasks = context.tasks(self)
        self.field = ImportField(context)
        self.model = StagingModel(now, self)
        self.list = StagingList(self.model, context)
        self.detail = Detail(context)
        self.choosing = Choosing(context, self)
        self.commands = Commands(context, self.choosing)
        self.showing = Showing(context, self.model, self.detail, self.choosing, now)
        self.editing = Editing(context, self.choosing, self.model, self.list, self.detail)
        self.feed = Feed(context, self.model)
        self.alikes = Alikes(context, self.model)
        self.turns = Turns(context, now, self)
        self.ticks = Ticks(context, self)
        self.strip = ProgressStrip()
        self.empty = NothingYet(context)
        self.banner = Banner()
        self.head = ListHead()
        self.chips = FilterChips()
        self._begun_jobs = Begun()
        self._batch = Batch()
        self._news = DoneNews(context)
        self._to_choose: JobId | None = None
        self._begun = False
        self._stack = QStackedWidget()
        self._build()
        self._connect()
        self.refresh()

    # what the window asks

    def refresh(self) -> None:
        """Ask for everything again."""
        self.feed.load()
        self._tasks.latest("categories", self._ask_categories())

    def shop_is_back(self) -> None:
        """Save what was typed meanwhile, then ask for everything again."""
        self.choosing.flush()
        self.editing.back.look()
        self.refresh()

    def show_what(self, **what: str) -> None:
        """Show one import."""
        if job_id := what.get("job_id"):
            self.list.choose(JobId(job_id))

    def bring(self, found: Dropped) -> None:
        """Stage what was pasted or dropped anywhere."""
        self.field.take(found)

    def undo(self) -> bool:
        """Ctrl+Z: bring back what was removed, while that is offered; else take an edit back."""
        return self.commands.undo() or self.editing.back.take()

    def undo_words(self) -> str:
        """What was removed last, while its Undo is offered; else what was chosen last."""
        return self.commands.undo_words() or self.editing.back.words()

    def redo(self) -> bool:
        """Choose again what was taken back."""
        return self.editing.back.take(redo=True)

    def redo_words(self) -> str:
        """What would be chosen again."""
        return self.editing.back.words(redo=True)

    def set_comfortable(self, *, on: bool) -> None:
        """Higher rows, or dense ones."""
        self.list.set_comfortable(on=on)

    def leave(self) -> None:
        """Save what is being typed, and keep columns and panes."""
        self.choosing.flush()
        super().leave()

    async def settle(self) -> None:
        """What was typed and ticked last is saved too."""
        await self.choosing.settle_all()
        await self.ticks.settle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The refused lines leave the list its share."""
        super().resizeEvent(event)
        self.field.set_place_height(self.height())

    # building

    def _build(self) -> None:
        left, column = pane()
        for part in (self.head, self.field, self.chips, self.banner):
            column.addWidget(part)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        column.addWidget(self._stack, 1)
        column.addWidget(self.strip)
        panes = ListAndDetail(left, self.detail, widths=(ALL_ROOM, DETAIL_WIDTH))
        self._fill("import", panes, self.list.columns)
        self.empty.say(
            self.tr("Nothing to import yet"),
            self.tr(
                "Paste the address of an AliExpress product above, or choose a page that you saved "
                "or a list of addresses."
            ),
            self.tr("Choose file…"),
            self.field.choose_file,
        )
        self._show_all()

    def _connect(self) -> None:
        self.field.begun.connect(self._on_begun)
        self.field.staged.connect(self._on_staged)
        self.feed.loaded.connect(self._on_loaded)
        self.feed.updated.connect(lambda _ids: self._show_all())
        self.feed.failed.connect(self._on_refused)
        self.model.ticked_changed.connect(self._show_ticked)
        self.model.owner_ticked.connect(self.ticks.keep)
        self.model.modelReset.connect(lambda: self._choose(self.showing.job_id))
        self.turns.beat.connect(self._on_beat)
        self.list.chosen.connect(self.showing.show_job)
        self.list.wanted.connect(self.commands.run)
        self.list.category_wanted.connect(self._on_category)
        self.editing.turned.connect(self._on_turned)
        self.editing.changed.connect(self.undo_changed)
        self.choosing.drafted.connect(lambda _job, _draft: self.commands.forget())
        self.chips.chosen.connect(self.list.show_only)
        self.head.replace.connect(self.editing.find_and_replace)
        self.detail.description_wanted.connect(self.editing.describe)
        self.detail.page.options_wanted.connect(self.editing.rename_options)
        self.list.detail_wanted.connect(self._edit_detail)
        self.detail.wanted.connect(self._on_detail_wanted)
        self.detail.import_all.connect(lambda: self.commands.start(self.model.ticked()))
        self.detail.foot.import_this.connect(self._import_this)
        self.detail.page.product_wanted.connect(
            lambda product_id: self.context.go_to("catalog", product_id=product_id)
        )
        self.detail.shown.connect(self._show_ticked)
        self.detail.shown.connect(self._show_alike)
        self.detail.page.checks.pair.wanted.connect(self._on_alike)
        self.alikes.found.connect(self._show_alike)
        self.commands.asked.connect(self._on_asked)
        self.commands.started.connect(self._on_started)
        self.commands.removed.connect(self.model.remove)
        self.commands.said.connect(self._on_said)
        self.strip.cancel.connect(
            lambda: self.commands.cancel(self._batch.open_jobs(self.model.jobs()))
        )
        self.head.clear.connect(lambda: self.commands.clear(self.model.jobs()))
        self.head.again.connect(lambda rows: self.commands.run(RowAction.RETRY, rows))
        self.commands.offered.connect(self.undo_changed)
        self.commands.file_wanted.connect(self.field.choose_file)
        self.field.replaced.connect(self.commands.replace)
        self.context.changes.changed.connect(self._on_changed)

    # asking

    async def _ask_categories(self) -> None:
        rows = await self.context.ask(self.context.services.catalog.categories)
        self.list.show_categories(rows)
        self.showing.show_categories(rows)

    def _import_this(self) -> None:
        row = self.model.find(self.detail.job_id)
        if row is None:
            return
        again = RowAction.IMPORT if is_importable(row) or not ended(row) else RowAction.RETRY
        self.commands.run(again, [row])
        self._go_on(row)

    def _go_on(self, row: JobRow) -> None:
        """Choose the next product that can be imported: a list is worked through from the top."""
        at = self.model.place_of(row.id)
        rows = self.model.jobs()
        following = next((one for one in rows[at + 1 :] if is_importable(one)), None)
        if following is not None:
            self.list.choose(following.id)

    # news

    def _on_changed(self, change: Change) -> None:
        if change.products:
            self.alikes.look_anew()
        if change.categories:
            self._tasks.latest("categories", self._ask_categories())

    def _on_begun(self) -> None:
        self._begun = True

    def _on_staged(self, job_ids: tuple[JobId, ...]) -> None:
        self.context.jobs.wake()
        if self._begun and job_ids:
            # The first of a paste is shown; the others come behind it.
            self._begun, self._to_choose = False, job_ids[0]
        self.feed.look_again(job_ids)

    def _on_loaded(self) -> None:
        if self.list.current_job() is None and self.model.rowCount():
            rows = self.model.jobs()
            first = next((row for row in rows if has_product(row)), rows[0])
            self.list.choose(first.id)

    def _on_refused(self, error: ShopError) -> None:
        self.say_refusal(self.banner, error)

    def _on_asked(self, job_ids: frozenset[JobId]) -> None:
        if job_ids:
            self.feed.look_again(job_ids)
        else:
            self.feed.load()

    def _on_started(self, job_ids: frozenset[JobId]) -> None:
        rows = [row for row in self.model.jobs() if row.id in job_ids]
        self._news.begin(self._begun_jobs.add(rows))
        self._show_progress()

    def _on_category(self, category_id: str, rows: list[JobRow]) -> None:
        self.showing.remember(category_id)
        self.editing.many.file_under(category_id, rows)

    def _on_turned(self, job_ids: frozenset[JobId]) -> None:
        self.feed.look_again(job_ids)
        self.showing.look_anew(job_ids)

    def _on_said(self, job_id: str, sentence: str, details: str) -> None:
        if job_id and self.detail.job_id == job_id:
            self.detail.say_trouble(sentence, details)
        else:
            self.context.notify(BadNews(sentence))

    def _on_beat(self, due: datetime | None) -> None:
        self.model.pass_time(due)
        self.showing.pass_time()
        self._show_progress()

    def _on_detail_wanted(self, action: RowAction) -> None:
        row = self.model.find(self.detail.job_id)
        if row is not None:
            self.commands.run(action, [row])

    # showing

    def _show_all(self) -> None:
        rows = self.model.jobs()
        self.banner.say("")
        self._stack.setCurrentWidget(self.list if rows else self.empty)
        self.head.show_rows(rows)
        self.chips.show_rows(rows)
        self.list.show_only(self.chips.shown)
        self.turns.look(self.model.open_rows())
        self._show_progress()
        self._choose_staged()
        self.showing.look_again()
        self.alikes.look()

    def _show_progress(self) -> None:
        rows = self.model.jobs()
        begun = self._begun_jobs.waiting(rows)
        limit = Limit(self.context.services.settings.imports.per_minute, self.turns.due)
        self.strip.show_progress(self._batch.look(rows, self._now(), begun, limit))
        self._news.look(rows, begun)

    def _show_ticked(self) -> None:
        ticked = self.model.ticked()
        shown = self.detail.job_id if self.detail.draft is not None else None
        self.detail.foot.show_ticked(len(ticked), only_this=ticked == (shown,))

    def _show_alike(self) -> None:
        draft, alike = self.detail.draft, self.alikes.of(self.detail.job_id)
        if draft is not None:
            own = next(iter(draft.chosen_pictures), None)
            name = self.alikes.name_of(alike) if alike else ""
            self.detail.page.show_alike(alike, own, name)

    def _on_alike(self, product_id: str, job_id: str) -> None:
        if product_id:
            self.context.go_to("catalog", product_id=product_id)
        else:
            self.show_what(job_id=job_id)

    def _choose(self, job_id: JobId | None) -> None:
        if job_id is not None:
            self.list.choose(job_id)

    def _choose_staged(self) -> None:
        """Show the first of what was just staged, once it is in the list."""
        if self._to_choose is not None and self.model.find(self._to_choose) is not None:
            job_id, self._to_choose = self._to_choose, None
            self.list.choose(job_id)

    def _edit_detail(self) -> None:
        """Enter on a line that is not ready: to what is missing, else to its title."""
        draft = self.detail.draft
        if draft is not None:
            words = self.detail.page.words
            (words.title if draft.category else words.category).setFocus()
