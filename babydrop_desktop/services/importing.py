"""Takes what the owner pastes or drops, shows it as it will be sold, and queues the import."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from babydrop_desktop.db import jobs
from babydrop_desktop.db.ids import new_id
from babydrop_desktop.db.unit import Database
from babydrop_desktop.domain.changes import Change
from babydrop_desktop.domain.draft import Draft, DraftRules
from babydrop_desktop.domain.item_address import ItemAddress, parse_item_address, split_addresses
from babydrop_desktop.domain.jobs import (
    RETRYABLE,
    Choices,
    JobId,
    JobRow,
    JobState,
    SourceKind,
    Stage,
)
from babydrop_desktop.domain.wording import plain
from babydrop_desktop.errors import Limit, NotFound, Refused
from babydrop_desktop.services import codec, drafts, mirror
from babydrop_desktop.services.news import News
from babydrop_desktop.services.page_files import (
    LARGEST_PAGE,
    looks_like_page,
    read_page_file,
    too_large,
)
from babydrop_desktop.services.summaries import summary_of
from babydrop_desktop.settings import Settings

MOST_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """One pasted line that is no item, and why."""

    text: str
    reason: str
    message: str


@dataclass(frozen=True, slots=True)
class StageReport:
    """What became of a paste: the jobs in order (known ones included), and what was refused."""

    jobs: tuple[JobId, ...]
    refused: tuple[RefusedLine, ...]


class Importing:
    """What the owner can do with imports. Every method is one short transaction or two."""

    def __init__(
        self,
        db: Database,
        settings: Settings,
        rules: DraftRules,
        news: News,
        *,
        cancelled: Callable[[str], None],
    ) -> None:
        self._db = db
        self._settings = settings
        self._rules = rules
        self._news = news
        self._cancelled = cancelled

    def stage(
        self, text: str, *, auto: bool = False, choices: Choices | None = None
    ) -> StageReport:
        """Queue everything in `text`: addresses and numbers, or one page's source.

        `auto` imports at once what can be imported; otherwise each waits, read, for the owner.
        Raises Refused (reason "empty") for nothing, Limit ("too_many", "page_too_large").
        """
        if looks_like_page(text):
            body = text.encode("utf-8", "surrogatepass")
            job = self.stage_page("Pasted page", body, auto=auto, choices=choices)
            return StageReport((job,), ())
        found: list[ItemAddress] = []
        refused: list[RefusedLine] = []
        lines = split_addresses(text)
        if len(lines) > MOST_AT_ONCE:
            raise Limit(
                f"These are {len(lines)} addresses; {MOST_AT_ONCE} at once are the most. Paste "
                "them in parts.",
                reason="too_many",
                count=str(len(lines)),
            )
        for line in lines:
            try:
                found.append(parse_item_address(line))
            except Refused as refusal:
                refused.append(RefusedLine(plain(line)[:200], refusal.reason, str(refusal)))
        if not found and not refused:
            parse_item_address(text)  # raises: nothing was given
        return StageReport(self._stage_items(found, auto=auto, choices=choices), tuple(refused))

    def stage_item(self, text: str, *, auto: bool = False, choices: Choices | None = None) -> JobId:
        """Queue one address or number. Raises Refused as `parse_item_address` does."""
        return self._stage_items([parse_item_address(text)], auto=auto, choices=choices)[0]

    def stage_file(
        self, path: Path, *, auto: bool = False, choices: Choices | None = None
    ) -> JobId:
        """Queue a saved page.

        Raises Refused ("file_unreadable", "file_empty") or Limit ("page_too_large").
        """
        return self.stage_page(path.name, read_page_file(path), auto=auto, choices=choices)

    def stage_page(
        self,
        name: str,
        body: bytes,
        *,
        auto: bool = False,
        choices: Choices | None = None,
        hidden: bool = False,
    ) -> JobId:
        """Queue a page's own bytes under a name that the list shows.

        A page with the same content that waits already stays one job. A `hidden` one works but is
        not in the list.

        Raises Refused (reason "file_empty") or Limit ("page_too_large").
        """
        if not body.strip():
            raise Refused(
                f"{name} is empty. Save the page again when it has loaded whole.",
                reason="file_empty",
                name=name,
            )
        if len(body) > LARGEST_PAGE:
            raise too_large(name, len(body))
        with self._db.write() as session:
            now = self._db.server_now(session)
            digest = hashlib.sha256(body).hexdigest()
            known = jobs.open_page(session, digest)
            if known is not None:
                if not hidden:
                    jobs.show(session, [known])
                if auto:
                    jobs.go_on(session, [known], now, codec.choices_json(choices or Choices()))
                return known
            job = self._new_job(now, auto=auto, choices=choices)
            job |= {
                "hidden": hidden,
                "digest": digest,
                "source_kind": SourceKind.PAGE,
                "source": plain(name)[:200] or "page",
                "stage": Stage.READ,
            }
            jobs.add(session, [job])
            jobs.keep_page(session, job["id"], body)
            mirror.queued(session, [job["id"]], now)
        return self._told([JobId(job["id"])])[0]

    def _stage_items(
        self, found: Sequence[ItemAddress], *, auto: bool, choices: Choices | None
    ) -> tuple[JobId, ...]:
        by_id = {address.canonical_id: address for address in found}
        if not by_id:
            return ()
        with self._db.write() as session:
            now = self._db.server_now(session)
            known = jobs.open_for(session, by_id.keys())
            jobs.show(session, known.values())
            if auto:
                chosen = codec.choices_json(choices or Choices())
                jobs.go_on(session, known.values(), now, chosen)
            fresh: dict[str, dict[str, Any]] = {}
            for item, address in by_id.items():
                if item not in known:
                    job = self._new_job(now, auto=auto, choices=choices)
                    fresh[item] = job | {
                        "source_kind": SourceKind.ADDRESS,
                        "source": address.page_url,
                        "canonical_id": item,
                        "sku_id": address.sku_id,
                        "stage": Stage.FETCH,
                    }
            if fresh:
                jobs.add(session, list(fresh.values()))
                mirror.queued(session, [job["id"] for job in fresh.values()], now)
        ids = {**known, **{item: JobId(job["id"]) for item, job in fresh.items()}}
        return self._told([ids[item] for item in by_id])

    def _new_job(self, now: datetime, *, auto: bool, choices: Choices | None) -> dict[str, Any]:
        first = choices or Choices(for_sale=self._settings.imports.for_sale)
        return {
            "id": new_id(),
            "kind": "import",
            "state": JobState.QUEUED,
            "category_id": first.category_id,
            "choices": codec.choices_json(first),
            "auto": auto,
            "product_id": new_id(),
            "hidden": False,
            "digest": None,
            "canonical_id": None,
            "sku_id": None,
            "created_at": now,
            "updated_at": now,
        }

    def _told(self, ids: Sequence[JobId]) -> tuple[JobId, ...]:
        self._news.tell(Change(jobs=frozenset(ids)))
        return tuple(ids)

    def rows(self, limit: int = 300) -> tuple[JobRow, ...]:
        """The newest jobs that are not hidden, oldest first."""
        with self._db.read() as session:
            return jobs.rows(session, limit)

    def row(self, job_id: str) -> JobRow | None:
        """One job's line, None where there is none."""
        with self._db.read() as session:
            return next(iter(jobs.some(session, [job_id])), None)

    def preview(self, job_id: str) -> Draft:
        """The product of a job as it will be sold.

        Raises NotFound ("job_gone", "not_read") and what `drafts.make` raises.
        """
        with self._db.read() as session:
            found = self._contents(session, job_id)
            product = codec.product_of(found.product)
            return drafts.make(session, product, codec.choices_of(found.choices), self._rules)

    def choose(self, job_id: str, choices: Choices) -> Draft:
        """Save the owner's choices for a job that waits, and give the draft that they make.

        Raises Refused ("job_started") where the import has begun, and what `preview` raises.
        Choices that make no draft (such as a warehouse that is gone) are not saved.
        """
        with self._db.write() as session:
            found = self._contents(session, job_id)
            made = drafts.make(session, codec.product_of(found.product), choices, self._rules)
            done = jobs.change(
                session,
                [job_id],
                self._db.server_now(session),
                states=(JobState.READY, *RETRYABLE),
                choices=codec.choices_json(choices),
                category_id=choices.category_id,
                facts={"summary": summary_of(made).to_json()},
            )
            if not done:
                raise _started(job_id)
        self._told([JobId(job_id)])
        return made

    def start(self, job_ids: Iterable[str]) -> tuple[JobId, ...]:
        """Queue the import of jobs that wait, read; those that were queued."""
        started = self._move(list(job_ids), (JobState.READY,), state=JobState.QUEUED, auto=True)
        return self._told(started)

    def cancel(self, job_id: str) -> None:
        """Cancel a job: at once where it waits, at its next check where it runs."""
        idle = (JobState.QUEUED, JobState.READY)
        gone = self._move([job_id], idle, state=JobState.CANCELLED, reason="cancelled")
        if not gone:
            self._move([job_id], (JobState.RUNNING,), cancel_requested=True)
            self._cancelled(job_id)
        self._told([JobId(job_id)])

    def retry(self, job_id: str) -> None:
        """Queue a job again that was refused, failed or cancelled, from where it stopped."""
        again = {
            "state": JobState.QUEUED,
            "reason": None,
            "message": None,
            "outcome": None,
            "attempts": 0,
            "cancel_requested": False,
            "hidden": False,
        }
        self._told(self._move([job_id], RETRYABLE, **again))

    def remove(self, job_id: str) -> None:
        """Take a job off the list; one that works is cancelled first.

        Raises Refused (reason "job_started") while it still runs.
        """
        with self._db.write() as session:
            hidden = jobs.hide(session, job_ids=[job_id])
            row = next(iter(jobs.some(session, [job_id])), None)
        if not hidden and row is not None and row.state in {JobState.QUEUED, JobState.RUNNING}:
            raise _started(job_id)
        self._told([JobId(job_id)])

    def clear(self) -> int:
        """Take everything that has ended off the list; how many."""
        with self._db.write() as session:
            count = jobs.hide(session)
        self._told([])
        return count

    def _move(
        self,
        job_ids: Collection[str],
        states: Collection[JobState],
        **values: Any,  # noqa: ANN401
    ) -> tuple[JobId, ...]:
        with self._db.write() as session:
            now = self._db.server_now(session)
            moved = jobs.change(session, job_ids, now, states=states, **values)
            mirror.moved(session, moved, now, values.get("state"))
        return moved

    def _contents(self, session: Session, job_id: str) -> jobs.JobContents:
        found = jobs.contents(session, job_id)
        if found is None:
            raise NotFound("This import is not in the list any more.", reason="job_gone")
        if found.product is None:
            raise NotFound("The page is not read yet.", reason="not_read")
        return found


def _started(job_id: str) -> Refused:
    return Refused(
        "This import has begun. Cancel it first.",
        reason="job_started",
        job=job_id,
    )
