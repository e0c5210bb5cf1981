"""The log: written where it can be, silent elsewhere, and without secrets."""

import json

import pytest
import sqlalchemy as sa

from babydrop_desktop import logs
from babydrop_desktop.db.engine import open_engine
from babydrop_desktop.redact import secrets_of, without_secrets


@pytest.fixture(autouse=True)
def _stopped():
    yield
    logs.stop_log()


def written(folder):
    text = (folder / "logs" / "babydrop.log").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def broken(text):
    raise ValueError(text)


def bug(text):
    try:
        broken(text)
    except ValueError:
        logs.log("test").exception("bug")


def test_before_it_begins_and_after_it_ends_nothing_is_printed(tmp_path, capfd):
    logs.stop_log()
    bug("before")
    logs.start_log(tmp_path)
    assert logs.log_file() == tmp_path / "logs" / "babydrop.log"
    bug("within")
    logs.stop_log()
    bug("after")
    assert capfd.readouterr() == ("", "")
    assert [line["exception"].splitlines()[-1] for line in written(tmp_path)] == [
        "ValueError: within"
    ]
    assert logs.log_file() is None


def test_a_trace_holds_no_values_of_variables(tmp_path):
    logs.start_log(tmp_path)
    hidden = "".join(["cAn", "ArY"])
    try:
        broken(len(hidden))
    except ValueError:
        logs.log("test").exception("bug")
    (line,) = written(tmp_path)
    assert "in broken" in line["exception"]
    assert "cAnArY" not in line["exception"]


@pytest.mark.postgres
def test_a_row_that_a_server_refuses_is_nowhere_in_it(tmp_path, prepared_postgres_url):
    engine = open_engine(prepared_postgres_url)
    row = {"email": "tessa@example.com", "address": "118 Larkspur\n\nLane"}
    statement = sa.text(
        'INSERT INTO "Order" (id, "customerEmail", notes) VALUES (\'1\', :email, :address)'
    )
    logs.start_log(tmp_path)
    with pytest.raises(sa.exc.IntegrityError, match="Larkspur") as caught, engine.begin() as sent:
        sent.execute(statement, row)
    logs.log("test").error("bug", exc_info=caught.value)
    engine.dispose()
    (line,) = written(tmp_path)
    assert "NotNullViolation" in line["exception"]
    for told in ("tessa@", "Larkspur", "Lane"):
        assert told not in line["exception"]


def test_only_what_the_server_tells_of_the_row_is_taken_out():
    first = "psycopg.Error: null value\nDETAIL:  Failing row (a,\n\nDETAIL: b)"
    trace = f"{first}\n\nThe above exception was the direct cause\n{first}\n[SQL: SELECT 1]\nend"
    shown = "psycopg.Error: null value\nDETAIL: …"
    assert without_secrets(trace) == (
        f"{shown}\n\nThe above exception was the direct cause\n{shown}\n[SQL: SELECT 1]\nend"
    )


def test_secrets_are_nowhere_in_it(tmp_path):
    address = "postgresql://ada:cAn%41rY@h/db"
    logs.start_log(tmp_path, hide=secrets_of(address))
    logs.log("test").info(
        "connects", address=address, deep=[{"dsn": [address]}], token=address[17:24]
    )
    bug("cAnArY")
    text = (tmp_path / "logs" / "babydrop.log").read_text("utf-8")
    assert "postgresql://ada:…@h/db" in text
    assert text.count("cAnArY") == 0
    assert "cAn%41rY" not in text


@pytest.mark.parametrize("place", ["nowhere", "file"])
def test_where_no_log_can_be_the_program_goes_on_in_silence(tmp_path, place, capfd):
    (tmp_path / "file").write_text("x")
    logs.start_log(tmp_path / place)
    bug("unseen")
    assert logs.log_file() is None
    assert capfd.readouterr() == ("", "")
    assert not (tmp_path / "nowhere").exists()


def test_a_log_that_cannot_be_written_any_more_complains_nowhere(tmp_path, capfd, monkeypatch):
    logs.start_log(tmp_path)

    def full(_record):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("logging.handlers.RotatingFileHandler.shouldRollover", full)
    bug("unseen")
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("at postgresql://u:p@ss/w@h/db now", "at postgresql://u:…@h/db now"),
        ("postgresql://u@h:5432/db", "postgresql://u@h:5432/db"),
        ("https://www.aliexpress.com/item/1.html", "https://www.aliexpress.com/item/1.html"),
        ("host=h password=x user=u", "host=h password=… user=u"),
        (r"password='a \'b' user=u", "password=… user=u"),
        ("postgresql://h/db?password=x&sslmode=require",
         "postgresql://h/db?password=…&sslmode=require"),
        ("{'password': 'x y', 'user': 'u'}", "{'password': …, 'user': 'u'}"),
        ("a word about passwords", "a word about passwords"),
        ("https://shop.example/?code=3_50_x&state=1", "https://shop.example/?code=…&state=1"),
        ("it gave 3_500102_JxZ05Ux3cnnSSUm6 then", "it gave … then"),
        ("app_secret=a refresh_token: b", "app_secret=… refresh_token: …"),
    ],
)  # fmt: skip
def test_passwords_are_left_out_and_all_else_stays(text, shown):
    assert without_secrets(text) == shown


def test_the_secrets_of_an_address_are_found_as_written_and_as_meant():
    assert secrets_of(None) == secrets_of("postgresql://u@h/db") == ()
    assert set(secrets_of("postgresql://u:a%40b@h/db?password=c")) == {"a%40b", "a@b", "c"}
