"""Keeps copies of the shop, by itself and by hand, says what they hold, and puts one back."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from babydrop_desktop.db import backup
from babydrop_desktop.db.disk import Reserve
from babydrop_desktop.db.sqlite import database_path
from babydrop_desktop.domain import backups as rules
from babydrop_desktop.domain.backups import (
    BackupGap,
    BackupPreview,
    BackupReport,
    BackupRow,
    BackupState,
    RestoreReport,
)
from babydrop_desktop.errors import Limit, NotFound, Refused, ShopError, Unavailable
from babydrop_desktop.logs import log
from babydrop_desktop.services import backup_words as words
from babydrop_desktop.services.backup_rounds import Rounds, forget_unfinished, rows_in
from babydrop_desktop.services.ports import Clock
from babydrop_desktop.services.work import Work

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from babydrop_desktop.db.preview import Contents


class Backups:
    """The copies of one shop. Works on a shop that is open, and on one that cannot be opened."""

    def __init__(self, engine: "Engine", folder: Path, clock: Clock, *, demo: bool = False) -> None:
        self._engine = engine
        self._folder = folder
        self._clock = clock
        self._demo = demo
        self._file: Path | None = None
        self._rounds: Rounds | None = None
        if engine.dialect.name == "sqlite":
            self._file = database_path(engine)
            reserve = Reserve(self._file)
            reserve.guard(engine)
            self._rounds = Rounds(self._file, folder, clock, reserve)

    @property
    def folder(self) -> Path:
        """Where the copies are."""
        return self._folder

    @property
    def on_server(self) -> bool:
        """Whether the shop is on a server, where a copy is put back by whoever runs it."""
        return self._file is None

    def run(self, work: Work) -> BackupReport:
        """Copy the embedded database where an hour and a change have passed; remove worn copies.

        May be called at any time away from the main thread; where nothing is due it looks at some
        files. Once a day, and first after a crash, the whole file is read, to find damage. Known
        troubles are in the report. A server's database is left to whoever runs it. Raises Stopped.
        """
        return self._rounds.run(work) if self._rounds else BackupReport()

    def make(
        self, note: str = "", *, work: Work | None = None, to: Path | None = None
    ) -> BackupRow:
        """Make a copy by hand, which is kept until the owner deletes it; `to` names a folder.

        Raises NotFound ("no_shop_here"), Refused ("database_damaged"), Unavailable
        ("backup_no_room", "backup_not_written", and a server's reasons) and Stopped.
        """
        from babydrop_desktop.db import server_backup  # noqa: PLC0415 - a start does without

        check = (work or Work()).check
        folder, noted = to or self._folder, rules.note_of(note)
        forget_unfinished(folder, self._clock.now())
        if self._file is None:
            stamp = rules.stamp_of(self._clock.now())
            path = server_backup.back_up(
                self._engine, folder=folder, note=noted, stamp=stamp, check=check
            )
        elif self._file.exists():
            path = backup.back_up(self._file, folder=folder, note=noted, check=check)
        else:
            raise words.no_shop(self._file)
        row = rules.row_of(path, path.stat().st_size)
        if row is None:
            raise ValueError(f"{path.name} tells no time")
        log("backups").info("made", note=rules.BY_HAND, size=row.size_bytes)
        return row

    def list(self) -> tuple[BackupRow, ...]:
        """All copies in the folder, newest first; damaged files that were set aside too."""
        return rows_in(self._folder)

    def state(self) -> BackupState:
        """How the copies stand, for a status line. Looks at the folder only."""
        if self._rounds:
            return self._rounds.state()
        return BackupState(next(iter(self.list()), None))

    def preview(self, path: Path, *, work: Work | None = None, whole: bool = True) -> BackupPreview:
        """What a copy holds, whoever made the file; nothing in it is run or changed.

        With `whole` it is read from end to end to find damage (1 GB: some seconds); without, what
        it holds is told at once. Raises NotFound (reason "backup_missing") and Stopped.
        """
        try:
            stat = path.stat()
        except OSError as error:
            raise words.missing(path) from error
        row, now = rules.row_of(path, 0), self._clock.now()
        made_at = row.made_at if row else datetime.fromtimestamp(stat.st_mtime, UTC)
        found, trouble = self._judged(path, work or Work(), whole=whole)
        return BackupPreview(
            path=path,
            made_at=made_at,
            age=max(now - made_at, timedelta()),
            size_bytes=stat.st_size,
            note=row.note if row else "",
            version=found.version,
            products=found.products,
            orders=found.orders,
            newest_order=found.newest_order,
            newest_change=found.newest_change,
            demo=found.demo,
            damaged=trouble is not None and trouble.reason == "backup_damaged",
            other_shop=trouble is None and self._is_other(found),
            reason=trouble.reason if trouble else "",
            sentence=str(trouble) if trouble else "",
        )

    def gap(self, copy: BackupPreview, *, work: Work | None = None) -> BackupGap | None:
        """What the present shop holds that `copy` lacks; None where the shop cannot be read.

        Its own counts are whole where the copy is of another shop. Raises Stopped.
        """
        from babydrop_desktop.db.preview import changed_since, look  # noqa: PLC0415

        if self._file is None:
            return None
        check = (work or Work()).check
        try:
            now = look(self._file, check=check, whole=False)
            changed = changed_since(self._file, copy.made_at, check=check)
            # A clock that was ahead made changes "after" the copy that the copy has too.
            ahead = changed_since(copy.path, copy.made_at, check=check)
        except (sqlite3.Error, NotFound, Refused, Unavailable, Limit):
            return None
        if now.products is None or now.orders is None:
            return None
        return BackupGap(
            products=now.products,
            orders=now.orders,
            newest_order=now.newest_order,
            new_products=max(0, now.products - (copy.products or 0)),
            new_orders=max(0, now.orders - (copy.orders or 0)),
            newest_change=now.newest_change,
            changed_products=max(0, changed[0] - ahead[0]),
            changed_orders=max(0, changed[1] - ahead[1]),
        )

    def hold(self) -> None:
        """Keep the open shop's file within reach, so that what it holds can be saved."""
        if self._rounds:
            self._rounds.hold()

    def require_here(self) -> None:
        """Raise Unavailable (reason "database_gone") where the open file was taken away."""
        if self._rounds:
            self._rounds.require_here()

    def restore(self, path: Path, work: Work, *, other_shop: bool = False) -> RestoreReport:
        """Put a copy in the place of the shop, which must be closed; then it is opened anew.

        The present database is copied first ("before-restore"), or set aside where it is damaged.
        A kill at any moment leaves the old shop or the new one, whole. `other_shop` says yes to a
        copy of another shop. Raises Refused ("backup_damaged", "backup_newer", "backup_not_ours",
        "backup_of_server", "backup_of_demo_shop", "backup_not_of_demo_shop", "backup_other_shop",
        "backup_is_the_shop", "restore_on_server", "shop_in_use", "restore_running",
        "profile_not_writable"), NotFound ("backup_missing"), Unavailable ("backup_no_room",
        "backup_not_written", "backup_unreadable") and Stopped; then nothing was changed.
        """
        from babydrop_desktop.db import restore  # noqa: PLC0415 - a start does without

        file, rounds = self._embedded()
        found, trouble = self._judged(path, work, whole=False)
        if trouble:
            raise trouble
        if not other_shop and self._is_other(found):
            raise words.other_shop()
        rounds.close()
        placed = restore.restore(
            file, path, folder=self._folder, stamp=self._stamp(), check=work.check
        )
        rounds.forget()
        log("backups").info("restored", aside=placed.set_aside is not None)
        aside = _left(placed.set_aside)
        return RestoreReport(path, placed.kept, aside, found.products or 0, found.orders or 0)

    def set_aside_and_restore(self, work: Work) -> RestoreReport:
        """Set the damaged database aside and put the newest good copy in its place.

        Raises NotFound (reason "no_good_backup"), and what `restore` raises.
        """
        file, _rounds = self._embedded()
        good = backup.newest_good(self._folder, work.check, shop=file.stem)
        if good is None:
            raise words.no_good_copy(self._folder)
        return self.restore(good, work, other_shop=True)

    def begin_anew(self, work: Work) -> RestoreReport:
        """Set the damaged database aside (a good one is copied) and begin with an empty shop.

        Raises what `restore` raises because of the present file.
        """
        from babydrop_desktop.db import restore  # noqa: PLC0415 - a start does without

        file, rounds = self._embedded()
        rounds.close()
        placed = restore.begin_anew(
            file, folder=self._folder, stamp=self._stamp(), demo=self._demo, check=work.check
        )
        rounds.forget()
        log("backups").info("begun anew", aside=placed.set_aside is not None)
        return RestoreReport(None, placed.kept, _left(placed.set_aside))

    def close(self) -> None:
        """Let go of the database."""
        if self._rounds:
            self._rounds.close()
        self._engine.dispose()

    def _embedded(self) -> tuple[Path, Rounds]:
        if self._file is None or self._rounds is None:
            raise words.on_server()
        return self._file, self._rounds

    def _stamp(self) -> str:
        return rules.stamp_of(self._clock.now())

    def _judged(
        self, path: Path, work: Work, *, whole: bool
    ) -> "tuple[Contents, ShopError | None]":
        """What a file holds, and why it cannot be put back, if it cannot."""
        from babydrop_desktop.db.preview import Contents, look  # noqa: PLC0415 - a start does without

        if self._file is not None and _is_same(path, self._file):
            return Contents(), words.is_the_shop()
        if path.suffix in {".dump", ".zip"}:
            return Contents(), words.of_server()
        try:
            found = look(path, check=work.check, whole=whole)
        except (NotFound, Refused, Unavailable) as error:
            return Contents(), error
        if found.trouble is None and found.demo != self._demo:
            return found, words.of_demo_shop() if found.demo else words.not_of_demo_shop()
        return found, found.trouble

    def _is_other(self, found: "Contents") -> bool:
        """Whether the present database is another shop with something in it."""
        from babydrop_desktop.db.preview import look  # noqa: PLC0415 - a start does without

        if self._file is None or not self._file.exists():
            return False
        present = look(self._file, whole=False)
        if present.trouble is not None or present.empty:
            return False
        return present.epoch != found.epoch


def _left(aside: Path | None) -> Path | None:
    """What was set aside: the file, or what there was of it where that had been taken away."""
    if aside is None:
        return None
    every = (aside, aside.with_name(f"{aside.name}-wal"))
    return next((path for path in every if path.exists() and path.stat().st_size), None)


def _is_same(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except OSError:
        return False
