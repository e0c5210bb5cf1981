"""Copies of a shop that exist in words only, and a window that asks for them."""

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest

from babydrop_desktop.domain.backups import (
    BackupGap,
    BackupKind,
    BackupPreview,
    BackupRow,
    RestoreReport,
)
from babydrop_desktop.errors import ShopError
from ui.backups.copies import Copies
from ui.common import times

FOLDER = Path("/shop/backups")


def copy_row(name="a.db", kind=BackupKind.AUTOMATIC, note="auto", hours=1, size=2_100_000):
    """One line of the list, so many hours old."""
    made_at = times.utc_now() - timedelta(hours=hours)
    return BackupRow(FOLDER / name, kind, made_at, note, "shop", size)


def preview_of(row, **values):
    """What that copy holds."""
    known = {
        "path": row.path, "made_at": row.made_at, "age": timedelta(hours=1),
        "size_bytes": row.size_bytes, "products": 12, "orders": 400,
    }  # fmt: skip
    return BackupPreview(**{**known, **values})


@dataclass
class FakeBackups:
    """Answers as the real ones; `asked` names what was asked for."""

    rows: list[BackupRow] = field(default_factory=list)
    previews: dict[Path, BackupPreview] = field(default_factory=dict)
    present: BackupGap | None = None
    on_server: bool = False
    asked: list[tuple[str, object]] = field(default_factory=list)
    trouble: ShopError | None = None
    gate: Event | None = None

    def list(self):
        return tuple(self.rows)

    def preview(self, path, *, work, whole):
        work.check()
        self.asked.append(("preview", whole))
        return self.previews[path]

    def gap(self, _found, *, work):
        work.check()
        return self.present

    def make(self, *, work):
        self._do("make", None)
        while self.gate is not None and not self.gate.is_set():
            work.check()
        return copy_row("made.db", BackupKind.BY_HAND, "by-hand", hours=0)

    def restore(self, path, work, *, other_shop):
        self._do("restore", (path, other_shop))
        while self.gate is not None and not self.gate.is_set():
            work.check()
        return RestoreReport(path, FOLDER / "before.db", None, 12, 400)

    def begin_anew(self, _work):
        self._do("begin_anew", None)
        return RestoreReport(None, None, FOLDER / "damaged.db")

    def close(self):
        """Nothing is held."""

    def _do(self, what, with_):
        self.asked.append((what, with_))
        if self.trouble is not None:
            raise self.trouble


@pytest.fixture
def kept():
    """Two copies; the shop has 12 orders and a changed product more than either."""
    rows = [copy_row("new.db"), copy_row("old.db", BackupKind.BY_HAND, "by-hand-sale", 30)]
    made = FakeBackups(rows, {row.path: preview_of(row) for row in rows})
    made.present = BackupGap(12, 412, new_orders=12, changed_products=1)
    return made


@pytest.fixture
def copies(kept, pools):
    return Copies(lambda: kept, lambda: pools.answers, FOLDER)
