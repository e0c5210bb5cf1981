"""What comes in from outside as bytes: a fetched page, a kept picture, decoded pixels."""

from dataclasses import dataclass

# Bytes. No product's page is larger; one that is gets refused before anything is read of it.
LARGEST_PAGE = 8_000_000
# Bytes of a page saved as one file that are looked at: its page stands first, and packs three for
# one at the worst; the pictures behind it are not needed.
LARGEST_ARCHIVE = 25_000_000
# Bytes of a list of addresses as text, and of a workbook, which may hold pictures.
LARGEST_LIST = 8_000_000
LARGEST_WORKBOOK = 50_000_000
# Characters of a description that are looked at; what is longer is no description.
LONGEST_DESCRIPTION = 100_000


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """The body of a page, inflated, and the address that it came from after redirects."""

    body: bytes
    address: str


@dataclass(frozen=True, slots=True)
class StoredPicture:
    """A picture of ours on this laptop, named by the content of its large WebP file.

    `width` and `height` are pixels of the large file; the list-size file lies beside it.
    `source_key` is the identity of the supplier's picture (the segment after /kf/), `look` tells
    which others look alike (see domain/look.py; "" where that is not known).
    """

    sha256: str
    width: int
    height: int
    size_bytes: int
    thumb_bytes: int
    source_key: str
    look: str = ""


@dataclass(frozen=True, slots=True)
class RawImage:
    """Decoded pixels: RGBA, 8 bits each, rows without padding."""

    width: int
    height: int
    rgba: bytes
