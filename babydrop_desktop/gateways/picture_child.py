"""The other end of the picture maker: a small process that does nothing but shrink pictures.

It imports neither Qt nor the database nor HTTP, opens no file of the shop, steps back behind
everything else on the laptop, and its memory is capped where the system can: a hostile picture that
is too much for it ends this process alone.
"""

import contextlib
import json
from multiprocessing.connection import Connection

from babydrop_desktop.errors import Refused
from babydrop_desktop.gateways import picture_guard, picture_memory, picture_sizes
from babydrop_desktop.gateways.picture_files import LARGE
from babydrop_desktop.gateways.side_process import READY, be_harmless

# Measured: what encoding takes for each pixel, the picture itself included.
_ENCODING_BYTES = 8


def serve(pipe: Connection) -> None:
    """Make pictures small until the other end is closed.

    The request is the packed picture. The answers are JSON objects: `bytes` (what decoding will
    take), after any message in return `bytes` again (what encoding takes from now on), then
    `width`, `height` and `look`, followed by the large and the small file. Instead of each there
    may be `refused` (the reason) and `words`: then nothing follows.
    """
    be_harmless()
    picture_guard.arm()
    picture_memory.give_back()
    pipe.send_bytes(READY)
    with contextlib.suppress(EOFError, OSError):
        while True:
            try:
                _make(pipe)
            except Refused as refusal:
                _tell(pipe, refused=refusal.reason, words=str(refusal))


def _make(pipe: Connection) -> None:
    opened = picture_guard.open_picture(pipe.recv_bytes(), longest=LARGE)
    _tell(pipe, bytes=opened.cost_bytes)
    pipe.recv_bytes()
    image = opened.shrunk()
    _tell(pipe, bytes=image.width * image.height * _ENCODING_BYTES)
    sizes = picture_sizes.encode(image)
    _tell(pipe, width=sizes.width, height=sizes.height, look=sizes.look)
    pipe.send_bytes(sizes.large)
    pipe.send_bytes(sizes.small)


def _tell(pipe: Connection, **facts: object) -> None:
    pipe.send_bytes(json.dumps(facts).encode())
