"""Has the shop's two sizes of a supplier's picture made in processes beside the program."""

import json
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from queue import Empty, LifoQueue
from typing import TYPE_CHECKING

from babydrop_desktop.errors import Refused
from babydrop_desktop.gateways.picture_files import Sizes
from babydrop_desktop.gateways.picture_gate import PLACES, SLICE_S, PictureGate
from babydrop_desktop.gateways.side_process import SideProcess, SideProcessEnded, Talk

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

# For decoding, and again for encoding: 40 MP of a slow kind take about five on an old laptop.
DEADLINE_SECONDS = 30.0
GO = b"go"


@dataclass(frozen=True, slots=True)
class _Answer:
    """What the process says; see `picture_child.serve`."""

    bytes: int = 0
    width: int = 0
    height: int = 0
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
            with self._lent(check) as process, process.talk() as talk:
                made = self._made(talk, data, check)
        except (SideProcessEnded, TypeError, ValueError) as error:
            raise Refused(
                "The picture cannot be read: it is built to keep the program busy. The product can "
                "be imported without it.",
                reason="picture_unreadable",
            ) from error
        if isinstance(made, Refused):
            raise made
        return made

    def close(self) -> None:
        """End the processes at once; what they were at stops with Stopped."""
        for process in self._all:
            process.close()

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
            return Sizes(talk.receive(), talk.receive(), made.width, made.height)

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


def _heard(talk: Talk) -> _Answer | Refused:
    """The next answer. Raises TypeError or ValueError where it is none."""
    answer = _Answer(**json.loads(talk.receive()))
    return Refused(answer.words, reason=answer.refused) if answer.refused else answer


def _serve(pipe: "Connection") -> None:
    from babydrop_desktop.gateways.picture_child import serve  # noqa: PLC0415 - only there

    serve(pipe)
