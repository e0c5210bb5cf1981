"""The indexes that keep the lists fast are made while the shop goes on, one after another."""

import pytest

from babydrop_desktop.db.engine import open_engine
from babydrop_desktop.db.unit import Database
from babydrop_desktop.domain.jobs import Stage
from babydrop_desktop.errors import Refused, Stopped
from babydrop_desktop.services.connection import Connections
from babydrop_desktop.services.work import Work
from tests.services.connecting import Keys, StoppedClock, service, wish_for

pytestmark = pytest.mark.postgres


@pytest.fixture
def owners(tmp_path, storefront_owner_url):
    """The service of an open shop whose login owns the storefront's tables."""
    database = Database(open_engine(storefront_owner_url))
    yield Connections(tmp_path / "settings.toml", Keys(), StoppedClock(), db=database)
    database.close()


def missing(here, wish=None) -> list[str]:
    return [index.name for index in here.indexes(wish) if not index.there]


def test_the_missing_ones_are_made_and_told(owners):
    wanted = missing(owners)
    heard = []

    made = owners.make_indexes(Work(lambda *told: heard.append(told)))

    assert sorted(made) == sorted(wanted)
    assert missing(owners) == []
    count = len(wanted)
    assert heard == [(Stage.SAVE, done, count) for done in range(count + 1)]
    assert owners.make_indexes(Work()) == ()


def test_where_it_is_stopped_those_before_stay(owners):
    wanted = missing(owners)
    work = Work(lambda _stage, done, _of: work.stop() if done == 2 else None)

    with pytest.raises(Stopped):
        owners.make_indexes(work)

    assert len(wanted) - len(missing(owners)) in {2, 3}
    owners.make_indexes(Work())
    assert missing(owners) == []


def test_a_login_that_does_not_own_the_tables_is_told(tmp_path, storefront_url):
    with pytest.raises(Refused) as caught:
        service(tmp_path).make_indexes(Work(), wish_for(storefront_url))

    assert caught.value.reason == "database_rights"


def test_without_a_shop_and_a_wish_there_is_nothing_to_look_at(tmp_path):
    with pytest.raises(Refused) as caught:
        service(tmp_path).indexes()

    assert caught.value.reason == "no_shop_open"
