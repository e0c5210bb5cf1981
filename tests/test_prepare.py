"""The set-up: does nothing where nothing changed, and mends an environment that cannot be used."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).parents[1]
VERSION = ".".join(map(str, sys.version_info[:3]))

pytestmark = pytest.mark.skipif(os.name != "posix", reason="links and scripts of POSIX")


@pytest.fixture
def prepare(tmp_path, monkeypatch):
    """Return the set-up's module, on an environment, tools and locks of the test's own."""
    spec = importlib.util.spec_from_file_location("prepare", ROOT / "packaging" / "prepare.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    locks = tmp_path / "requirements"
    locks.mkdir()
    for name in ("run", "dev", "tools"):
        (locks / f"{name}.txt").write_text(f"{name}\n", encoding="ascii")
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "TOOLS", tmp_path / "tools")
    monkeypatch.setattr(module, "LOCKS", {"run": locks / "run.txt", "test": locks / "dev.txt"})
    monkeypatch.setattr(module, "_missing", lambda _purpose: [])
    return module


@pytest.fixture
def commands(prepare, monkeypatch):
    """Return the commands that were run; of them only `uv venv` makes something."""
    ran = []

    def run(command, **_how):
        ran.append([str(part) for part in command])
        if ran[-1][1:2] == ["venv"]:
            furnish(prepare.VENV)
        return SimpleNamespace(returncode=0)

    monkeypatch.setattr(prepare, "subprocess", SimpleNamespace(run=run))
    monkeypatch.setattr(prepare.shutil, "which", lambda name: f"/path/to/{name}")
    return ran


def furnish(venv, *, python=sys.executable, facts=f"version_info = {VERSION}\n"):
    (venv / "bin").mkdir(parents=True)
    (venv / "bin" / "python").symlink_to(python)
    (venv / "pyvenv.cfg").write_text(f"home = /usr/bin\n{facts}", encoding="utf-8")


def kinds(commands):
    return [command[1] for command in commands if command[1] != "--version"]


@pytest.mark.parametrize("facts", [f"version_info = {VERSION}\n", f"version = {VERSION}\n"])
def test_it_does_nothing_where_nothing_has_changed(prepare, commands, facts):
    furnish(prepare.VENV, facts=facts)
    assert prepare.main("test") == 0
    assert kinds(commands) == ["pip"]
    commands.clear()
    assert prepare.main("test") == 0
    assert prepare.main("run") == 0
    assert commands == []


def test_another_lock_is_installed_into_the_same_environment(prepare, commands, tmp_path):
    furnish(prepare.VENV)
    prepare.main("run")
    commands.clear()
    (tmp_path / "requirements" / "run.txt").write_text("newer\n", encoding="ascii")
    assert prepare.main("run") == 0
    assert kinds(commands) == ["pip"]
    assert prepare.main("test") == 0
    assert kinds(commands) == ["pip", "pip"]


@pytest.mark.parametrize(
    ("python", "facts"),
    [
        ("/no/such/python", f"version_info = {VERSION}\n"),
        (sys.executable, "version_info = 3.9.1\n"),
        (sys.executable, "version = 3.99.0\n"),
        (sys.executable, ""),
    ],
    ids=["gone", "older", "newer", "unknown"],
)
def test_an_environment_of_another_python_is_made_anew(prepare, commands, python, facts):
    furnish(prepare.VENV, python=python, facts=facts)
    (prepare.VENV / "left over").write_text("x")
    (prepare.VENV / "babydrop-lock").write_text(prepare._state(prepare.LOCKS["run"]), "ascii")
    assert prepare.main("run") == 0
    assert kinds(commands) == ["venv", "pip"]
    assert not (prepare.VENV / "left over").exists()
    commands.clear()
    assert prepare.main("run") == 0
    assert commands == []


def test_an_environment_that_is_a_link_is_replaced_and_its_target_kept(prepare, commands, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    prepare.VENV.symlink_to(tmp_path / "elsewhere")
    assert prepare.main("run") == 0
    assert not prepare.VENV.is_symlink()
    assert (tmp_path / "elsewhere").is_dir()


def test_the_real_environment_is_seen_as_current(prepare):
    def facts(text):
        return "version" in text

    made = (Path(sys.prefix) / "pyvenv.cfg").read_text("utf-8")
    furnish(prepare.VENV, facts="\n".join(filter(facts, made.splitlines())))
    assert prepare._has_python()


def test_the_lock_is_written_with_the_uv_that_is_found(prepare, commands, monkeypatch):
    monkeypatch.setattr(prepare.shutil, "which", lambda _name: None)
    own = prepare.TOOLS / "bin" / "uv"
    own.parent.mkdir(parents=True)
    own.touch()
    assert prepare.main("lock") == 0
    assert [command[0] for command in commands] == [str(own)] * 3
    written = [command[-1] for command in commands]
    assert written == [f"requirements/{name}.txt" for name in ("run", "dev", "tools")]
    assert all("--generate-hashes" in command for command in commands)


def test_a_stand_in_for_uv_is_not_taken_for_it(prepare, tmp_path, monkeypatch):
    stand_in = tmp_path / "uv"
    stand_in.write_text("#!/bin/sh\nexit 127\n", encoding="ascii")
    stand_in.chmod(0o755)
    own = prepare.TOOLS / "bin" / "uv"
    own.parent.mkdir(parents=True)
    own.touch()
    monkeypatch.setattr(prepare.shutil, "which", lambda _name: str(stand_in))
    assert prepare._uv() == str(own)
    stand_in.write_text("#!/bin/sh\nexit 0\n", encoding="ascii")
    assert prepare._uv() == str(stand_in)


def test_make_needs_no_uv_on_the_path():
    told = subprocess.run(
        ["make", "-n", "lock", "run", "test"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not [line for line in told.stdout.splitlines() if line.strip().startswith("uv")]
    assert "prepare.py lock" in told.stdout


def test_a_machine_without_a_browser_is_given_one_for_the_tests(prepare, commands, monkeypatch):
    asked = []
    monkeypatch.setattr(prepare, "_has_browser", lambda: False)
    monkeypatch.setattr(prepare, "_install", lambda packages: asked.append(packages) or False)
    assert prepare.main("test") == 0, "without one, the tests that need it skip"
    assert prepare.main("run") == 0
    assert asked == [["chromium"]]
