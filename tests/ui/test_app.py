"""The program starts, is painted before what is slow is loaded, and ends with code 0."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from babydrop_desktop.bootstrap import open_shop
from babydrop_desktop.domain.jobs import JobState
from babydrop_desktop.paths import Profile, ShopOptions
from tests.fakes.supplier import item_page

START = """
import sys
from pathlib import Path
import ui.app as app
from babydrop_desktop.paths import Profile, ShopOptions

SLOW = ("asyncio", "qasync", "sqlalchemy", "httpx", "babel", "structlog", "PIL", "pydantic",
        "PySide6.QtNetwork", "babydrop_desktop.bootstrap")
Window = app.MainWindow

class Watched(Window):
    def paintEvent(self, event):
        if not self.was_painted:
            names = [name for name in SLOW if name in sys.modules]
            # PySide builds the namespace `Qt` when it is first asked for.
            print("loaded:", names + ["Qt"] * ("Qt" in vars(sys.modules["PySide6.QtCore"])))
        super().paintEvent(event)

    def show_shop(self, context):
        super().show_shop(context)
        print("place:", type(self.place()).__name__, context.services.about.place)
        self.close()

    def show_refusal(self, error):
        super().show_refusal(error)
        print("said:", self.opening.words())
        self.close()

app.MainWindow = Watched
if __name__ == "__main__":
    print("code:", app.run(app.WindowOptions(ShopOptions(Profile(Path(sys.argv[1]))))))
"""

TYPES = """
import os, signal, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
import ui.app as app
from babydrop_desktop.paths import Profile, ShopOptions

ENDS = {"close": lambda window: window.close(),
        "term": lambda window: os.kill(os.getpid(), signal.SIGTERM)}

class Typing(app.MainWindow):
    def show_shop(self, context):
        super().show_shop(context)
        self.look = QTimer(self, interval=20)
        self.look.timeout.connect(self.type)
        self.look.start()

    def type(self):
        if self.place().detail.draft is not None:
            self.look.stop()
            title = self.place().detail.page.words.title
            title.selectAll()
            QTest.keyClicks(title, "Last words")
            ENDS[sys.argv[2]](self)

app.MainWindow = Typing
if __name__ == "__main__":
    print("code:", app.run(app.WindowOptions(ShopOptions(Profile(Path(sys.argv[1]))))))
"""


def start(tmp_path, folder, source=START, *more):
    script = tmp_path / "start.py"
    script.write_text(source)
    done = subprocess.run(
        [sys.executable, str(script), str(folder), *more],
        capture_output=True, text=True, timeout=120, check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(Path.cwd())},
    )  # fmt: skip
    return done.stdout.splitlines(), done.stderr


def test_nothing_slow_is_loaded_before_the_first_paint_and_the_end_is_clean(tmp_path):
    (tmp_path / "shop ü").mkdir()
    (tmp_path / "shop ü" / "settings.toml").write_text("[shop]\n")  # not its first start
    said, errors = start(tmp_path, tmp_path / "shop ü")
    assert said == ["loaded: []", "place: ImportPlace This computer", "code: 0"], errors
    assert "Traceback" not in errors
    assert "was destroyed but it is pending" not in errors


def test_a_folder_that_cannot_be_used_is_said_in_the_window(tmp_path):
    (tmp_path / "file").write_text("no folder")
    said, errors = start(tmp_path, tmp_path / "file" / "shop")
    assert said[0] == "loaded: []", errors
    assert said[1].startswith("said: Your shop cannot be opened.")
    assert said[2] == "code: 0"
    assert "Traceback" not in errors


@pytest.mark.parametrize("end", ["close", "term"])
def test_a_title_typed_just_before_the_end_is_kept(tmp_path, end):
    options = ShopOptions(Profile(tmp_path / "shop"))
    shop = open_shop(options)
    job = shop.importing.stage_page("a page", item_page())
    shop.runner.run_next()
    assert shop.importing.row(job).state is JobState.READY
    shop.close()
    said, errors = start(tmp_path, tmp_path / "shop", TYPES, end)
    assert said == ["code: 0"], errors
    assert "Traceback" not in errors
    again = open_shop(options)
    kept = again.importing.preview(job).title
    again.close()
    assert kept == "Last words"
    assert "rect=" in (tmp_path / "shop" / "window.ini").read_text()


FIRST = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from babydrop_desktop.paths import Profile, ShopOptions
import ui.app as app
import ui.where_kept as kept

class First(kept.WhereKept):
    def _ask_first(self, *what):
        super()._ask_first(*what)
        print("asked:", self._window.menuBar().isVisible(), self._window.rail.isVisible())
        page = self._first
        page.shop.shop.setText("Little Cloud")
        for _ in range(3):
            page.next.click()
        page.start.demo.choose()
        page.next.click()

class Window(app.MainWindow):
    def show_shop(self, context):
        super().show_shop(context)
        about = context.services.about
        print("shop:", about.demo, self.windowTitle(), about.profile_folder.name)
        if about.demo:
            self.menus.remove_demo.trigger()
            QTimer.singleShot(0, self, lambda: self.findChild(object, "remove-demo").accept())
        else:
            print("news:", self.status.notice.text() or self.later())

    def later(self):
        QTimer.singleShot(200, self, self.told)
        return "later"

    def told(self):
        print("told:", self.status.notice.text())
        self.close()

kept.WhereKept, app.MainWindow = First, Window
if __name__ == "__main__":
    print("code:", app.run(app.WindowOptions(ShopOptions(Profile(Path(sys.argv[1]))))))
"""


def test_a_first_start_with_the_demo_shop_which_is_then_removed(tmp_path):
    (tmp_path / "shop").mkdir()
    said, errors = start(tmp_path, tmp_path / "shop", FIRST)
    assert said == [
        "asked: False False",
        "shop: True BabyDrop Desktop · Demo shop shop Demo",
        "shop: False BabyDrop Desktop shop",
        "news: later",
        "told: The demo shop is removed",
        "code: 0",
    ], errors
    assert "Traceback" not in errors
    assert not (tmp_path / "shop Demo").exists()
    assert 'name = "Little Cloud"' in (tmp_path / "shop" / "settings.toml").read_text()
