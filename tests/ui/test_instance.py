"""One window a shop: a second start hands its addresses over, and news reach the main thread."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QThread
from PySide6.QtNetwork import QLocalSocket

from babydrop_desktop.domain.changes import Change
from ui import instance
from ui.changes import Changes
from ui.common.dropped import Dropped
from ui.folder_lock import FolderLock
from ui.instance import OneInstance

SECOND = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from ui.folder_lock import FolderLock
from ui.instance import OneInstance
app = QCoreApplication([])
lock = FolderLock(Path(sys.argv[1]))
one = OneInstance(lock)
print("begun", flush=True)
print("first" if lock.take() else "handed" if one.hand_over(sys.argv[2:]) else "alone")
"""


def second_start(folder, *addresses, cwd=None):
    root = str(Path(__file__).parents[2])
    return subprocess.Popen(
        [sys.executable, "-c", SECOND, str(folder), *addresses],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": root},
    )


@pytest.fixture
def first(qapp, tmp_path):
    lock = FolderLock(tmp_path)
    assert lock.take()
    made = OneInstance(lock)
    assert made.listen()
    yield made
    made.close()
    lock.release()


def test_a_second_start_hands_its_addresses_over(qtbot, first, tmp_path):
    with qtbot.waitSignal(first.raised, timeout=20_000) as heard:
        other = second_start(tmp_path, "https://www.aliexpress.com/item/1.html", "ünïcode")
    assert heard.args == [Dropped("https://www.aliexpress.com/item/1.html\nünïcode")]
    assert other.communicate(timeout=20) == ("begun\nhanded\n", "")


def test_a_second_starts_file_is_looked_up_where_that_one_was_started(qtbot, first, tmp_path):
    elsewhere = tmp_path / "else where"
    elsewhere.mkdir()
    (elsewhere / "page.html").write_text("<html>")
    long = "https://www.aliexpress.com/item/1.html?spm=" + "x" * 400
    with qtbot.waitSignal(first.raised, timeout=20_000) as heard:
        other = second_start(tmp_path, "page.html", "missing.html", long, cwd=elsewhere)
    files = (elsewhere / "page.html", elsewhere / "missing.html")
    assert heard.args == [Dropped(long, files)]
    assert other.communicate(timeout=20) == ("begun\nhanded\n", "")


def test_a_second_start_waits_for_a_window_that_does_not_hear_yet(qtbot, qapp, tmp_path):
    lock = FolderLock(tmp_path)
    assert lock.take()
    made = OneInstance(lock)
    other = second_start(tmp_path, "1005001")
    assert other.stdout.readline().strip() == "begun"
    with qtbot.waitSignal(made.raised, timeout=20_000) as told:
        assert made.listen()
    assert told.args == [Dropped("1005001")]
    assert other.communicate(timeout=20) == ("handed\n", "")
    made.close()
    lock.release()


def test_a_window_that_never_answers_is_told_in_one_sentence(qapp, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(instance, "WAIT_MS", 1)
    assert not OneInstance(FolderLock(tmp_path)).hand_over(["1005001"])
    assert capsys.readouterr().err.count("does not answer.\n") == 1


@pytest.mark.parametrize("message", [b"no json\n", b"[1]\n", b'{"text": 1, "files": [2]}\n'])
def test_a_message_that_is_none_brings_nothing(qtbot, first, tmp_path, message):
    socket = QLocalSocket()
    with qtbot.waitSignal(first.raised) as heard:
        socket.connectToServer(FolderLock(tmp_path).name)
        socket.write(message)
    assert heard.args == [Dropped()]
    socket.abort()


def test_another_folder_has_a_window_of_its_own(first, tmp_path):
    other = second_start(tmp_path / "b")
    assert other.communicate(timeout=20)[0] == "begun\nfirst\n"


def test_a_folder_that_was_let_go_can_be_taken_again(tmp_path):
    for _ in range(2):
        lock = FolderLock(tmp_path)
        assert lock.take()
        lock.release()


def test_news_of_workers_arrives_on_the_main_thread_as_one(qtbot, qapp):
    changes, heard = Changes(), []
    changes.changed.connect(lambda change: heard.append((change, QThread.currentThread())))
    workers = [
        threading.Thread(target=changes.post, args=(Change(jobs=frozenset({f"j{n}"})),))
        for n in range(20)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    qtbot.waitUntil(lambda: bool(heard))
    assert [thread for _, thread in heard] == [qapp.thread()]
    assert heard[0][0].jobs == {f"j{n}" for n in range(20)}
