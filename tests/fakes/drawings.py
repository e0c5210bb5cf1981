"""Pictures made for tests: honest ones of every kind, and hostile ones."""

import io
import struct
import zlib
from functools import cache

from PIL import Image


def photo(width, height, seed=1):
    """Something like a photograph: soft colours with grain, always the same for a seed."""
    grain = Image.frombytes(
        "L", (64, 64), bytes((i * i * seed + i // 7) % 256 for i in range(4096))
    )
    red = Image.radial_gradient("L").resize((width, height))
    green = Image.linear_gradient("L").resize((width, height))
    blue = grain.resize((width, height), Image.Resampling.BICUBIC)
    return Image.merge("RGB", (red, green, Image.blend(blue, green, 0.5)))


def packed(image, kind="JPEG", **options):
    """The bytes of a picture file."""
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def png_chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_that_claims(width, height, *chunks):
    """A PNG whose header claims a size, with one packed row of zeros."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + png_chunk(b"IHDR", header)
        + b"".join(chunks)
        + png_chunk(b"IDAT", zlib.compress(bytes(100)))
        + png_chunk(b"IEND", b"")
    )


def text_bomb():
    """A PNG with a text that inflates to 64 MB."""
    text = b"Comment\x00\x00" + zlib.compress(bytes(64 * 1024 * 1024), 9)
    return png_that_claims(10, 10, png_chunk(b"zTXt", text))


def scan_bomb():
    """A progressive JPEG whose last scan is repeated two thousand times."""
    whole = packed(photo(64, 64), progressive=True)
    last = whole.rfind(b"\xff\xda")
    return whole[:-2] + whole[last:-2] * 2000 + b"\xff\xd9"


def progressive_that_claims(width, height):
    """A small progressive JPEG whose frame claims a huge size."""
    whole = bytearray(packed(photo(64, 64), progressive=True, subsampling=0))
    at = whole.find(b"\xff\xc2")
    whole[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(whole)


def webp_that_claims(width, height):
    """An extended WebP whose canvas claims a huge size."""
    canvas = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    chunk = b"VP8X" + struct.pack("<I", 10) + bytes(4) + canvas
    return b"RIFF" + struct.pack("<I", 4 + len(chunk)) + b"WEBP" + chunk


def many_frames(frames=300):
    """An animation of many frames."""
    first = Image.new("P", (200, 200))
    return packed(first, "GIF", save_all=True, append_images=[
        Image.new("P", (200, 200), i % 256) for i in range(1, frames)
    ])  # fmt: skip


@cache
def hostile():
    """Name and bytes of everything that must be refused."""
    good = packed(photo(300, 200))
    return {
        "empty": b"",
        "one byte": b"\xff",
        "only a start": b"\xff\xd8\xff",
        "half a JPEG": good[: len(good) // 2],
        "half a PNG": packed(photo(300, 200), "PNG")[:4000],
        "half a WebP": packed(photo(300, 200), "WEBP")[:900],
        "HTML named jpg": b"<!doctype html><html><body>not found</body></html>",
        "SVG": b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
        "EPS": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        "PDF": b"%PDF-1.7\n1 0 obj\n",
        "BMP": packed(photo(30, 20), "BMP"),
        "TIFF": packed(photo(30, 20), "TIFF"),
        "ICO": packed(photo(32, 32), "ICO"),
        "AVIF": packed(photo(64, 64), "AVIF"),
        "PNG of no size": png_that_claims(0, 0),
        "PNG of 2^31": png_that_claims(2**31 - 1, 2**31 - 1),
        "PNG of 41 MP": packed(Image.new("1", (8200, 5001)), "PNG"),
        "PNG of one row": png_that_claims(39_000_000, 1),
        "PNG of 100 MP": png_that_claims(10_000, 10_000),
        "JPEG of 100 MP": packed(Image.new("L", (10_000, 10_000))),
        "progressive JPEG of 39 MP": progressive_that_claims(6500, 6000),
        "WebP of 200 MP": webp_that_claims(16_000, 16_000),
        "text bomb": text_bomb(),
        "scan bomb": scan_bomb(),
    }
