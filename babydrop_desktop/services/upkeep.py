"""Keeps the shop tidy: throws away pictures that nothing shows, and what old imports had read.

Deleting a picture that is still needed is the worst that can happen here; in doubt it is kept.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from babydrop_desktop.db import rate, upkeep
from babydrop_desktop.db.unit import Database
from babydrop_desktop.domain.jobs import JobState
from babydrop_desktop.domain.picture_url import picture_key, url_of
from babydrop_desktop.errors import ShopError, Stopped
from babydrop_desktop.logs import log
from babydrop_desktop.services import mirror
from babydrop_desktop.services.ports import Clock, PictureFolder, Pictures
from babydrop_desktop.services.work import Work

EVERY = timedelta(days=1)
KEEP_PICTURES = timedelta(days=7)
KEEP_JOBS = timedelta(days=90)
# No transaction lasts this long: what was begun before has been saved by now.
SETTLED = timedelta(minutes=1)
BATCH = 100
# Whatever holds the address or the name of a picture.
_ASK = (upkeep.image_urls, upkeep.category_urls, upkeep.source_urls, upkeep.job_documents)
_SHA256 = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Tidied:
    """What was thrown away: contents of jobs, rows of pictures, files.

    `finished` says that nothing is left to do for a day; else an import was at work.
    """

    jobs: int = 0
    pictures: int = 0
    files: int = 0
    finished: bool = True


@dataclass(slots=True)
class _Named:
    """The pictures that something names, by their content or by the supplier's picture."""

    sha256s: set[str] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)

    def add(self, document: object) -> None:
        """Note what any text in a JSON document names."""
        rest = [document]
        while rest:
            one = rest.pop()
            if isinstance(one, str):
                self.sha256s.update(_SHA256.findall(one))
                if one.startswith(("https:", "http:")):
                    self.keys.add(picture_key(one))
            elif isinstance(one, Mapping):
                rest.extend(one.values())
            elif isinstance(one, list | tuple):
                rest.extend(one)


@dataclass(frozen=True, slots=True)
class _Noted:
    """When the last upkeep was, and since when database and folder have been one pair."""

    at: datetime | None = None
    since: datetime | None = None

    @classmethod
    def of(cls, document: Any) -> "_Noted":  # noqa: ANN401 - a JSON document
        try:
            at, since = (datetime.fromisoformat(document[name]) for name in ("at", "since"))
        except (TypeError, KeyError, ValueError):
            return cls()
        return cls(at, since) if at.tzinfo and since.tzinfo else cls()


class Upkeep:
    """Tidies one shop, from this laptop. Changes nothing that the owner could miss."""

    def __init__(
        self,
        db: Database,
        pictures: Pictures,
        folder: PictureFolder,
        clock: Clock,
        *,
        device: str,
    ) -> None:
        self._db = db
        self._pictures = pictures
        self._folder = folder
        self._clock = clock
        self._device = device

    def run(self, work: Work) -> Tidied:
        """Tidy the shop where a day has passed since the last time; what was thrown away.

        May be called at any time, but away from the main thread and from the start's rush; where
        it is not due it costs two statements. Known troubles end it until the next call. Raises
        Stopped where the work is asked to end: what is done by then is saved.
        """
        try:
            return self._run(work)
        except Stopped:
            raise
        except ShopError as error:
            log("upkeep").warning("left for the next time", reason=error.reason)
            return Tidied(finished=False)

    def _run(self, work: Work) -> Tidied:
        with self._db.read() as session:
            now = self._db.server_now(session)
            noted = _Noted.of(upkeep.noted(session, self._device))
        if noted.at is not None and now - EVERY < noted.at <= now:
            return Tidied()
        try:
            rows, files = self._tidy_pictures(now, noted, work)
        except _Moved:
            return Tidied(self._empty_jobs(now, work), finished=False)
        # Last, for it moves imports; what only these named goes the next time.
        emptied = self._empty_jobs(now, work)
        log("upkeep").info("tidied", jobs=emptied, pictures=rows, files=files)
        return Tidied(emptied, rows, files)

    def _empty_jobs(self, now: datetime, work: Work) -> int:
        count = 0
        while True:
            work.check()
            with self._db.write() as session:
                worn = upkeep.worn_jobs(session, now - KEEP_JOBS, BATCH)
                if worn:
                    upkeep.empty_jobs(session, worn)
                waited = [job for job, state in worn.items() if state is JobState.READY]
                mirror.moved(session, waited, now, JobState.CANCELLED)
            count += len(worn)
            if len(worn) < BATCH:
                return count

    def _tidy_pictures(self, now: datetime, noted: _Noted, work: Work) -> tuple[int, int]:
        """Forget what nothing names, sweep the folder, note it; how many rows and files."""
        settled = now - SETTLED
        with self._db.read() as session:
            _require_quiet(session, settled)
        named = self._named(work)
        here: dict[str, str | None] = {}
        loose: dict[str, str | None] = {}
        for row in self._rows(self._ask_pictures, work):
            here[row.sha256] = row.source_key
            old = row.created_at < now - KEEP_PICTURES
            if old and row.sha256 not in named.sha256s and row.source_key not in named.keys:
                loose[row.sha256] = row.source_key
        gone = self._forget(loose, settled, work)
        since = noted.since if noted.at and noted.at.isoformat() == self._folder.kept else None
        files = self._sweep(named.sha256s | (here.keys() - gone), since, now, work)
        with self._db.write() as session:
            value = {"at": now.isoformat(), "since": (since or now).isoformat()}
            upkeep.note(session, self._device, value, now)
        self._folder.note(now.isoformat())
        return len(gone), files

    def _named(self, work: Work) -> _Named:
        """What products, their sources and variants, and jobs that may go on name."""
        named = _Named()
        for ask in _ASK:
            for row in self._rows(ask, work):
                named.add(tuple(row)[1:])
        named.keys.update(row.picture_key for row in self._rows(upkeep.variant_keys, work))
        return named

    def _ask_pictures(self, session: Session, after: str) -> Sequence[Any]:
        return upkeep.pictures(session, self._device, after)

    def _rows(self, ask: upkeep.Ask, work: Work) -> Iterator[Any]:
        """All rows, asked for page by page, each page in a transaction of its own."""
        after = ""
        while True:
            work.check()
            with self._db.read() as session:
                page = ask(session, after)
            yield from page
            if not page:
                return
            after = page[-1][0]

    def _forget(
        self, loose: Mapping[str, str | None], settled: datetime, work: Work
    ) -> frozenset[str]:
        """Delete the rows of pictures that nothing names, asked once more; those deleted.

        No job begins meanwhile: whoever takes one waits for the same lock.
        """
        names, gone = sorted(loose), set[str]()
        for first in range(0, len(names), BATCH):
            work.check()
            some = names[first : first + BATCH]
            with self._db.write() as session:
                rate.lock(session)
                _require_quiet(session, settled)
                again = upkeep.named_again(session, some, {loose[one] for one in some})
                free = [one for one in some if not {url_of(one), loose[one]} & again]
                upkeep.forget_pictures(session, self._device, free)
            gone.update(free)
        return frozenset(gone)

    def _sweep(self, keep: set[str], since: datetime | None, now: datetime, work: Work) -> int:
        """Remove old files that nothing names; how many.

        Only where no other shop keeps pictures here, and this database has been the folder's for
        a week: one that was put back from a copy does not know what came after it.
        """
        if since is None or now - since < KEEP_PICTURES or not self._folder.alone:
            return 0
        with self._db.read() as session:
            _require_quiet(session, now - SETTLED)
        before = min(now, self._clock.now()) - KEEP_PICTURES
        return self._pictures.sweep(keep, older_than=before, check=work.check)


class _Moved(Exception):
    """An import is or was at work just now: pictures are left alone."""


def _require_quiet(session: Session, since: datetime) -> None:
    if not upkeep.is_quiet(session, since):
        raise _Moved
