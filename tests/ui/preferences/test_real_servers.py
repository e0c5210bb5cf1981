"""Real servers, whole and broken, are opened, upgraded and refused in the window."""

import pytest

from babydrop_desktop.db import recognise
from babydrop_desktop.db.engine import open_engine
from babydrop_desktop.db.migrations import SHIPPED, Migrations
from babydrop_desktop.db.upgrade import upgrade
from babydrop_desktop.gateways.secrets import key_store
from babydrop_desktop.paths import Profile, ShopOptions
from tests.fakes import cluster as clusters
from tests.fakes.partition import black_hole
from tests.services.connecting import wish_for
from ui.common.dialogs import Message

WHERE = "Where the shop is kept…"


@pytest.mark.postgres
def test_a_real_storefront_is_made_ready_and_opened(qtbot, open_desk, storefront_url, tmp_path):
    desk = open_desk(ShopOptions(Profile(tmp_path), storefront_url))
    qtbot.waitUntil(lambda: desk.says("Get your shop's database ready"), timeout=20_000)
    desk.press(qtbot, "Get the database ready")
    qtbot.waitUntil(lambda: desk.window.place() is not None, timeout=20_000)
    assert desk.window.status.facts()[0] == "Shop server"


@pytest.mark.postgres
def test_a_real_server_says_what_is_wrong(qtbot, open_desk, postgres_cluster, tmp_path):
    cluster = postgres_cluster
    wrong = {
        cluster.url("postgres", clusters.WITH_PASSWORD, "no"): "refused the name or the password",
        cluster.url("not there", clusters.OWNER): "no database of that name",
        cluster.url("shop", clusters.OWNER) + "?sslmode=verify-full": "is not safe",
    }
    for number, (url, sentence) in enumerate(wrong.items()):
        desk = open_desk(ShopOptions(Profile(tmp_path / str(number)), url))
        qtbot.waitUntil(lambda: desk.says(sentence), timeout=20_000)  # noqa: B023 - in this round
        assert WHERE in desk.opening.offered


def test_a_server_that_swallows_calls_is_said_while_the_window_lives(qtbot, open_desk, tmp_path):
    with black_hole() as port:
        desk = open_desk(ShopOptions(Profile(tmp_path), f"postgresql://ada@127.0.0.1:{port}/shop"))
        qtbot.waitUntil(lambda: desk.says("Opening your shop"), timeout=5000)
        qtbot.waitUntil(lambda: desk.says("does not answer"), timeout=20_000)


@pytest.mark.postgres
def test_a_server_that_is_too_old_is_refused_before_anything_is_written(
    qtbot, open_desk, prepared_postgres_url, monkeypatch, tmp_path
):
    monkeypatch.setattr(recognise, "OLDEST", 99)
    desk = open_desk(ShopOptions(Profile(tmp_path), prepared_postgres_url))
    qtbot.waitUntil(lambda: desk.says("this program needs 99 or newer"), timeout=20_000)


@pytest.mark.postgres
def test_a_real_older_database_is_copied_and_upgraded(qtbot, open_desk, postgres_url, tmp_path):
    engine = open_engine(postgres_url)
    older = Migrations(SHIPPED.revisions[:-1], SHIPPED.folders)
    upgrade(engine, migrations=older)
    engine.dispose()
    profile = Profile(tmp_path)
    desk = open_desk(ShopOptions(profile, postgres_url))
    qtbot.waitUntil(lambda: desk.says("Bring your shop's database up to date?"), timeout=20_000)
    assert not profile.backups.exists() or list(profile.backups.iterdir()) == []
    desk.press(qtbot, "Upgrade the shop's database")
    qtbot.waitUntil(lambda: desk.window.place() is not None, timeout=60_000)
    copies = [path for path in profile.backups.iterdir() if "before-upgrade" in path.name]
    assert len(copies) == 1
    assert copies[0].stat().st_size > 1000


@pytest.fixture
def guarded_url(postgres_cluster, prepared_postgres_url):
    """A shop on a server whose login needs its password."""
    cluster, role = postgres_cluster, clusters.WITH_PASSWORD
    clusters.run(cluster, f"GRANT {clusters.OWNER} TO {role}")
    database = prepared_postgres_url.rpartition("/")[2]
    yield cluster.url(database, role, clusters.PASSWORD)
    clusters.run(cluster, f"REVOKE {clusters.OWNER} FROM {role}")


@pytest.mark.postgres
def test_without_a_key_store_the_password_lasts_until_the_program_ends(
    qtbot, open_desk, guarded_url, fill, tmp_path
):
    key_store.cache_clear()
    profile = Profile(tmp_path)
    desk = open_desk(ShopOptions(profile))
    qtbot.waitUntil(lambda: desk.window.place() is not None, timeout=20_000)
    desk.kept.show_preferences("server")
    qtbot.waitUntil(lambda: desk.kept._preferences is not None, timeout=20_000)
    dialog = desk.kept._preferences
    qtbot.waitUntil(lambda: "Looking" not in dialog.server.note())
    wish = wish_for(guarded_url)
    panel = fill(dialog, host=wish.host, port=str(wish.port), database=wish.database,
                 user=wish.user, password=wish.password)  # fmt: skip
    panel.fields.encrypted.setChecked(False)
    panel.run_test()
    qtbot.waitUntil(dialog.server.use.isEnabled, timeout=20_000)
    dialog.server.use.click()
    qtbot.waitUntil(lambda: dialog.findChild(Message, "no-key-store") is not None)
    dialog.findChild(Message, "no-key-store").accept()
    qtbot.waitUntil(lambda: desk.window.status.facts()[0] == "Shop server", timeout=20_000)
    assert desk.window.status.notice.text() == "The shop is kept on the server now"
    assert clusters.PASSWORD not in profile.settings.read_text()
    # The next start knows it no more, and says where to enter it.
    key_store.cache_clear()
    desk.window.reopen()
    qtbot.waitUntil(lambda: desk.says("refused the name or the password"), timeout=20_000)
    assert WHERE in desk.opening.offered
    key_store.cache_clear()


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("done_to_it", "sentence"),
    [
        ("UPDATE babydrop.babydrop_version SET version_num = '9999'", "a newer version of the"),
        ("DROP TABLE babydrop.job CASCADE", "Only a part of what this program keeps"),
        ("REVOKE ALL ON SCHEMA babydrop FROM shop_owner", "shows what whoever runs the server"),
    ],
)
def test_a_shop_that_must_not_be_opened_says_why_and_nothing_is_written(
    qtbot, open_desk, postgres_cluster, prepared_postgres_url, tmp_path, done_to_it, sentence
):
    database = prepared_postgres_url.rpartition("/")[2]
    clusters.run(postgres_cluster, done_to_it, database=database)
    desk = open_desk(ShopOptions(Profile(tmp_path), prepared_postgres_url))
    qtbot.waitUntil(lambda: desk.says(sentence), timeout=20_000)
    assert desk.opening.retry.isVisible()
    assert list(desk.opening.offered) == [WHERE]


@pytest.mark.postgres
def test_a_database_of_something_else_is_left_alone(
    qtbot, open_desk, postgres_cluster, postgres_url, tmp_path
):
    database = postgres_url.rpartition("/")[2]
    clusters.run(postgres_cluster, "CREATE TABLE public.recipes (id int)", database=database)
    desk = open_desk(ShopOptions(Profile(tmp_path), postgres_url))
    qtbot.waitUntil(lambda: desk.says("tables of something else"), timeout=20_000)
    assert list(desk.opening.offered) == [WHERE]
