"""Keeps passwords and keys of the shop in the system's key store, and nowhere else.

Where the system has none that can be used, it is remembered until the program ends, and whoever
asked is told so. It is never written to a file. The key store's library is loaded at the first use.
"""

from collections.abc import Callable, Generator
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from contextlib import contextmanager, suppress
from functools import cache
from threading import Lock, Thread
from typing import TYPE_CHECKING, TypeVar

from babydrop_desktop.db.address import place_of
from babydrop_desktop.db.engine import is_server, read_url
from babydrop_desktop.domain.connection import Keeping, SecretPlace
from babydrop_desktop.errors import Unavailable

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend
    from sqlalchemy.engine import URL

Answer = TypeVar("Answer")
# The owner has to find the system's question, and to type a password.
ANSWERED_WITHIN_S = 60.0
# These forget what they are given, or write it into a file that anybody can read.
_USELESS = ("keyring.backends.fail", "keyring.backends.null", "keyrings.alt")

# What they stand on has errors of no common kind: a Windows session without a login, a dead D-Bus.
_BENEATH = frozenset({"keyring", "pywintypes", "win32ctypes", "secretstorage", "jeepney", "dbus"})


class KeyStore:
    """Secrets by what they belong to: a login, a key. For any thread but the main one.

    The system may ask the owner to unlock its store: a call waits at most `wait_s` for the answer,
    then raises Unavailable (reason "key_store_waits"). What is remembered for this run needs none.
    """

    def __init__(self, wait_s: float = ANSWERED_WITHIN_S) -> None:
        self._wait_s = wait_s
        self._asked = Lock()  # one question at a time: the system shows but one
        self._session: dict[SecretPlace, str] = {}

    def keep(self, place: SecretPlace, password: str) -> Keeping:
        """Keep the password, in place of an older one; where it is kept now."""
        self._session[place] = password

        def give() -> bool:
            store = _store()
            return store is not None and _kept(store, place, password)

        try:
            kept = self._within(give)
        except Unavailable:  # it is at least remembered, and whoever asked is told so
            kept = False
        if not kept:
            return Keeping.SESSION
        self._session.pop(place, None)
        return Keeping.KEY_STORE

    def get(self, place: SecretPlace) -> str | None:
        """The password of that place; None where none is kept."""
        if (known := self._session.get(place)) is not None:
            return known

        def ask() -> str | None:
            store = _store()
            return None if store is None else _asked(store, place)

        return self._within(ask)

    def keeping(self, place: SecretPlace) -> Keeping:
        """Where the password of that place is kept."""
        if place in self._session:
            return Keeping.SESSION
        return Keeping.NOWHERE if self.get(place) is None else Keeping.KEY_STORE

    def forget(self, place: SecretPlace) -> None:
        """Keep it no longer. Nothing happens where none was kept."""
        self._session.pop(place, None)

        def take() -> None:
            from keyring.errors import KeyringError  # noqa: PLC0415 (loaded only when it is used)

            store = _store()
            if store is None:
                return
            with suppress(KeyringError), _asking():
                store.delete_password(place.service, str(place))

        self._within(take)

    def _within(self, question: Callable[[], Answer]) -> Answer:
        """What the store answers. A question nobody answered goes on by itself, and alone."""
        if not self._asked.acquire(timeout=self._wait_s):
            raise _waits()
        answer: Future[Answer] = Future()

        def ask() -> None:
            try:
                answer.set_result(question())
            except BaseException as error:  # noqa: BLE001 - handed over to who asked
                answer.set_exception(error)
            finally:
                self._asked.release()

        Thread(target=ask, name="key store", daemon=True).start()
        try:
            return answer.result(self._wait_s)
        except FutureTimeout as error:
            raise _waits() from error


def _waits() -> Unavailable:
    return Unavailable(
        "The system's key store waits for an answer, perhaps for its password. Look for its"
        " question behind the other windows and answer it, then try again.",
        reason="key_store_waits",
    )


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


def _kept(store: "KeyringBackend", place: SecretPlace, password: str) -> bool:
    """Give it to the store, and see whether it comes back."""
    from keyring.errors import KeyringError  # noqa: PLC0415

    try:
        with _asking():
            store.set_password(place.service, str(place), password)
    except KeyringError:
        return False
    return _asked(store, place) == password


def _asked(store: "KeyringBackend", place: SecretPlace) -> str | None:
    from keyring.errors import KeyringError  # noqa: PLC0415

    try:
        with _asking():
            return store.get_password(place.service, str(place))
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
