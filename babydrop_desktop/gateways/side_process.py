"""Runs work on hostile input in a process beside the program, which it can end but not harm."""

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from babydrop_desktop.errors import Stopped, Unavailable

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

START_SECONDS = 60.0
LARGEST_ANSWER_BYTES = 64 * 1024 * 1024
MEMORY_BYTES = 1024 * 1024 * 1024
READY = b"ready"
# Of 19: the window, the shop's database and everything else of the owner's go first.
_NICENESS = 10
_KEPT = {"PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LANG", "LC_ALL"}
_BELOW_NORMAL = 0x4000  # Windows: BELOW_NORMAL_PRIORITY_CLASS


class SideProcessEnded(Exception):
    """The process ended in the middle of its work; `late` where it took too long."""

    def __init__(self, *, late: bool) -> None:
        super().__init__("took too long" if late else "ended")
        self.late = late


@dataclass(slots=True)
class Talk:
    """One task's conversation with the process."""

    process: "SpawnProcess"
    _pipe: "Connection"
    _late: threading.Event = field(default_factory=threading.Event)

    @property
    def late(self) -> bool:
        """Whether the process was ended because it took too long."""
        return self._late.is_set()

    def send(self, data: bytes) -> None:
        """Send one message."""
        self._pipe.send_bytes(data)

    def receive(self) -> bytes:
        """Wait for one message."""
        return self._pipe.recv_bytes(LARGEST_ANSWER_BYTES)

    @contextmanager
    def within(self, seconds: float) -> Generator[None]:
        """End the process where what is done inside takes longer."""
        timer = threading.Timer(seconds, self._give_up)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()

    def _give_up(self) -> None:
        self._late.set()
        self.process.kill()


@dataclass(slots=True)
class _Child:
    process: "SpawnProcess"
    pipe: "Connection"
    tasks: int = 0

    def is_gone(self) -> bool:
        """Whether it ended between two tasks: it never speaks unasked, so any sign is its end."""
        try:
            return self.pipe.poll() or not self.process.is_alive()
        except OSError:
            return True

    def end(self) -> None:
        """End the process at once and wait until it is gone."""
        with contextlib.suppress(OSError):
            self.pipe.close()
        if self.process.is_alive():
            self.process.kill()
        self.process.join()
        with contextlib.suppress(ValueError):  # somebody else collected its exit already
            self.process.close()


class SideProcess:
    """One process that does one task at a time. Safe from any thread.

    It starts with the first task, is replaced after `most_tasks`, after a crash and after a task
    that took too long or was left half way. `close` ends it.
    """

    def __init__(
        self, serve: "Callable[[Connection], None]", *, name: str, most_tasks: int = 200
    ) -> None:
        """Take what the process runs: `serve(pipe)` calls `be_harmless` and then answers."""
        self._serve = serve
        self._name = name
        self._most_tasks = most_tasks
        self._one_at_a_time = threading.Lock()
        self._guard = threading.Lock()  # of _child and _closed; never held while waiting
        self._child: _Child | None = None
        self._closed = False

    @property
    def pid(self) -> int | None:
        """The number of the process that runs, None where none does."""
        with self._guard:
            return self._child.process.pid if self._child else None

    @contextmanager
    def talk(self) -> Generator[Talk]:
        """Hold the process for one task.

        Raises SideProcessEnded, Unavailable (reason "side_process_not_started") where no process
        can be started, and Stopped after `close`.
        """
        with self._one_at_a_time:
            child = self._ready_child()
            talk = Talk(child.process, child.pipe)
            try:
                yield talk
            except (EOFError, OSError) as error:
                self._drop()
                self._check_open()
                raise SideProcessEnded(late=talk.late) from error
            except BaseException:
                self._drop()  # what it still had to say would be taken for the next answer
                raise
            child.tasks += 1
            if child.tasks >= self._most_tasks or talk.late:
                self._drop()

    def close(self) -> None:
        """End the process at once; a task that runs stops with Stopped."""
        with self._guard:
            self._closed = True
            child = self._child
            if child is not None and child.process.is_alive():
                child.process.kill()
        with self._one_at_a_time:
            self._drop()

    def _check_open(self) -> None:
        if self._closed:
            raise Stopped("The program is closing.", reason="closing")

    def _ready_child(self) -> _Child:
        if self._child is not None and self._child.is_gone():
            self._drop()
        if self._child is None:
            self._check_open()
            child = self._start()
            with self._guard:
                self._child = child
                if self._closed:  # closed meanwhile: nobody waits until it is ready
                    child.process.kill()
            if not _says_ready(child):
                self._drop()
                self._check_open()
                raise _not_started()
        if self._closed:
            self._drop()
        self._check_open()
        return self._child

    def _drop(self) -> None:
        with self._guard:
            child, self._child = self._child, None
            if child is not None:
                child.end()

    def _start(self) -> _Child:
        import multiprocessing  # noqa: PLC0415 - a shop that reads no page needs none of it

        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=self._serve, args=(theirs,), name=self._name, daemon=True)
        try:
            process.start()
        except OSError as error:
            ours.close()
            raise _not_started() from error
        finally:
            theirs.close()
        return _Child(process, ours)


def be_harmless() -> None:
    """Forget the environment, cap the memory of this process, and let the program go first.

    The memory is capped on Linux; Windows and macOS have no such limit for one process.
    A niced thread inside the program would keep its interpreter waiting; a niced process does not.
    """
    _forget_environment()
    # Ctrl-C in a terminal reaches every process of the group; this one ends with its pipe.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _step_back()
    try:
        import resource  # noqa: PLC0415 - not there on Windows
    except ImportError:
        return
    for what, limit in ((resource.RLIMIT_AS, MEMORY_BYTES), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(ValueError, OSError):  # macOS refuses some limits
            _, hard = resource.getrlimit(what)
            allowed = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
            resource.setrlimit(what, (allowed, allowed))  # for good


def _forget_environment() -> None:
    """Passwords and tokens may stand there; only where the system and its files are stays."""
    for name in set(os.environ) - _KEPT:
        del os.environ[name]


def _step_back() -> None:
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - only there

        kernel = ctypes.windll.kernel32
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), _BELOW_NORMAL)
        return
    with contextlib.suppress(OSError):
        os.nice(_NICENESS)


def _says_ready(child: _Child) -> bool:
    try:
        return child.pipe.poll(START_SECONDS) and child.pipe.recv_bytes(64) == READY
    except (EOFError, OSError):
        return False


def _not_started() -> Unavailable:
    return Unavailable(
        "The part of the program that opens pages and pictures could not be started. Close other "
        "programs, or start this one again.",
        reason="side_process_not_started",
    )
