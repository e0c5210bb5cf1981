"""The demo shop's database is made whole and marked, or not at all."""

import multiprocessing
from pathlib import Path

import pytest

from babydrop_desktop.db import demo_mark
from babydrop_desktop.db.engine import open_engine, sqlite_url
from babydrop_desktop.db.upgrade import upgrade
from babydrop_desktop.errors import Refused


@pytest.fixture
def engine_of():
    """Return what opens a database file; all are closed at the end."""
    made = []

    def one(file):
        made.append(open_engine(sqlite_url(file)))
        return made[-1]

    yield one
    for engine in made:
        engine.dispose()


def test_a_new_one_is_marked_and_up_to_date_in_one_file(tmp_path, engine_of):
    file = tmp_path / "shop.db"
    demo_mark.create(file)
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["shop.db"]
    engine = engine_of(file)
    demo_mark.require(engine, demo=True)
    with pytest.raises(Refused) as caught:
        demo_mark.require(engine, demo=False)
    assert caught.value.reason == "this_is_the_demo_shop"
    assert not upgrade(engine).changed


def test_a_file_that_is_there_stays_as_it_is(tmp_path):
    file = tmp_path / "shop.db"
    file.write_bytes(b"the owner's")
    demo_mark.create(file)
    assert file.read_bytes() == b"the owner's"


@pytest.mark.parametrize("prepared", [False, True])
def test_a_database_made_without_the_mark_is_never_the_demos(tmp_path, engine_of, prepared):
    engine = engine_of(tmp_path / "shop.db")
    if prepared:
        upgrade(engine)
    demo_mark.require(engine, demo=False)
    with pytest.raises(Refused) as caught:
        demo_mark.require(engine, demo=True)
    assert caught.value.reason == "not_the_demo_shop"


def test_one_that_could_not_be_finished_leaves_no_shop(tmp_path, monkeypatch, engine_of):
    def ended(*_given, **_named):
        raise KeyboardInterrupt

    file = tmp_path / "shop.db"
    with monkeypatch.context() as patch:
        patch.setattr(demo_mark, "upgrade", ended)
        with pytest.raises(KeyboardInterrupt):
            demo_mark.create(file)
    assert not file.exists()
    demo_mark.create(file)
    demo_mark.require(engine_of(file), demo=True)


def _start(file, barrier):
    barrier.wait(30)
    demo_mark.create(Path(file))


def test_programs_that_start_together_make_one(tmp_path, engine_of):
    fork = multiprocessing.get_context("spawn")
    barrier = fork.Barrier(3)
    file = tmp_path / "shop.db"
    programs = [fork.Process(target=_start, args=(str(file), barrier)) for _ in range(3)]
    for program in programs:
        program.start()
    for program in programs:
        program.join(60)
    assert [program.exitcode for program in programs] == [0, 0, 0]
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["shop.db"]
    demo_mark.require(engine_of(file), demo=True)


def test_a_disk_without_second_names_gets_it_too(tmp_path, monkeypatch, engine_of):
    def no_links(*_given):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("os.link", no_links)
    demo_mark.create(tmp_path / "shop.db")
    demo_mark.require(engine_of(tmp_path / "shop.db"), demo=True)
