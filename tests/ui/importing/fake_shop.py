"""A shop without a database: imports are kept in memory, drafts are made by the real rules."""

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from babydrop_desktop.domain.changes import Change
from babydrop_desktop.domain.checks import Check, CheckCode, Level
from babydrop_desktop.domain.choosing import ChoiceStep, choices_of, edit_of, turned_back
from babydrop_desktop.domain.draft import Draft, DraftCategory, DraftRules
from babydrop_desktop.domain.drafting import draft
from babydrop_desktop.domain.item_address import parse_item_address, split_addresses
from babydrop_desktop.domain.jobs import (
    RETRYABLE,
    Choices,
    JobId,
    JobRow,
    JobState,
    JobSummary,
    SourceKind,
    Stage,
)
from babydrop_desktop.domain.pricing import CategoryPricing
from babydrop_desktop.domain.routes import Try
from babydrop_desktop.domain.supplier_product import SupplierProduct
from babydrop_desktop.domain.wording import clean_title
from babydrop_desktop.errors import Refused
from babydrop_desktop.services.choosing import ManyChosen, TakenBack
from babydrop_desktop.services.given_files import files_of
from babydrop_desktop.settings import Settings
from tests.ui.fakes import FakeBrowser
from tests.ui.importing.fake_frame import FakeAbout, FakeCatalog, FakeRunner, FakeThumbs
from tests.ui.importing.fake_goods import CATEGORIES, NOW
from tests.ui.importing.fake_steps import FakeProposals, FakeSteps


@dataclass
class Job:
    """One import of the fake shop."""

    row: JobRow
    product: SupplierProduct | None = None
    choices: Choices = field(default_factory=Choices)
    hidden: bool = False


@dataclass(frozen=True)
class RefusedLine:
    text: str
    reason: str
    message: str
    line: int = 0
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Report:
    jobs: tuple[JobId, ...]
    refused: tuple[RefusedLine, ...]


class FakeImporting:
    """Imports in memory. `gate(name)` holds a call until it is opened; `calls` are noted."""

    def __init__(self, tell: Callable[[Change], None]) -> None:
        self._tell = tell
        self._lock = threading.RLock()
        self.jobs: dict[JobId, Job] = {}
        self.calls: list[tuple[str, object]] = []
        self.duplicates: dict[str, tuple[str, str]] = {}
        self.rules = DraftRules(shop_name="Baby Petite", most_pictures=6)
        self.gates: dict[str, threading.Event] = {}
        self.errors: dict[str, Exception] = {}
        self.quick: set[JobId] = set()  # are imported before anybody looks
        self.tried: dict[JobId, tuple[Try, ...]] = {}
        self.steps = FakeSteps(lambda job_id: self.jobs[job_id].row.summary.title)

    # what tests do

    def gate(self, name: str) -> threading.Event:
        """Hold the calls of `name` until the event is set."""
        self.gates[name] = threading.Event()
        return self.gates[name]

    def called(self, name: str) -> list[object]:
        """What `name` was called with."""
        with self._lock:
            return [argument for called, argument in self.calls if called == name]

    def add(
        self,
        found: SupplierProduct | None = None,
        *,
        state: JobState = JobState.READY,
        choices: Choices | None = None,
        tell: bool = True,
        **values: object,
    ) -> JobId:
        """A job in the list."""
        with self._lock:
            number = len(self.jobs) + 1
            job_id = JobId(f"job-{number:04}")
            item = found.canonical_id if found else f"{1005_0000_0000_9000 + number}"
            row = JobRow(
                id=job_id,
                state=state,
                stage=Stage.PRICE if found else Stage.FETCH,
                done=0,
                of=0,
                source_kind=SourceKind.ADDRESS,
                source=f"https://www.aliexpress.com/item/{item}.html",
                canonical_id=item,
                category_id=None,
                product_id=None,
                outcome=None,
                reason=None,
                message=None,
                facts={},
                summary=JobSummary(),
                created_at=NOW - timedelta(minutes=5),
                updated_at=NOW,
            )
            self.jobs[job_id] = Job(replace(row, **values), found, choices or Choices())
            if found is not None and "summary" not in values:
                self._sum_up(job_id)
        if tell:
            self._tell(Change(jobs=frozenset({job_id})))
        return job_id

    def put(self, job_id: JobId, **values: object) -> None:
        """Change a job's row, as a worker does."""
        with self._lock:
            job = self.jobs[job_id]
            job.row = replace(job.row, **values)
        products = frozenset({job.row.product_id}) if job.row.product_id else frozenset()
        self._tell(Change(jobs=frozenset({job_id}), products=products))

    def read(self, job_id: JobId, found: SupplierProduct) -> None:
        """The page of a job is read."""
        with self._lock:
            self.jobs[job_id].product = found
            self._sum_up(job_id)
        self.put(job_id, state=JobState.READY, stage=Stage.PRICE)

    # what the window asks

    def stage(self, text: str) -> Report:
        self._enter("stage", text)
        jobs, refused = [], []
        if text.lstrip().startswith("<"):
            return Report((self.stage_page("Pasted page", text.encode()),), ())
        for line in split_addresses(text):
            try:
                item = parse_item_address(line)
            except Refused as refusal:
                refused.append(RefusedLine(line, refusal.reason, str(refusal)))
            else:
                jobs.append(
                    self.add(state=JobState.QUEUED, canonical_id=item.canonical_id, source=line)
                )
        return Report(tuple(jobs), tuple(refused))

    def stage_file(self, path: Path) -> JobId:
        self._enter("stage_file", path)
        return self.stage_page(path.name, b"<html>")

    def stage_page(self, name: str, body: bytes) -> JobId:
        self._enter("stage_page", (name, len(body)))
        return self.add(
            state=JobState.QUEUED,
            source_kind=SourceKind.PAGE,
            source=name,
            canonical_id=None,
            stage=Stage.READ,
        )

    def rows(self, limit: int = 300) -> tuple[JobRow, ...]:
        self._enter("rows", limit)
        with self._lock:
            return tuple(job.row for job in self.jobs.values() if not job.hidden)[-limit:]

    def row(self, job_id: JobId) -> JobRow | None:
        self._enter("row", job_id)
        with self._lock:
            return self.jobs[job_id].row if job_id in self.jobs else None

    def preview(self, job_id: JobId) -> Draft:
        self._enter("preview", job_id)
        with self._lock:
            job = self.jobs[job_id]
            return self._draft(job, job.choices)

    def choose(self, job_id: JobId, choices: Choices, *, more: bool = False) -> Draft:
        self._enter("choose", (job_id, choices))
        with self._lock:
            made = self._draft(self.jobs[job_id], choices)
            edit = edit_of(job_id, choices_of(self._draft_now(job_id)), choices_of(made))
            self._keep(job_id, choices)
            self.steps.note([edit], more=more)
        self._tell(Change(jobs=frozenset({job_id})))
        return made

    def file_under(self, job_ids: Iterable[JobId], category_id: str) -> ManyChosen:
        wanted = list(job_ids)
        self._enter("file_under", (tuple(wanted), category_id))
        return self._many({one: {"category_id": category_id} for one in wanted})

    def retitle(self, titles: Mapping[JobId, tuple[str, str]]) -> ManyChosen:
        self._enter("retitle", dict(titles))
        return self._many({one: {"title": after} for one, (_, after) in titles.items()})

    def clean_titles(self, job_ids: Iterable[JobId]) -> ManyChosen:
        wanted = list(job_ids)
        self._enter("clean_titles", tuple(wanted))
        titles = {one: self._draft_now(one).title for one in wanted}
        return self._many({one: {"title": clean_title(was).title} for one, was in titles.items()})

    def last_step(self, *, redo: bool = False) -> ChoiceStep | None:
        self._enter("last_step", redo)
        return self.steps.last(redo=redo)

    def take_back(self, *, redo: bool = False) -> TakenBack | None:
        self._enter("take_back", redo)
        with self._lock:
            step = self.steps.turn(redo=redo)
            if step is None:
                return None
            for edit in step.edits:
                now = self.jobs[edit.job_id].choices
                self._keep(edit.job_id, turned_back(edit, now, redo=redo))
        changed = tuple(edit.job_id for edit in step.edits)
        self._tell(Change(jobs=frozenset(changed)))
        return TakenBack(step, changed)

    def _many(self, changes: Mapping[JobId, Mapping[str, Any]]) -> ManyChosen:
        edits = []
        with self._lock:
            for job_id, values in changes.items():
                before = self._draft_now(job_id)
                self._keep(job_id, replace(self.jobs[job_id].choices, **values))
                after = choices_of(self._draft_now(job_id))
                edits.append(edit_of(job_id, choices_of(before), after))
            real = [edit for edit in edits if edit.fields]
            self.steps.note(real)
        self._tell(Change(jobs=frozenset(changes)))
        return ManyChosen("step" if real else "", tuple(edit.job_id for edit in real))

    def _draft_now(self, job_id: JobId) -> Draft:
        return self._draft(self.jobs[job_id], self.jobs[job_id].choices)

    def _keep(self, job_id: JobId, choices: Choices) -> None:
        self.jobs[job_id].choices = choices
        self._sum_up(job_id)

    def tries(self, job_id: JobId) -> tuple[Try, ...]:
        self._enter("tries", job_id)
        return self.tried.get(job_id, ())

    def tick(self, job_ids: Iterable[JobId], *, on: bool) -> None:
        wanted = list(job_ids)
        self._enter("tick", (tuple(wanted), on))
        for job_id in wanted:
            row = self.jobs[job_id].row
            self.put(job_id, summary=replace(row.summary, unticked=not on))

    def start(self, job_ids: Iterable[JobId]) -> tuple[JobId, ...]:
        wanted = list(job_ids)
        self._enter("start", wanted)
        ready = [one for one in wanted if self.jobs[one].row.state is JobState.READY]
        for job_id in ready:
            at_once = job_id in self.quick
            ends = {"stage": Stage.END, "product_id": f"p-{job_id}"} if at_once else {}
            self.put(job_id, state=JobState.DONE if at_once else JobState.QUEUED, **ends)
        return tuple(ready)

    def cancel(self, job_id: JobId) -> None:
        self._enter("cancel", job_id)
        self.put(job_id, state=JobState.CANCELLED, reason="cancelled")

    def retry(self, job_id: JobId) -> None:
        self._enter("retry", job_id)
        if self.jobs[job_id].row.state in RETRYABLE:
            self.put(job_id, state=JobState.QUEUED, reason=None, message=None, outcome=None)

    def remove(self, job_id: JobId) -> None:
        self._enter("remove", job_id)
        with self._lock:
            self.jobs[job_id].hidden = True
        self._tell(Change(jobs=frozenset({job_id})))

    def unhide(self, job_id: JobId) -> None:
        self._enter("unhide", job_id)
        with self._lock:
            self.jobs[job_id].hidden = False
        self._tell(Change(jobs=frozenset({job_id})))

    def _enter(self, name: str, argument: object) -> None:
        with self._lock:
            self.calls.append((name, argument))
            gate, error = self.gates.get(name), self.errors.get(name)
        if gate is not None and not gate.wait(20):
            raise TimeoutError(name)
        if error is not None:
            raise error

    def _draft(self, job: Job, choices: Choices) -> Draft:
        assert job.product is not None
        found = next((c for c in CATEGORIES if c.id == choices.category_id), None)
        category = None
        if found is not None:
            rules = CategoryPricing(found.markup, found.buffer, found.min_price, found.max_price)
            category = DraftCategory(found.id, found.name, rules)
        made = draft(job.product, category=category, choices=choices, rules=self.rules)
        there = self.duplicates.get(job.product.canonical_id)
        if there is not None:
            facts = {"product": there[0], "sku": there[1]}
            return made.with_checks(Check(Level.BLOCKED, CheckCode.DUPLICATE, facts))
        return made.with_checks(Check(Level.FINE, CheckCode.NOT_IN_CATALOG))

    def _sum_up(self, job_id: JobId) -> None:
        job = self.jobs[job_id]
        made = self._draft(job, job.choices)
        worst = next((c for c in made.checks if c.level > Level.FINE), None)
        if any(c.code is CheckCode.DUPLICATE for c in made.checks):
            worst = next(c for c in made.checks if c.code is CheckCode.DUPLICATE)
        summary = JobSummary(
            title=made.title,
            picture=next(iter(made.chosen_pictures), None),
            variants=len(made.chosen),
            pictures=len(made.chosen_pictures),
            cost=made.dearest.cost if made.dearest else None,
            price=made.price.price if made.price else None,
            margin_percent=made.price.margin_percent if made.price else None,
            check=worst.code.value if worst else "",
            check_facts=dict(worst.facts) if worst else {},
            unticked=job.row.summary.unticked,
        )
        job.row = replace(job.row, summary=summary, category_id=job.choices.category_id)


@dataclass
class FakeFiles:
    """Takes in files that are looked at as the program does; none is opened."""

    importing: FakeImporting
    refused: dict[str, tuple[RefusedLine, ...]] = field(default_factory=dict)
    templates: list[Path] = field(default_factory=list)

    def template(self, path: Path) -> Path:
        self.templates.append(path)
        return path

    def named(self, paths: Iterable[Path]) -> tuple[tuple[Path, ...], tuple[Refused, ...]]:
        return files_of(paths)

    def stage(self, path: Path) -> Report:
        return Report((self.importing.stage_file(path),), self.refused.get(path.name, ()))


class FakeShop:
    """All services that the Import place asks."""

    def __init__(self) -> None:
        self._callbacks: list[Callable[[Change], None]] = []
        self.importing = FakeImporting(self.tell)
        self.files = FakeFiles(self.importing)
        self.catalog = FakeCatalog()
        self.thumbnails = FakeThumbs()
        self.proposals = FakeProposals()
        self.runner = FakeRunner()
        self.about = FakeAbout()
        self.browser = FakeBrowser()
        self.settings = Settings()

    def tell(self, change: Change) -> None:
        """News, from whatever thread."""
        for callback in self._callbacks:
            callback(change)

    def subscribe(self, callback: Callable[[Change], None]) -> None:
        self._callbacks.append(callback)

    def close(self) -> None:
        self._callbacks.clear()
