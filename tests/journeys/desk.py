"""A desk to work at: a screen of its own, a window manager, the program, a mouse and a keyboard."""

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
LONG_ENOUGH_S = 90.0
_BEAT_S = 0.1
# So many looks in a row have to be alike. (No field with a blinking cursor has the keyboard then.)
_STILL = 4
NEEDED = ("Xvfb", "openbox", "xdotool", "import")


def missing() -> list[str]:
    """The programs that a desk needs and this machine lacks."""
    return [name for name in NEEDED if shutil.which(name) is None]


def _says_ready(log: Path, program) -> bool:
    """Whether this very program has written that its shop is open."""
    lines = log.read_text("utf-8").splitlines() if log.exists() else []
    return any('"window ready"' in line and f'"pid": {program.pid}' in line for line in lines)


class Desk:
    """One X screen with the program on it. Everything it starts, it ends."""

    def __init__(self, folder: Path, *, size: tuple[int, int] = (1440, 900)) -> None:
        """Open a free display of that size; `folder` keeps what is written."""
        self._folder = folder
        self._stack = contextlib.ExitStack()
        self.size = size
        try:
            self._begin(folder, size)
        except BaseException:
            self._stack.close()
            raise

    def _begin(self, folder: Path, size: tuple[int, int]) -> None:
        self.display = self._screen(size)
        self.environment = {
            **{name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ},
            "DISPLAY": self.display,
            "HOME": str(folder),
            "PYTHONPATH": str(ROOT),
        }
        self._start(["openbox", "--config-file", str(self._bare())], wait_for_window_manager=True)
        self.program: subprocess.Popen[str] | None = None

    def open(self, *arguments: str, ready: bool = True) -> None:
        """Start the program and wait until its window is there, filling the screen.

        With `ready`, also until its shop is open.
        """
        command = [sys.executable, "-m", "babydrop_desktop", *arguments]
        log = self._stack.enter_context((self._folder / "program.log").open("w"))
        self.program = subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, text=True
        )
        self._stack.callback(self._kill, self.program)
        self.wait(lambda: self._windows() != [], "the window")
        self.window = self._windows()[0]
        self._first = set(self._visible())
        self._xdotool("windowmove", self.window, "0", "0")
        self._xdotool("windowsize", "--sync", self.window, *map(str, self.size))
        self._xdotool("windowfocus", "--sync", self.window)
        if ready and "--profile" in arguments:
            logs = Path(arguments[arguments.index("--profile") + 1]) / "logs"
            self.wait(lambda: _says_ready(logs / "babydrop.log", self.program), "the open shop")

    def key(self, *keys: str) -> None:
        """Press keys, such as "ctrl+1" or "Return"."""
        self._xdotool("key", "--clearmodifiers", "--delay", "40", *keys)

    def type(self, text: str) -> None:
        """Type text where the focus is."""
        self._xdotool("type", "--delay", "15", text)

    def click(self, x: int, y: int) -> None:
        """Click with the left button at a place of the window."""
        self._xdotool("mousemove", "--sync", str(x), str(y))
        self._xdotool("click", "1")

    def copy(self, text: str) -> None:
        """Put text on the clipboard, as if it had been copied in another program."""
        file = self._folder / "copied.txt"
        file.write_text(text, "utf-8")
        command = [sys.executable, str(Path(__file__).parent / "clipboard.py"), str(file)]
        other = subprocess.Popen(
            command,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self._stack.callback(self._kill, other)
        if other.stdout is None:
            raise RuntimeError("the other program says nothing")
        with other.stdout as told:
            if told.readline() != "kept\n":
                raise AssertionError("nothing came onto the clipboard")

    def pull_the_plug(self) -> None:
        """End the program at once, as a power cut does; it hears nothing of it."""
        if self.program is None:
            raise RuntimeError("the program is not open")
        self.program.kill()
        self.program.wait()
        self.program = None

    def back(self) -> None:
        """Come back to the program's window from another program's."""
        self._xdotool("windowactivate", "--sync", self.window)

    def picture(self, file: Path) -> None:
        """Take a picture of the screen as PNG."""
        file.parent.mkdir(parents=True, exist_ok=True)
        command = ["import", "-window", "root", "-display", self.display, str(file)]
        subprocess.run(command, check=True, timeout=LONG_ENOUGH_S)

    def settle(self) -> None:
        """Wait until the screen stands still."""
        seen: list[bytes] = []

        def still() -> bool:
            seen.append(self._pixels())
            return len(seen) >= _STILL and len(set(seen[-_STILL:])) == 1

        self.wait(still, "a screen that stands still")

    def wait(self, fact, what: str) -> None:
        """Wait until `fact()` is true; fails with what the program said otherwise."""
        end = time.monotonic() + LONG_ENOUGH_S
        while not fact():
            if self.program is not None and self.program.poll() is not None:
                raise AssertionError(f"the program ended while waiting for {what}: {self.said()}")
            if time.monotonic() > end:
                raise AssertionError(f"no {what} within {LONG_ENOUGH_S} s: {self.said()}")
            with contextlib.suppress(subprocess.TimeoutExpired):
                (self.program or self._server).wait(timeout=_BEAT_S)

    def has_dialog(self) -> bool:
        """Whether a second window of the program is open."""
        return len(set(self._visible()) - self._first) > 0

    def said(self) -> str:
        """What the program wrote to its output."""
        log = self._folder / "program.log"
        return log.read_text("utf-8", "replace") if log.exists() else ""

    def quit(self) -> int:
        """End the program as the owner does, with Ctrl+Q; its exit code."""
        if self.program is None:
            raise RuntimeError("the program is not open")
        self.key("ctrl+q")
        code = self.program.wait(timeout=LONG_ENOUGH_S)
        self.program = None
        return code

    def close(self) -> None:
        """End everything that was started here."""
        self._stack.close()

    def _pixels(self) -> bytes:
        command = ["import", "-window", "root", "-display", self.display, "rgb:-"]
        done = subprocess.run(command, check=True, capture_output=True, timeout=LONG_ENOUGH_S)
        return hashlib.sha256(done.stdout).digest()

    def _screen(self, size: tuple[int, int]) -> str:
        reading, writing = os.pipe()
        screen = f"{size[0]}x{size[1]}x24"
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", screen, "-nolisten", "tcp"]
        self._server = subprocess.Popen(
            command, pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self._stack.callback(self._kill, self._server)
        os.close(writing)
        with os.fdopen(reading) as told:
            return f":{told.readline().strip()}"

    def _bare(self) -> Path:
        """A window manager without decorations: places of the window are those of the screen."""
        file = self._folder / "openbox.xml"
        file.write_text(
            '<openbox_config xmlns="http://openbox.org/3.4/rc"><applications>'
            '<application class="*"><decor>no</decor></application></applications></openbox_config>'
        )
        return file

    def _start(self, command: list[str], *, wait_for_window_manager: bool) -> None:
        process = subprocess.Popen(
            command, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self._stack.callback(self._kill, process)
        self.program = None
        if wait_for_window_manager:
            self.wait(self._managed, "window manager")

    def _managed(self) -> bool:
        done = subprocess.run(
            ["xdotool", "get_desktop"], env=self.environment, capture_output=True, check=False
        )
        return done.returncode == 0

    def _windows(self) -> list[str]:
        return self._visible("--name", "^BabyDrop Desktop")

    def _visible(self, *which: str) -> list[str]:
        done = subprocess.run(
            ["xdotool", "search", "--onlyvisible", *(which or ("--name", "."))],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout.split()

    def _xdotool(self, *arguments: str) -> None:
        command = ["xdotool", *arguments]
        subprocess.run(command, env=self.environment, check=True, timeout=LONG_ENOUGH_S)

    @staticmethod
    def _kill(process: subprocess.Popen) -> None:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
