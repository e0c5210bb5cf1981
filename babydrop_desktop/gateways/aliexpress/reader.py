"""Reads pages in a small process of its own, so that the window never waits for a page."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from babydrop_desktop.domain.files import LARGEST_PAGE, LONGEST_DESCRIPTION
from babydrop_desktop.domain.item_address import ItemAddress
from babydrop_desktop.domain.supplier_product import Outcome, Reading
from babydrop_desktop.errors import Limit
from babydrop_desktop.gateways.side_process import SideProcess, SideProcessEnded

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

DEADLINE_SECONDS = 15.0
PAGES_PER_CHILD = 200
READ, DESCRIPTION, OPEN = "read", "description", "open"

TOOK_TOO_LONG = "took too long"
FAILED = "The page could not be read safely."


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
        self._beside = SideProcess(_serve, name="babydrop-page-reader", most_tasks=pages_per_child)

    @property
    def pid(self) -> int | None:
        """The number of the child process, None where none runs."""
        return self._beside.pid

    def read(self, page: bytes, *, address: ItemAddress | None = None) -> Reading:
        """Read one page; see `read_page` for what comes back.

        A page that takes longer than 15 seconds, or ends the child, is UNREADABLE. Raises Limit
        (reason "page_too_large") over 8 MB, Unavailable (reason "side_process_not_started") where
        no process can be started, and Stopped after `close`.
        """
        if len(page) > LARGEST_PAGE:
            raise Limit(
                "This page is larger than 8 MB. Save only the item's own page (as HTML, without "
                "its pictures) and try again.",
                reason="page_too_large",
                bytes=str(len(page)),
            )
        head = {"task": READ, "address": asdict(address) if address else None}
        answer = self.ask(head, page)
        if isinstance(answer, str):
            return _unreadable(answer)
        try:
            return reading_form().validate_json(answer)
        except (ValidationError, ValueError):
            return _unreadable(FAILED)

    def description(self, html: str) -> str:
        """Make short safe markup of supplier HTML; "" where nothing is left or it took too long.

        Raises Unavailable and Stopped as `read` does.
        """
        body = html[:LONGEST_DESCRIPTION].encode("utf-8", "replace")
        answer = self.ask({"task": DESCRIPTION}, body)
        return "" if isinstance(answer, str) else answer.decode("utf-8", "replace")

    def close(self) -> None:
        """End the child process at once; a page being read stops with Stopped."""
        self._beside.close()

    def ask(self, head: Mapping[str, object], body: bytes) -> bytes | str:
        """Give the child's answer to a request (see `child.serve`), or as text why there is none.

        Raises Unavailable and Stopped as `read` does.
        """
        try:
            with self._beside.talk() as talk, talk.within(self._deadline_seconds):
                talk.send(json.dumps(head).encode())
                talk.send(body)
                return talk.receive()
        except SideProcessEnded as error:
            return TOOK_TOO_LONG if error.late else FAILED


@cache
def reading_form() -> TypeAdapter[Reading]:
    """The form in which a Reading passes between the two processes."""
    return TypeAdapter(Reading)


def _serve(pipe: "Connection") -> None:
    from babydrop_desktop.gateways.aliexpress.child import serve  # noqa: PLC0415 - only there

    serve(pipe)


def _unreadable(note: str) -> Reading:
    return Reading(Outcome.UNREADABLE, missing=("title", "skus", "currency"), note=note)
