"""Opens the owner's files beside the program, so that none of them can harm or hold it up."""

import json
from typing import TYPE_CHECKING

from babydrop_desktop.domain.file_kinds import FileKind
from babydrop_desktop.errors import Limit, Refused
from babydrop_desktop.gateways.aliexpress.reader import OPEN

if TYPE_CHECKING:
    from babydrop_desktop.domain.item_list import ItemList
    from babydrop_desktop.gateways.aliexpress.reader import ChildPageReader


class ChildFileOpener:
    """Opens files in the side process that reads pages. Safe from any thread.

    Fulfils `services.ports.FileOpener`.
    """

    def __init__(self, reader: "ChildPageReader") -> None:
        self._reader = reader

    def page_in(self, archive: bytes, *, cut: bool) -> bytes:
        """The page of a file that holds it as one part."""
        return self._open(archive, FileKind.ARCHIVE, cut=cut)

    def list_in(self, body: bytes, kind: FileKind) -> "ItemList":
        """The lines of a list."""
        from babydrop_desktop.gateways.lists.opening import list_of  # noqa: PLC0415 - seldom asked

        found = self._open(body, kind, cut=False)
        try:
            return list_of(found)
        except (ValueError, TypeError, KeyError) as error:
            raise _not_opened() from error

    def _open(self, body: bytes, kind: FileKind, *, cut: bool) -> bytes:
        answered = self._reader.ask({"task": OPEN, "kind": kind, "cut": cut}, body)
        if isinstance(answered, str):
            raise _not_opened()
        sign, found = answered[:1], answered[1:]
        if sign == b"+":
            return found
        told = json.loads(found)
        kind_of_stop = Limit if sign == b"!" else Refused
        raise kind_of_stop(told["message"], reason=told["reason"], **told["facts"])


def _not_opened() -> Refused:
    return Refused(
        "This file could not be opened safely: it took too long, or too much memory. Save it once "
        "more; a page as HTML only, a list as CSV.",
        reason="file_not_opened",
    )
