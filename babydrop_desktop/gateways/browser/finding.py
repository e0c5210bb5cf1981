"""Finds the browser that is installed on this laptop: Edge, Chrome or Chromium."""

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

_LINUX = (
    *("microsoft-edge", "microsoft-edge-stable"),
    *("google-chrome", "google-chrome-stable"),
    *("chromium", "chromium-browser"),
)
_MAC = (
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Chromium.app/Contents/MacOS/Chromium",
)
_WINDOWS = (
    r"Microsoft\Edge\Application\msedge.exe",
    r"Google\Chrome\Application\chrome.exe",
    r"Chromium\Application\chrome.exe",
)
_WINDOWS_FOLDERS = ("PROGRAMFILES(X86)", "PROGRAMFILES", "LOCALAPPDATA")


def find_browser(path: str = "") -> Path | None:
    """The browser at `path` where the owner gave one, else Edge, Chrome or Chromium; None for none.

    The order is that of the house rules; what the owner names goes before it.
    """
    if path:
        given = Path(path).expanduser()
        return given if _can_run(given) else None
    return next(filter(_can_run, _places(sys.platform, os.environ)), None)


def _places(system: str, environment: Mapping[str, str]) -> Iterator[Path]:
    """Where browsers are installed on such a system, the wanted first."""
    if system == "win32":
        folders = [environment[name] for name in _WINDOWS_FOLDERS if environment.get(name)]
        yield from (Path(folder, place) for place in _WINDOWS for folder in folders)
    elif system == "darwin":
        home = Path(environment.get("HOME", "/"), "Applications")
        yield from (top / place for place in _MAC for top in (Path("/Applications"), home))
    else:
        found = (shutil.which(name, path=environment.get("PATH")) for name in _LINUX)
        yield from (Path(place) for place in found if place)


def _can_run(place: Path) -> bool:
    try:
        return place.is_file() and os.access(place, os.X_OK)
    except (OSError, ValueError):
        return False


def has_screen(system: str = sys.platform, environment: Mapping[str, str] = os.environ) -> bool:
    """Whether a window can be shown: a Linux without a display has nowhere to."""
    if system in {"win32", "darwin"}:
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))
