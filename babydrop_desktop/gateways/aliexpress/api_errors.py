"""Says in the owner's words what AliExpress' official interface refuses (FACTS §2)."""

from collections.abc import Iterable

from babydrop_desktop.domain.supplier_access import sign_in_again
from babydrop_desktop.errors import Refused, ShopError, Unavailable
from babydrop_desktop.gateways.aliexpress import strict_json
from babydrop_desktop.gateways.aliexpress.lists import Node, node
from babydrop_desktop.gateways.aliexpress.texts import plain
from babydrop_desktop.redact import without_secrets

# An error is short; a longer answer is looked at by whoever asked.
LONGEST_ERROR = 64_000
BUSY = "api_busy"
_TOKEN = ("accesstoken", "access-token", "refreshtoken", "refresh-token", "invalid-session")
_BUSY = ("flowcontrol", "flow-control", "calllimit", "call-limit", "frequency", "toomanyrequests")
_PERMISSION = ("permission", "whiteip", "notauthorized")
_KEY = ("appkey", "app-key")
_SIGN = ("signature", "illegalsign")
_TIME = ("timestamp",)
_CODE = ("invalidcode", "illegalcode", "invalidauthcode", "code expired", "authorization code")
_THEIRS = (
    " isp ",
    " isp.",
    "serviceunavailable",
    "servicetimeout",
    "service-unavailable",
    "systemerror",
)
_PARTS = ("type", "code", "sub_code", "msg", "message", "sub_msg")
_ANSWERS = ("result", "data", "access_token")
_NO_ERROR = {"", "0", "00", "200"}


def error_in(body: bytes, *, hide: Iterable[str] = ()) -> ShopError | None:
    """The error that an answer is; None where it answers the question.

    `hide` are the secrets of the question: they are taken out of what is quoted. An answer that is
    no JSON is Unavailable (reason "broken_answer").
    """
    if len(body) > LONGEST_ERROR:
        return None if body.lstrip()[:1] in {b"{", b"["} else garbled()
    try:
        value = strict_json.loads(body.decode("utf-8"))
    except (UnicodeDecodeError, strict_json.BadJson):
        return garbled()
    envelope = _envelope(value)
    return None if envelope is None else _named(envelope, hide)


def garbled() -> Unavailable:
    """Build the error for an answer that is none of the interface's."""
    return Unavailable(
        "The answer of AliExpress' official interface was garbled. Sign in to the Wi-Fi that you "
        "are on, then try again.",
        reason="broken_answer",
        host="AliExpress",
    )


def answered(note: str) -> Unavailable:
    """Build the error for what the interface says in its own words."""
    return Unavailable(
        f"AliExpress' official interface answered: {note or 'nothing'}. Try again later.",
        reason="api_error",
    )


def _envelope(value: object) -> Node | None:
    """Give the error's own fields; it may stand bare, with other names (FACTS §2)."""
    wrapped = node(value, "error_response")
    if wrapped:
        return wrapped
    if not isinstance(value, dict):
        return {"msg": "no object"}
    if any(key in _ANSWERS or key.endswith("_response") for key in value):
        return None
    return value if plain(value.get("code")) not in _NO_ERROR else None


def _named(envelope: Node, hide: Iterable[str]) -> ShopError:
    parts = [plain(envelope.get(name)) for name in _PARTS]
    text = f" {' '.join(parts)} ".lower()
    for signs, made in _TABLE:
        if any(sign in text for sign in signs):
            return made()
    told = ": ".join(dict.fromkeys(part for part in parts[1:] if part))
    return answered(without_secrets(told[:300], hide))


def _busy() -> Unavailable:
    return Unavailable(
        "AliExpress' official interface is asked too often at the moment. It goes on by itself.",
        reason=BUSY,
    )


def _permission() -> Refused:
    return Refused(
        "Your app at AliExpress may not ask this. Look on its page there whether the dropshipping "
        "interface is granted to it.",
        reason="api_not_permitted",
    )


def _key() -> Refused:
    return Refused(
        "AliExpress does not know this key. Copy the App Key from your app's page once more.",
        reason="key_unknown",
    )


def _secret() -> Refused:
    return Refused(
        "The key's secret is not the right one. Copy the App Secret from your app's page once "
        "more.",
        reason="secret_wrong",
    )


def _clock() -> Refused:
    return Refused(
        "AliExpress finds that this computer's clock is wrong. Set its date and time, then try "
        "again.",
        reason="clock_wrong",
    )


def _code() -> Refused:
    return Refused(
        "This code does not count any more: it lives for three minutes, and once. Press Sign in "
        "again and paste the new one.",
        reason="sign_in_code_ended",
    )


def _theirs() -> Unavailable:
    return Unavailable(
        "AliExpress' official interface has a fault of its own at the moment. Try again later.",
        reason="api_broken",
    )


_TABLE = (
    (_BUSY, _busy),
    (_TOKEN, sign_in_again),
    (_CODE, _code),
    (_PERMISSION, _permission),
    (_KEY, _key),
    (_SIGN, _secret),
    (_TIME, _clock),
    (_THEIRS, _theirs),
)
