"""One window a shop: a second start hands its addresses over, and news reach the main thread."""

import subprocess
import sys
import threading

import pytest
from PySide6.QtCore import QThread

from babydrop_desktop.domain.changes import Change
from ui.changes import Changes
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
print("first" if lock.take() else "handed" if one.hand_over(sys.argv[2:]) else "alone")
"""


def second_start(folder, *addresses):
    return subprocess.Popen(
        [sys.executable, "-c", SECOND, str(folder), *addresses],
        stdout=subprocess.PIPE,
        text=True,
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
    assert heard.args == [["https://www.aliexpress.com/item/1.html", "ünïcode"]]
    assert other.communicate(timeout=20)[0].strip() == "handed"


def test_another_folder_has_a_window_of_its_own(first, tmp_path):
    other = second_start(tmp_path / "b")
    assert other.communicate(timeout=20)[0].strip() == "first"


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
