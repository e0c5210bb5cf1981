"""The other end of the page reader: a small process that does nothing but read pages.

It imports neither Qt nor the database nor HTTP, holds no secret, and its memory is capped, so that
a hostile page can only end this process.
"""

import contextlib
import json
import signal
from multiprocessing.connection import Connection

from pydantic import TypeAdapter

from babydrop_desktop.domain.item_address import ItemAddress
from babydrop_desktop.domain.supplier_product import Reading
from babydrop_desktop.gateways.aliexpress.description import clean_description
from babydrop_desktop.gateways.aliexpress.read import read_page

MEMORY_BYTES = 1024 * 1024 * 1024
READY = b"ready"
READ, DESCRIPTION = "read", "description"

READING: TypeAdapter[Reading] = TypeAdapter(Reading)
ADDRESS: TypeAdapter[ItemAddress | None] = TypeAdapter(ItemAddress | None)


def serve(pipe: Connection) -> None:
    """Answer requests until the other end is closed.

    A request is two messages: a JSON object (`task`, and `address` for a page), then the bytes. An
    answer is one: a Reading as JSON, or the description as UTF-8.
    """
    _be_harmless()
    pipe.send_bytes(READY)
    with contextlib.suppress(EOFError, OSError):
        while True:
            head = json.loads(pipe.recv_bytes())
            pipe.send_bytes(_answer(head, pipe.recv_bytes()))


def _answer(head: dict[str, object], body: bytes) -> bytes:
    if head["task"] == DESCRIPTION:
        return clean_description(body.decode("utf-8", "replace")).encode()
    address = ADDRESS.validate_python(head.get("address"))
    return READING.dump_json(read_page(body, address=address))


def _be_harmless() -> None:
    # Ctrl-C in a terminal reaches every process of the group; this one ends with its pipe.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        import resource  # noqa: PLC0415 - not there on Windows
    except ImportError:
        return
    for what, limit in ((resource.RLIMIT_AS, MEMORY_BYTES), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(ValueError, OSError):  # macOS refuses some limits
            _, hard = resource.getrlimit(what)
            allowed = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
            resource.setrlimit(what, (allowed, hard))
