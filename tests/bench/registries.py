"""Installs published programs of others into a folder, to be measured beside ours."""

import shutil
import subprocess
import sys
from pathlib import Path

LONGEST_S = 240


class Lacking(Exception):
    """What is not here; the message says what, for the table."""


def from_npm(folder: Path, name: str) -> Path:
    """Install one package of npm, without its install scripts; the folder to run node in.

    Raises Lacking where node is not here or the package cannot be had.
    """
    if shutil.which("node") is None or shutil.which("npm") is None:
        raise Lacking("node is not installed")
    (folder / "package.json").write_text('{"private": true}', encoding="utf-8")
    quiet = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel", "error")
    _run(["npm", "install", *quiet, name], folder, name)
    return folder


def from_pypi(folder: Path, name: str) -> Path:
    """Install one package of PyPI with what it needs; the folder to put on the path.

    Raises Lacking where it cannot be had.
    """
    _run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
         "--no-input", "--target", str(folder), name],
        folder,
        name,
    )  # fmt: skip
    return folder


def _run(command: list[str], folder: Path, name: str) -> None:
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, timeout=LONGEST_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Lacking(f"{name} could not be installed: {type(error).__name__}") from error
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no word"])[-1]
        raise Lacking(f"{name} could not be installed: {last[:120]}")
