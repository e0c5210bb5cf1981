"""So many a minute, counted in the database itself, whatever the clocks of the laptops say."""

from datetime import UTC, datetime, timedelta

import pytest

from babydrop_desktop.db import rate
from babydrop_desktop.db.ours import RateToken
from tests.fakes.shop import rows_of

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


def after(seconds):
    return NOW + timedelta(seconds=seconds)


def take(shop, *seconds):
    with shop.write() as session:
        for second in seconds:
            rate.take(session, "import", after(second))


def wait(shop, seconds, per_minute=3, name="import"):
    with shop.write() as session:
        rate.lock(session)
        return rate.wait(session, name, after(seconds), per_minute)


def test_the_window_slides(shop):
    take(shop, 0, 10, 20)
    assert wait(shop, 20) == timedelta(seconds=40)
    assert wait(shop, 59) == timedelta(seconds=1)
    assert wait(shop, 60) is None
    take(shop, 60)
    assert wait(shop, 60) == timedelta(seconds=10)


def test_a_wait_is_never_nothing_nor_more_than_a_minute(shop):
    take(shop, 0, 0, 0)
    assert wait(shop, 0) == timedelta(minutes=1)
    assert wait(shop, 59.999) == timedelta(milliseconds=1)


@pytest.mark.parametrize("per_minute", [0, -1])
def test_no_limit_is_no_limit(shop, per_minute):
    take(shop, 0, 0, 0)
    assert wait(shop, 0, per_minute) is None


def test_a_clock_set_back_does_not_block_the_shop(shop):
    take(shop, 86_400, 86_400, 86_400)
    assert wait(shop, 0) is None
    take(shop, 0)
    assert len(rows_of(shop, RateToken)) == 1


def test_old_tokens_are_forgotten_and_other_names_have_their_own(shop):
    take(shop, 0, 1, 2)
    assert wait(shop, 3, name="other") is None
    take(shop, 200)
    assert len(rows_of(shop, RateToken)) == 1
