"""A bug is told in words, its trace is in the log, and no password is anywhere."""

import argparse
import json
import stat

import pytest

from babydrop_desktop import cli
from babydrop_desktop.__main__ import main
from babydrop_desktop.errors import Refused
from tests.fakes.shop import CATEGORY

CANARY = "cAnArY/p@ss:42"
WRITTEN = "cAnArY%2Fp%40ss:42"
URL = f"postgresql://ada:{WRITTEN}@127.0.0.1:1/shop"
COMMANDS = (
    ["read", "missing.html"],
    ["import", "missing.html", "--category", CATEGORY],
    ["categories"],
    ["products"],
    ["check"],
    ["database", "upgrade"],
    ["database", "indexes"],
)


def everything_written(folder):
    return "".join(
        path.read_text("utf-8", "replace") for path in folder.rglob("*") if path.is_file()
    )


def planted(monkeypatch, error):
    def broken(options, given):
        from babydrop_desktop.logs import log  # noqa: PLC0415

        log("cli").warning("looked", options=options, address=given.database, password=CANARY)
        raise error(options)

    monkeypatch.setattr(cli, "_command", lambda _name: broken)


def test_the_trace_of_a_bug_is_in_the_log_alone(babydrop, monkeypatch, profile):
    planted(monkeypatch, lambda _options: ZeroDivisionError("planted"))
    ran = babydrop("check", "--json")
    assert ran.code == 1
    assert "planted" not in ran.out + ran.err
    noted = profile / "logs" / "babydrop.log"
    assert str(noted) in ran.err
    last = json.loads(noted.read_text("utf-8").splitlines()[-1])
    assert "ZeroDivisionError: planted" in last["exception"]
    assert "locals" not in last["exception"]
    assert "╭" not in last["exception"]  # no pretty traceback, which holds every local value


def test_a_script_hears_of_a_bug_in_json(babydrop, monkeypatch):
    planted(monkeypatch, lambda _options: ZeroDivisionError("planted"))
    ran = babydrop("check", "--json")
    told = json.loads(ran.out)
    assert told.keys() == {"reason", "message"}
    assert told["reason"] == "bug"
    assert told["message"] == ran.err.strip()


def test_a_bug_where_no_log_can_be_is_told_in_words_and_makes_no_folder(
    babydrop, monkeypatch, tmp_path
):
    planted(monkeypatch, lambda _options: ZeroDivisionError("planted"))
    ran = babydrop("read", "x", folder=tmp_path / "nowhere")
    assert ran.code == 1
    assert "planted" not in ran.out + ran.err
    assert "no folder to note it in" in ran.err
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("json_too", [False, True])
def test_a_password_in_the_database_address_is_nowhere(babydrop, profile, command, json_too):
    given = [*command, "--database", URL, *(["--json"] if json_too else [])]
    ran = babydrop(*given)
    assert ran.code in {3, 4}
    written = ran.out + ran.err + everything_written(profile)
    assert CANARY not in written
    assert WRITTEN not in written


@pytest.mark.parametrize(
    "error",
    [
        KeyError,
        lambda options: ValueError(f"no answer from {options.database_url}"),
        lambda _options: RuntimeError(f"host=h user=ada password='{CANARY}' dbname=shop"),
        lambda _options: TypeError(f"{CANARY} is no number"),
        lambda options: Refused(f"No: {options.database_url}", reason="no", url=URL),
    ],
    ids=["options", "address", "conninfo", "bare", "refusal"],
)
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_bug_gives_no_password_away(babydrop, monkeypatch, profile, command, error):
    planted(monkeypatch, error)
    ran = babydrop(*command, "--json", "--database", URL)
    assert ran.code in {1, 3}
    noted = everything_written(profile)
    assert "looked" in noted
    assert CANARY not in ran.out + ran.err + noted
    assert WRITTEN not in ran.out + ran.err + noted


@pytest.mark.parametrize(
    "arguments",
    [["check", f"--databse={URL}"], ["check", URL], [URL], ["database", URL, "upgrade"]],
)
def test_wrong_usage_repeats_no_password(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    out, err = capsys.readouterr()
    assert WRITTEN not in out + err


def test_the_log_of_a_shop_is_its_owners(babydrop, profile, saved):
    assert babydrop("read", saved).code == 0
    assert babydrop("database", "upgrade").code == 0
    assert stat.S_IMODE((profile / "logs").stat().st_mode) == 0o700


def test_options_are_shown_without_their_database():
    given = argparse.Namespace(profile=None, database=URL, demo=False)
    assert WRITTEN not in repr(cli.options_of(given))
