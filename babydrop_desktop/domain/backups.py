"""Says which copies of the shop's database there are, what one holds, and how long each is kept."""

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

AUTOMATIC = "auto"
BY_HAND = "by-hand"
BEFORE_RESTORE = "before-restore"
RESCUED = "rescued"
HOURS = 24
DAYS = 14
MONTHS = 24
BEFORE_UPGRADES = 5
LONGEST_NOTE = 40
# shop-20261122T163140123Z-by-hand.db, with -2, -3 … at the end where a name was taken.
_NAME = re.compile(r"(?P<shop>.+)-(?P<time>\d{8}T\d{9}Z)-(?P<note>.+)\.(?:db|dump|zip)")
_SET_ASIDE = re.compile(r"damaged-(?P<time>\d{8}T\d{9}Z)-(?P<shop>.+)\.db(?:-\d+)?")


class BackupKind(StrEnum):
    """Why a copy was made. Only the first two are ever rotated away."""

    AUTOMATIC = "automatic"
    BEFORE_UPGRADE = "before_upgrade"
    BY_HAND = "by_hand"  # also those made before a restore
    DAMAGED = "damaged"  # a damaged file that was set aside


@dataclass(frozen=True, slots=True)
class BackupRow:
    """One copy in the backups folder. `made_at` is UTC, from its name; `shop` the file's stem."""

    path: Path
    kind: BackupKind
    made_at: datetime
    note: str
    shop: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class BackupPreview:
    """What a copy holds, read without trusting it. None and "": it could not be read.

    `reason` and `sentence` say why it cannot be put back; "" where it can. `other_shop` says that
    it holds another shop than the present one: putting it back wants a yes of its own.
    """

    path: Path
    made_at: datetime
    age: timedelta
    size_bytes: int
    note: str = ""
    version: str = ""
    products: int | None = None
    orders: int | None = None
    newest_order: datetime | None = None
    newest_change: datetime | None = None
    demo: bool = False
    damaged: bool = False
    other_shop: bool = False
    reason: str = ""
    sentence: str = ""

    @property
    def can_be_restored(self) -> bool:
        """Whether it can be put back, if need be after a yes to another shop."""
        return not self.reason


@dataclass(frozen=True, slots=True)
class BackupGap:
    """What the shop holds now, and what of it a copy lacks: going back to the copy loses that.

    `new_…`: how many more the shop has than the copy; `changed_…`: edited since the copy was made.
    """

    products: int
    orders: int
    newest_order: datetime | None = None
    newest_change: datetime | None = None
    new_products: int = 0
    new_orders: int = 0
    changed_products: int = 0
    changed_orders: int = 0

    @property
    def nothing(self) -> bool:
        """Whether the copy holds all that the shop holds."""
        return not any(
            (self.new_products, self.new_orders, self.changed_products, self.changed_orders)
        )


@dataclass(frozen=True, slots=True)
class BackupReport:
    """What one look after the backups did. `reason` and `sentence`: what the owner should know.

    "database_damaged": the present file is damaged (`good` is the newest good copy) ·
    "database_gone": its file was taken away while it was open (`made` is what was rescued) ·
    "backup_no_room", "backup_not_written" …: no copy could be made.
    """

    made: BackupRow | None = None
    removed: int = 0
    checked: bool = False
    reason: str = ""
    sentence: str = ""
    good: Path | None = None


@dataclass(frozen=True, slots=True)
class BackupState:
    """How the backups stand, for a status line: cheap to ask. `damage` as SQLite's words, or "".

    `reserve` says whether the room kept for a full disk is there.
    """

    last: BackupRow | None = None
    checked_at: datetime | None = None
    damage: str = ""
    reserve: bool = False


@dataclass(frozen=True, slots=True)
class RestoreReport:
    """What was put back, and where the shop from before lies: a copy, or the damaged file."""

    restored: Path | None
    kept: Path | None = None
    set_aside: Path | None = None
    products: int = 0
    orders: int = 0


def row_of(path: Path, size_bytes: int) -> BackupRow | None:
    """The copy that a file's name tells of; None for any other file."""
    aside = _SET_ASIDE.fullmatch(path.name)
    found = aside or _NAME.fullmatch(path.name)
    made_at = moment(found["time"]) if found else None
    if found is None or made_at is None:
        return None
    note = "" if aside else found["note"]
    kind = BackupKind.DAMAGED if aside else kind_of(note)
    return BackupRow(path, kind, made_at, note, found["shop"], size_bytes)


def kind_of(note: str) -> BackupKind:
    """Why the copy with that note was made; a note that is not known is the owner's."""
    if note == AUTOMATIC or re.fullmatch(rf"{AUTOMATIC}-\d+", note):
        return BackupKind.AUTOMATIC
    if note.startswith("before-") and not note.startswith(BEFORE_RESTORE):
        return BackupKind.BEFORE_UPGRADE
    return BackupKind.BY_HAND


def moment(stamp: str) -> datetime | None:
    """The UTC time in a copy's name, such as 20261122T163140123Z; None for no such time."""
    try:
        return datetime.strptime(f"{stamp[:-1]}000+0000", "%Y%m%dT%H%M%S%f%z").astimezone(UTC)
    except ValueError:
        return None


def stamp_of(time: datetime) -> str:
    """A UTC time as it stands in a copy's name."""
    utc = time.astimezone(UTC)
    return f"{utc:%Y%m%dT%H%M%S}{utc.microsecond // 1000:03}Z"


def note_of(words: str) -> str:
    """The note of a copy made by hand, as its file's name can hold it: "by-hand", then words."""
    plain = re.sub(r"[^0-9A-Za-z\u00c0-\u024f\u0400-\u04ff]+", "-", words).strip("-")
    return f"{BY_HAND}-{plain[:LONGEST_NOTE].strip('-')}" if plain else BY_HAND


def worn(rows: Iterable[BackupRow]) -> tuple[BackupRow, ...]:
    """The copies that may go; those made by hand and damaged files never do.

    Automatic ones: the newest of each of the last 24 hours, 14 days and 24 months in which there
    was one. The five newest of those made before upgrades stay. Counted among the copies
    themselves: no clock that jumps, and no long holiday, ever costs one.
    """
    newest_first = sorted(rows, key=lambda row: row.made_at, reverse=True)
    automatic = [row for row in newest_first if row.kind is BackupKind.AUTOMATIC]
    upgrades = [row for row in newest_first if row.kind is BackupKind.BEFORE_UPGRADE]
    kept = {
        *_newest_of_each(automatic, lambda at: (at.date(), at.hour), HOURS),
        *_newest_of_each(automatic, datetime.date, DAYS),
        *_newest_of_each(automatic, lambda at: (at.year, at.month), MONTHS),
    }
    return (*(row for row in automatic if row.path not in kept), *upgrades[BEFORE_UPGRADES:])


def _newest_of_each(
    newest_first: Sequence[BackupRow], part: Callable[[datetime], Hashable], most: int
) -> set[Path]:
    """The newest copy of each hour, day or month, of the last `most` of them."""
    newest: dict[Hashable, Path] = {}
    for row in newest_first:
        newest.setdefault(part(row.made_at), row.path)
    return set(list(newest.values())[:most])
