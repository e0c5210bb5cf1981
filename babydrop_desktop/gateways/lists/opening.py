"""Opens the owner's files within the side process: a page saved as one file, or a list."""

import json
from dataclasses import asdict
from typing import Any

from babydrop_desktop.domain.file_kinds import FileKind
from babydrop_desktop.domain.item_list import ItemList, ListLine
from babydrop_desktop.errors import Limit, Refused, ShopError
from babydrop_desktop.gateways.aliexpress.mhtml import page_in
from babydrop_desktop.gateways.lists.text_table import read_text
from babydrop_desktop.gateways.lists.workbook import read_workbook

# The first byte of an answer: what was asked for, or why there is none.
DONE, REFUSED, LIMIT = b"+", b"-", b"!"


def answer(head: dict[str, Any], body: bytes) -> bytes:
    """What a file holds: a page's bytes, or a list as JSON; or a refusal as JSON."""
    kind = FileKind(head["kind"])
    try:
        if kind is FileKind.ARCHIVE:
            return DONE + page_in(body, cut=bool(head["cut"]))
        found = read_text(body) if kind is FileKind.TEXT_LIST else read_workbook(body)
        return DONE + json.dumps(asdict(found)).encode()
    except ShopError as error:
        return _refusal(error)
    except Exception:  # noqa: BLE001 - files are hostile: no surprise of a parser may pass
        return _refusal(Refused("This file could not be opened safely.", reason="file_not_opened"))


def _refusal(error: ShopError) -> bytes:
    sign = LIMIT if isinstance(error, Limit) else REFUSED
    told = {"message": str(error), "reason": error.reason, "facts": error.facts}
    return sign + json.dumps(told).encode()


def list_of(answered: bytes) -> ItemList:
    """The list that an answer holds. Raises ValueError, TypeError or KeyError for anything else."""
    tree = json.loads(answered)
    return ItemList(tuple(ListLine(**line) for line in tree["lines"]), int(tree["count"]))
