"""What the upkeep asks the database finds all that it must, and says which shop it is."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from babydrop_desktop.db import upkeep
from babydrop_desktop.db.ids import new_id
from babydrop_desktop.db.ours import Job
from babydrop_desktop.db.storefront import ImportJob
from babydrop_desktop.domain.jobs import JobState, SourceKind, Stage
from tests.fakes.statements import statement_counter


def test_a_shop_is_called_by_its_place_without_a_login(tmp_path):
    for url, name in (
        (f"sqlite:///{tmp_path}/shop.db", "shop.db"),
        (f"sqlite:///{tmp_path}/inner/shop.db", "inner/shop.db"),
        (f"sqlite:///{tmp_path.parent}/shop.db", str(tmp_path.parent / "shop.db")),
        ("postgresql+psycopg://anna:secret@db.example:6543/shop", "db.example:6543/shop"),
        ("postgresql+psycopg:///shop", ":/shop"),
    ):
        assert upkeep.shop_name(sa.create_engine(url), tmp_path) == name


@pytest.mark.parametrize("state", [None, JobState.RUNNING])
@pytest.mark.parametrize("minutes", [1, 3])
def test_a_shop_is_quiet_where_no_import_works_or_has_just_moved(shop, state, minutes):
    with shop.write() as session:
        now = shop.server_now(session)
        moved = now - timedelta(minutes=minutes)
        session.add(ImportJob(id=new_id(), job_id="j", updated_at=moved))
        if state:
            session.add(Job(kind="import", state=state, stage=Stage.READ, source="x",
                            source_kind=SourceKind.PAGE, updated_at=now))  # fmt: skip
    with shop.read() as session, statement_counter(shop.engine) as sent:
        quiet = upkeep.is_quiet(session, now - timedelta(minutes=2))
    assert quiet == (state is None and minutes == 3)
    assert len(sent) == 1


def test_a_note_is_one_row_for_each_laptop(shop):
    with shop.write() as session:
        now = shop.server_now(session)
        assert upkeep.noted(session, "mine") is None
        for device, value in (("mine", {"at": "1"}), ("other", {"at": "2"}), ("mine", {"at": "3"})):
            upkeep.note(session, device, value, now)
    with shop.read() as session:
        assert upkeep.noted(session, "mine") == {"at": "3"}
        assert upkeep.noted(session, "other") == {"at": "2"}
