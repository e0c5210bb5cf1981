"""Which copies stay: hours, days, months; what the owner made stays for ever."""

import itertools
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from babydrop_desktop.domain.backups import (
    BackupKind,
    BackupRow,
    moment,
    note_of,
    row_of,
    stamp_of,
    worn,
)

NOW = datetime(2026, 11, 22, 16, 31, 40, 123000, UTC)


def _row(at, note="auto"):
    found = row_of(Path(f"shop-{stamp_of(at)}-{note}.db"), 1)
    assert found is not None
    return found


def _lived(start, hours, *, to_keep=()):
    """The copies after a life in which one was made every hour, and worn ones removed each time."""
    rows = list(to_keep)
    for hour in range(hours):
        rows.append(_row(start + timedelta(hours=hour)))
        gone = worn(rows)
        rows = [row for row in rows if row not in gone]
    return rows


def test_a_season_of_hours_leaves_a_day_of_hours_two_weeks_of_days_and_the_months():
    rows = _lived(NOW - timedelta(days=80), 80 * 24)
    made = sorted((row.made_at for row in rows), reverse=True)
    assert made[:24] == [made[0] - timedelta(hours=n) for n in range(24)]
    days = list(dict.fromkeys(at.date() for at in made))
    assert days[:14] == [made[0].date() - timedelta(days=n) for n in range(14)]
    assert len({(at.year, at.month) for at in made}) == 3
    assert len(rows) <= 24 + 14 + 3


def test_months_are_kept_for_two_years():
    rows = [_row(NOW - timedelta(days=31 * n)) for n in range(40)]
    kept = [row for row in rows if row not in worn(rows)]
    assert len({(row.made_at.year, row.made_at.month) for row in kept}) == 24
    assert rows[0] in kept


def test_what_the_owner_made_and_what_was_set_aside_is_never_worn():
    old = NOW - timedelta(days=4000)
    kept = [_row(old, "by-hand"), _row(old, "before-restore"), _row(old, "rescued")]
    kept += [_row(old + timedelta(seconds=n), "by-hand-summer") for n in range(50)]
    aside = row_of(Path(f"damaged-{stamp_of(old)}-shop.db"), 1)
    assert aside is not None
    assert aside.kind is BackupKind.DAMAGED
    rows = _lived(NOW, 60, to_keep=[*kept, aside])
    assert set(kept) | {aside} <= set(rows)


def test_the_five_newest_from_before_upgrades_stay():
    rows = [_row(NOW + timedelta(minutes=n), f"before-{n:04}") for n in range(8)]
    assert set(worn(rows)) == set(rows[:3])


@pytest.mark.parametrize("jump", [timedelta(days=365), -timedelta(days=365)])
def test_a_clock_that_jumps_costs_no_copy_of_the_days_before(jump):
    before = _lived(NOW - timedelta(days=20), 20 * 24)
    days = {row.made_at.date() for row in before}
    after = [*before, _row(NOW + jump)]
    left = [row for row in after if row not in worn(after)]
    assert len({row.made_at.date() for row in left} & days) >= len(days) - 1
    assert before[-1] in left


def test_a_name_tells_time_and_note_and_any_other_file_is_none_of_ours():
    row = row_of(Path("b/shop-20261122T163140123Z-by-hand-Größe-2.db"), 7)
    assert row == BackupRow(
        Path("b/shop-20261122T163140123Z-by-hand-Größe-2.db"),
        BackupKind.BY_HAND,
        NOW,
        "by-hand-Größe-2",
        "shop",
        7,
    )
    assert moment(stamp_of(NOW)) == NOW
    kinds = {"auto": "automatic", "auto-2": "automatic", "before-0002": "before_upgrade",
             "before-restore": "by_hand", "by-hand-auto": "by_hand", "x": "by_hand"}  # fmt: skip
    assert {note: _row(NOW, note).kind.value for note in kinds} == kinds
    for name in ("shop.db", "shop-x-auto.db", "shop-20269922T163140123Z-auto.db", "a.part"):
        assert row_of(Path(name), 1) is None


@pytest.mark.parametrize(
    ("words", "note"),
    [
        ("", "by-hand"),
        ("before the summer sale!", "by-hand-before-the-summer-sale"),
        ("../../etc/passwd", "by-hand-etc-passwd"),
        ("auto", "by-hand-auto"),
        ("Größe ø", "by-hand-Größe-ø"),
        ("a" * 200, "by-hand-" + "a" * 40),
    ],
)
def test_a_note_is_always_a_part_of_a_files_name(words, note):
    assert note_of(words) == note


def test_no_two_rules_fight_over_a_copy():
    rows = [_row(NOW - timedelta(minutes=17 * n)) for n in range(3000)]
    once = [row for row in rows if row not in worn(rows)]
    assert worn(once) == ()
    assert all(a.made_at > b.made_at for a, b in itertools.pairwise(once))
