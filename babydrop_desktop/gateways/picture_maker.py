"""Has the shop's two sizes of a supplier's picture made in processes beside the program."""

import json
import re
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from queue import Empty, LifoQueue
from typing import TYPE_CHECKING

from babydrop_desktop.errors import Refused
from babydrop_desktop.gateways import picture_headers
from babydrop_desktop.gateways.picture_files import LARGE, SMALL, Sizes
from babydrop_desktop.gateways.picture_gate import PLACES, SLICE_S, PictureGate
from babydrop_desktop.gateways.side_process import SideProcess, SideProcessEnded, Talk

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

# For decoding, and again for encoding: 40 MP of a slow kind take about five on an old laptop.
DEADLINE_SECONDS = 30.0
GO = b"go"
_MOST = 2**40
_LOOK = re.compile(r"(?:[0-9a-f]{16})?")
_REASONS = frozenset({"", "picture_unreadable", "picture_too_many_pixels"})


@dataclass(frozen=True, slots=True)
class _Answer:
    """What the process says; see `picture_child.serve`."""

    bytes: int = 0
    width: int = 0
    height: int = 0
    look: str = ""
    refused: str = ""
    words: str = ""


class PictureMaker:
    """Makes at most two pictures at once, each in a process of its own. Safe from any thread."""

    def __init__(
        self, *, gate: PictureGate | None = None, deadline_seconds: float = DEADLINE_SECONDS
    ) -> None:
        """Take the gate that keeps what all pictures in hand take within bounds."""
        self._gate = gate or PictureGate()
        self._deadline_seconds = deadline_seconds
        self._all = [SideProcess(_serve, name=f"babydrop-pictures-{n}") for n in range(PLACES)]
        # The one that was busy last goes first: for one picture at a time only one is started.
        self._free: LifoQueue[SideProcess] = LifoQueue()
        for process in reversed(self._all):
            self._free.put(process)

    @property
    def pids(self) -> tuple[int, ...]:
        """The numbers of the processes that run."""
        return tuple(process.pid for process in self._all if process.pid is not None)

    def make(self, data: bytes, *, check: Callable[[], None]) -> Sizes:
        """Make both sizes of one picture, safely.

        Raises Refused (reasons "picture_unreadable", "picture_too_many_pixels"), Unavailable
        (reason "side_process_not_started"), Stopped after `close`, and what `check` raises.
        """
        try:
            made = self._tried(data, check)
        except SideProcessEnded as error:
            why = "it takes too long to open" if error.late else "it ends what opens it"
            raise _unreadable(why) from error
        except _Strange as error:
            raise _unreadable("what came of it is no picture") from error
        if isinstance(made, Refused):
            raise made
        return made

    def close(self) -> None:
        """End the processes at once; what they were at stops with Stopped."""
        for process in self._all:
            process.close()

    def _tried(self, data: bytes, check: Callable[[], None]) -> Sizes | Refused:
        """Try it; and once more in a fresh process: the system may have ended the first one."""
        try:
            return self._once(data, check)
        except SideProcessEnded as error:
            if error.late:
                raise
        return self._once(data, check)

    def _once(self, data: bytes, check: Callable[[], None]) -> Sizes | Refused:
        with self._lent(check) as process, process.talk() as talk:
            return self._made(talk, data, check)

    def _made(self, talk: Talk, data: bytes, check: Callable[[], None]) -> Sizes | Refused:
        with talk.within(self._deadline_seconds):
            talk.send(data)
            opened = _heard(talk)
        if isinstance(opened, Refused):
            return opened
        place = self._gate.place(opened.bytes, check=check)
        with place as inside, talk.within(self._deadline_seconds):
            talk.send(GO)
            decoded = _heard(talk)
            if isinstance(decoded, Refused):
                return decoded
            inside.lighten(decoded.bytes)
            made = _heard(talk)
            if isinstance(made, Refused):
                return made
            look = made.look
            sizes = Sizes(talk.receive(), talk.receive(), made.width, made.height, look)
        _check(sizes)
        return sizes

    @contextmanager
    def _lent(self, check: Callable[[], None]) -> Generator[SideProcess]:
        process = self._wait_for_one(check)
        try:
            yield process
        finally:
            self._free.put(process)

    def _wait_for_one(self, check: Callable[[], None]) -> SideProcess:
        while True:
            check()
            try:
                return self._free.get(timeout=SLICE_S)
            except Empty:
                continue


class _Strange(Exception):
    """The process answered what no process of ours would."""


def _heard(talk: Talk) -> _Answer | Refused:
    """The next answer. Raises _Strange where it is none: a picture may have taken it over."""
    try:
        answer = _Answer(**json.loads(talk.receive()))
        is_known = answer.refused in _REASONS
    except (TypeError, ValueError) as error:
        raise _Strange from error
    numbers = (answer.bytes, answer.width, answer.height)
    whole = all(type(number) is int and 0 <= number <= _MOST for number in numbers)
    if not whole or not is_known or not _LOOK.fullmatch(str(answer.look)):
        raise _Strange
    return Refused(str(answer.words), reason=answer.refused) if answer.refused else answer


def _check(sizes: Sizes) -> None:
    """Let only plain WebP of our sizes through: the program itself opens them from now on."""
    for data, longest in ((sizes.large, LARGE), (sizes.small, SMALL)):
        width, height = picture_headers.webp_size(data)
        plain = picture_headers.kind_of(data) == "WEBP" and data[12:16] == b"VP8 "
        if not plain or not 0 < min(width, height) <= max(width, height) <= longest:
            raise _Strange
    if picture_headers.webp_size(sizes.large) != (sizes.width, sizes.height):
        raise _Strange


def _unreadable(why: str) -> Refused:
    return Refused(
        f"The picture cannot be read: {why}. The product can be imported without it.",
        reason="picture_unreadable",
    )


def _serve(pipe: "Connection") -> None:
    from babydrop_desktop.gateways.picture_child import serve  # noqa: PLC0415 - only there

    serve(pipe)
