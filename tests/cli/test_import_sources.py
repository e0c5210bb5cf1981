"""Each source of an import gets its answer, whatever becomes of the others."""

import io
import sys

import pytest

from babydrop_desktop.cli import imports
from babydrop_desktop.errors import Unavailable
from babydrop_desktop.gateways.pages import HttpPages
from tests.cli.answers import documents
from tests.fakes import web
from tests.fakes.shop import CATEGORY
from tests.fakes.supplier import ITEM, OTHER_ITEM, numbered


@pytest.mark.parametrize("status", [503, 429])
def test_a_source_that_ends_with_an_error_never_ends_the_others(
    babydrop, saved, supplier, monkeypatch, status
):
    supplier.sells(OTHER_ITEM)
    supplier.sells(numbered(1), web.Answer(status=status))
    real, asked = imports._finish, []

    def finish(shop, job):
        asked.append(job)
        if len(asked) == 1:
            raise Unavailable("The database went away.", reason="database_unreachable")
        return real(shop, job)

    monkeypatch.setattr(imports, "_finish", finish)
    ran = babydrop("import", saved, "nonsense", numbered(1), OTHER_ITEM,
                   "--category", CATEGORY, "--json")  # fmt: skip
    found = documents(ran)
    assert ran.code == 4
    assert [line["source"] for line in found] == [str(saved), "nonsense", numbered(1), OTHER_ITEM]
    # A site that asks for a pause gets it: nothing more is fetched from there now.
    last = "failed" if status == 429 else "done"
    assert [line["status"] for line in found] == ["failed", "refused", "failed", last]
    assert found[0]["reason"] == "database_unreachable"
    if status == 429:
        assert [line["reason"] for line in found[2:]] == ["host_waits", "host_waits"]
        assert 50 < int(found[3]["facts"]["retry_after"]) <= 60


@pytest.mark.parametrize(
    ("waits_for", "begins"),
    [
        ("www.aliexpress.com", "www.aliexpress.com wants a pause."),
        ("day", "As many pages were opened within a day as your settings allow."),
        ("owner", "Another import waits for you in the browser."),
    ],
)
def test_an_import_that_is_put_off_says_by_whom(babydrop, supplier, monkeypatch, waits_for, begins):
    asks = {"host" if "." in waits_for else "what": waits_for}
    pause = Unavailable("x", reason="host_waits", seconds="9.000", **asks)

    def put_off(_self, _address, **_work):
        raise pause

    monkeypatch.setattr(HttpPages, "item", put_off)
    (line,) = documents(babydrop("import", ITEM, "--category", CATEGORY, "--json"))
    assert line["reason"] == "host_waits"
    assert line["message"] == f"{begins} Try again in 9 seconds."


def test_an_unknown_category_is_told_of_every_source(babydrop, saved):
    ran = babydrop("import", saved, ITEM, "--category", "spaceships", "--json")
    assert ran.code == 3
    assert [(line["source"], line["reason"]) for line in documents(ran)] == [
        (str(saved), "unknown_category"), (ITEM, "unknown_category"),
    ]  # fmt: skip


@pytest.mark.parametrize("command", [["read"], ["import", "--category", CATEGORY]])
def test_input_without_an_end_is_refused_at_its_limit(babydrop, monkeypatch, command):
    class Endless(io.RawIOBase):
        given = 0

        def readable(self):
            return True

        def readinto(self, buffer):
            Endless.given += len(buffer)
            buffer[:] = b"x" * len(buffer)
            return len(buffer)

    stdin = io.TextIOWrapper(io.BufferedReader(Endless()))
    monkeypatch.setattr(sys, "stdin", stdin)
    ran = babydrop(*command, "-", "--json")
    (found,) = documents(ran)
    assert (ran.code, found["reason"]) == (3, "page_too_large")
    assert Endless.given < 10_000_000


def test_an_address_that_was_not_asked_for_twice_is_imported_once(babydrop, supplier):
    supplier.sells()
    ran = babydrop("import", ITEM, ITEM, "--category", CATEGORY, "--json")
    assert [line["status"] for line in documents(ran)] == ["done", "done"]
    assert len({line["product_id"] for line in documents(ran)}) == 1
