"""Keeps the owner's permission to ask AliExpress, and renews it before it ends.

Key store, threads and a second program of this laptop are minded: a permission is renewed once,
whoever needs it first, and what another program renewed meanwhile is taken.
"""

from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock
from time import monotonic, sleep

from babydrop_desktop.db.file_lock import only_one
from babydrop_desktop.domain.connection import Keeping
from babydrop_desktop.domain.supplier_access import (
    AccessState,
    Grant,
    Kept,
    KeyPlace,
    no_key,
    sign_in_again,
)
from babydrop_desktop.errors import Refused, Unavailable
from babydrop_desktop.gateways.aliexpress.api_answers import grant_in
from babydrop_desktop.gateways.aliexpress.api_calls import ApiCalls, Session
from babydrop_desktop.gateways.aliexpress.kept_keys import kept_of, text_of
from babydrop_desktop.gateways.clock import TellsTime
from babydrop_desktop.gateways.secrets import KeyStore
from babydrop_desktop.paths import private

CREATE, REFRESH = "/auth/token/create", "/auth/token/refresh"
# Another program renews for as long as its call takes; then this one gives up.
PATIENCE_S = 25.0
# So long what the key store said is believed where it says that nothing can be asked.
BELIEVED = timedelta(minutes=2)
_SLICE_S = 0.05

Check = Callable[[], None]


class Access:
    """The key of one app and the permission that goes with it. Safe from any thread."""

    def __init__(
        self,
        calls: ApiCalls,
        secrets: KeyStore,
        clock: TellsTime,
        lock_file: Path,
        *,
        app_key: str = "",
    ) -> None:
        """Take no look at the key store yet: the system may ask the owner to unlock it."""
        self._calls = calls
        self._secrets = secrets
        self._clock = clock
        self._lock_file = lock_file
        self._app_key = app_key
        self._kept: Kept | None = None
        self._unkept: Kept | None = None  # what the key store did not take yet
        self._read_at: datetime | None = None
        self._locked_at: datetime | None = None
        self._one = Lock()

    @property
    def app_key(self) -> str:
        """The app that is asked with; "" for none."""
        return self._app_key

    def use(self, app_key: str) -> None:
        """Ask with this app from now on; "" with none. The key store is not touched."""
        if app_key != self._app_key:
            self._app_key, self._kept, self._read_at, self._locked_at = app_key, None, None, None
            self._unkept = None

    def keep_secret(self, secret: str, check: Check) -> Keeping:
        """Keep the app's secret; a permission that was given with another one is forgotten."""
        with self._alone(check):
            before = self._read()
            grant = before.grant if before and before.secret == secret else None
            return self._keep(Kept(secret, grant))

    def look(self) -> Kept | None:
        """What is kept, asked anew. As long as the system's key store takes."""
        return self._read()

    def keeping(self) -> Keeping:
        """Where it is kept. As long as the system's key store takes."""
        return self._secrets.keeping(KeyPlace(self._app_key)) if self._app_key else Keeping.NOWHERE

    def known(self) -> AccessState:
        """Whether the interface can be asked, as far as that is known without waiting.

        ALLOWED where the key store was not looked at lately: whoever asks finds out.
        """
        if not self._app_key:
            return AccessState.NO_KEY
        now = self._clock.now()
        if self._locked_at is not None and now - self._locked_at <= BELIEVED:
            return AccessState.LOCKED
        if self._read_at is None or now - self._read_at > BELIEVED:
            return AccessState.ALLOWED
        return state_of(self._kept, now)

    def sign_in(self, code: str, check: Check) -> Grant:
        """Turn the owner's code into a permission, and keep it.

        Raises what `ApiCalls.system` raises, and Refused (reason "no_key").
        """
        with self._alone(check):
            kept = self._read()
            if kept is None:
                raise no_key()
            grant = self._asked(CREATE, {"code": code}, kept, check)
            self._keep(replace(kept, grant=grant))
            return grant

    def forget(self, check: Check) -> None:
        """Forget secret and permission, here and in the key store."""
        if self._app_key:
            with self._alone(check):
                self._kept, self._unkept, self._read_at = None, None, None
                self._secrets.forget(KeyPlace(self._app_key))

    def session(self, check: Check) -> Session:
        """With what to ask now; the permission is renewed where it ends soon.

        Raises Refused ("no_key", "sign_in_again"), Unavailable ("key_store_waits",
        "sign_in_busy"), and what `ApiCalls.system` raises where it had to be renewed.
        """
        kept, now = self._kept or self._read(), self._clock.now()
        if kept is None:
            raise no_key()
        grant = kept.grant
        if grant is None:
            raise sign_in_again()
        if grant.is_fresh(now):
            return self._session(kept)
        try:
            return self._session(self._renew(grant.access_token, check, dead=False))
        except (Refused, Unavailable):
            if self._clock.now() >= grant.access_until:
                raise
            return self._session(kept)  # it still counts for a while

    def renewed(self, stale: Session, check: Check) -> Session:
        """Another session after AliExpress refused this one; errors as `session` has them."""
        return self._session(self._renew(stale.token, check, dead=True))

    def _renew(self, stale: str, check: Check, *, dead: bool) -> Kept:
        """Have another permission than `stale`, which AliExpress refused where it is `dead`."""
        with self._alone(check):
            kept, now = self._read(), self._clock.now()
            if kept is None or kept.grant is None:
                raise sign_in_again()
            grant = kept.grant
            if grant.access_token != stale and grant.is_fresh(now):
                return kept  # another thread or program was quicker
            if not grant.refresh_token or now >= grant.refresh_until:
                raise self._over(kept, grant, dead=dead)
            try:
                told = {"refresh_token": grant.refresh_token}
                fresh = self._asked(REFRESH, told, kept, check)
            except Refused as error:
                if error.reason != "sign_in_again":
                    raise
                return self._taken_or_over(kept, grant, dead=dead)
            renewed = replace(kept, grant=_whole(fresh, grant))
            with suppress(Unavailable):  # it counts all the same, and is kept at the next look
                self._keep(renewed)
            return renewed

    def _over(self, kept: Kept, grant: Grant, *, dead: bool) -> Refused:
        """Note that only the owner can help, so that nobody asks in vain; the error."""
        now = self._clock.now()
        until = min(grant.access_until, now) if dead else grant.access_until
        self._keep(replace(kept, grant=replace(grant, refresh_token="", access_until=until)))
        return sign_in_again()

    def _taken_or_over(self, kept: Kept, grant: Grant, *, dead: bool) -> Kept:
        """The refused one may have been renewed by another shop's program; else it is over."""
        again = self._read()
        if again and again.grant and again.grant.refresh_token != grant.refresh_token:
            return again
        raise self._over(kept, grant, dead=dead)

    def _asked(self, path: str, told: dict[str, str], kept: Kept, check: Check) -> Grant:
        session = Session(self._app_key, kept.secret)
        body = self._calls.system(path, told, session, check=check)
        return grant_in(body, self._clock.now())

    def _session(self, kept: Kept) -> Session:
        if kept.grant is None:
            raise sign_in_again()
        return Session(self._app_key, kept.secret, kept.grant.access_token)

    def _read(self) -> Kept | None:
        if self._unkept is not None:  # newer than what the key store has
            with suppress(Unavailable):
                self._keep(self._unkept)
            return self._kept
        try:
            text = self._secrets.get(KeyPlace(self._app_key)) if self._app_key else None
        except Unavailable:
            self._locked_at = self._clock.now()
            raise
        self._kept = kept_of(text) if text else None
        self._read_at, self._locked_at = self._clock.now(), None
        return self._kept

    def _keep(self, kept: Kept) -> Keeping:
        # A code counts once, and so may what renews: nothing that was given may be lost here.
        self._kept, self._unkept, self._read_at = kept, kept, self._clock.now()
        where = self._secrets.keep(KeyPlace(self._app_key), text_of(kept))
        self._unkept = None
        return where

    @contextmanager
    def _alone(self, check: Check) -> Generator[None]:
        """Be the only thread, and the only program of this shop, that changes what is kept."""
        until = monotonic() + PATIENCE_S
        while not self._one.acquire(timeout=_SLICE_S):
            _patience(until, check)
        try:
            with ExitStack() as stack:
                self._claim(stack, until, check)
                yield
        finally:
            self._one.release()

    def _claim(self, stack: ExitStack, until: float, check: Check) -> None:
        """Wait until no other program of this shop has the lock."""
        while True:
            try:
                stack.enter_context(only_one(private(self._lock_file)))
            except (BlockingIOError, PermissionError):
                _patience(until, check)
                sleep(_SLICE_S)
            else:
                return


def state_of(kept: Kept | None, now: datetime) -> AccessState:
    """Whether the interface can be asked with what is kept."""
    if kept is None:
        return AccessState.NO_KEY
    if kept.grant is None:
        return AccessState.NOT_ALLOWED
    return AccessState.ENDED if kept.grant.is_over(now) else AccessState.ALLOWED


def _whole(fresh: Grant, before: Grant) -> Grant:
    """A reply may leave out what stays as it was."""
    if fresh.refresh_token:
        return replace(fresh, account=fresh.account or before.account)
    return replace(
        fresh,
        refresh_token=before.refresh_token,
        refresh_until=before.refresh_until,
        account=fresh.account or before.account,
    )


def _patience(until: float, check: Check) -> None:
    check()
    if monotonic() > until:
        raise Unavailable(
            "Another program of yours renews the permission at AliExpress just now. Try again.",
            reason="sign_in_busy",
        )
