"""A picture's files are whole or not there, and nothing that is wanted is swept away."""

import hashlib
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from babydrop_desktop.errors import Stopped, Unavailable
from babydrop_desktop.gateways import picture_files
from babydrop_desktop.gateways.picture_files import PictureFiles, Sizes

ROOT = Path(__file__).resolve().parents[2]


def quiet():
    """Nobody cancels."""


def files_in(folder):
    return sorted(path for path in Path(folder).rglob("*") if path.is_file())


SIZES = Sizes(large=b"large" * 1000, small=b"small" * 100, width=10, height=10)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no fsync of a folder")
def test_a_file_is_synced_before_it_gets_its_name_and_the_folder_after(tmp_path, monkeypatch):
    steps = []
    fsync, replace = os.fsync, os.replace

    def named(handle):
        path = Path(f"/proc/self/fd/{handle}").readlink()
        return "folder" if path.is_dir() else "file"

    monkeypatch.setattr(
        picture_files.os, "fsync", lambda handle: (steps.append(named(handle)), fsync(handle))
    )
    monkeypatch.setattr(
        picture_files.os,
        "replace",
        lambda old, new: (steps.append(Path(new).name[64:]), replace(old, new)),
    )
    PictureFiles(tmp_path).keep(SIZES)
    assert steps == ["file", "-320.webp", "file", ".webp", "folder", "folder"]


def test_a_failed_write_leaves_nothing_and_says_where(tmp_path, monkeypatch):
    def full(old, new):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(picture_files.os, "replace", full)
    with pytest.raises(Unavailable, match="No space left") as caught:
        PictureFiles(tmp_path).keep(SIZES)
    assert caught.value.reason == "pictures_not_writable"
    assert files_in(tmp_path) == []


def test_a_sweep_takes_only_old_files_that_no_row_names(tmp_path):
    files = PictureFiles(tmp_path)
    names = [files.keep(Sizes(bytes([i]) * 99, b"s", 1, 1)) for i in range(3)]
    wanted, unwanted, fresh = names
    left_over = files.large(wanted).parent / "new-0123456789abcdef.part"
    left_over.write_bytes(b"half")
    foreign = files.large(wanted).parent / "notes.txt"
    foreign.write_text("the owner's")
    now = datetime.now(UTC)  # noqa: TID251 - compared with the files' own times
    long_ago = (now - timedelta(days=3)).timestamp()
    for path in files_in(tmp_path):
        if fresh not in path.name:
            os.utime(path, (long_ago, long_ago))
    assert files.sweep({wanted}, now - timedelta(days=1), quiet) == 3
    assert files.has(wanted)
    assert files.has(fresh)
    assert not files.has(unwanted)
    assert not left_over.exists()
    assert foreign.exists()


def test_a_sweep_that_is_asked_to_stop_leaves_the_rest(tmp_path):
    files = PictureFiles(tmp_path)
    files.keep(SIZES)
    for path in files_in(tmp_path):
        os.utime(path, (0, 0))

    def stop():
        raise Stopped("Cancelled.", reason="cancelled")

    with pytest.raises(Stopped):
        files.sweep(set(), datetime(2020, 1, 1, tzinfo=UTC), stop)
    assert len(files_in(tmp_path)) == 2


def test_keeping_a_picture_again_saves_it_from_the_sweep(tmp_path):
    files = PictureFiles(tmp_path)
    name = files.keep(SIZES)
    for path in files_in(tmp_path):
        os.utime(path, (0, 0))
    files.keep(SIZES)
    assert files.sweep(set(), datetime(2020, 1, 1, tzinfo=UTC), quiet) == 0
    assert files.has(name)


ENDLESS_KEEPER = """
import sys
from pathlib import Path
from babydrop_desktop.gateways.picture_files import PictureFiles, Sizes
files = PictureFiles(Path(sys.argv[1]))
for number in range(10**9):
    large = number.to_bytes(4, "big") * 100_000
    sha256 = files.keep(Sizes(large, large[:4000], 1, 1))
    sys.stdout.write(sha256 + "\\n")
    sys.stdout.flush()
"""


@pytest.mark.skipif(os.name == "nt", reason="uses SIGKILL")
def test_killing_the_program_while_it_keeps_pictures_tears_none(tmp_path):
    for kill_after in (1, 2, 3, 5, 8, 13, 21):
        folder = tmp_path / str(kill_after)
        keeper = subprocess.Popen(
            [sys.executable, "-c", ENDLESS_KEEPER, str(folder)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        acknowledged = [keeper.stdout.readline().strip() for _ in range(kill_after)]
        keeper.send_signal(signal.SIGKILL)
        acknowledged += keeper.stdout.read().split()
        keeper.wait()
        keeper.stdout.close()
        files = PictureFiles(folder)
        whole = [name for name in acknowledged if len(name) == 64]
        assert len(whole) >= kill_after
        assert all(files.has(name) for name in whole)
        for path in folder.rglob("*.webp"):
            if not path.name.endswith("-320.webp"):
                assert hashlib.sha256(path.read_bytes()).hexdigest() == path.stem
            else:
                assert path.stat().st_size == 4000
