"""The page of figures tells of each goal whether it is held, and why where it is not."""

import pytest

from tests.bench import performance_page
from tests.bench.performance_goals import goals


def way(ms, statements=1):
    return {"median_ms": ms, "p95_ms": ms * 2, "times": 3, "statements": statements, "peak_mb": 90}


def line(what, ours, old=None, engine="SQLite", count=1_000_000):
    return {"engine": engine, "count": count, "what": what, "ours": ours, "old": old, "today": None}


@pytest.fixture
def orders():
    return {
        "machine": {"cpus": 2, "python": "3.11", "date": "2026-11-24", "system": "Linux"},
        "lines": [
            line("list, first page", way(4.0), way(40.0, 5)),
            line("list, page at 90 %", way(4.0), way(400.0, 5)),
            line("detail", way(1.0, 2), way(8.0, 16)),
            line("needs you", way(9.0), way(90.0, 10)),
            line("search: a name", way(3.0), way(900.0, 5)),
        ],
        "sweeps": [],
    }


def test_a_goal_that_is_missed_has_its_cause(orders):
    told = {name: (measured, held) for name, measured, held in goals({"orders": orders})}
    detail = next(name for name in told if name.startswith("detail"))
    deep = next(name for name in told if name.startswith("page at 90"))
    assert told[detail][0] == "SQLite 1,000,000: 8.0×"
    assert told[detail][1].startswith("No: ")
    assert told[deep] == ("SQLite 1,000,000: 100×", "yes")


def test_the_page_has_every_question_with_both_ways(orders, tmp_path, monkeypatch):
    page = tmp_path / "performance.md"
    monkeypatch.setattr(performance_page, "PAGE", page)
    told = {"orders": [orders]}
    monkeypatch.setattr(performance_page, "kept", lambda part: told.get(part, []))

    performance_page.write()

    text = page.read_text("utf-8")
    found = "| search: a name | 900 (1,800) ×3 | 3.0 (6.0) ×3 | 300.0× | 5 / 1 | 90 / 90 |"
    assert found in text
    assert "`make bench PART=orders`" in text
