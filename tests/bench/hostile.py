"""Makes pictures and a page that are built to fill a laptop's memory."""

import io
import random
import struct
import zlib

from PIL import Image

from tests.bench.pictures import photo
from tests.fakes import drawings

# As near to the program's limits as it goes: 40 million pixels, 20 MB, 8 MB of page.
LARGEST = (8000, 5000)
PAGE_BYTES = 7_700_000


def pictures() -> list[bytes]:
    """One honest picture, then nine that take as much memory as they are allowed, or claim more."""
    refused = drawings.hostile()
    return [
        photo((2000, 1500), 1),
        _png("RGB"),
        _png("RGBA"),
        _packed("L", "PNG"),
        _progressive(),
        _packed("RGB", "WEBP", quality=1, method=0),
        _packed("P", "GIF"),
        _png("I;16"),
        refused["text bomb"],
        refused["scan bomb"],
    ]


def eight_megabytes() -> str:
    """A value that makes a page as large as one may be: as many small values as fit."""
    return "[" + "[{}]," * (PAGE_BYTES // 5) + "0]"


def _packed(mode: str, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, LARGEST).save(buffer, kind, **options)
    return buffer.getvalue()


def _progressive() -> bytes:
    """A progressive JPEG keeps every coefficient until its last scan."""
    buffer = io.BytesIO()
    Image.new("RGB", LARGEST).save(buffer, "JPEG", progressive=True, quality=20)
    return buffer.getvalue()


def _png(mode: str) -> bytes:
    """A PNG of a few kilobytes that unpacks to the largest picture, made row by row."""
    depth, colour, width = {"RGB": (8, 2, 3), "RGBA": (8, 6, 4), "I;16": (16, 0, 2)}[mode]
    header = struct.pack(">IIBBBBB", *LARGEST, depth, colour, 0, 0, 0)
    packer = zlib.compressobj(9)
    row = b"\0" + random.Random(7).randbytes(width) * LARGEST[0]  # noqa: S311 - a picture
    packed = b"".join(map(packer.compress, [row] * LARGEST[1])) + packer.flush()
    chunk = drawings.png_chunk
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
    )
