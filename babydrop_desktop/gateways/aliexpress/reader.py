"""Reads pages in a small process of its own, so that the window never waits for a page."""

import contextlib
import json
import multiprocessing
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from pydantic import ValidationError

from babydrop_desktop.domain.files import LARGEST_PAGE
from babydrop_desktop.domain.item_address import ItemAddress
from babydrop_desktop.domain.supplier_product import Outcome, Reading
from babydrop_desktop.errors import Limit, Stopped, Unavailable
from babydrop_desktop.gateways.aliexpress import child as child_process
from babydrop_desktop.gateways.aliexpress.description import MOST_CHARACTERS_IN

DEADLINE_SECONDS = 15.0
START_SECONDS = 60.0
PAGES_PER_CHILD = 200
LARGEST_ANSWER_BYTES = 64 * 1024 * 1024

TOOK_TOO_LONG = "took too long"
FAILED = "The page could not be read safely."


@dataclass(slots=True)
class _Child:
    process: SpawnProcess
    pipe: Connection
    pages: int = 0

    def is_gone(self) -> bool:
        """Whether it ended between two pages: it never speaks unasked, so any sign is its end."""
        try:
            return self.pipe.poll() or not self.process.is_alive()
        except OSError:
            return True

    def end(self) -> None:
        """End the process at once and wait until it is gone."""
        with contextlib.suppress(OSError):
            self.pipe.close()
        if self.process.is_alive():
            self.process.kill()
        self.process.join()
        with contextlib.suppress(ValueError):  # somebody else collected its exit already
            self.process.close()


class ChildPageReader:
    """Reads pages and descriptions in one long-lived child process. Safe from any thread.

    The child starts with the first page, is replaced after `pages_per_child` pages, after a crash,
    and after a page that took longer than `deadline_seconds`. `close` ends it.
    """

    def __init__(
        self,
        *,
        deadline_seconds: float = DEADLINE_SECONDS,
        pages_per_child: int = PAGES_PER_CHILD,
    ) -> None:
        self._deadline_seconds = deadline_seconds
        self._pages_per_child = pages_per_child
        self._one_at_a_time = threading.Lock()
        self._guard = threading.Lock()  # of _child and _closed; never held while waiting
        self._child: _Child | None = None
        self._closed = False

    def read(self, page: bytes, *, address: ItemAddress | None = None) -> Reading:
        """Read one page; see `read_page` for what comes back.

        A page that takes longer than 15 seconds, or ends the child, is UNREADABLE. Raises Limit
        (reason "page_too_large") over 8 MB, Unavailable (reason "reader_not_started") where no
        process can be started, and Stopped after `close`.
        """
        if len(page) > LARGEST_PAGE:
            raise Limit(
                "This page is larger than 8 MB. Save only the item's own page (as HTML, without "
                "its pictures) and try again.",
                reason="page_too_large",
                bytes=str(len(page)),
            )
        head = {"task": child_process.READ, "address": asdict(address) if address else None}
        answer = self._ask(head, page)
        if isinstance(answer, str):
            return _unreadable(answer)
        try:
            return child_process.READING.validate_json(answer)
        except (ValidationError, ValueError):
            return _unreadable(FAILED)

    def description(self, html: str) -> str:
        """Make short safe markup of supplier HTML; "" where nothing is left or it took too long.

        Raises Unavailable and Stopped as `read` does.
        """
        body = html[:MOST_CHARACTERS_IN].encode("utf-8", "replace")
        answer = self._ask({"task": child_process.DESCRIPTION}, body)
        return "" if isinstance(answer, str) else answer.decode("utf-8", "replace")

    def close(self) -> None:
        """End the child process at once; a page being read stops with Stopped."""
        with self._guard:
            self._closed = True
            child = self._child
            if child is not None and child.process.is_alive():
                child.process.kill()
        with self._one_at_a_time:
            self._drop()

    def _ask(self, head: Mapping[str, object], body: bytes) -> bytes | str:
        """Give the child's answer, or as text why there is none."""
        with self._one_at_a_time:
            child = self._ready_child()
            late = threading.Event()
            timer = threading.Timer(self._deadline_seconds, _give_up, (child.process, late))
            timer.daemon = True
            timer.start()
            try:
                child.pipe.send_bytes(json.dumps(head).encode())
                child.pipe.send_bytes(body)
                answer = child.pipe.recv_bytes(LARGEST_ANSWER_BYTES)
            except (EOFError, OSError):
                self._stop_timer(timer)
                self._drop()
                self._check_open()
                return TOOK_TOO_LONG if late.is_set() else FAILED
            self._stop_timer(timer)
            child.pages += 1
            if child.pages >= self._pages_per_child or late.is_set():
                self._drop()
            return answer

    @staticmethod
    def _stop_timer(timer: threading.Timer) -> None:
        timer.cancel()
        timer.join()

    def _check_open(self) -> None:
        if self._closed:
            raise Stopped("The program is closing.", reason="closing")

    def _ready_child(self) -> _Child:
        if self._child is not None and self._child.is_gone():
            self._drop()
        if self._child is None:
            child = _start()
            with self._guard:
                self._child = child
            if not _says_ready(child):
                self._drop()
                self._check_open()
                raise _not_started()
        if self._closed:
            self._drop()
        self._check_open()
        return self._child

    def _drop(self) -> None:
        with self._guard:
            child, self._child = self._child, None
            if child is not None:
                child.end()


def _start() -> _Child:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(
        target=child_process.serve, args=(theirs,), name="babydrop-page-reader", daemon=True
    )
    try:
        process.start()
    except OSError as error:
        ours.close()
        raise _not_started() from error
    finally:
        theirs.close()
    return _Child(process, ours)


def _says_ready(child: _Child) -> bool:
    try:
        return child.pipe.poll(START_SECONDS) and child.pipe.recv_bytes(64) == child_process.READY
    except (EOFError, OSError):
        return False


def _give_up(process: SpawnProcess, late: threading.Event) -> None:
    late.set()
    process.kill()


def _not_started() -> Unavailable:
    return Unavailable(
        "The part of the program that reads pages could not be started. Close other programs, or "
        "start this one again.",
        reason="reader_not_started",
    )


def _unreadable(note: str) -> Reading:
    return Reading(Outcome.UNREADABLE, missing=("title", "skus", "currency"), note=note)
