"""Says in the owner's words why the browser could not open a page."""

import re
from collections.abc import Callable

from babydrop_desktop.errors import Refused, ShopError, Unavailable
from babydrop_desktop.gateways import http_errors
from babydrop_desktop.gateways.network_rules import no_network, not_allowed

_CODE = re.compile(r"net::(ERR_[A-Z0-9_]{2,60})")
_TIMED_OUT = re.compile(r"Timeout [0-9.]+ ?ms exceeded")
_DOWNLOAD = "Download is starting"


def of_navigation(text: str, host: str) -> ShopError | None:
    """Build the error that the browser's own words mean; None where they say something else."""
    found = _CODE.search(text)
    code = found[1] if found else ""
    if _DOWNLOAD in text:
        return _a_file(host)
    for start, made in _ERRORS.items():
        if code.startswith(start):
            return made(host)
    return http_errors.no_answer(host) if code or _TIMED_OUT.search(text) else None


def _in_circles(host: str) -> ShopError:
    return http_errors.too_many_redirects(host, "page")


def _elsewhere(_host: str) -> ShopError:
    return not_allowed("page")


def _unsafe(host: str) -> ShopError:
    return Unavailable(
        f"The connection to {host} is not safe: its certificate is wrong. Sign in to the Wi-Fi "
        "you are on, check this laptop's date, or use another network; then try again.",
        reason="certificate_wrong",
        host=host,
    )


def _a_file(host: str) -> ShopError:
    return Refused(
        f"{host} gives a file instead of a page at this address. Check the address.",
        reason="page_refused",
        host=host,
    )


_ERRORS: dict[str, Callable[[str], ShopError]] = {
    "ERR_TOO_MANY_REDIRECTS": _in_circles,
    "ERR_UNSAFE_REDIRECT": _elsewhere,
    "ERR_INVALID_REDIRECT": _elsewhere,
    "ERR_DISALLOWED_URL_SCHEME": _elsewhere,
    "ERR_NAME_NOT_RESOLVED": no_network,
    "ERR_INTERNET_DISCONNECTED": no_network,
    "ERR_CERT_": _unsafe,
    "ERR_SSL_": _unsafe,
    "ERR_BAD_SSL": _unsafe,
    "ERR_EMPTY_RESPONSE": http_errors.broken_off,
    "ERR_INVALID_HTTP_RESPONSE": http_errors.broken_off,
    "ERR_CONTENT_DECODING_FAILED": http_errors.broken_off,
    "ERR_ABORTED": _a_file,
    "ERR_INVALID_RESPONSE": _a_file,
}
