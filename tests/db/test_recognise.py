"""Whose database it is, is known before anything is written to it."""

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from babydrop_desktop.db.backup import back_up
from babydrop_desktop.db.engine import open_engine, sqlite_url
from babydrop_desktop.db.recognise import DatabaseState, state
from babydrop_desktop.db.unit import Database
from babydrop_desktop.db.upgrade import upgrade
from babydrop_desktop.errors import Refused, ShopError, Unavailable
from tests.fakes.catalog import bytes_of

_PROJECT = Path(__file__).parents[2]
_HOSTILE = _PROJECT.parent / "shared" / "hostile" / "generated"
_REFUSED = {"database_damaged", "database_not_ours"}


def _file_of_another_program(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
        connection.execute("INSERT INTO bookmarks VALUES ('https://example.com')")
        connection.commit()


def _refusal(path: Path) -> str:
    """Return the reason for which the program refuses the file; it must not change it."""
    before = bytes_of(path.parent)
    engine = open_engine(sqlite_url(path))
    try:
        with pytest.raises(ShopError) as caught:
            upgrade(engine)
    finally:
        engine.dispose()
    assert bytes_of(path.parent) == before
    return caught.value.reason


def test_the_file_of_another_program_is_refused_and_not_touched(tmp_path: Path):
    path = tmp_path / "places.db"
    _file_of_another_program(path)

    assert _refusal(path) == "database_not_ours"


def test_a_server_database_of_another_program_is_refused(postgres_url: str):
    with psycopg.connect(postgres_url) as connection:
        connection.execute("CREATE TABLE blog_post (id integer)")
    engine = open_engine(postgres_url)

    assert state(engine) is DatabaseState.UNKNOWN
    with pytest.raises(Refused, match="something else") as caught:
        upgrade(engine)

    assert caught.value.reason == "database_not_ours"
    with psycopg.connect(postgres_url) as connection:
        found = connection.execute("SELECT to_regnamespace('babydrop')").fetchone()
    assert found == (None,)
    engine.dispose()


def test_a_file_that_holds_a_storefronts_tables_is_not_ours(prepared_sqlite_url: str):
    path = Path(prepared_sqlite_url.removeprefix("sqlite:///"))
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE shop_marker")
        connection.execute("DROP TABLE babydrop_version")
        connection.commit()

    assert _refusal(path) == "database_not_ours"


@pytest.mark.parametrize("body", [b"not a database at all" * 400, bytes(8192), b"<html>" * 2000])
def test_a_file_that_is_no_database_is_refused_and_not_touched(tmp_path: Path, body: bytes):
    path = tmp_path / "shop.db"
    path.write_bytes(body)

    assert _refusal(path) == "database_damaged"


@pytest.mark.parametrize("keep", [0.3, 0.6, 0.9])
def test_a_shop_cut_short_is_refused_with_its_reason(prepared_sqlite_url: str, keep: float):
    path = Path(prepared_sqlite_url.removeprefix("sqlite:///"))
    body = path.read_bytes()
    path.write_bytes(body[: int(len(body) * keep) // 4096 * 4096])
    before = path.read_bytes()
    database = Database(open_engine(prepared_sqlite_url))

    with pytest.raises(ShopError) as caught:
        _use(database)
    database.close()

    assert caught.value.reason == "database_damaged"
    assert path.read_bytes() == before


def _use(database: Database) -> None:
    upgrade(database.engine)
    with database.read() as session:
        session.connection().exec_driver_sql("PRAGMA foreign_key_check").all()
        for table in session.connection().exec_driver_sql("SELECT name FROM sqlite_master").all():
            session.connection().exec_driver_sql(f'SELECT count(*) FROM "{table[0]}"')  # noqa: S608


def test_damaged_files_from_outside_are_refused_and_not_touched(tmp_path: Path):
    if not _HOSTILE.is_dir():
        pytest.skip("the shared folder of hostile inputs is not beside the project")
    found = {}
    for source in sorted(_HOSTILE.glob("sqlite_*.db")):
        folder = tmp_path / source.stem
        folder.mkdir()
        path = folder / source.name
        shutil.copyfile(source, path)
        if source.name != "sqlite_empty.db":
            found[source.name] = _refusal(path)

    assert len(found) >= 9
    assert set(found.values()) <= _REFUSED
    assert found["sqlite_ok.db"] == "database_not_ours"
    assert {name for name, reason in found.items() if "bitflip" in name} == {
        name for name, reason in found.items() if "bitflip" in name and reason == "database_damaged"
    }


def test_an_empty_file_becomes_a_shop(tmp_path: Path):
    (tmp_path / "shop.db").touch()
    engine = open_engine(sqlite_url(tmp_path / "shop.db"))

    assert upgrade(engine).state is DatabaseState.OURS
    engine.dispose()


def _refused(path: Path) -> ShopError:
    engine = open_engine(sqlite_url(path))
    before = path.read_bytes()
    with pytest.raises(ShopError) as caught:
        upgrade(engine, backups=path.parent / "backups")
    engine.dispose()
    assert caught.value.reason == "database_damaged"
    assert path.read_bytes() == before
    return caught.value


@pytest.mark.parametrize("kept", ["pictures/ab/1.webp", "backups/notes.txt"])
def test_an_emptied_file_beside_the_shops_own_is_refused_and_not_filled(tmp_path: Path, kept: str):
    (tmp_path / kept).parent.mkdir(parents=True)
    (tmp_path / kept).write_bytes(b"x")
    (tmp_path / "shop.db").touch()

    told = _refused(tmp_path / "shop.db")

    assert "is empty" in str(told)
    assert f"there is no good copy in {tmp_path / 'backups'}" in str(told)


def test_an_empty_file_beside_somebodys_pictures_becomes_a_shop(tmp_path: Path):
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "me.jpg").write_bytes(b"x")
    (tmp_path / "shop.db").touch()
    engine = open_engine(sqlite_url(tmp_path / "shop.db"))

    assert upgrade(engine, backups=tmp_path / "profile" / "backups").state is DatabaseState.OURS
    engine.dispose()


@pytest.mark.parametrize("body", [b"", b"not a database at all" * 400])
def test_a_refused_file_is_told_with_the_newest_good_copy(prepared_sqlite_url: str, body: bytes):
    path = Path(prepared_sqlite_url.removeprefix("sqlite:///"))
    copy = back_up(path, folder=path.parent / "backups", note="by-hand")
    for beside in path.parent.glob("shop.db*"):
        beside.unlink()
    path.write_bytes(body)

    told = _refused(path)

    assert told.facts["copy"] == str(copy)
    assert str(told).endswith(f"put back the newest good copy: babydrop database restore {copy}.")


@pytest.mark.parametrize("name", ["Bärbel Ünal", "商店 数据", "a%20b?mode=ro#x&y", "x" * 150])
def test_a_folder_of_any_name_holds_a_shop(tmp_path: Path, name: str):
    folder = tmp_path / name
    folder.mkdir()
    engine = open_engine(sqlite_url(folder / "läden.db"))

    assert upgrade(engine).state is DatabaseState.OURS
    engine.dispose()
    assert (folder / "läden.db").stat().st_size > 0


def test_a_missing_folder_is_told_and_not_made(tmp_path: Path):
    engine = open_engine(sqlite_url(tmp_path / "not there" / "shop.db"))

    with pytest.raises(Unavailable, match="folder exists") as caught:
        upgrade(engine)

    assert caught.value.reason == "database_folder"
    assert not (tmp_path / "not there").exists()
    engine.dispose()


_ATTEMPT = """
import os, sys
from pathlib import Path
from babydrop_desktop.db.backup import back_up
from babydrop_desktop.db.engine import open_engine, sqlite_url
from babydrop_desktop.db.upgrade import upgrade
from babydrop_desktop.errors import ShopError
engine = open_engine(sqlite_url(Path(sys.argv[1])))
if os.geteuid() == 0:  # root may write anywhere; by now all that is needed is loaded
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    upgrade(engine)
except ShopError as error:
    sys.stdout.write(error.reason)
"""


@pytest.mark.skipif(os.name != "posix", reason="rights of folders are tested on POSIX")
@pytest.mark.parametrize("existing", [False, True], ids=["new", "existing"])
def test_a_folder_that_cannot_be_written_is_told(
    prepared_sqlite_url: str, tmp_path: Path, existing: bool
):
    shop = Path(prepared_sqlite_url.removeprefix("sqlite:///"))
    folder = Path(os.path.realpath("/tmp")) / f"babydrop-read-only-{os.getpid()}-{existing}"  # noqa: S108
    folder.mkdir()
    try:
        if existing:
            shutil.copyfile(shop, folder / "shop.db")
            (folder / "shop.db").chmod(0o444)
        folder.chmod(0o555)
        done = subprocess.run(
            [sys.executable, "-B", "-c", _ATTEMPT, str(folder / "shop.db")],
            cwd=_PROJECT,
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)

    assert done.stdout in {"database_folder", "database_read_only"}
    assert done.stderr == ""
