"""Ids look like the storefront's, sort by time, and never repeat."""

import re
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from babydrop_desktop.db import ids
from babydrop_desktop.db.ids import new_id


def test_an_id_looks_like_the_storefronts():
    assert re.fullmatch(r"c[0-9a-z]{24}", new_id())


def test_ids_sort_in_the_order_they_were_made():
    made = [new_id() for _ in range(5000)]

    assert made == sorted(made)


def test_eight_threads_make_no_id_twice():
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: new_id(), range(20_000)))

    assert len(set(made)) == 20_000


def test_a_clock_set_back_makes_no_lower_id(monkeypatch: pytest.MonkeyPatch):
    before = new_id()
    monkeypatch.setattr(time, "time_ns", lambda: 1_000_000_000)

    assert new_id() > before


def test_more_ids_in_a_millisecond_than_fit_go_on_in_the_next():
    sequence = ids._Sequence()
    steps = [sequence.step(1000) for _ in range(36**4 + 2)]

    assert steps[0] == (1000, 0)
    assert steps[-2:] == [(1001, 0), (1001, 1)]
