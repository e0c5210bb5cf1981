"""Keeps the house in shape: short files, no stray package, one lock, words of the owner."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted(
    path
    for folder in ("babydrop_desktop", "ui", "resources", "packaging")
    for path in (ROOT / folder).rglob("*.py")
)
TESTS = sorted((ROOT / "tests").rglob("*.py"))
LONGEST = 400
ALMOST_ALL = 300


def _lines(path):
    return len(path.read_text("utf-8").splitlines())


def test_no_file_is_longer_than_the_house_allows():
    assert [str(path) for path in (*SOURCES, *TESTS) if _lines(path) > LONGEST] == []


def test_nine_files_in_ten_are_short():
    long = [path for path in SOURCES if _lines(path) > ALMOST_ALL]
    assert len(long) <= len(SOURCES) // 10, long


def test_packaging_never_shadows_the_library_of_that_name():
    assert not (ROOT / "packaging" / "__init__.py").exists()


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_says_first_what_the_shop_gets_from_it(path):
    first = path.read_text("utf-8").split("\n", 1)[0]
    assert first.startswith('"""'), first


def _pins(name):
    text = (ROOT / "requirements" / name).read_text("utf-8")
    return dict(re.findall(r"^([a-z0-9._-]+)(?:\[[a-z,]+\])?==(\S+)", text, re.MULTILINE))


def test_the_tests_run_with_the_versions_that_the_program_runs_with():
    run, dev = _pins("run.txt"), _pins("dev.txt")
    assert run
    assert {name: dev.get(name) for name in run} == run


def test_the_lock_names_no_download_address():
    for lock in (ROOT / "requirements").glob("*.txt"):
        assert "://" not in lock.read_text("utf-8")
    assert not (ROOT / "uv.lock").exists()


def test_every_locked_package_has_its_hashes():
    for lock in (ROOT / "requirements").glob("*.txt"):
        text = lock.read_text("utf-8")
        packages = len(re.findall(r"^[a-z0-9].*==", text, re.MULTILINE))
        assert packages
        assert (
            len(re.findall(r"^[a-z0-9].*==.*\\\n    --hash=sha256:", text, re.MULTILINE))
            == packages
        )


def test_what_the_project_asks_for_is_what_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = {re.split(r"[\[<>=~ ]", text)[0].lower() for text in project["dependencies"]}
    assert asked <= _pins("run.txt").keys()
