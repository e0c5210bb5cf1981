"""A widget shows the newest answer only, and waits for nothing once it is gone."""

import asyncio
import threading

from PySide6.QtWidgets import QLabel

from ui.work.tasks import Tasks


async def _on(pool, call, *args):
    return await asyncio.wrap_future(pool.submit(call, *args))


def test_only_the_newest_answer_is_shown(qtbot, loop, pools, heard):
    label = QLabel()
    qtbot.addWidget(label)
    tasks = Tasks(label, heard.errors.append)
    slow = threading.Event()

    async def search(text, gate):
        if gate is not None:
            await _on(pools.answers, gate.wait, 10)
        label.setText(text)

    older = tasks.latest("search", search("s", slow))
    tasks.latest("search", search("sling", None))
    qtbot.waitUntil(lambda: label.text() == "sling")
    slow.set()
    qtbot.waitUntil(older.done)
    assert older.cancelled()
    assert label.text() == "sling"


def test_closing_the_widget_drops_its_answers(qtbot, loop, pools, heard):
    label, gate, shown = QLabel(), threading.Event(), []
    tasks = Tasks(label, heard.errors.append)

    async def show():
        await _on(pools.answers, gate.wait, 10)
        shown.append(1)

    task = tasks.start(show())
    label.deleteLater()
    del tasks
    qtbot.waitUntil(task.done)
    gate.set()
    assert task.cancelled()
    assert shown == []


def test_an_error_in_a_coroutine_reaches_the_one_handler_once(qtbot, loop):
    label, errors = QLabel(), []
    qtbot.addWidget(label)

    async def fail():
        raise ValueError("seven")

    task = Tasks(label, errors.append).start(fail())
    qtbot.waitUntil(lambda: bool(errors))
    assert [str(error) for error in errors] == ["seven"]
    assert task.done()
