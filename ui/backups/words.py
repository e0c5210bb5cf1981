"""What the window says of the shop's copies: when, why, what they hold, what would be lost."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from babydrop_desktop.domain.backups import (
    BEFORE_RESTORE,
    BY_HAND,
    RESCUED,
    BackupGap,
    BackupKind,
    BackupPreview,
    BackupRow,
    RestoreReport,
)
from ui.common import formats, times, words

translate = QCoreApplication.translate
_SERVER = (".dump", ".zip")


def when(row: BackupRow, now: datetime) -> str:
    """When a copy was made, for the list: "Today, 13:00"."""
    return times.moment(row.made_at, now)


def the_copy(made_at: datetime, now: datetime) -> str:
    """A copy inside a sentence: "the copy of today 13:00"."""
    moment = formats.day_and_time(made_at, now)
    return translate("backups", "the copy of {moment}").format(moment=moment)


def why(row: BackupRow) -> str:
    """Why a copy was made: "By itself", "By hand: before the sale"."""
    if row.kind is BackupKind.DAMAGED:
        return translate("backups", "The damaged file, set aside")
    if row.kind is BackupKind.AUTOMATIC:
        return translate("backups", "By itself, hourly")
    if row.kind is BackupKind.BEFORE_UPGRADE:
        return translate("backups", "Before the program was updated")
    if row.note.startswith(BEFORE_RESTORE):
        return translate("backups", "The shop before going back to a copy")
    if row.note.startswith(RESCUED):
        return translate("backups", "Saved when the shop's file was taken away")
    note = row.note.removeprefix(BY_HAND).strip("-").replace("-", " ")
    said = translate("backups", "By hand: {note}") if note and not note.isdecimal() else ""
    return said.format(note=note) or translate("backups", "By hand")


def is_of_server(row: BackupRow) -> bool:
    """Whether it is a copy of a shop on a server."""
    return row.path.suffix in _SERVER


def products(count: int) -> str:
    """So many of them: "61 products"."""
    one, many = translate("backups", "{count} product"), translate("backups", "{count} products")
    return formats.counted(count, one, many)


def orders(count: int) -> str:
    """So many of them: "403 orders"."""
    one, many = translate("backups", "{count} order"), translate("backups", "{count} orders")
    return formats.counted(count, one, many)


def holds(found: BackupPreview) -> str:
    """What a copy holds, in one line: "61 products and 403 orders"; "" where nobody can tell."""
    if found.products is None or found.orders is None:
        return ""
    return _both(products(found.products), orders(found.orders))


def lost(gap: BackupGap | None, *, other_shop: bool) -> str:
    """What going back would take from the shop, as a sentence."""
    if gap is None:
        return translate("backups", "What came after it. The shop's file cannot be read.")
    if other_shop:
        said = translate("backups", "The whole shop of now: {all}.")
        return said.format(all=_both(products(gap.products), orders(gap.orders)))
    parts = _parts(gap)
    if not parts:
        return translate("backups", "Nothing: this copy holds all that the shop holds now.")
    said = translate("backups", "{parts}.").format(parts=_listed(parts))
    return said[:1].upper() + said[1:]


def _parts(gap: BackupGap) -> list[str]:
    made = (
        (gap.new_orders, translate("backups", "{count} order since then"),
         translate("backups", "{count} orders since then")),
        (gap.new_products, translate("backups", "{count} product since then"),
         translate("backups", "{count} products since then")),
        (gap.changed_orders, translate("backups", "changes to {count} order"),
         translate("backups", "changes to {count} orders")),
        (gap.changed_products, translate("backups", "changes to {count} product"),
         translate("backups", "changes to {count} products")),
    )  # fmt: skip
    return [formats.counted(count, one, many) for count, one, many in made if count]


def ask(found: BackupPreview, gap: BackupGap | None, now: datetime) -> tuple[str, str, str]:
    """(title, text, verb) of the one question before going back."""
    title = translate("backups", "Go back to {copy}?").format(copy=the_copy(found.made_at, now))
    kept = translate(
        "backups", "The shop as it is now is kept as a copy, so you can come back to it."
    )
    if gap is None:
        kept = translate(
            "backups",
            "What came after it cannot be counted: the shop's file cannot be read. That file is "
            "kept; nothing is deleted.",
        )
        return title, kept, translate("backups", "Go back to this copy")
    if gap.nothing and not found.other_shop:
        return title, f"{_nothing_lost()} {kept}", translate("backups", "Go back to this copy")
    text = translate("backups", "This would be lost: {things} {kept}")
    text = text.format(things=lost(gap, other_shop=found.other_shop), kept=kept)
    return title, text, _verb(gap, other_shop=found.other_shop)


def _nothing_lost() -> str:
    return translate("backups", "The copy holds all that the shop holds now.")


def _verb(gap: BackupGap, *, other_shop: bool) -> str:
    if other_shop:
        return translate("backups", "Replace the whole shop")
    parts = _parts(gap)
    few = orders(gap.new_orders) if gap.new_orders else ""
    few = few or (products(gap.new_products) if gap.new_products else "")
    if not few:
        return translate("backups", "Go back, without {changes}").format(changes=parts[0])
    return translate("backups", "Go back, without {things}").format(things=few)


def done(report: RestoreReport) -> tuple[str, str]:
    """(title, text) after a copy was put back, or an empty shop begun."""
    holds_now = _both(products(report.products), orders(report.orders))
    if report.restored is None:
        title = translate("backups", "You begin with an empty shop")
        said = ""
    else:
        title = translate("backups", "Your shop is back")
        said = translate("backups", "It holds {all}.").format(all=holds_now)
    return title, " ".join(part for part in (said, _before(report)) if part)


def _before(report: RestoreReport) -> str:
    if report.set_aside is not None:
        words_ = translate("backups", "The file from before was set aside, not deleted: {name}.")
        return words_.format(name=report.set_aside.name)
    if report.kept is not None:
        words_ = translate(
            "backups",
            "The shop from before is kept as a copy: {name}. “Restore a backup…” shows it as "
            "“The shop before going back to a copy”.",
        )
        return words_.format(name=report.kept.name)
    return ""


def made(row: BackupRow) -> str:
    """What is said when a copy by hand is there."""
    said = translate("backups", "The shop is backed up: {name}, {size}, read through and whole")
    return said.format(name=row.path.name, size=formats.size(row.size_bytes))


def _both(one: str, other: str) -> str:
    return translate("backups", "{one} and {other}").format(one=one, other=other)


def _listed(parts: list[str]) -> str:
    """Some things in a sentence: "a, b and c"."""
    if len(parts) == 1:
        return parts[0]
    return _both(", ".join(parts[:-1]), parts[-1])


def trouble(found: BackupPreview) -> str:
    """Why a copy cannot be put back, in the owner's language; "" where it can."""
    if not found.reason:
        return ""
    return words.reason_words(found.reason, {"path": str(found.path)}, found.sentence)
