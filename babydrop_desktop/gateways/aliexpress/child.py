"""The other end of the page reader: a small process that does nothing but read pages.

It imports neither Qt nor the database nor HTTP, opens no file of the shop, and its memory is capped
where the system can: a hostile page that is too much for it ends this process alone.
"""

import contextlib
import json
from multiprocessing.connection import Connection

from pydantic import TypeAdapter

from babydrop_desktop.domain.item_address import ItemAddress
from babydrop_desktop.gateways.aliexpress.description import clean_description
from babydrop_desktop.gateways.aliexpress.read import read_page
from babydrop_desktop.gateways.aliexpress.reader import DESCRIPTION, OPEN, reading_form
from babydrop_desktop.gateways.side_process import READY, be_harmless

ADDRESS: TypeAdapter[ItemAddress | None] = TypeAdapter(ItemAddress | None)


def serve(pipe: Connection) -> None:
    """Answer requests until the other end is closed.

    A request is two messages: a JSON object (`task`, and `address` for a page), then the bytes. An
    answer is one: a Reading as JSON, the description as UTF-8, or what `opening.answer` gives.
    """
    be_harmless()
    pipe.send_bytes(READY)
    with contextlib.suppress(EOFError, OSError):
        while True:
            head = json.loads(pipe.recv_bytes())
            pipe.send_bytes(_answer(head, pipe.recv_bytes()))


def _answer(head: dict[str, object], body: bytes) -> bytes:
    if head["task"] == DESCRIPTION:
        return clean_description(body.decode("utf-8", "replace")).encode()
    if head["task"] == OPEN:
        from babydrop_desktop.gateways.lists.opening import answer  # noqa: PLC0415 - seldom asked

        return answer(head, body)
    address = ADDRESS.validate_python(head.get("address"))
    return reading_form().dump_json(read_page(body, address=address))
