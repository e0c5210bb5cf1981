"""A server that several laptops share is upgraded when its owner says so, and by one of them."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine

from babydrop_desktop.db.engine import open_engine
from babydrop_desktop.db.migrations import SHIPPED, Migrations
from babydrop_desktop.db.recognise import DatabaseState, state
from babydrop_desktop.db.upgrade import upgrade
from babydrop_desktop.errors import Refused
from tests.fakes.catalog import of_storefront

pytestmark = pytest.mark.postgres
_STEP = f"""
from alembic import op
revision, down_revision, branch_labels, depends_on = "9999", "{SHIPPED.newest}", None, None
def upgrade():
    op.execute("CREATE TABLE babydrop.later (id int)")
"""


@pytest.fixture
def later(tmp_path: Path) -> Migrations:
    folder = tmp_path / "steps"
    folder.mkdir()
    (folder / "9999_later.py").write_text(_STEP)
    return Migrations((*SHIPPED.revisions, "9999"), (*SHIPPED.folders, folder))


@pytest.fixture
def engine(prepared_postgres_url: str) -> Iterator[Engine]:
    engine = open_engine(prepared_postgres_url)
    yield engine
    engine.dispose()


def _refusal(engine: Engine, **more: Migrations) -> Refused:
    with pytest.raises(Refused) as caught:
        upgrade(engine, permitted=False, **more)
    return caught.value


def test_an_older_one_is_asked_about_with_both_versions(engine: Engine, later: Migrations):
    asked = _refusal(engine, migrations=later)

    assert asked.reason == "upgrade_needed"
    assert asked.facts == {"from": SHIPPED.newest, "to": "9999", "state": "ours"}
    assert "babydrop database upgrade" in str(asked)
    assert upgrade(engine, permitted=False).after == SHIPPED.newest  # nothing was done


def test_with_the_owners_word_it_is_upgraded(engine: Engine, later: Migrations):
    report = upgrade(engine, migrations=later)

    assert (report.before, report.after) == (SHIPPED.newest, "9999")
    assert not upgrade(engine, migrations=later, permitted=False).changed


def test_an_empty_one_and_a_storefront_are_asked_about_too(
    postgres_url: str, storefront_url: str, storefront_owner_url: str
):
    before = of_storefront(storefront_owner_url)
    for url, whose in ((postgres_url, "empty"), (storefront_url, "storefront")):
        engine = open_engine(url)
        asked = _refusal(engine)
        assert (asked.reason, asked.facts["from"]) == ("upgrade_needed", "")
        assert asked.facts["state"] == state(engine).value == whose
        engine.dispose()

    assert of_storefront(storefront_owner_url) == before


def test_a_current_one_needs_no_word(engine: Engine):
    assert upgrade(engine, permitted=False).state is DatabaseState.OURS


def test_of_two_laptops_that_upgrade_at_once_one_does_it(
    prepared_postgres_url: str, later: Migrations
):
    engines = [open_engine(prepared_postgres_url) for _ in range(2)]
    with ThreadPoolExecutor(2) as pool:
        reports = list(pool.map(lambda one: upgrade(one, migrations=later), engines))
    for engine in engines:
        engine.dispose()

    assert sorted(report.before or "" for report in reports) == [SHIPPED.newest, "9999"]
    assert {report.after for report in reports} == {"9999"}


@pytest.mark.parametrize(
    ("damage", "missing"),
    [
        ("DROP TABLE babydrop.babydrop_version", "babydrop_version"),
        ("DROP TABLE babydrop.shop_marker", "shop_marker"),
        ("DELETE FROM babydrop.babydrop_version", "babydrop_version"),
        ("DROP TABLE babydrop.picture_file", "picture_file"),
    ],
)
@pytest.mark.parametrize("permitted", [True, False])
def test_a_half_prepared_one_is_refused_and_left_alone(
    engine: Engine, prepared_postgres_url: str, damage: str, missing: str, permitted: bool
):
    with psycopg.connect(prepared_postgres_url) as connection:
        connection.execute(damage)

    with pytest.raises(Refused, match="Only a part") as caught:
        upgrade(engine, permitted=permitted)

    assert caught.value.reason == "database_half"
    assert caught.value.facts == {"missing": missing}
