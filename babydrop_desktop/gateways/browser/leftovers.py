"""Keeps the browser's folder to one program, and ends a browser that a killed one left behind."""

import contextlib
import json
import os
import signal
import sys
from contextlib import ExitStack
from pathlib import Path

from babydrop_desktop.db.file_lock import only_one
from babydrop_desktop.logs import log
from babydrop_desktop.paths import not_writable, private

_PATIENCE_S = 10
_LINUX = sys.platform.startswith("linux")


class BrowserFolder:
    """The folder with the browser's own profile, and the note about the browser that runs in it."""

    def __init__(self, folder: Path) -> None:
        """Take the folder; nothing is made before `take`."""
        self._folder = folder
        self.data = folder / "profile"
        self._note = folder / "running.json"

    @property
    def has_leftover(self) -> bool:
        """Whether a browser was noted and nobody said that it has ended."""
        return self._note.exists()

    def take(self) -> ExitStack | None:
        """The folder for this program, open to nobody else, until the result is closed.

        What a killed program left is ended first. None while another program has it. Raises
        Refused (reason "profile_not_writable").
        """
        with ExitStack() as stack:
            try:
                for folder in (self._folder, self.data):
                    folder.mkdir(mode=0o700, exist_ok=True)
                stack.enter_context(only_one(private(self._folder / "lock")))
            except (BlockingIOError, PermissionError):
                return None
            except OSError as error:
                raise not_writable(self._folder, error) from error
            self._reap()
            return stack.pop_all()

    def note(self, pid: int) -> None:
        """Note the browser that runs now."""
        text = json.dumps({"pid": pid, "born": born(pid)})
        with contextlib.suppress(OSError):  # without a note it is only not reaped after a kill
            private(self._note).write_text(text, "ascii")

    def ended(self) -> None:
        """Say that the noted browser has ended."""
        with contextlib.suppress(OSError):
            self._note.unlink(missing_ok=True)

    def _reap(self) -> None:
        try:
            noted = json.loads(self._note.read_text("ascii"))
            pid, birth = int(noted["pid"]), str(noted["born"])
        except FileNotFoundError:
            return
        except (OSError, ValueError, KeyError, TypeError):
            self.ended()
            return
        # The same number may be another's by now: it is ours if it was born then, for our folder.
        if birth and born(pid) == birth and f"--user-data-dir={self.data}" in _words(pid):
            log("browser").warning("ended a browser that was left behind", pid=pid)
            end(pid)
        self.ended()


def end(pid: int) -> None:
    """End a browser at once, with all its processes. Nothing happens where it is gone."""
    if sys.platform == "win32":
        _output("taskkill", "/PID", str(pid), "/T", "/F")
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if os.getpgid(pid) == pid:  # its own group, as Playwright starts it
            os.killpg(pid, signal.SIGKILL)
        else:
            os.kill(pid, signal.SIGKILL)


def born(pid: int) -> str:
    """When the process `pid` began, as its system says it; "" where there is none."""
    if _LINUX:
        try:
            stat = Path(f"/proc/{pid}/stat").read_text("ascii", errors="replace")
        except OSError:
            return ""
        fields = stat.rpartition(")")[2].split()
        return "" if fields[0] == "Z" else fields[19]
    if sys.platform == "win32":
        asked = f"(Get-Process -Id {pid}).StartTime.ToFileTimeUtc()"
        return _output("powershell", "-NoProfile", "-Command", asked)
    return _output("ps", "-o", "lstart=", "-p", str(pid))


def _words(pid: int) -> str:
    """The command that the process was started with; "" where nobody tells."""
    if _LINUX:
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
        except OSError:
            return ""
    if sys.platform == "win32":
        asked = f"(Get-CimInstance Win32_Process -Filter 'ProcessId={pid}').CommandLine"
        return _output("powershell", "-NoProfile", "-Command", asked).replace('"', "")
    return _output("ps", "-ww", "-o", "command=", "-p", str(pid))


def _output(*command: str) -> str:
    import subprocess  # noqa: PLC0415 - only where something was left behind

    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        done = subprocess.run(  # noqa: S603 - the system's own programs, no owner's words
            command,
            check=False,
            capture_output=True,
            text=True,
            timeout=_PATIENCE_S,
            creationflags=hidden,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip()
