"""Opening a shop: nothing is written where nothing is to be mended, and all is let go of again."""

import pytest

from babydrop_desktop.errors import Refused
from babydrop_desktop.services.runner import Runner


@pytest.fixture
def reclaimed(monkeypatch):
    """Return the owners whose jobs each opening took back."""
    calls = []
    own = Runner.reclaim
    monkeypatch.setattr(
        Runner, "reclaim", lambda self, owners: calls.append(owners) or own(self, owners)
    )
    return calls


def test_jobs_are_taken_back_only_from_programs_that_are_gone(open_shops, reclaimed, monkeypatch):
    open_shops(None)
    open_shops(None)
    assert reclaimed == []
    monkeypatch.setattr(Runner, "owners", lambda _self, prefix: frozenset({f"{prefix}1-dead"}))
    open_shops(None)
    assert [{owner.endswith("-1-dead") for owner in owners} for owners in reclaimed] == [{True}]


def test_a_shop_that_cannot_be_opened_leaves_no_sign_that_a_program_runs(open_shops, profile):
    (profile / "shop.db").write_bytes(b"no database " * 100)
    with pytest.raises(Refused):
        open_shops(None)
    assert list((profile / "running").iterdir()) == []


def test_a_closed_shop_leaves_no_sign_that_a_program_runs(open_shops, profile):
    open_shops(None).close()
    assert [path.name for path in (profile / "running").glob("*-*.lock")] == []
