"""Runs the program in real processes that kill themselves at a named moment of an import.

Started once for a test run: it loads the program, then forks a process for each task that it reads
from its input, one JSON list of tasks a line. It answers with their exit codes (negative: the
signal). A task's `moment` is where it kills itself: "fetch", "read", "price" (the stage's work is
done, nothing of it saved), "pictures" (after `after` of them are kept), "picture" (one is half
written), "save" (all rows written, not committed), "saved" (right after the commit), or "" for
never. Its `arguments` are a command line; without them the queue is worked off.
"""

import json
import os
import signal
import sys
import traceback
from pathlib import Path
from typing import Any

from babydrop_desktop import bootstrap
from babydrop_desktop.__main__ import main
from babydrop_desktop.domain.changes import Change
from babydrop_desktop.gateways import picture_files
from babydrop_desktop.gateways.aliexpress.description import clean_description
from babydrop_desktop.gateways.aliexpress.read import read_page
from babydrop_desktop.paths import Profile
from babydrop_desktop.services.import_steps import ImportSteps
from babydrop_desktop.services.news import News

LONGEST_S = 120


class Reader:
    """Reads pages in the process itself: another process for each would only cost time."""

    def read(self, page: bytes, *, address: Any = None) -> Any:
        return read_page(page, address=address)

    def description(self, html: str) -> str:
        return clean_description(html)

    def close(self) -> None:
        """Nothing runs."""


def die(*_given: Any) -> None:
    """End as a pulled plug does."""
    os.kill(os.getpid(), signal.SIGKILL)


def arm(moment: str, after: int) -> None:
    """Plant the end of this process."""
    if moment in {"fetch", "read", "price"}:
        _after_the_work_of(moment)
    elif moment == "pictures":
        _after_keeping(after)
    elif moment == "picture":
        picture_files.os.replace = die  # type: ignore[attr-defined]
    elif moment == "save":
        _before_the_commit()
    elif moment == "saved":
        News.tell = _after_the_commit  # type: ignore[method-assign]


def _after_the_work_of(stage: str) -> None:
    real = ImportSteps.do

    def do(self: Any, job: Any, work: Any) -> Any:
        found = real(self, job, work)
        if job.row.stage == stage:
            die()
        return found

    ImportSteps.do = do  # type: ignore[method-assign]


def _after_keeping(count: int) -> None:
    real, kept = picture_files.PictureFiles.keep, []

    def keep(self: Any, sizes: Any) -> Any:
        kept.append(real(self, sizes))
        if len(kept) == count:
            die()
        return kept[-1]

    picture_files.PictureFiles.keep = keep  # type: ignore[method-assign]


def _before_the_commit() -> None:
    real = ImportSteps.save

    def save(self: Any, session: Any, job: Any) -> Any:
        real(self, session, job)
        session.flush()
        die()

    ImportSteps.save = save  # type: ignore[method-assign]


def _after_the_commit(_news: News, change: Change) -> None:
    if change.products:
        die()


def perform(task: dict[str, Any]) -> int:
    """Do one task in this process."""
    bootstrap.ChildPageReader = Reader  # type: ignore[misc,assignment]
    arm(task.get("moment", ""), task.get("after", 0))
    if "arguments" in task:
        return main(task["arguments"])
    options = bootstrap.ShopOptions(Profile(Path(task["profile"])), task["database"])
    shop = bootstrap.open_shop(options)
    try:
        while shop.runner.run_next() is not None:
            pass
    finally:
        shop.close()
    return 0


def start(task: dict[str, Any]) -> int:
    """Fork a process for one task; its number."""
    child = os.fork()
    if child:
        return child
    code = 99
    signal.alarm(LONGEST_S)  # a process that hangs fails its test, and never the whole run
    try:
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        code = perform(task)
    except BaseException:  # noqa: BLE001 - the child must not return into the loop
        traceback.print_exc()
    finally:
        os._exit(code)


def serve() -> None:
    """Do what the input says until it ends."""
    for line in sys.stdin:
        children = [start(task) for task in json.loads(line)]
        codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
        sys.stdout.write(json.dumps(codes) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    serve()
