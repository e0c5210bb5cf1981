"""Opens only pictures that are safe to decode, and decodes them no larger than they are needed.

Limits measured over 595 hostile files (reliability.md §1): four kinds, 40 MP, the first frame,
Pillow's warnings as errors, JPEGs decoded at a reduced size.
"""

import io
import struct
import warnings
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass

from PIL import Image

from babydrop_desktop.errors import Refused
from babydrop_desktop.gateways import picture_headers, picture_sizes
from babydrop_desktop.gateways.picture_headers import Kind

MOST_PIXELS = 40_000_000
# A row of 39 MP took Pillow's PNG decoder three times its pixels.
LONGEST_SIDE = 30_000
# What decoding one picture may take, in bytes: 40 MP of a PNG fit, the program stays under 300 MB.
MOST_BYTES = 200_000_000
# A progressive JPEG has about ten; each goes over the whole picture.
MOST_SCANS = 100
# Measured: libwebp's canvases and Pillow's own copies, bytes for each pixel.
_WEBP_BYTES = 16
# What Pillow raises for damaged pictures; UnidentifiedImageError is an OSError.
_FAULTS = (OSError, ValueError, SyntaxError, MemoryError, EOFError, struct.error, Warning)
# What its parsers let through on hostile ones, beside those.
_SLIPS = (LookupError, TypeError, ArithmeticError, AttributeError)


def arm() -> None:
    """Turn Pillow's warnings into errors, for good.

    Once for the process: `warnings.catch_warnings` is not safe with two decoding threads.
    """
    warnings.filterwarnings("error", module=r"PIL\.")


@dataclass(frozen=True, slots=True)
class OpenPicture:
    """A picture whose header was judged; its pixels are still packed."""

    image: Image.Image
    full: tuple[int, int]
    longest: int
    cost_bytes: int

    def shrunk(self) -> Image.Image:
        """Decode: upright, RGB in sRGB, at most `longest` pixels a side, never enlarged.

        Once only: the full-size pixels are given back. Raises Refused (reason "picture_unreadable"
        or "picture_too_many_pixels").
        """
        with _judged(*_SLIPS):
            self.image.load()
        with _judged():
            small = picture_sizes.shrink(self.image, self.full, self.longest)
        if small is not self.image:
            self.image.close()  # gives its pixels back before the encoding begins
        return small

    def plain(self) -> Image.Image:
        """Decode one of our own files as it is, as RGBA. Raises like `shrunk`."""
        with _judged():
            return self.image.convert("RGBA")


def open_picture(
    data: bytes, *, longest: int, kinds: frozenset[Kind] = frozenset({"JPEG", "PNG", "WEBP", "GIF"})
) -> OpenPicture:
    """Judge the header of a picture that is wanted at `longest` pixels a side.

    Raises Refused (reason "picture_unreadable" or "picture_too_many_pixels").
    """
    kind = picture_headers.kind_of(data)
    if kind is None or kind not in kinds:
        raise _unreadable("it is not a JPEG, PNG, WebP or GIF")
    if kind == "WEBP":
        _count(*picture_headers.webp_size(data))
    with _judged(*_SLIPS):
        image = _opened(data, kind)
        full = image.size
        _count(*full)
        if kind == "JPEG":
            image.draft(None, picture_sizes.fitted(full, longest))
        cost = _cost(image, kind, data)
    if cost > MOST_BYTES:
        raise _too_many(full)
    return OpenPicture(image, full, longest, cost)


def _opened(data: bytes, kind: Kind) -> Image.Image:
    """Open; a JPEG whose EXIF alone is damaged is opened without it."""
    try:
        return Image.open(io.BytesIO(data), formats=(kind,))
    except UserWarning:
        if kind != "JPEG":
            raise
    return Image.open(io.BytesIO(picture_headers.without_exif(data)), formats=(kind,))


def _cost(image: Image.Image, kind: Kind, data: bytes) -> int:
    pixels = image.size[0] * image.size[1]
    if kind == "WEBP":
        return pixels * _WEBP_BYTES
    decoded = pixels * (1 if image.mode in {"1", "L", "P"} else 4)
    if kind != "JPEG":
        return decoded
    extra = picture_headers.jpeg_cost(data)
    if extra.scans > MOST_SCANS:
        raise _unreadable("it is built to keep the program busy")
    return decoded + extra.coefficient_bytes


def _count(width: int, height: int) -> None:
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        raise _too_many((width, height))


@contextmanager
def _judged(*slips: type[Exception]) -> Generator[None]:
    """Turn everything that a damaged picture makes Pillow raise into a refusal."""
    faults: tuple[type[Exception], ...] = (*_FAULTS, *slips)
    try:
        yield
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many(None) from error
    except faults as error:
        raise _unreadable("it is damaged or incomplete") from error


def _unreadable(why: str) -> Refused:
    return Refused(
        f"The picture cannot be read: {why}. The product can be imported without it.",
        reason="picture_unreadable",
    )


def _too_many(size: tuple[int, int] | None) -> Refused:
    shown = f" ({size[0]} x {size[1]} pixels)" if size else ""
    return Refused(
        f"The picture is too large to open safely{shown}. The product can be imported without it.",
        reason="picture_too_many_pixels",
    )
