"""A server is chosen and left without its password ever being written or shown."""

import logging
import traceback
from contextlib import closing, suppress

import keyring
import pytest
from keyring.backends import fail

from babydrop_desktop.bootstrap import connections, open_database, open_shop
from babydrop_desktop.domain.connection import ConnectionWish, Keeping
from babydrop_desktop.errors import Refused, ShopError, Unavailable
from babydrop_desktop.gateways.secrets import key_store
from babydrop_desktop.paths import Profile, ShopOptions
from babydrop_desktop.settings import read_settings
from tests.fakes.cluster import PASSWORD, WITH_PASSWORD, Cluster
from tests.services.connecting import Keys, outline, service, wish_for

SECRET = "cAnArY"  # noqa: S105 (looked for everywhere)
WISH = ConnectionWish("db.shop.example", "shop", "ada", SECRET, 5433)


@pytest.fixture
def no_key_store(monkeypatch):
    """A laptop without a key store, and a run that remembers nothing yet."""
    monkeypatch.setattr(keyring, "get_keyring", fail.Keyring)
    key_store.cache_clear()
    yield
    key_store.cache_clear()


def test_the_address_goes_into_the_settings_and_the_password_into_the_key_store(tmp_path):
    keys = Keys()
    here = service(tmp_path, keys)
    (tmp_path / "settings.toml").write_text('# mine\n[shop]\nname = "A"\n')

    chosen = here.choose(WISH)

    text = (tmp_path / "settings.toml").read_text()
    assert text.startswith('# mine\n[shop]\nname = "A"\n')
    assert chosen.url == "postgresql://ada@db.shop.example:5433/shop"
    assert read_settings(tmp_path / "settings.toml").database.url == chosen.url
    assert (chosen.keeping, keys.kept) == (Keeping.KEY_STORE, {WISH.place: SECRET})
    assert "key store" in chosen.text
    assert here.current() == ConnectionWish("db.shop.example", "shop", "ada", None, 5433)


@pytest.mark.parametrize(
    "wish",
    [
        ConnectionWish(
            "127.0.0.1", "shop", "ada", None, 5432, encrypted=True, ca_file="/a b/r.pem"
        ),
        ConnectionWish("localhost", "shöp & co?", "a@b:c/d", None, 5432, encrypted=False),
        ConnectionWish("::1", "shop", "ada", None, 5432, encrypted=False, schema="Web Shop"),
        ConnectionWish("db.example", "shop", "ada", None, 6543, ca_file="C:\\own roots\\r.pem"),
    ],
)
def test_what_was_chosen_is_shown_again_as_it_was(tmp_path, wish):
    here = service(tmp_path)

    here.choose(wish)

    assert here.current() == wish


def test_without_a_key_store_it_says_that_the_password_is_asked_for_again(tmp_path):
    here = service(tmp_path, Keys(works=False))

    chosen = here.choose(WISH)

    assert chosen.keeping is Keeping.SESSION
    assert "until the program ends" in chosen.text
    assert here.keeping(WISH) is Keeping.SESSION


def test_without_a_password_the_kept_one_stays(tmp_path):
    keys = Keys(kept={WISH.place: SECRET})

    chosen = service(tmp_path, keys).choose(
        ConnectionWish("db.shop.example", "shop", "ada", None, 5433)
    )

    assert chosen.keeping is Keeping.KEY_STORE
    assert keys.kept == {WISH.place: SECRET}


def test_what_is_not_complete_is_not_chosen(tmp_path):
    with pytest.raises(Refused) as caught:
        service(tmp_path).choose(ConnectionWish("", "shop", "ada", SECRET))

    assert caught.value.reason == "connection_incomplete"
    assert not (tmp_path / "settings.toml").exists()


def test_this_computer_again(tmp_path):
    keys = Keys()
    here = service(tmp_path, keys)
    here.choose(WISH)

    here.use_this_computer()
    here.use_this_computer()

    assert here.current() is None
    assert keys.kept == {}


@pytest.mark.postgres
def test_the_shop_opens_where_it_was_chosen(no_key_store, tmp_path, postgres_cluster: Cluster):
    profile = Profile(tmp_path / "shop").ready()
    wish = wish_for(postgres_cluster.url("postgres", WITH_PASSWORD), password=PASSWORD)
    here = connections(profile)
    assert here.choose(wish).keeping is Keeping.SESSION

    with pytest.raises(ShopError) as caught:
        open_database(ShopOptions(profile))  # signed in: the database is not the shop's to prepare

    assert caught.value.reason == "upgrade_needed"
    assert PASSWORD not in profile.settings.read_text()


@pytest.mark.postgres
def test_without_the_password_the_login_is_refused_with_a_sentence(
    no_key_store, tmp_path, postgres_cluster: Cluster
):
    profile = Profile(tmp_path / "shop").ready()
    connections(profile).choose(
        wish_for(postgres_cluster.url("postgres", WITH_PASSWORD), password=None)
    )

    with pytest.raises(Unavailable, match="name or the password") as caught:
        open_database(ShopOptions(profile))

    assert caught.value.reason == "database_login_refused"


@pytest.mark.postgres
def test_a_password_is_nowhere_in_files_logs_errors_and_what_is_shown(
    no_key_store, tmp_path, postgres_cluster: Cluster, caplog, capsys
):
    caplog.set_level(logging.DEBUG)
    profile = Profile(tmp_path / "shop").ready()
    here = connections(profile)
    wish = wish_for(postgres_cluster.url("postgres", WITH_PASSWORD), password=SECRET)
    report = here.test(wish)
    chosen = here.choose(wish)
    shown = [repr(report), repr(wish), str(wish.place), repr(chosen), repr(here.current())]
    shown += [finding.sql + finding.text + finding.fix for finding in report.findings]
    for call in (
        lambda: open_shop(ShopOptions(profile)),
        lambda: here.make_indexes(_no_work(), wish),
        lambda: here.indexes(wish),
    ):
        with pytest.raises(ShopError) as caught:
            call()
        error = caught.value
        shown += [str(error), repr(error), repr(error.facts), *traceback.format_exception(error)]
    with suppress(ShopError):
        shown.append(here.administrator_sql(wish))
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    shown += [path.read_text("utf-8", errors="replace") for path in files]
    shown += [caplog.text, *capsys.readouterr()]

    assert outline(report) == ["reached", "password_wrong!"]
    assert files
    assert not any(SECRET in text for text in shown)


def _no_work():
    from babydrop_desktop.services.work import Work  # noqa: PLC0415

    return Work()


@pytest.mark.postgres
def test_a_server_is_never_upgraded_without_the_owners_word(tmp_path, storefront_url):
    options = ShopOptions(Profile(tmp_path / "shop"), storefront_url)

    with pytest.raises(Refused) as caught:
        open_shop(options)
    assert caught.value.reason == "upgrade_needed"
    assert caught.value.facts["from"] == ""

    permitted = ShopOptions(Profile(tmp_path / "shop"), storefront_url, upgrade=True)
    open_database(permitted)[0].close()
    with closing(open_shop(options)) as shop:
        assert shop.connection.current() is None


def test_an_embedded_database_asks_nobody(tmp_path):
    database, report = open_database(ShopOptions(Profile(tmp_path / "shop")))
    database.close()

    assert report.changed
