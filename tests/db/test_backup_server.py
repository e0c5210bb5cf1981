"""A shop on a server is copied by PostgreSQL's own program, or exported table by table."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import psycopg
import pytest

from babydrop_desktop.db import disk, dump, export, server_backup
from babydrop_desktop.db.engine import open_engine
from babydrop_desktop.db.upgrade import upgrade
from babydrop_desktop.errors import Refused, ShopError, Stopped, Unavailable
from tests.fakes.cluster import ADMIN, PASSWORD, WITH_PASSWORD

pytestmark = pytest.mark.postgres
STAMP = "20261122T163140123Z"


def nothing():
    """Go on."""


@pytest.fixture
def without_programs(monkeypatch):
    """A laptop without PostgreSQL's own programs."""
    monkeypatch.setattr(dump, "_programs", lambda: iter(()))


@pytest.fixture
def engines():
    """What opens engines; all are let go of at the end."""
    made = []

    def opened(url):
        made.append(open_engine(url))
        return made[-1]

    yield opened
    for engine in made:
        engine.dispose()


def copied(engine, folder, check=nothing):
    return server_backup.back_up(engine, folder=folder, note="by-hand", stamp=STAMP, check=check)


def permitted(engine):
    """Prepare a storefront's database, with the owner's word."""
    try:
        upgrade(engine, permitted=True)
    except TypeError:
        upgrade(engine)


def test_a_dump_can_be_put_back_into_an_empty_database_with_all_that_was_there(
    prepared_postgres_url, postgres_cluster, postgres_url, engines, tmp_path
):
    with psycopg.connect(prepared_postgres_url) as connection:
        connection.execute(
            "INSERT INTO babydrop.setting (key, value, updated_at) VALUES ('k', '\"ü\"', now())"
        )
    path = copied(engines(prepared_postgres_url), tmp_path)
    assert path.name == f"server-{STAMP}-by-hand.dump"
    if sys.platform != "win32":
        assert path.stat().st_mode & 0o077 == 0
    subprocess.run(
        [f"{postgres_cluster.binaries}/pg_restore", "--no-owner", f"--dbname={postgres_url}", path],
        check=True,
        capture_output=True,
    )
    with psycopg.connect(postgres_url) as connection:
        assert connection.execute("SELECT value FROM babydrop.setting").fetchall() == [("ü",)]
        assert connection.execute('SELECT count(*) FROM "Category"').fetchone() == (7,)
    assert [path.name for path in tmp_path.iterdir()] == [path.name]


def test_a_password_reaches_the_program_by_its_environment_alone(
    postgres_cluster, prepared_postgres_url, engines, tmp_path, monkeypatch
):
    name = prepared_postgres_url.rpartition("/")[2]
    with psycopg.connect(postgres_cluster.url(name, ADMIN), autocommit=True) as connection:
        connection.execute(f"ALTER ROLE {WITH_PASSWORD} SUPERUSER")
    ran = []
    real = subprocess.Popen

    def watched(arguments, **more):
        ran.append((list(map(str, arguments)), dict(more.get("env") or {})))
        return real(arguments, **more)

    monkeypatch.setattr(dump.subprocess, "Popen", watched)
    try:
        path = copied(
            engines(postgres_cluster.url(name, WITH_PASSWORD, PASSWORD)), tmp_path / "copies"
        )
    finally:
        with psycopg.connect(postgres_cluster.url(name, ADMIN), autocommit=True) as connection:
            connection.execute(f"ALTER ROLE {WITH_PASSWORD} NOSUPERUSER")
    assert path.suffix == ".dump"
    dumps = [one for one in ran if "--version" not in one[0]]
    assert dumps
    for arguments, told in dumps:
        assert PASSWORD not in " ".join(arguments)
        if "--list" not in arguments:  # a network that went silent ends it
            assert any("keepalives_idle=10" in one and "tcp_user_timeout" in one
                       for one in arguments)  # fmt: skip
        assert told["PGPASSWORD"] == PASSWORD
        assert "PGOPTIONS" not in told


@pytest.mark.parametrize("version", ["pg_dump (PostgreSQL) 9.6.24", "no answer"])
def test_a_program_that_is_too_old_is_not_asked(
    version, prepared_postgres_url, engines, tmp_path, monkeypatch
):
    old = tmp_path / "bin"
    old.mkdir()
    for name in ("pg_dump", "pg_restore"):
        (old / name).write_text(f"#!/bin/sh\necho '{version}'\ntest \"$1\" = --version\n")
        (old / name).chmod(0o755)
    monkeypatch.setattr(dump, "_PLACES", {})
    monkeypatch.setenv("PATH", str(old) + os.pathsep + "/nowhere")
    assert copied(engines(prepared_postgres_url), tmp_path / "copies").suffix == ".zip"


def test_a_program_that_fails_leaves_the_work_to_the_export(
    prepared_postgres_url, engines, tmp_path, monkeypatch
):
    false = tmp_path / "bin"
    false.mkdir()
    for name in ("pg_dump", "pg_restore"):
        (false / name).write_text('#!/bin/sh\ntest "$1" = --version && echo "pg_dump 99.1"\n')
        (false / name).chmod(0o755)
    monkeypatch.setattr(dump, "_PLACES", {})
    monkeypatch.setenv("PATH", str(false) + os.pathsep + os.environ["PATH"])
    path = copied(engines(prepared_postgres_url), tmp_path / "copies")
    assert path.suffix == ".zip"
    assert export.verify(path, check=nothing) > 7


def test_an_export_holds_every_row_of_the_storefronts_tables_and_ours(
    storefront_url, engines, tmp_path, without_programs
):
    engine = engines(storefront_url)
    permitted(engine)
    path = copied(engine, tmp_path)
    with zipfile.ZipFile(path) as archive:
        manifest = json.loads(archive.read(export.MANIFEST))
        tables = {(one["schema"], one["name"]): one for one in manifest["tables"]}
        rows = {
            key: [json.loads(line) for line in archive.read(one["file"]).splitlines()]
            for key, one in tables.items()
        }
    assert ("babydrop", "shop_marker") in tables
    with psycopg.connect(storefront_url) as connection:
        for (schema, name), found in rows.items():
            asked = f'SELECT count(*) FROM "{schema}"."{name}"'  # noqa: S608
            assert connection.execute(asked).fetchone() == (len(found),), name
            assert tables[schema, name]["rows"] == len(found)
        asked = 'SELECT max(total)::text FROM "Order"'
        (dearest,) = connection.execute(asked).fetchone()
    assert dearest in {str(row["total"]) for row in rows["public", "Order"]}
    assert sum(map(len, rows.values())) > 20


def test_an_export_that_was_changed_is_found_out(
    prepared_postgres_url, engines, tmp_path, without_programs
):
    path = copied(engines(prepared_postgres_url), tmp_path)
    assert export.verify(path, check=nothing) > 0
    other = tmp_path / "other.zip"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            new.writestr(
                name, body.replace(b"Dresses", b"Trousers") if "Category" in name else body
            )
    (tmp_path / "half.zip").write_bytes(path.read_bytes()[:-100])
    (tmp_path / "text.zip").write_text("no zip", "utf-8")
    for wrong in ("other.zip", "half.zip", "text.zip"):
        with pytest.raises(Refused) as caught:
            export.verify(tmp_path / wrong, check=nothing)
        assert caught.value.reason == "backup_damaged"


_EXPORT = """
import resource, sys
from pathlib import Path
from babydrop_desktop.db import dump, server_backup
from babydrop_desktop.db.engine import open_engine
dump._programs = lambda: iter(())
engine = open_engine(sys.argv[1])
engine.connect().close()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
server_backup.back_up(engine, folder=Path(sys.argv[2]), note="by-hand", stamp=sys.argv[3],
                      check=lambda: None)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="memory is counted on POSIX")
def test_an_export_of_much_takes_little_memory(prepared_postgres_url, tmp_path):
    with psycopg.connect(prepared_postgres_url) as connection:
        connection.execute(
            "INSERT INTO babydrop.setting (key, value, updated_at)"
            " SELECT n::text, to_jsonb(repeat(md5(n::text), 60)), now()"
            " FROM generate_series(1, 40000) n"
        )
    ran = subprocess.run(
        [sys.executable, "-c", _EXPORT, prepared_postgres_url, str(tmp_path), STAMP],
        cwd=Path(__file__).resolve().parents[2],
        check=True,
        capture_output=True,
        text=True,
        timeout=120,
    )
    (path,) = tmp_path.iterdir()
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo("babydrop/setting.jsonl").file_size
    assert size > 70 * 2**20
    assert int(ran.stdout) * 1024 < size / 3


@pytest.mark.parametrize("programs", [True, False], ids=["dump", "export"])
def test_a_copy_that_is_stopped_or_has_no_room_leaves_nothing(
    programs, prepared_postgres_url, engines, tmp_path, monkeypatch
):
    if not programs:
        monkeypatch.setattr(dump, "_programs", lambda: iter(()))
    monkeypatch.setattr(dump, "_PATIENCE_S", 0.0)
    engine = engines(prepared_postgres_url)

    def stop():
        raise Stopped("Cancelled.", reason="cancelled")

    with pytest.raises(Stopped):
        copied(engine, tmp_path, stop)
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setattr(disk, "MARGIN_BYTES", 2**60)
    with pytest.raises(Unavailable) as caught:
        copied(engine, tmp_path)
    assert caught.value.reason == "backup_no_room"
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_is_gone_is_told_without_its_password(tmp_path, engines):
    with pytest.raises(ShopError) as caught:
        copied(engines("postgresql://u:secret@127.0.0.1:1/db"), tmp_path)
    assert caught.value.reason.startswith("database_")
    assert "secret" not in str(caught.value) + repr(caught.value.facts)
    assert list(tmp_path.iterdir()) == []


def test_a_login_that_may_not_read_all_is_told(
    storefront_url, storefront_owner_url, engines, tmp_path
):
    engine = engines(storefront_url)
    permitted(engine)
    with psycopg.connect(storefront_owner_url) as connection:
        connection.execute('REVOKE ALL ON "User" FROM desktop')
    with pytest.raises(Refused) as caught:
        copied(engine, tmp_path)
    assert caught.value.reason == "database_rights"
    assert list(tmp_path.iterdir()) == []
