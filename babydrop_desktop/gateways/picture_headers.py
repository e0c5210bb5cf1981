"""Tells from a picture's first bytes what it is and what decoding it would cost."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["JPEG", "PNG", "WEBP", "GIF"]

# Frames that keep all coefficients in memory: progressive ones, whatever their coding.
_PROGRESSIVE = frozenset({0xC2, 0xC6, 0xCA, 0xCE})
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})
_EXIF_MARKER = 0xE1
_SCAN_MARKER = 0xDA
_SCAN = re.compile(rb"\xff\xda\x00[\x08\x0a\x0c\x0e][\x01-\x04]")


def kind_of(data: bytes) -> Kind | None:
    """Tell the kind by its magic bytes, whatever a name or a header claims; None for all others."""
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "GIF"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    return None


def webp_size(data: bytes) -> tuple[int, int]:
    """Width and height in pixels that a WebP claims, (0, 0) where it says none.

    Pillow's decoder asks for the memory of the whole canvas before it can be asked for the size.
    """
    chunk = data[12:16]
    if chunk == b"VP8X":
        width, height = data[24:27], data[27:30]
        return int.from_bytes(width, "little") + 1, int.from_bytes(height, "little") + 1
    if chunk == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if chunk == b"VP8 ":
        width, height = data[26:28], data[28:30]
        return int.from_bytes(width, "little") & 0x3FFF, int.from_bytes(height, "little") & 0x3FFF
    return 0, 0


@dataclass(frozen=True, slots=True)
class JpegCost:
    """What a JPEG needs beside its pixels: bytes of coefficients, and how many scans go over them.

    A progressive JPEG of a few bytes can ask for all of both.
    """

    coefficient_bytes: int
    scans: int


def jpeg_cost(data: bytes) -> JpegCost:
    """Walk the markers up to the first scan, and count the scans behind it."""
    frame, frame_type, first_scan = b"", 0, len(data)
    for segment in _segments(data):
        if segment.marker in _FRAMES:
            frame, frame_type = data[segment.start + 4 : segment.end], segment.marker
        if segment.marker == _SCAN_MARKER:
            first_scan = segment.start
    scans = sum(1 for _ in _SCAN.finditer(data, first_scan))
    parts = frame[5] if len(frame) > 5 else 0
    in_one = data[first_scan + 4 : first_scan + 5] == bytes([parts])
    one_pass = frame_type not in _PROGRESSIVE and in_one
    return JpegCost(0 if one_pass else _coefficients(frame), scans)


def without_exif(data: bytes) -> bytes:
    """Give the same JPEG without what cameras write into it, for one whose EXIF is damaged."""
    kept, at = [], 0
    for segment in _segments(data):
        if segment.marker == _EXIF_MARKER:
            kept.append(data[at : segment.start])
            at = segment.end
    return b"".join([*kept, data[at:]])


@dataclass(frozen=True, slots=True)
class _Segment:
    """One marker with its data: where it starts and ends in the file."""

    marker: int
    start: int
    end: int


def _segments(data: bytes) -> Iterator[_Segment]:
    """Walk the segments of a JPEG up to its first scan, that one included."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF or marker in _ALONE:
            at += 1 if marker == 0xFF else 2
            continue
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        yield _Segment(marker, at, end)
        if marker == _SCAN_MARKER:
            return
        at = end


def _coefficients(frame: bytes) -> int:
    """Two bytes for every sample of every component, at its sampling."""
    if len(frame) < 6:
        return 0
    height, width = int.from_bytes(frame[1:3], "big"), int.from_bytes(frame[3:5], "big")
    sampling = [(byte >> 4, byte & 15) for byte in frame[7::3]]
    across = max((h for h, _ in sampling), default=1) or 1
    down = max((v for _, v in sampling), default=1) or 1
    samples = sum(h * v for h, v in sampling)
    return 2 * width * height * samples // (across * down)
