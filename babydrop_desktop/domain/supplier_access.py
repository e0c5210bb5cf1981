"""The owner's own key at AliExpress: what may be asked with it, and until when."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar
from urllib.parse import parse_qs, urlencode, urlsplit

from babydrop_desktop.errors import Refused

AUTHORISE = "https://api-sg.aliexpress.com/oauth/authorize"
# A permission is renewed so long before it ends, or a tenth of its length where it is short.
EARLY = timedelta(minutes=30)
LONGEST = 4_000


class AccessState(StrEnum):
    """Whether AliExpress' official interface can be asked."""

    NO_KEY = "no_key"
    NOT_ALLOWED = "not_allowed"  # the key is kept, the owner did not sign in yet
    ALLOWED = "allowed"
    ENDED = "sign_in_again"
    LOCKED = "key_store_waits"  # the system asks for its own password first
    DEMO = "demo_shut"


@dataclass(frozen=True, slots=True)
class KeyPlace:
    """Which app's secret and permission; the system's key store keeps them under this name."""

    app_key: str

    service: ClassVar[str] = "BabyDrop Desktop AliExpress"

    def __str__(self) -> str:
        """The key's number, which is no secret."""
        return self.app_key


@dataclass(frozen=True, slots=True)
class Grant:
    """The owner's permission: it is renewed by itself until `refresh_until`, UTC."""

    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    access_until: datetime
    refresh_until: datetime
    given_at: datetime
    account: str = ""

    def is_fresh(self, now: datetime) -> bool:
        """Whether it can be used now and for a while."""
        early = min(EARLY, (self.access_until - self.given_at) / 10)
        return now < self.access_until - early

    def is_over(self, now: datetime) -> bool:
        """Whether only the owner can give a new one."""
        return now >= self.last_until

    @property
    def last_until(self) -> datetime:
        """When only the owner can give a new one."""
        renewable = self.refresh_until if self.refresh_token else self.access_until
        return max(renewable, self.access_until)


@dataclass(frozen=True, slots=True)
class Kept:
    """What the key store keeps for one app."""

    secret: str = field(repr=False)
    grant: Grant | None = None


@dataclass(frozen=True, slots=True)
class AccessStatus:
    """What the preferences show. `until` is when the owner has to sign in again; UTC."""

    state: AccessState
    app_key: str = ""
    returns_to: str = ""
    account: str = ""
    until: datetime | None = None
    only_this_run: bool = False


def authorise_address(app_key: str, returns_to: str) -> str:
    """The page on which the owner allows the program to ask (FACTS §2)."""
    asked = {
        "response_type": "code",
        "force_auth": "true",
        "redirect_uri": returns_to,
        "client_id": app_key,
    }
    return f"{AUTHORISE}?{urlencode(asked)}"


def code_in(pasted: str) -> str:
    """The code that AliExpress gave: alone, or within the whole address that it led to.

    Raises Refused (reason "sign_in_code_wrong", or "sign_in_refused" where AliExpress said no).
    """
    text = pasted.strip().strip("\"'<>")
    if "://" in text or "code=" in text:
        told = parse_qs(urlsplit(text).query if "://" in text else text.partition("?")[2] or text)
        if "code" not in told and "error" in told:
            raise Refused(
                "AliExpress did not allow it. Sign in again and choose to allow it.",
                reason="sign_in_refused",
            )
        text = told.get("code", [""])[0]
    if not text or len(text) > LONGEST or not text.isascii() or not text.isprintable():
        raise _no_code()
    if any(sign in text for sign in " /?&="):
        raise _no_code()
    return text


def key_wrong(what: str) -> Refused:
    """Build the refusal of a key, secret or URL that cannot be one."""
    return Refused(
        f"The {what} is empty or not right. Copy it from your app's page at AliExpress.",
        reason="key_incomplete",
        field=what,
    )


def sign_in_again() -> Refused:
    """Build the refusal of a permission that only the owner can give anew."""
    return Refused(
        "AliExpress wants you to allow it again: open Preferences, AliExpress, and sign in.",
        reason="sign_in_again",
    )


def no_key() -> Refused:
    """Build the refusal of a call without a key."""
    return Refused(
        "There is no key for AliExpress' official interface. Preferences, AliExpress, takes one.",
        reason="no_key",
    )


def demo_shut() -> Refused:
    """Build the refusal of a shop whose items do not exist."""
    return Refused(
        "This is the demo shop: AliExpress is not asked here. Open your own shop.",
        reason="demo_shut",
    )


def _no_code() -> Refused:
    return Refused(
        "There is no code in this. After you allowed it, copy the whole address from your browser "
        "and paste it here.",
        reason="sign_in_code_wrong",
    )
