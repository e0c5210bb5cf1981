"""Wrong usage, help and stopping by hand end as scripts expect it."""

import pytest

from babydrop_desktop import cli
from babydrop_desktop.__main__ import main
from babydrop_desktop.errors import Unavailable
from tests.cli.answers import documents


@pytest.mark.parametrize(
    "arguments",
    [["fly"], ["read"], ["import", "x"], ["import", "--category", "x"], ["database"],
     ["database", "drop"], ["categories", "extra"], ["read", "a", "b"], ["--profile"],
     ["--profile", "", "check"], ["check", "--profile", " "], ["check", "--profile", "\0"],
     ["check", "--profile", "~nobody-of-this-name/x"],
     ["--demo", "--database", "sqlite:///x.db"],
     ["--demo", "check", "--database", "sqlite:///x.db"]],
)  # fmt: skip
def test_wrong_usage_ends_with_two(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage: babydrop" in capsys.readouterr().err


def test_the_version_and_help_are_printed(capsys):
    for flag in ("--version", "--help"):
        with pytest.raises(SystemExit) as ended:
            main([flag])
        assert ended.value.code == 0
        assert "babydrop" in capsys.readouterr().out


def test_stopping_by_hand_is_no_bug(babydrop, monkeypatch):
    def stopped(options, given):
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "_command", lambda _name: stopped)
    ran = babydrop("check", "--json")
    assert ran.code == Unavailable.exit_code
    assert "Stopped" in ran.err
    assert documents(ran)[0]["reason"] == "stopped"
