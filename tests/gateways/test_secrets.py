"""A password is kept by the system, or for this run only; never in a file."""

import subprocess
import sys
from pathlib import Path
from threading import Event
from typing import NoReturn

import keyring
import keyring.errors
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null

from babydrop_desktop.domain.connection import Keeping, ServerPlace
from babydrop_desktop.errors import Unavailable
from babydrop_desktop.gateways.secrets import KeyStore

PLACE = ServerPlace("db.example", 5432, "shop", "ada")
OTHER = ServerPlace("db.example", 5433, "shop", "ada")
SECRET = "cAnArY"  # noqa: S105 (looked for in files)


class Memory(KeyringBackend):
    """A key store that works."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise keyring.errors.PasswordDeleteError(username)


class Locked(Memory):
    """A key store that its owner does not unlock."""

    def _refuse(self, *_given: str) -> NoReturn:
        raise keyring.errors.KeyringLocked("locked")

    get_password = set_password = delete_password = _refuse


class NoLogin(Memory):
    """Windows' key store in a session that has none; its error is of no common kind."""

    Error = type("error", (Exception,), {"__module__": "pywintypes"})

    def _refuse(self, *_given: str) -> NoReturn:
        raise self.Error(1312, "CredRead", "A specified logon session does not exist.")

    get_password = set_password = delete_password = _refuse


class Deaf(Memory):
    """A key store that takes a password and loses it."""

    def set_password(self, service: str, username: str, password: str) -> None:
        pass


@pytest.fixture
def use(monkeypatch):
    """Return what makes a key store the system's."""

    def one(store):
        monkeypatch.setattr(keyring, "get_keyring", lambda: store)
        return store

    return one


def test_a_password_is_kept_by_the_system_for_each_place(use):
    store = use(Memory())

    assert KeyStore().keep(PLACE, SECRET) is Keeping.KEY_STORE
    assert store.kept == {(ServerPlace.service, "ada@db.example:5432/shop"): SECRET}
    assert KeyStore().get(PLACE) == SECRET  # another run
    assert (KeyStore().keeping(PLACE), KeyStore().keeping(OTHER)) == (
        Keeping.KEY_STORE,
        Keeping.NOWHERE,
    )
    assert KeyStore().get(OTHER) is None


def test_a_password_that_is_forgotten_is_gone(use):
    use(Memory())
    keys = KeyStore()
    keys.keep(PLACE, SECRET)

    keys.forget(PLACE)
    keys.forget(PLACE)

    assert keys.get(PLACE) is None


@pytest.mark.parametrize("store", [fail.Keyring, null.Keyring, Locked, Deaf])
def test_without_a_key_store_it_is_kept_for_this_run_and_says_so(use, store):
    use(store())
    keys = KeyStore()

    assert keys.keep(PLACE, SECRET) is Keeping.SESSION
    assert keys.keeping(PLACE) is Keeping.SESSION
    assert keys.get(PLACE) == SECRET
    assert KeyStore().get(PLACE) is None
    keys.forget(PLACE)
    assert keys.get(PLACE) is None


def test_a_store_that_writes_passwords_into_a_file_is_not_used(use):
    store = use(Memory())
    type(store).__module__, was = "keyrings.alt.file", type(store).__module__
    try:
        assert KeyStore().keep(PLACE, SECRET) is Keeping.SESSION
    finally:
        type(store).__module__ = was
    assert store.kept == {}


def test_a_newer_password_goes_before_an_older_one(use):
    use(Memory())
    keys = KeyStore()
    keys.keep(PLACE, "old")
    use(Locked())
    keys.keep(PLACE, SECRET)

    assert keys.get(PLACE) == SECRET


def test_the_key_stores_library_is_loaded_only_when_it_is_used():
    code = (
        "import sys, babydrop_desktop.gateways.secrets as one;"
        "one.KeyStore(); sys.exit('keyring' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[2], check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0


def test_a_key_store_that_fails_in_its_own_way_is_one_that_cannot_be_used(use):
    use(NoLogin())
    store = KeyStore()
    assert store.get(PLACE) is None
    assert store.keep(PLACE, SECRET) is Keeping.SESSION
    store.forget(PLACE)
    assert store.keeping(PLACE) is Keeping.NOWHERE


def test_a_mistake_of_the_program_is_not_taken_for_a_key_store_that_cannot_be_used(use):
    class Wrong(Memory):
        def get_password(self, service: str, username: str) -> str | None:
            raise TypeError(f"{service} {username}")

    use(Wrong())
    with pytest.raises(TypeError):
        KeyStore().get(PLACE)


class Waiting(Memory):
    """A key store whose question the owner has not answered yet."""

    def __init__(self) -> None:
        super().__init__()
        self.asked, self.answered = Event(), Event()

    def get_password(self, service: str, username: str) -> str | None:
        self.asked.set()
        self.answered.wait(30)
        return super().get_password(service, username)


def test_a_question_of_the_system_that_nobody_answers_keeps_nobody_waiting(monkeypatch):
    store = Waiting()
    store.set_password(ServerPlace.service, str(PLACE), SECRET)
    monkeypatch.setattr(keyring, "get_keyring", lambda: store)
    secrets = KeyStore(wait_s=0.05)
    for ask in (secrets.get, secrets.keeping, secrets.forget):
        with pytest.raises(Unavailable, match="question") as caught:
            ask(PLACE)
        assert caught.value.reason == "key_store_waits"
    assert secrets.keep(OTHER, SECRET) is Keeping.SESSION
    assert secrets.get(OTHER) == SECRET
    assert store.asked.is_set()
    store.answered.set()
    assert KeyStore().get(PLACE) == SECRET
