"""Says in the owner's words what went wrong between this laptop and AliExpress.

Sentences and facts name the host and never the rest of the address, which may hold a secret.
"""

import ssl
from collections.abc import Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime

from babydrop_desktop.errors import Limit, Refused, ShopError, Unavailable
from babydrop_desktop.gateways.network_rules import Purpose

_GONE = frozenset({404, 410})
_BUSY, _DOWN = 429, 503
LONGEST_RETRY_AFTER_S = 24 * 3600
_REFUSED: Mapping[Purpose, str] = {
    "page": "{host} does not give this page to a program (answer {status}). Save the page in your "
    "browser and import the file.",
    "picture": "{host} does not give this picture to a program (answer {status}). Leave the "
    "picture out, or add it by hand.",
    "api": "AliExpress did not take the question ({host}, answer {status}). Try again later.",
}
_GONE_SAYS: Mapping[Purpose, str] = {
    "page": "{host} has no page at this address any more. Check the address, or find the item "
    "again and paste its new one.",
    "picture": "The seller has taken this picture away. Import without it, or read the page again.",
    "api": "AliExpress' official interface is not where it was ({host}). Look for a newer version "
    "of this program.",
}
_THEN: Mapping[Purpose, str] = {
    "page": "Save the page in your browser and import the file.",
    "picture": "Leave the picture out.",
    "api": "Try again later.",
}


def of_status(
    status: int, *, host: str, purpose: Purpose, retry_after: str | None, now: datetime
) -> ShopError:
    """Build the error for an answer that is neither the thing asked for nor a redirect."""
    if status in _GONE:
        return _gone(host, purpose)
    if status == _BUSY or (status == _DOWN and retry_after):
        return _too_many(host, _seconds(retry_after, now))
    if status >= 500:
        return Unavailable(
            f"{host} has a fault of its own at the moment. Try again in some minutes.",
            reason="server_error",
            host=host,
            status=str(status),
        )
    return Refused(
        _REFUSED[purpose].format(host=host, status=status),
        reason=f"{purpose}_refused",
        host=host,
        status=str(status),
    )


def _gone(host: str, purpose: Purpose) -> Refused:
    return Refused(_GONE_SAYS[purpose].format(host=host), reason=f"{purpose}_gone", host=host)


def _too_many(host: str, seconds: int | None) -> Unavailable:
    when = f"in {seconds} seconds" if seconds is not None else "in some minutes"
    facts = {} if seconds is None else {"retry_after": str(seconds)}
    return Unavailable(
        f"{host} asks for a pause: too many requests. Try again {when}.",
        reason="too_many_requests",
        host=host,
        **facts,
    )


def _seconds(header: str | None, now: datetime) -> int | None:
    """Read Retry-After: whole seconds, or a date; None where it says neither."""
    text = (header or "").strip()
    if text.isascii() and text.isdigit():
        return min(int(text[:9]), LONGEST_RETRY_AFTER_S)
    try:
        wait = (parsedate_to_datetime(text) - now).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(int(wait), 0), LONGEST_RETRY_AFTER_S)


def of_connection(error: BaseException, *, host: str) -> Unavailable:
    """Build the error for a connection that could not be made; a wrong certificate has its own."""
    if _caused_by(error, ssl.SSLError):
        return Unavailable(
            f"The connection to {host} is not safe: its certificate is wrong. Sign in to the Wi-Fi "
            "you are on, check this laptop's date, or use another network; then try again.",
            reason="certificate_wrong",
            host=host,
        )
    return Unavailable(
        f"{host} cannot be reached. Check the internet connection, then try again.",
        reason="no_answer",
        host=host,
    )


def _caused_by(error: BaseException | None, kind: type[BaseException]) -> bool:
    while error is not None:
        if isinstance(error, kind):
            return True
        error = error.__cause__ or error.__context__
    return False


def no_answer(host: str) -> Unavailable:
    """Build the error for a call that ran into its deadline."""
    return Unavailable(
        f"{host} did not answer in time. Check the internet connection, then try again.",
        reason="no_answer",
        host=host,
    )


def too_slow(host: str) -> Unavailable:
    """Build the error for a body that drips."""
    return Unavailable(
        f"{host} sends too slowly. Try again later, or on another network.",
        reason="too_slow",
        host=host,
    )


def broken_off(host: str) -> Unavailable:
    """Build the error for an answer that ends early or is garbled."""
    return Unavailable(
        f"The answer of {host} broke off or was garbled. Try again.",
        reason="broken_answer",
        host=host,
    )


def too_large(purpose: Purpose, max_bytes: int) -> Limit:
    """Build the error for a body over its limit."""
    size = f"{max_bytes // 1_000_000} MB"
    what = "answer" if purpose == "api" else purpose
    return Limit(
        f"The {what} is larger than {size}, so it was not taken. {_THEN[purpose]}",
        reason=f"{purpose}_too_large",
        limit=size,
    )


def too_many_redirects(host: str, purpose: Purpose) -> Refused:
    """Build the refusal of an address that only leads on and on."""
    return Refused(
        f"{host} sends this {purpose}'s address in circles. Check the address.",
        reason=f"{purpose}_redirects",
        host=host,
    )
