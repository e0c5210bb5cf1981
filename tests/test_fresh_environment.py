"""Proves that the lock alone makes a program that starts: in an environment with nothing else."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LONG_ENOUGH_S = 120


@pytest.fixture(scope="module")
def fresh_python(tmp_path_factory):
    """The Python of an environment made from requirements/run.txt and nothing else."""
    folder = tmp_path_factory.mktemp("fresh")
    tools = ROOT / ".cache" / "tools" / "bin" / "uv"
    uv = shutil.which("uv") or (str(tools) if tools.exists() else None)
    assert uv, "uv is missing: packaging/prepare.py installs it"
    venv = folder / "venv"
    subprocess.run([uv, "venv", "-q", "--python", sys.executable, venv], check=True)
    lock = ROOT / "requirements" / "run.txt"
    env = {**os.environ, "VIRTUAL_ENV": str(venv)}
    sync = [uv, "pip", "sync", "-q", "--require-hashes", lock]
    subprocess.run(sync, check=True, env=env)
    return venv / "bin" / "python"


def _environment(tmp_path):
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return {**kept, "HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}


def test_a_page_is_read_with_nothing_but_the_locked_packages(fresh_python, tmp_path):
    page = ROOT / "resources" / "demo" / "pages" / "sage-dot-romper.html"
    command = [fresh_python, "-m", "babydrop_desktop", "read", page, "--json"]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=_environment(tmp_path),
        capture_output=True,
        timeout=LONG_ENOUGH_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout)["outcome"] == "product"


def test_the_window_opens_with_nothing_but_the_locked_packages(fresh_python, tmp_path):
    profile = tmp_path / "shop"
    profile.mkdir()
    (profile / "settings.toml").write_text("[shop]\n")  # not its first start
    command = [fresh_python, "-m", "babydrop_desktop", "--profile", profile]
    window = subprocess.Popen(
        command, cwd=ROOT, env=_environment(tmp_path), stderr=subprocess.PIPE, text=True
    )
    try:
        log = profile / "logs" / "babydrop.log"
        end = time.monotonic() + LONG_ENOUGH_S
        while not (log.exists() and '"window ready"' in log.read_text("utf-8")):
            assert window.poll() is None, window.communicate()[1]
            assert time.monotonic() < end, "the window did not open"
            with contextlib.suppress(subprocess.TimeoutExpired):
                window.wait(timeout=0.1)
        window.send_signal(signal.SIGTERM)
        _, errors = window.communicate(timeout=LONG_ENOUGH_S)
    finally:
        window.kill()
    assert window.returncode == 0, errors
    assert "Traceback" not in errors
