"""Runs a screen that nobody sees (Xvfb), private to one benchmark."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

SIZE = "1600x1000x24"


@contextmanager
def screen() -> Iterator[dict[str, str]]:
    """Give the environment of programs that shall open their windows there.

    Where there is no Xvfb (Windows, macOS) it is the environment at hand: a real screen.
    Raises RuntimeError on a Linux without Xvfb.
    """
    if not sys.platform.startswith("linux"):
        yield dict(os.environ)
        return
    server = shutil.which("Xvfb")
    if server is None:
        raise RuntimeError("no Xvfb is installed (Debian: apt-get install xvfb)")
    ours, theirs = os.pipe()
    # The server itself picks a number that is free, and writes it when it is ready.
    arguments = ["-displayfd", str(theirs), "-screen", "0", SIZE, "-nolisten", "tcp"]
    running = subprocess.Popen([server, *arguments], pass_fds=[theirs], stderr=subprocess.DEVNULL)
    os.close(theirs)
    try:
        with os.fdopen(ours) as told:
            number = told.readline().strip()
        if not number:
            raise RuntimeError("Xvfb did not start")
        yield {**os.environ, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
    finally:
        running.terminate()
        running.wait()
