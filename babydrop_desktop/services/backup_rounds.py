"""Copies the shop's database by itself every hour in which it changed, and looks for damage."""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import Any

from babydrop_desktop.db import backup
from babydrop_desktop.db.disk import Reserve
from babydrop_desktop.db.errors import damaged, gone
from babydrop_desktop.db.held import HeldFile
from babydrop_desktop.domain import backups as rules
from babydrop_desktop.domain.backups import BackupKind, BackupReport, BackupRow, BackupState
from babydrop_desktop.errors import ShopError, Stopped
from babydrop_desktop.logs import log
from babydrop_desktop.paths import private
from babydrop_desktop.services.ports import Clock
from babydrop_desktop.services.work import Work

EVERY = timedelta(hours=1)
CHECK_EVERY = timedelta(days=1)
# What the disk notes about a change may be a little older than the change.
_COARSE = timedelta(seconds=1)
# No copy could be made, which takes no time to find out: it is tried again at the next round.
_PASSES = frozenset({"backup_no_room", "backup_not_written"})
_ENDS = (".db", ".dump", ".zip")


def rows_in(folder: Path) -> tuple[BackupRow, ...]:
    """The copies in a folder, newest first; () where it cannot be read."""
    rows: list[BackupRow | None] = []
    with suppress(OSError):
        copies = (path for path in folder.iterdir() if _is_copy(path))
        rows += [rules.row_of(path, path.stat().st_size) for path in copies]
    found = [row for row in rows if row is not None]
    return tuple(sorted(found, key=lambda row: (row.made_at, row.path.name), reverse=True))


def forget_unfinished(folder: Path, now: datetime) -> None:
    """Remove what programs that were killed while they copied have left there, a day later."""
    with suppress(OSError):
        for path in folder.glob("*.part"):
            known = rules.row_of(path.with_suffix(".db"), 0)
            if known is not None and path.stat().st_mtime < (now - CHECK_EVERY).timestamp():
                path.unlink()


def _is_copy(path: Path) -> bool:
    return path.suffix in _ENDS or path.name.startswith("damaged-")


@dataclass(frozen=True, slots=True)
class _Noted:
    """What is noted beside the copies: the last look at the whole file, and who has it open."""

    at: datetime | None = None
    damage: str = ""
    open_now: bool = False

    @classmethod
    def of(cls, document: Any) -> "_Noted":  # noqa: ANN401 - a JSON document
        try:
            at = document["at"] and datetime.fromisoformat(document["at"])
            noted = cls(at or None, str(document["damage"]), bool(document["open_now"]))
        except (TypeError, KeyError, ValueError):
            return cls()
        return noted if at is None or at.tzinfo else cls()


class Rounds:
    """Goes round one embedded database while it is open."""

    def __init__(self, file: Path, folder: Path, clock: Clock, reserve: Reserve) -> None:
        self._file = file
        self._folder = folder
        self._clock = clock
        self._reserve = reserve
        self._one = Lock()
        self._tried: datetime | None = None
        self._held: HeldFile | None = None
        self._begun = False
        self._rescued: BackupRow | None = None

    def run(self, work: Work) -> BackupReport:
        """One round: copies, rotates, checks where it is due. See `Backups.run`."""
        if not self._one.acquire(blocking=False):
            return BackupReport()
        try:
            return self._run(work)
        except Stopped:
            raise
        except ShopError as error:
            log("backups").warning("trouble", reason=error.reason)
            good = None
            if error.reason in _PASSES:
                self._tried = None
            if error.reason == "database_damaged":
                found = str(error.facts.get("found", "")) or str(error)
                self._note(replace(self._noted(), at=self._clock.now(), damage=found))
                good = backup.newest_good(self._folder, work.check, shop=self._file.stem)
            return BackupReport(reason=error.reason, sentence=str(error), good=good)
        finally:
            self._one.release()

    def require_here(self) -> None:
        """Raise Unavailable (reason "database_gone") where the file was taken from under us."""
        held = self._held
        if held is not None and not held.is_here:
            raise gone()

    def hold(self) -> None:
        """Keep the file within reach, though it be taken away; nothing is written."""
        if self._held is None:
            self._held = HeldFile(self._file)

    def state(self) -> BackupState:
        """How the copies stand. Looks at the folder only."""
        noted = self._noted()
        return BackupState(self._last(), noted.at, noted.damage, reserve=self._reserve.there)

    def close(self) -> None:
        """Let go of the file; one that is open cannot be exchanged."""
        with self._one:
            held, self._held = self._held, None
            begun, self._begun = self._begun, False
            if held is not None:
                held.close()
            if begun:
                self._note(replace(self._noted(), open_now=False))

    def forget(self) -> None:
        """Another file is in place: what was noted of the old one says nothing about it."""
        with suppress(OSError):
            self._notes.unlink(missing_ok=True)

    def _run(self, work: Work) -> BackupReport:
        if self._held is not None and not self._held.is_here:
            return self._rescue(self._held, work)
        if not self._begun:
            self._begin()
        self._reserve.keep()
        now = self._clock.now()
        if self._is_due(now):
            return self._copy(now, work)
        noted = self._noted()
        if noted.at is not None and now - CHECK_EVERY < noted.at <= now:
            return BackupReport()
        found = backup.faults(self._file, work.check)
        if found:
            raise damaged(found=found[0])
        self._note(_Noted(now, open_now=True))
        return BackupReport(checked=True)

    def _begin(self) -> None:
        """Hold the file; one that the last program did not close is checked at once."""
        self.hold()
        self._begun = True
        forget_unfinished(self._folder, self._clock.now())
        noted = self._noted()
        self._note(_Noted(None if noted.open_now else noted.at, noted.damage, open_now=True))

    def _copy(self, now: datetime, work: Work) -> BackupReport:
        """The copy is proven whole, so the file is too: damage would have been copied with it."""
        self._tried = now
        path = backup.back_up(
            self._file, folder=self._folder, note=rules.AUTOMATIC, check=work.check
        )
        self._note(_Noted(now, open_now=True))
        removed = self._rotate(path)
        row = rules.row_of(path, path.stat().st_size)
        log("backups").info("made", note=rules.AUTOMATIC, removed=removed)
        return BackupReport(made=row, removed=removed, checked=True)

    def _rescue(self, held: HeldFile, work: Work) -> BackupReport:
        """Copy the database that is open though its file was taken away."""
        made = None
        if self._rescued is None:
            path = held.copy(self._folder, rules.RESCUED, work.check)
            made = self._rescued = rules.row_of(path, path.stat().st_size)
            log("backups").warning("rescued")
        told = self._rescued.path if self._rescued else self._folder
        return BackupReport(
            made=made,
            reason="database_gone",
            sentence="The shop's database file was taken away or exchanged while the shop was"
            f" open. What it held is kept in {told}. Put that copy back: “Restore a backup…” in the"
            " window's File menu, or babydrop database restore.",
            good=told,
        )

    def _is_due(self, now: datetime) -> bool:
        """Whether the last copy is an hour old and older than a change; or a clock was wrong."""
        if self._tried is not None and now - EVERY < self._tried <= now:
            return False
        last = self._last()
        if last is None or last.made_at > now:
            return True
        return last.made_at <= now - EVERY and self._changed_since(last.made_at)

    def _changed_since(self, time: datetime) -> bool:
        """Whether the file, or its log where something is in it, was written since."""
        for path in (self._file, self._file.with_name(f"{self._file.name}-wal")):
            with suppress(OSError):
                found = path.stat()
                written = datetime.fromtimestamp(found.st_mtime, time.tzinfo)
                if found.st_size and written > time - _COARSE:
                    return True
        return False

    def _rotate(self, made: Path) -> int:
        """Remove the worn copies of this shop, never the one just made; how many."""
        gone = 0
        for row in rules.worn(self._own()):
            if row.path != made:
                with suppress(OSError):
                    row.path.unlink()
                    gone += 1
        return gone

    def _last(self) -> BackupRow | None:
        return next((row for row in self._own() if row.kind is not BackupKind.DAMAGED), None)

    def _own(self) -> list[BackupRow]:
        return [row for row in rows_in(self._folder) if row.shop == self._file.stem]

    @property
    def _notes(self) -> Path:
        return self._folder / f"{self._file.stem}-checked.json"

    def _noted(self) -> _Noted:
        try:
            return _Noted.of(json.loads(self._notes.read_text("utf-8")))
        except (OSError, ValueError):
            return _Noted()

    def _note(self, noted: _Noted) -> None:
        """A note that cannot be written costs a check that was not needed; no complaint."""
        draft = self._notes.with_suffix(".part")
        with suppress(OSError):
            text = json.dumps(asdict(noted), default=datetime.isoformat)
            private(draft).write_text(text, "utf-8")
            draft.replace(self._notes)
