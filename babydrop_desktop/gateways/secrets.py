"""Keeps the password of the shop's server in the system's key store, and nowhere else.

Where the system has none that can be used, it is remembered until the program ends, and whoever
asked is told so. It is never written to a file. The key store's library is loaded at the first use.
"""

from collections.abc import Generator
from contextlib import contextmanager, suppress
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

from babydrop_desktop.db.address import place_of
from babydrop_desktop.db.engine import is_server, read_url
from babydrop_desktop.domain.connection import Keeping, ServerPlace

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend
    from sqlalchemy.engine import URL

# What the key store shows the owner beside each password.
SERVICE = "BabyDrop Desktop database"
# These forget what they are given, or write it into a file that anybody can read.
_USELESS = ("keyring.backends.fail", "keyring.backends.null", "keyrings.alt")

# What they stand on has errors of no common kind: a Windows session without a login, a dead D-Bus.
_BENEATH = frozenset({"keyring", "pywintypes", "win32ctypes", "secretstorage", "jeepney", "dbus"})


class KeyStore:
    """Passwords by server, database and login. May be used from any thread but the main one.

    The system may ask the owner to unlock its store: a call takes as long as that.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._session: dict[ServerPlace, str] = {}

    def keep(self, place: ServerPlace, password: str) -> Keeping:
        """Keep the password, in place of an older one; where it is kept now."""
        with self._lock:
            self._session[place] = password
            store = _store()
            if store is None or not _kept(store, place, password):
                return Keeping.SESSION
            del self._session[place]
            return Keeping.KEY_STORE

    def get(self, place: ServerPlace) -> str | None:
        """The password of that place; None where none is kept."""
        with self._lock:
            if place in self._session:
                return self._session[place]
            store = _store()
            return None if store is None else _asked(store, place)

    def keeping(self, place: ServerPlace) -> Keeping:
        """Where the password of that place is kept."""
        with self._lock:
            if place in self._session:
                return Keeping.SESSION
            store = _store()
            known = store is not None and _asked(store, place) is not None
            return Keeping.KEY_STORE if known else Keeping.NOWHERE

    def forget(self, place: ServerPlace) -> None:
        """Keep it no longer. Nothing happens where none was kept."""
        from keyring.errors import KeyringError  # noqa: PLC0415 (loaded only when it is used)

        with self._lock:
            self._session.pop(place, None)
            store = _store()
            if store is None:
                return
            with suppress(KeyringError), _asking():
                store.delete_password(SERVICE, str(place))


@cache
def key_store() -> KeyStore:
    """The one key store of this run: what is remembered for the session is there for all."""
    return KeyStore()


def with_kept_password(address: str, secrets: KeyStore) -> "str | URL":
    """The address with the password that is kept for it, where it is a server's and has none.

    Raises Refused (reason "database_address_wrong").
    """
    url = read_url(address)
    if not is_server(url) or url.password is not None:
        return address
    kept = secrets.get(place_of(url))
    return address if kept is None else url.set(password=kept)


def _store() -> "KeyringBackend | None":
    """The system's key store, or None where there is none to rely on."""
    import keyring  # noqa: PLC0415 (loaded only when it is used)
    from keyring.errors import KeyringError  # noqa: PLC0415

    try:
        with _asking():
            store = keyring.get_keyring()
    except (KeyringError, ImportError):
        return None
    return None if type(store).__module__.startswith(_USELESS) else store


def _kept(store: "KeyringBackend", place: ServerPlace, password: str) -> bool:
    """Give it to the store, and see whether it comes back."""
    from keyring.errors import KeyringError  # noqa: PLC0415

    try:
        with _asking():
            store.set_password(SERVICE, str(place), password)
    except KeyringError:
        return False
    return _asked(store, place) == password


def _asked(store: "KeyringBackend", place: ServerPlace) -> str | None:
    from keyring.errors import KeyringError  # noqa: PLC0415

    try:
        with _asking():
            return store.get_password(SERVICE, str(place))
    except KeyringError:
        return None


@contextmanager
def _asking() -> Generator[None]:
    """Let whatever the system's store complains of leave the block as a KeyringError."""
    from keyring.errors import KeyringError  # noqa: PLC0415

    try:
        yield
    except (OSError, RuntimeError) as error:
        raise KeyringError from error
    except Exception as error:
        if type(error).__module__.partition(".")[0] not in _BENEATH:
            raise
        raise KeyringError from error
