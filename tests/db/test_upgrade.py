"""The shop's memory is brought up to date whole, or stays exactly as it was."""

import contextlib
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, select

from babydrop_desktop.db.backup import faults
from babydrop_desktop.db.checkup import lost_references
from babydrop_desktop.db.engine import open_engine, sqlite_url
from babydrop_desktop.db.indexes import plan
from babydrop_desktop.db.migrations import FOLDER, SHIPPED, Migrations
from babydrop_desktop.db.ours import ShopMarker
from babydrop_desktop.db.recognise import DatabaseState, state
from babydrop_desktop.db.sqlite import connect_raw, database_path
from babydrop_desktop.db.storefront import Category
from babydrop_desktop.db.unit import Database
from babydrop_desktop.db.upgrade import upgrade
from babydrop_desktop.errors import Refused, Unavailable
from tests.fakes.catalog import bytes_of, tables_of
from tests.fakes.statements import statement_counter

_STEP = '''
"""A later step."""
import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = "{before}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change something, then do `{then}`."""
    op.execute('ALTER TABLE "Category" ADD COLUMN later TEXT')
    op.execute("""UPDATE "Category" SET name = 'changed'""")
    {then}
'''
_NEXT = f"{int(SHIPPED.newest) + 1:04}"
_BREAK = 'op.execute("SELECT nonsense FROM nowhere")'


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = open_engine(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def file_engine(sqlite_address: str) -> Iterator[Engine]:
    engine = open_engine(sqlite_address)
    yield engine
    engine.dispose()


def _later(folder: Path, then: str = "pass") -> Migrations:
    """Return the shipped steps and one more that ends with `then`."""
    folder.mkdir()
    text = _STEP.format(revision=_NEXT, before=SHIPPED.newest, then=then)
    (folder / f"{_NEXT}_later.py").write_text(text)
    return Migrations((*SHIPPED.revisions, _NEXT), (*SHIPPED.folders, folder))


def _whole(engine: Engine) -> dict[str, object]:
    """Return the tables and the rows that a step could change."""
    with engine.connect() as connection:
        schema = "babydrop" if engine.dialect.name == "postgresql" else None
        prefix = "babydrop." if schema else ""
        return {
            "tables": tables_of(connection),
            "ours": tables_of(connection, schema),
            "version": connection.exec_driver_sql(
                f"SELECT version_num FROM {prefix}babydrop_version"  # noqa: S608
            )
            .scalars()
            .all(),
            "names": connection.exec_driver_sql('SELECT name FROM "Category" ORDER BY id')
            .scalars()
            .all(),
        }


def test_an_empty_database_becomes_the_shops(engine: Engine):
    assert state(engine) is DatabaseState.EMPTY

    report = upgrade(engine)

    assert (report.before, report.after, report.backup) == (None, SHIPPED.newest, None)
    assert report.state is state(engine) is DatabaseState.OURS
    assert not any(index.missing for index in plan(engine))


def test_a_new_shop_starts_with_seven_categories(engine: Engine):
    upgrade(engine)

    with Database(engine).read() as session:
        found = list(session.scalars(select(Category).order_by(Category.sort_order)))

    assert [category.slug for category in found] == [
        "bodysuits-rompers", "dresses", "outerwear", "sleepwear", "accessories", "shoes",
        "sets-outfits",
    ]  # fmt: skip
    assert [str(category.markup_factor) for category in found] == [
        "3.0", "3.2", "2.7", "2.9", "3.6", "2.7", "3.0",
    ]  # fmt: skip
    assert {category.shipping_buffer for category in found} == {Decimal("3.00")}
    assert found[0].name == "Bodysuits & Rompers"


def test_the_marker_says_who_made_the_tables(engine: Engine):
    upgrade(engine)

    with Database(engine).read() as session:
        marker = {row.key: row.value for row in session.scalars(select(ShopMarker))}

    assert marker["owner"] == "babydrop"
    assert set(marker) == {"owner", "epoch", "created_at", "program_version"}
    assert len(marker["epoch"]) == 32


def test_two_shops_have_different_epochs(tmp_path: Path):
    epochs = set()
    for name in ("a.db", "b.db"):
        engine = open_engine(sqlite_url(tmp_path / name))
        upgrade(engine)
        with Database(engine).read() as session:
            query = select(ShopMarker.value).where(ShopMarker.key == "epoch")
            epochs.add(session.scalar(query))
        engine.dispose()

    assert len(epochs) == 2


def test_a_current_database_is_asked_once_and_not_changed(engine: Engine):
    upgrade(engine)

    with statement_counter(engine) as sent:
        report = upgrade(engine)

    assert not report.changed
    assert report.state is DatabaseState.OURS
    assert len(sent) == 1


def test_the_newest_shipped_step_is_the_one_the_program_names():
    script = ScriptDirectory(str(FOLDER), version_locations=[str(f) for f in SHIPPED.folders])
    steps = [step.revision for step in script.walk_revisions()]

    assert tuple(reversed(steps)) == SHIPPED.revisions


def test_a_later_step_is_run_with_a_backup_first(file_engine: Engine, tmp_path: Path):
    upgrade(file_engine)
    before = _whole(file_engine)

    report = upgrade(file_engine, backups=tmp_path / "kept", migrations=_later(tmp_path / "steps"))

    assert (report.before, report.after) == (SHIPPED.newest, _NEXT)
    assert _whole(file_engine)["names"] == ["changed"] * 7
    assert report.backup is not None
    assert report.backup.parent == tmp_path / "kept"
    assert [path.name for path in report.backup.parent.iterdir()] == [report.backup.name]
    assert faults(report.backup) == []
    assert stat.S_IMODE(report.backup.stat().st_mode) == 0o600
    copy = open_engine(sqlite_url(report.backup))
    assert _whole(copy) == before
    copy.dispose()


def test_a_later_step_runs_on_the_server(postgres_url: str, tmp_path: Path):
    engine = open_engine(postgres_url)
    upgrade(engine)

    report = upgrade(engine, migrations=_later(tmp_path / "steps"))

    assert (report.before, report.after, report.backup) == (SHIPPED.newest, _NEXT, None)
    assert _whole(engine)["names"] == ["changed"] * 7
    engine.dispose()


def test_a_step_that_fails_leaves_the_database_as_it_was(engine: Engine, tmp_path: Path):
    upgrade(engine)
    before = _whole(engine)

    with pytest.raises(Refused) as caught:
        upgrade(engine, backups=tmp_path / "b", migrations=_later(tmp_path / "steps", _BREAK))

    assert caught.value.reason in {"upgrade_failed", "database_not_ready"}
    assert _whole(engine) == before
    assert not upgrade(engine).changed


def test_a_step_that_dies_of_a_bug_leaves_the_database_as_it_was(engine: Engine, tmp_path: Path):
    upgrade(engine)
    before = _whole(engine)

    with pytest.raises(ZeroDivisionError):
        upgrade(engine, backups=tmp_path / "b", migrations=_later(tmp_path / "steps", "1 / 0"))

    assert _whole(engine) == before


def test_a_first_step_that_fails_leaves_an_empty_database(engine: Engine, tmp_path: Path):
    with pytest.raises(ZeroDivisionError):
        upgrade(engine, migrations=_later(tmp_path / "steps", "1 / 0"))

    assert state(engine) is DatabaseState.EMPTY


def test_a_step_that_breaks_references_is_undone(file_engine: Engine, tmp_path: Path):
    upgrade(file_engine)
    orphan = (
        """op.execute('''INSERT INTO "Address" (id, "userId", "firstName", "lastName", line1,"""
        """ city, state, zip, "updatedAt") VALUES ('a', 'nobody', '', '', '', '', '', '', '')''')"""
    )

    with pytest.raises(Refused, match="left as it was") as caught:
        upgrade(file_engine, migrations=_later(tmp_path / "steps", orphan))

    assert caught.value.reason == "upgrade_failed"
    assert upgrade(file_engine).after == SHIPPED.newest


def test_references_that_were_broken_before_are_copied_and_do_not_stop_an_upgrade(
    file_engine: Engine, tmp_path: Path
):
    upgrade(file_engine)
    with contextlib.closing(connect_raw(database_path(file_engine))) as raw:
        raw.execute(
            """INSERT INTO "Address" (id, "userId", "firstName", "lastName", line1, city, state,"""
            """ zip, "updatedAt") VALUES ('a', 'nobody', '', '', '', '', '', '', '')"""
        )

    report = upgrade(file_engine, backups=tmp_path / "kept", migrations=_later(tmp_path / "steps"))

    assert report.after == _NEXT
    assert report.backup is not None
    assert len(lost_references(file_engine)) == 1


def test_rebuilding_a_table_keeps_what_points_at_it(file_engine: Engine, tmp_path: Path):
    upgrade(file_engine)
    with Database(file_engine).write() as session:
        parent = session.scalars(select(Category)).first()
        assert parent is not None
        session.add(
            Category(name="Child", slug="child", parent_id=parent.id, updated_at=parent.updated_at)
        )
    rebuild = (
        'with op.batch_alter_table("Category", recreate="always") as batch:\n'
        '        batch.add_column(sa.Column("more", sa.Text))'
    )

    upgrade(file_engine, migrations=_later(tmp_path / "steps", rebuild))

    with Database(file_engine).read() as session:
        child = session.scalars(select(Category).where(Category.slug == "child")).one()
        assert child.parent_id == parent.id
        assert session.connection().exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_a_newer_database_is_refused_and_not_touched(file_engine: Engine, tmp_path: Path):
    upgrade(file_engine, migrations=_later(tmp_path / "steps"))
    file_engine.dispose()
    shutil.rmtree(tmp_path / "steps")
    before = bytes_of(tmp_path)

    with pytest.raises(Refused, match="newer version") as caught:
        upgrade(file_engine, backups=tmp_path / "backups")
    file_engine.dispose()

    assert caught.value.reason == "database_newer"
    assert bytes_of(tmp_path) == before


def test_a_newer_server_database_is_refused(postgres_url: str, tmp_path: Path):
    engine = open_engine(postgres_url)
    upgrade(engine, migrations=_later(tmp_path / "steps"))
    before = _whole(engine)

    with pytest.raises(Refused) as caught:
        upgrade(engine)

    assert caught.value.reason == "database_newer"
    assert _whole(engine) == before
    engine.dispose()


_KILLED = """
import sys
from pathlib import Path
from babydrop_desktop.db.engine import open_engine
from babydrop_desktop.db.migrations import SHIPPED, Migrations
from babydrop_desktop.db.upgrade import upgrade
steps = Migrations((*SHIPPED.revisions, sys.argv[3]), (*SHIPPED.folders, Path(sys.argv[2])))
upgrade(open_engine(sys.argv[1]), migrations=steps)
"""


def test_a_program_killed_in_the_middle_of_a_step_leaves_the_database_as_it_was(
    engine: Engine, database_url: str, tmp_path: Path
):
    upgrade(engine)
    before = _whole(engine)
    # Reaching the disk first: what a kill leaves behind must be undone by the next start.
    spill = 'op.execute("PRAGMA cache_size = 1")' if engine.dialect.name == "sqlite" else "pass"
    die = f"{spill}\n    import os, signal\n    os.kill(os.getpid(), signal.SIGKILL)"
    _later(tmp_path / "steps", die)
    engine.dispose()

    done = subprocess.run(
        [sys.executable, "-c", _KILLED, database_url, str(tmp_path / "steps"), _NEXT],
        cwd=Path(__file__).parents[2],
        timeout=60,
        check=False,
    )

    assert done.returncode == -signal.SIGKILL
    assert _whole(engine) == before
    assert not upgrade(engine).changed


def test_two_programs_starting_at_once_prepare_it_once(database_url: str):
    engines = [open_engine(database_url) for _ in range(4)]

    with ThreadPoolExecutor(4) as pool:
        reports = list(pool.map(upgrade, engines))

    assert sum(report.changed for report in reports) == 1
    with Database(engines[0]).read() as session:
        assert len(session.scalars(select(Category.id)).all()) == 7
    for engine in engines:
        engine.dispose()


def test_without_room_for_a_backup_nothing_is_changed(file_engine: Engine, tmp_path: Path):
    upgrade(file_engine)
    before = _whole(file_engine)
    (tmp_path / "in the way").write_text("a file where the folder should be")

    with pytest.raises(Unavailable, match="backup") as caught:
        upgrade(file_engine, backups=tmp_path / "in the way", migrations=_later(tmp_path / "steps"))

    assert caught.value.reason == "backup_not_written"
    assert _whole(file_engine) == before


def test_an_older_journal_mode_and_open_rights_are_mended(file_engine: Engine, tmp_path: Path):
    upgrade(file_engine)
    file_engine.dispose()
    path = tmp_path / "shop.db"
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    path.chmod(0o644)

    upgrade(file_engine)

    with file_engine.connect() as connection:
        assert connection.execute(sa.text("PRAGMA journal_mode")).scalar() == "wal"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
