"""The owner is told in plain words when a copy was made, why, and what going back would lose."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from babydrop_desktop.domain.backups import BackupGap, BackupKind, RestoreReport
from tests.ui.backups.conftest import copy_row, preview_of
from ui.backups import words

pytestmark = pytest.mark.usefixtures("qapp")
NOW = datetime(2026, 11, 24, 13, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "note", "said"),
    [
        (BackupKind.AUTOMATIC, "auto", "By itself, hourly"),
        (BackupKind.BY_HAND, "by-hand", "By hand"),
        (BackupKind.BY_HAND, "by-hand-2", "By hand"),
        (BackupKind.BY_HAND, "by-hand-before-the-sale", "By hand: before the sale"),
        (BackupKind.BY_HAND, "before-restore", "The shop before going back to a copy"),
        (BackupKind.BY_HAND, "rescued", "Saved when the shop's file was taken away"),
        (BackupKind.BEFORE_UPGRADE, "before-0004", "Before the program was updated"),
        (BackupKind.DAMAGED, "", "The damaged file, set aside"),
    ],
)
def test_every_copy_says_why_it_was_made(kind, note, said):
    assert words.why(copy_row(kind=kind, note=note)) == said


@pytest.mark.parametrize(
    ("gap", "said"),
    [
        (BackupGap(1, 1), "Nothing: this copy holds all that the shop holds now."),
        (BackupGap(1, 13, new_orders=12), "12 orders since then."),
        (BackupGap(1, 1, changed_orders=1), "Changes to 1 order."),
        (
            BackupGap(9, 13, new_orders=12, new_products=1, changed_orders=2),
            "12 orders since then, 1 product since then and changes to 2 orders.",
        ),
    ],
)
def test_what_would_be_lost_is_counted(gap, said):
    assert words.lost(gap, other_shop=False) == said


def test_a_copy_of_another_shop_would_lose_the_whole_present_one():
    gap = BackupGap(60, 400)
    assert words.lost(gap, other_shop=True) == "The whole shop of now: 60 products and 400 orders."
    found = preview_of(copy_row(), other_shop=True)
    assert words.ask(found, gap, NOW)[2] == "Replace the whole shop"


@pytest.mark.parametrize(
    ("gap", "verb"),
    [
        (None, "Go back to this copy"),
        (BackupGap(1, 1), "Go back to this copy"),
        (BackupGap(1, 1, new_orders=12, new_products=3), "Go back, without 12 orders"),
        (BackupGap(1, 1, new_products=3), "Go back, without 3 products"),
        (BackupGap(1, 1, changed_orders=2), "Go back, without changes to 2 orders"),
    ],
)
def test_the_question_has_a_verb_with_the_count(gap, verb):
    title, text, said = words.ask(preview_of(copy_row()), gap, NOW)
    assert title.startswith("Go back to the copy of ")
    assert title.endswith("?")
    assert "kept" in text
    assert said == verb


def test_the_end_says_what_is_there_and_where_the_shop_from_before_is():
    put_back = RestoreReport(Path("a.db"), Path("/b/before.db"), None, 12, 400)
    assert words.done(put_back)[0] == "Your shop is back"
    assert "12 products and 400 orders" in words.done(put_back)[1]
    assert "kept as a copy: before.db" in words.done(put_back)[1]
    aside = RestoreReport(Path("a.db"), None, Path("/b/damaged-x.db"), 12, 400)
    assert "set aside, not deleted: damaged-x.db" in words.done(aside)[1]
    anew = RestoreReport(None)
    assert words.done(anew) == ("You begin with an empty shop", "")


def test_the_moment_of_a_copy_is_told_in_the_owners_days():
    row = copy_row()
    assert words.when(row, row.made_at + timedelta(days=1)).startswith("Yesterday, ")
