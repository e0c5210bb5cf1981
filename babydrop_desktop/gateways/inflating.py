"""Inflates a page in small steps, so that a bomb is stopped before it fills the memory.

httpx would hand out one inflated chunk of any size: a body of 1 MB took 2 GB (reliability.md §1).
"""

import io
import zlib
from typing import Protocol

STEP = 256 * 1024


class Unreadable(Exception):
    """The body is not in the encoding that it claims, or breaks off."""


class TooLarge(Exception):
    """The body grew over the limit."""


class Body(Protocol):
    """Collects a body, chunk by chunk."""

    def add(self, chunk: bytes) -> None:
        """Take one chunk. Raises TooLarge or Unreadable."""

    def end(self) -> bytes:
        """All of it. Raises Unreadable where the end is missing."""


class PlainBody:
    """A body as it arrives."""

    def __init__(self, max_bytes: int) -> None:
        self._max = max_bytes
        self._kept = io.BytesIO()

    def add(self, chunk: bytes) -> None:
        """Take one chunk. Raises TooLarge."""
        if self._kept.tell() + len(chunk) > self._max:
            raise TooLarge
        self._kept.write(chunk)

    def end(self) -> bytes:
        """All of it, without a second copy."""
        return self._kept.getvalue()


class InflatedBody:
    """A gzip or deflate body, inflated step by step; both its sizes are limited."""

    def __init__(self, max_bytes: int) -> None:
        self._arrived = 0
        self._max = max_bytes
        self._plain = PlainBody(max_bytes)
        self._zip: zlib._Decompress | None = None

    def add(self, chunk: bytes) -> None:
        """Take one chunk. Raises TooLarge or Unreadable."""
        self._arrived += len(chunk)
        if self._arrived > self._max:
            raise TooLarge
        if self._zip is None:
            self._zip = _opened(chunk)
        self._inflate(self._zip, chunk)

    def end(self) -> bytes:
        """All of it. Raises TooLarge, or Unreadable where the end is missing."""
        if self._zip is not None:
            while not self._zip.eof and self._inflate(self._zip, b""):
                pass  # zlib may hold back what a limited step had no room for
            if not self._zip.eof:
                raise Unreadable
        return self._plain.end()

    def _inflate(self, zip_: "zlib._Decompress", waiting: bytes) -> int:
        """Inflate what waits, at most a step at a time; how many bytes came of it."""
        gained = 0
        while not zip_.eof:
            try:
                step = zip_.decompress(waiting, STEP)
            except zlib.error as error:
                raise Unreadable from error
            self._plain.add(step)
            gained += len(step)
            waiting = zip_.unconsumed_tail
            if not waiting:
                break
        return gained


def _opened(first: bytes) -> "zlib._Decompress":
    """Tell gzip and zlib by their marks; what has neither is raw deflate, as some servers send."""
    marked = first[:1] in {b"\x1f", b"\x78"}
    return zlib.decompressobj(zlib.MAX_WBITS | 32 if marked else -zlib.MAX_WBITS)


def body_for(encoding: str, *, max_bytes: int, may_inflate: bool) -> Body:
    """Choose how a body with that Content-Encoding is collected.

    Raises Unreadable for an encoding that was not asked for.
    """
    name = encoding.strip().lower()
    if name in {"", "identity"}:
        return PlainBody(max_bytes)
    if may_inflate and name in {"gzip", "x-gzip", "deflate"}:
        return InflatedBody(max_bytes)
    raise Unreadable
