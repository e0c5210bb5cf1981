"""Tells from a picture's first bytes what it is and what decoding it would cost."""

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["JPEG", "PNG", "WEBP", "GIF"]

# Frames that keep all coefficients in memory: progressive ones, whatever their coding.
_PROGRESSIVE = frozenset({0xC2, 0xC6, 0xCA, 0xCE})
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})
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
    frame, frame_type, at = b"", 0, 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF or marker in _ALONE:
            at += 1 if marker == 0xFF else 2
            continue
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        if marker in _FRAMES:
            frame, frame_type = data[at + 4 : at + 2 + length], marker
        if marker == 0xDA:
            break
        at += 2 + length
    scans = sum(1 for _ in _SCAN.finditer(data, at))
    parts = frame[5] if len(frame) > 5 else 0
    one_pass = frame_type not in _PROGRESSIVE and data[at + 4 : at + 5] == bytes([parts])
    return JpegCost(0 if one_pass else _coefficients(frame), scans)


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
