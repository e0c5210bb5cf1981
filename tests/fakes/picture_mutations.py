"""Pictures of every kind that the shop takes, damaged anywhere, the same at every run."""

import random
import struct
from collections.abc import Mapping
from functools import cache

from PIL import Image, ImageCms

from tests.fakes import drawings

SIZE = (420, 300)
# What breaks decoders: ends, marks, lengths and sizes that lie, pieces of other kinds.
BITS = [
    b"", b"\x00", b"\xff", b"\xff\xd8", b"\xff\xd9", b"\xff\xda", b"\xff\xc2", b"\xff" * 4,
    b"\x7f\xff\xff\xff", b"\x00" * 4, b"IHDR", b"IDAT", b"IEND", b"acTL", b"VP8X", b"ANIM",
    b"GIF89a", b"RIFF", b"Exif\x00\x00", b"<svg>", b"%PDF",
]  # fmt: skip
LENGTHS = (0, 1, 70_000, 2**31, 2**32 - 1)


@cache
def kinds() -> Mapping[str, bytes]:
    """One honest picture of each kind."""
    photo = drawings.photo(*SIZE)
    frames = [drawings.photo(*SIZE, seed) for seed in (2, 3)]
    exif = Image.Exif()
    exif[0x0112] = 6
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    animated = {"save_all": True, "append_images": frames}
    return {
        "JPEG": drawings.packed(photo, quality=85),
        "JPEG, progressive": drawings.packed(photo, progressive=True, exif=exif),
        "JPEG, CMYK": drawings.packed(photo.convert("CMYK")),
        "PNG": drawings.packed(photo, "PNG", icc_profile=profile),
        "PNG, palette": drawings.packed(photo.convert("P"), "PNG", transparency=0),
        "PNG, animated": drawings.packed(photo, "PNG", **animated),
        "WebP": drawings.packed(photo, "WEBP", method=0),
        "WebP, lossless": drawings.packed(photo.convert("RGBA"), "WEBP", lossless=True, method=0),
        "WebP, animated": drawings.packed(photo, "WEBP", method=0, **animated),
        "GIF": drawings.packed(photo, "GIF", **animated),
    }


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The picture with a few bytes flipped, cut, doubled or replaced; most of it near the start."""
    made = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        near = chance.random() < 0.6
        at = chance.randrange(min(len(made), 400) if near else len(made))
        match chance.randrange(5):
            case 0:
                made[at] ^= 1 << chance.randrange(8)
            case 1:
                made[at : at + 1] = chance.choice(BITS)
            case 2:
                made[at : at + 4] = struct.pack(
                    ">I", chance.choice((0, 1, 70_000, 2**31, 2**32 - 1))
                )
            case 3:
                made[at : at + chance.choice((1, 8, 500))] = b""
            case _:
                made[at:at] = made[at : at + chance.choice((12, 300, 5000))]
        made = made or bytearray(b"\xff")
    cut = chance.random() < 0.15
    return bytes(made[: chance.randrange(len(made) + 1)] if cut else made)
