"""The start: what the window is told, a machine without a screen, and what is loaded."""

import os
import stat
import subprocess
import sys

import pytest

from babydrop_desktop import __main__ as program
from babydrop_desktop.paths import demo_profile

SCREEN = "QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"


def loaded(*arguments, code=0):
    """The modules of a process that ran the program with these arguments."""
    script = (
        "import sys\nfrom babydrop_desktop.__main__ import main\n"
        "try:\n    code = main(sys.argv[1:])\nexcept SystemExit as end:\n    code = end.code\n"
        "print(*sys.modules, file=sys.stderr)\nsys.exit(code)"
    )
    command = [sys.executable, "-c", script, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == code, done.stderr
    return {name.split(".")[0] for name in done.stderr.split()}


@pytest.fixture
def windows(monkeypatch):
    """Return the options that each window was to be opened with; none is opened."""
    opened = []
    monkeypatch.setattr("ui.app.run", lambda options: opened.append(options) or 0)
    return opened


def test_sources_to_open_reach_the_window(windows, tmp_path):
    page = str(tmp_path / "gespeicherte Seite.html")
    arguments = ["--open", "1005001", "--profile", str(tmp_path), "--open", page]
    assert program.main(arguments) == 0
    (options,) = windows
    assert options.addresses == ("1005001", page)
    assert options.shop.profile.folder == tmp_path
    assert not options.shop.demo


@pytest.mark.skipif(os.name != "posix", reason="only POSIX has these rights")
def test_the_window_finds_a_folder_that_is_its_owners_alone(windows, tmp_path):
    folder = tmp_path / "new" / "shop"
    assert program.main(["--profile", str(folder)]) == 0
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_folder_that_cannot_be_made_is_left_to_the_window_to_say(windows, tmp_path):
    (tmp_path / "file").write_text("x")
    assert program.main(["--profile", str(tmp_path / "file" / "shop")]) == 0
    assert len(windows) == 1


def test_the_demo_opens_in_a_folder_of_its_own(windows):
    assert program.main(["--demo"]) == 0
    (options,) = windows
    assert options.shop.profile == demo_profile()
    assert options.shop.demo
    assert options.addresses == ()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have a screen")
@pytest.mark.parametrize(
    ("given", "opens"),
    [
        ({}, False),
        ({"QT_QPA_PLATFORM": "xcb"}, False),
        ({"QT_QPA_PLATFORM": "wayland-egl;xcb"}, False),
        ({"DISPLAY": ""}, False),
        ({"DISPLAY": ":7"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"QT_QPA_PLATFORM": "offscreen"}, True),
        ({"QT_QPA_PLATFORM": "offscreen:configfile=x"}, True),
        ({"QT_QPA_PLATFORM": "vnc"}, True),
    ],
)
def test_a_machine_without_a_screen_is_told_so(windows, monkeypatch, capsys, given, opens):
    for name in SCREEN:
        monkeypatch.delenv(name, raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    code = program.main([])
    assert (code, len(windows)) == ((0, 1) if opens else (4, 0))
    assert ("no screen" in capsys.readouterr().err) is not opens


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have a screen")
def test_without_a_screen_qt_is_not_even_loaded(tmp_path):
    env = {name: value for name, value in os.environ.items() if name not in SCREEN}
    command = [sys.executable, "-X", "importtime", "-m", "babydrop_desktop", "--profile", tmp_path]
    done = subprocess.run(command, capture_output=True, text=True, env=env, check=False)
    assert done.returncode == 4
    assert "PySide6" not in done.stderr
    assert "There is no screen" in done.stderr


def test_telling_the_version_loads_nothing_slow():
    heavy = {"sqlalchemy", "alembic", "httpx", "PIL", "pydantic", "structlog", "PySide6"}
    assert loaded("--version") & heavy == set()


def test_reading_a_page_loads_no_database_and_no_pictures(tmp_path):
    heavy = {"sqlalchemy", "alembic", "psycopg", "PIL", "PySide6"}
    page = tmp_path / "page.html"
    page.write_text("<html>hello</html>")
    assert loaded("read", page, "--json", "--profile", tmp_path / "none", code=3) & heavy == set()


def test_the_log_and_a_real_shop_are_loaded_without_what_they_never_use():
    script = (
        "import sys\nimport babydrop_desktop.logs, babydrop_desktop.services.demo\n"
        "assert 'rich' not in sys.modules\n"
        "assert 'babydrop_desktop.services.demo_orders' not in sys.modules\n"
        "import rich\n"  # who wants it afterwards still gets it
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
