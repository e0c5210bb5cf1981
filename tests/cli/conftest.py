"""Runs one command of the program in this process, as a script would."""

from types import SimpleNamespace

import pytest

from babydrop_desktop.__main__ import main
from tests.fakes.supplier import item_page


@pytest.fixture
def babydrop(profile, shared_reader, capsys):
    """Return what runs one command: its exit code, its output, and what was complained.

    `folder` None leaves --profile out.
    """

    def run(*arguments, folder=profile):
        place = () if folder is None else ("--profile", str(folder))
        code = main([*map(str, arguments), *place])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return SimpleNamespace(code=code, out=out, err=err)

    return run


@pytest.fixture
def saved(tmp_path):
    """Return a saved page in a folder with a name of more than ASCII."""
    folder = tmp_path / "Größe 中文 спальня"
    folder.mkdir()
    path = folder / "Комбинезон — gespeichert.html"
    path.write_bytes(item_page())
    return path
