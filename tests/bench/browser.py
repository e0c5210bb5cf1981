"""Measures the owner's browser: one that is lent for many pages beside a fresh one for each.

    .venv/bin/python tests/bench/browser.py [--runs 3] [--pages 8]

The pages stand on loopback, are drawn by a script that fetches its own reply, and show ten
pictures. The old way starts a browser for every page and keeps pictures away with a handler in
Python; ours is the program's own, without a window. Pauses between pages are left out of both.
Without a browser on this machine nothing is measured.
"""

import argparse
import os
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from babydrop_desktop.gateways.browser.source import BrowserSource  # noqa: E402
from babydrop_desktop.gateways.browser.turns import Turns  # noqa: E402
from babydrop_desktop.gateways.clock import SystemClock  # noqa: E402
from tests.bench.measure import compare, report  # noqa: E402
from tests.fakes.owners_browser import missing, standing_in  # noqa: E402
from tests.fakes.web import Answer  # noqa: E402
from tests.gateways.browser.items import ADDRESS, Hurrying  # noqa: E402
from tests.pages import drawn  # noqa: E402

_PICTURE = b"\x89PNG\r\n\x1a\n" + b"0" * 300_000
_LOOK_S = 0.1


def old_way(program: str, folder: str, pages: int) -> dict[str, Any]:
    """Start a browser for each page, keep its pictures away with a handler, wait for the reply."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - part of what is measured

    with _memory() as peak, sync_playwright() as driver:
        for _page in range(pages):
            context = driver.chromium.launch_persistent_context(
                folder, executable_path=program, headless=True, chromium_sandbox=True
            )
            page = context.new_page()
            page.route(
                "**/*",
                lambda route: (
                    route.abort() if route.request.resource_type == "image" else route.continue_()
                ),
            )
            with page.expect_response(lambda response: drawn.REPLY in response.url) as answer:
                page.goto(ADDRESS.page_url)
            if b"GLOBAL_DATA" not in answer.value.body() or not page.content():
                raise RuntimeError("the page did not tell its product")
            context.close()
    return {"pages": pages, **peak}


def our_way(program: str, folder: str, pages: int) -> dict[str, Any]:
    """Open the same pages as the program does."""
    os.environ.pop("DISPLAY", None)
    source = BrowserSource(
        Path(folder), SystemClock(), path=program, visible=False, turns=Turns(Hurrying())
    )
    with _memory() as peak:
        for _page in range(pages):
            found = source.item(ADDRESS, check=lambda: None, ask=lambda _what: None)
            if b"GLOBAL_DATA" not in found.body:
                raise RuntimeError("the page did not tell its product")
        source.close()
    return {"pages": pages, **peak}


@contextmanager
def _memory() -> Iterator[dict[str, int]]:
    """The most memory that the browser and its driver held at once, in MB (proportional)."""
    told, over = {"browser_mb": 0}, threading.Event()

    def look() -> None:
        while not over.wait(_LOOK_S):
            told["browser_mb"] = max(told["browser_mb"], _held())

    looking = threading.Thread(target=look, daemon=True)
    looking.start()
    try:
        yield told
    finally:
        over.set()
        looking.join()


def _held() -> int:
    total = 0
    for process in psutil.Process().children(recursive=True):
        try:
            total += process.memory_full_info().pss
        except (psutil.Error, AttributeError):
            continue
    return total // 1024 // 1024


def main() -> None:
    """Print the table and write bench-results/browser.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--pages", type=int, default=8)
    given = parser.parse_args()
    if reason := missing():
        sys.stdout.write(f"browser: not measured, {reason}\n")
        return
    pictures = "".join(f"<img src=/kf/{number}.png>" for number in range(10))
    page = drawn.asking(f"document.body.innerHTML += '{pictures}'")
    with standing_in() as site, site.serving() as server:
        server.routes |= {
            drawn.ITEM: Answer(page),
            drawn.REPLY: Answer(drawn.reply(), kind="application/json"),
            **{f"/kf/{one}.png": Answer(_PICTURE, kind="image/png") for one in range(10)},
        }
        place = Path(tempfile.mkdtemp(dir=site.folder))
        place.chmod(0o711)
        program = str(site.program(place, server.server_port))
        rows = [
            compare(
                f"{given.pages} pages in the owner's browser",
                old=old_way,
                ours=our_way,
                arguments=(program, str(place / "own"), given.pages),
                runs=given.runs,
            )
        ]
    report("browser", rows)


if __name__ == "__main__":
    main()
