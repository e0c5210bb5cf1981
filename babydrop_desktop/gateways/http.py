"""Fetches pages, pictures and signed answers, within the rules, a size, a rate, a deadline."""

import ssl
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from time import monotonic
from types import MappingProxyType
from urllib.parse import urlencode, urljoin

import httpcore
import httpx
import truststore

from babydrop_desktop.errors import ShopError
from babydrop_desktop.gateways import http_errors
from babydrop_desktop.gateways.clock import TellsTime
from babydrop_desktop.gateways.connections import Call, Calls, Dial, PinnedBackend, dial
from babydrop_desktop.gateways.fetching import API, PAGE, PICTURE, Budget, Response
from babydrop_desktop.gateways.inflating import Body, TooLarge, Unreadable, body_for
from babydrop_desktop.gateways.mirrors import Mirror, Mirrors
from babydrop_desktop.gateways.network_rules import (
    Purpose,
    Resolver,
    Target,
    not_allowed,
    system_resolver,
    target,
)

MAX_REDIRECTS = 3
# Longest silence, in seconds; the deadline of the whole call is in the budget.
SILENCE_S = 10.0
# From when on, in seconds, the rate of a body counts.
SETTLE_S = 5.0
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_HEADERS: Mapping[Purpose, Mapping[str, str]] = MappingProxyType(
    {
        "page": {
            "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
            "Accept-Encoding": "gzip, deflate",
            "Accept-Language": "en-US,en;q=0.9",
        },
        # No AVIF: the guard does not take it. Identity: a picture is compressed already.
        "picture": {
            "Accept": "image/jpeg,image/png,image/webp,image/gif",
            "Accept-Encoding": "identity",
        },
        # A connection of its own for each: nothing is sent into one that was just closed.
        "api": {
            "Accept": "application/json",
            "Accept-Encoding": "gzip, deflate",
            "Content-Type": "application/x-www-form-urlencoded;charset=utf-8",
            "Connection": "close",
        },
    }
)
_AGENT = "Mozilla/5.0 (compatible; BabyDropDesktop/0.1)"


class _Transport(httpx.HTTPTransport):
    """httpx' own transport on connections of ours. No client around it: no cookies, no proxies."""

    def __init__(self, ssl_context: ssl.SSLContext, backend: httpcore.NetworkBackend) -> None:
        super().__init__(verify=ssl_context, trust_env=False)
        self._pool = httpcore.ConnectionPool(
            ssl_context=ssl_context,
            max_connections=20,
            max_keepalive_connections=6,
            keepalive_expiry=15.0,
            network_backend=backend,
        )


class Http:
    """The program's one HTTP client, shared by all threads. Close it at the end."""

    def __init__(
        self,
        mirrors: Mapping[str, str],
        clock: TellsTime,
        *,
        resolver: Resolver = system_resolver,
        dial: Dial = dial,
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        """Take the owner's mirrors (host = address).

        Raises Refused (reason "mirror_wrong") where one of them is no address.
        """
        self._mirrors = Mirrors(mirrors)
        self._clock = clock
        self._calls = Calls()
        backend = PinnedBackend(
            self._calls, resolver=resolver, trusts=self._mirrors.trusts, dial=dial
        )
        # The laptop's own roots, so that an antivirus or a company proxy does not break the shop.
        roots = ssl_context or truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self._transport = _Transport(roots, backend)

    def get(
        self,
        url: str,
        *,
        purpose: Purpose,
        check: Callable[[], None],
        budget: Budget | None = None,
    ) -> Response:
        """Fetch one page or picture. `check` is called at least four times a second.

        Raises Refused ("page_not_allowed", "page_gone", "page_refused", "page_redirects", the same
        with "picture_", "address_not_public"), Unavailable ("no_network", "no_answer", "too_slow",
        "broken_answer", "server_error", "too_many_requests", "certificate_wrong"), Limit
        ("page_too_large", "picture_too_large"), and what `check` raises.
        """
        spend = budget or (PAGE if purpose == "page" else PICTURE)
        place = target(url, purpose=purpose)
        with self._calls.open(deadline_s=spend.deadline_s, check=check) as call:
            for _hop in range(MAX_REDIRECTS + 1):
                answer = self._hop(place, purpose, call, spend)
                if isinstance(answer, Response):
                    return answer
                place = answer
        raise http_errors.too_many_redirects(place.host, purpose)

    def post(
        self,
        url: str,
        form: Mapping[str, str],
        *,
        check: Callable[[], None],
        budget: Budget | None = None,
    ) -> Response:
        """Send a form to AliExpress' official interface, once; what it answers.

        It is never sent again, follows no redirect, and no mirror gets it (reliability.md §5): it
        may hold keys. Raises as `get` does, with "api_not_allowed", "api_refused", "api_gone" and
        "api_too_large".
        """
        spend = budget or API
        place = target(url, purpose="api")
        with (
            self._calls.open(deadline_s=spend.deadline_s, check=check) as call,
            _words(place.host, "api", spend),
        ):
            response = self._transport.handle_request(_form(place, form))
            try:
                if response.status_code != 200:
                    raise self._refusal(response, place, "api")
                return _answer(response, place, "api", call, spend)
            finally:
                response.close()

    def close(self) -> None:
        """Close all connections."""
        self._transport.close()

    def _hop(self, place: Target, purpose: Purpose, call: Call, spend: Budget) -> Response | Target:
        """Ask one place: the thing itself, or where to ask next."""
        mirror = self._mirrors.of(place.host)
        with _words(place.host, purpose, spend):
            request = _request(place, mirror, purpose)
            response = self._send(request)
            try:
                if response.status_code in _REDIRECTS:
                    return _next(response, str(request.url), place, mirror, purpose)
                if response.status_code != 200:
                    raise self._refusal(response, place, purpose)
                return _answer(response, place, purpose, call, spend)
            finally:
                response.close()

    def _send(self, request: httpx.Request) -> httpx.Response:
        """Send, and once more where a kept connection turns out to be closed; a GET may repeat."""
        try:
            return self._transport.handle_request(request)
        except (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError):
            return self._transport.handle_request(request)

    def _refusal(self, response: httpx.Response, place: Target, purpose: Purpose) -> ShopError:
        return http_errors.of_status(
            response.status_code,
            host=place.host,
            purpose=purpose,
            retry_after=response.headers.get("retry-after"),
            now=self._clock.now(),
        )


def _request(place: Target, mirror: Mirror | None, purpose: Purpose) -> httpx.Request:
    url = httpx.URL(mirror.address(place) if mirror else place.url)
    if url.host != (mirror.host if mirror else place.host):
        raise not_allowed(purpose)
    return httpx.Request("GET", url, headers=_headers(purpose), extensions=_patience())


def _form(place: Target, form: Mapping[str, str]) -> httpx.Request:
    return httpx.Request(
        "POST",
        httpx.URL(place.url),
        headers=_headers("api"),
        content=urlencode(form).encode("ascii"),
        extensions=_patience(),
    )


def _headers(purpose: Purpose) -> Mapping[str, str]:
    return {"User-Agent": _AGENT, **_HEADERS[purpose]}


def _patience() -> dict[str, dict[str, float]]:
    return {"timeout": dict.fromkeys(("connect", "read", "write", "pool"), SILENCE_S)}


def _next(
    response: httpx.Response, asked: str, place: Target, mirror: Mirror | None, purpose: Purpose
) -> Target:
    """Judge where a redirect leads; a mirror may also point at itself."""
    try:
        location = urljoin(asked, response.headers.get("location", ""))
    except ValueError:
        raise not_allowed(purpose) from None
    if mirror and mirror.owns(location):
        location = f"https://{place.host}{location.removeprefix(mirror.base)}"
    return target(location, purpose=purpose)


def _answer(
    response: httpx.Response, place: Target, purpose: Purpose, call: Call, spend: Budget
) -> Response:
    body = _body(response, place, purpose, call, spend)
    kind = response.headers.get("content-type", "")
    return Response(body, kind.partition(";")[0].strip().lower(), place.url)


def _body(
    response: httpx.Response, place: Target, purpose: Purpose, call: Call, spend: Budget
) -> bytes:
    body: Body = body_for(
        response.headers.get("content-encoding", ""),
        max_bytes=spend.max_bytes,
        may_inflate=purpose != "picture",
    )
    announced = response.headers.get("content-length", "")
    if announced.isdigit() and int(announced) > spend.max_bytes:
        raise TooLarge
    started, arrived = monotonic(), 0
    for chunk in response.iter_raw():
        call.left(httpx.ReadTimeout)
        body.add(chunk)
        arrived += len(chunk)
        seconds = monotonic() - started
        if seconds > SETTLE_S and arrived < seconds * spend.min_bytes_per_s:
            raise http_errors.too_slow(place.host)
    return body.end()


@contextmanager
def _words(host: str, purpose: Purpose, spend: Budget) -> Generator[None]:
    """Turn what the libraries raise into the shop's own errors."""
    try:
        yield
    except httpx.TimeoutException as error:
        raise http_errors.no_answer(host) from error
    except httpx.ConnectError as error:
        raise http_errors.of_connection(error, host=host) from error
    except (httpx.TransportError, Unreadable) as error:
        raise http_errors.broken_off(host) from error
    except TooLarge:
        raise http_errors.too_large(purpose, spend.max_bytes) from None
    except httpx.InvalidURL:
        raise not_allowed(purpose) from None
