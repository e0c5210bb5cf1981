"""Takes what the owner pastes, drops or names, and queues each item or page once."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from babydrop_desktop.db import jobs
from babydrop_desktop.db.ids import new_id
from babydrop_desktop.db.unit import Database
from babydrop_desktop.domain.changes import Change
from babydrop_desktop.domain.draft import DraftRules
from babydrop_desktop.domain.file_kinds import looks_like_page
from babydrop_desktop.domain.files import LARGEST_PAGE
from babydrop_desktop.domain.item_address import ItemAddress, parse_item_address, split_addresses
from babydrop_desktop.domain.jobs import (
    Choices,
    JobId,
    JobState,
    SourceKind,
    Stage,
)
from babydrop_desktop.domain.wording import plain
from babydrop_desktop.errors import Limit, Refused
from babydrop_desktop.services import codec, mirror
from babydrop_desktop.services.merging import go_on
from babydrop_desktop.services.news import News
from babydrop_desktop.services.page_files import too_large
from babydrop_desktop.settings import Settings

MOST_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """One pasted line that is no item, and why; `line` is its number in a list, 0 in a paste."""

    text: str
    reason: str
    message: str
    line: int = 0
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StageReport:
    """What became of a paste: the jobs in order (known ones included), and what was refused.

    `lines` are the numbers of the jobs' lines where a list was given.
    """

    jobs: tuple[JobId, ...]
    refused: tuple[RefusedLine, ...]
    lines: tuple[int, ...] = ()


class Staging:
    """Puts items and pages into the queue. Every method is one short transaction."""

    def __init__(  # noqa: PLR0913 - all that an import needs
        self,
        db: Database,
        settings: Settings,
        rules: DraftRules,
        news: News,
        *,
        cancelled: Callable[[str], None],
        device: str = "",
    ) -> None:
        """Take what all share; `cancelled` stops a job of this program, `device` is the laptop."""
        self._db = db
        self._settings = settings
        self._rules = rules
        self._news = news
        self._cancelled = cancelled
        self._device = device

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
        for part in _parts(text):
            try:
                found.append(parse_item_address(part))
            except Refused as refusal:
                refused.append(RefusedLine(plain(part)[:200], refusal.reason, str(refusal)))
        return StageReport(self._stage_alike(found, auto=auto, choices=choices), tuple(refused))

    def stage_item(self, text: str, *, auto: bool = False, choices: Choices | None = None) -> JobId:
        """Queue one address or number. Raises Refused as `parse_item_address` does."""
        return self._stage_alike([parse_item_address(text)], auto=auto, choices=choices)[0]

    def stage_chosen(
        self, items: Sequence[tuple[ItemAddress, Choices]], *, auto: bool = False
    ) -> tuple[JobId, ...]:
        """Queue each item with choices of its own; the job of each, in order.

        An item that waits already stays one job and takes over what is given for it now.
        """
        chosen = {address.canonical_id: choices for address, choices in items}
        return self._stage_items([address for address, _ in items], chosen, auto=auto)

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
                    go_on(session, {known: choices}, now, self._rules)
                return self._told([known])[0]
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

    def _stage_alike(
        self, found: Sequence[ItemAddress], *, auto: bool, choices: Choices | None
    ) -> tuple[JobId, ...]:
        given = {} if choices is None else dict.fromkeys((a.canonical_id for a in found), choices)
        return self._stage_items(found, given, auto=auto)

    def _stage_items(
        self, found: Sequence[ItemAddress], chosen: Mapping[str, Choices], *, auto: bool
    ) -> tuple[JobId, ...]:
        by_id = {address.canonical_id: address for address in found}
        if not by_id:
            return ()
        with self._db.write() as session:
            now = self._db.server_now(session)
            known = jobs.open_for(session, by_id.keys())
            jobs.show(session, known.values())
            if auto or chosen:
                given = {job: chosen.get(item) for item, job in known.items()}
                go_on(session, given, now, self._rules, auto=auto)
            fresh: dict[str, dict[str, Any]] = {}
            for item, address in by_id.items():
                if item not in known:
                    job = self._new_job(now, auto=auto, choices=chosen.get(item))
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


def _parts(text: str) -> list[str]:
    """The addresses and numbers in `text`, and each line that holds none, in order, once.

    Raises Refused (reason "empty") where there is nothing, Limit ("too_many") for over 500.
    """
    found: dict[str, None] = {}
    for line in text.splitlines():
        if line.strip():
            found.update(dict.fromkeys(split_addresses(line) or [line.strip()]))
    if not found:
        parse_item_address(text)  # raises: nothing was given
    if len(found) > MOST_AT_ONCE:
        raise Limit(
            f"These are {len(found)} lines; {MOST_AT_ONCE} at once are the most. Paste them in "
            "parts.",
            reason="too_many",
            count=str(len(found)),
        )
    return list(found)
