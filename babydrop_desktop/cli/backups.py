"""`babydrop database backup`, `restore` and `backups`: copies of the shop, made and put back."""

import argparse
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babydrop_desktop.bootstrap import open_backups, require_shop
from babydrop_desktop.cli import output
from babydrop_desktop.db.disk import not_written
from babydrop_desktop.domain.backups import BackupKind, BackupPreview, BackupRow, RestoreReport
from babydrop_desktop.errors import Refused
from babydrop_desktop.paths import ShopOptions
from babydrop_desktop.services.work import Work

if TYPE_CHECKING:
    from babydrop_desktop.services.backups import Backups

_KINDS = {
    BackupKind.AUTOMATIC: "by itself",
    BackupKind.BEFORE_UPGRADE: "before an upgrade",
    BackupKind.BY_HAND: "by hand",
    BackupKind.DAMAGED: "damaged, set aside",
}


def backups(options: ShopOptions, given: argparse.Namespace) -> int:
    """Do one of the three; 0 where it was done."""
    if given.action != "restore":  # a copy may be put back where no shop is yet
        require_shop(options)
    with closing(open_backups(options)) as kept:
        _DO[given.action](kept, given)
    return 0


def _backup(kept: "Backups", given: argparse.Namespace) -> None:
    row = _made(kept, given.to)
    if given.json:
        output.line(_document(row))
    else:
        output.say(f"Copied to {row.path} ({_size(row.size_bytes)}).{_lacks(row)}")


def _lacks(row: BackupRow) -> str:
    """That an export is not the whole database: pg_dump is not here, or may not read it all."""
    if not zipfile.is_zipfile(row.path):  # it may have been given any name
        return ""
    return (
        " It is an export of the tables that this program knows, not the whole database: for that"
        " pg_dump has to be here, and the login has to be allowed to read every table."
    )


def _made(kept: "Backups", to: Path | None) -> BackupRow:
    if to is None:
        return kept.make()
    try:
        if to.is_dir():
            return kept.make(to=to)
        if to.exists():
            raise Refused(f"{to} is there already. Name another file.", reason="file_exists")
        row = kept.make(to=to.parent)
        return replace(row, path=row.path.rename(to))
    except OSError as error:  # no name that a file can have
        raise not_written(to) from error


def _list(kept: "Backups", given: argparse.Namespace) -> None:
    rows = kept.list()
    if given.json:
        output.line([_document(row) for row in rows])
    elif not rows:
        output.say(f"There is no copy in {kept.folder}.")
    else:
        lines: list[tuple[str, ...]] = [("MADE (UTC)", "WHY", "SIZE", "FILE")]
        lines += [
            (_time(row.made_at), _KINDS[row.kind], _size(row.size_bytes), row.path.name)
            for row in rows
        ]
        output.table(lines[0], lines[1:])


def _restore(kept: "Backups", given: argparse.Namespace) -> None:
    found = kept.preview(given.file, whole=False)  # putting it back reads it whole
    if not given.json:
        _tell(found)
    if found.can_be_restored and not given.yes:
        _ask(given)
    other = given.other_shop
    report = kept.restore(given.file, Work(), other_shop=other)
    if given.json:
        output.line(_told(found, report))
    else:
        output.say(f"Put back. {_before(report)}".rstrip())


def _tell(found: BackupPreview) -> None:
    if found.products is None:
        return
    newest = f", the newest of {_time(found.newest_order)}" if found.newest_order else ""
    changed = f" Last changed {_time(found.newest_change)}." if found.newest_change else ""
    output.say(
        f"This copy was made {_time(found.made_at)} ({_size(found.size_bytes)}, version"
        f" {found.version}). It holds {found.products} products and {found.orders}"
        f" orders{newest}.{changed}"
    )


def _ask(given: argparse.Namespace) -> None:
    """Go on only with the owner's yes. Raises Refused (reason "needs_yes")."""
    if not given.json and sys.stdin is not None and sys.stdin.isatty():
        answer = input("Put it in the place of the shop? The present one is kept. [y/N] ")
        if answer.strip().lower() in {"y", "yes"}:
            return
    raise Refused(
        "Nothing was changed. To put the copy in the place of the shop, add --yes.",
        reason="needs_yes",
    )


def _before(report: RestoreReport) -> str:
    if report.set_aside:
        return f"The damaged file from before is {report.set_aside}."
    return f"The shop from before is {report.kept}." if report.kept else ""


def _told(found: BackupPreview, report: RestoreReport) -> dict[str, Any]:
    return {
        "restored": str(found.path),
        "made_at": _iso(found.made_at),
        "version": found.version,
        "products": report.products,
        "orders": report.orders,
        "newest_order": _iso(found.newest_order),
        "newest_change": _iso(found.newest_change),
        "kept": str(report.kept) if report.kept else None,
        "set_aside": str(report.set_aside) if report.set_aside else None,
    }


def _document(row: BackupRow) -> dict[str, Any]:
    return {
        "path": str(row.path),
        "kind": row.kind.value,
        "made_at": _iso(row.made_at),
        "note": row.note,
        "size_bytes": row.size_bytes,
    }


def _iso(time: datetime | None) -> str | None:
    return time.isoformat(timespec="milliseconds") if time else None


def _time(time: datetime) -> str:
    return f"{time:%Y-%m-%d %H:%M}"


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"


_DO: dict[str, Callable[["Backups", argparse.Namespace], None]] = {
    "backup": _backup,
    "restore": _restore,
    "backups": _list,
}
