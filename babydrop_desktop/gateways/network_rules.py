"""Decides which addresses the program may fetch from, so that no page can send it elsewhere.

The rules are those of reliability.md §5: https on port 443, hosts of AliExpress by whole labels, no
user name in the address, and only internet addresses behind the name.
"""

import ipaddress
import re
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

from babydrop_desktop.errors import Refused, Unavailable

Purpose = Literal["page", "picture", "api"]
# host -> the addresses of that host, as text; raises OSError where there are none.
Resolver = Callable[[str], Sequence[str]]

ALLOWED = ("alicdn.com", "aliexpress-media.com", "aliexpress.com", "aliexpress.us", "aliexpress.ru")
# The official interface: signed calls go there and nowhere else, and nothing else does.
API_HOST = "api-sg.aliexpress.com"
LONGEST_URL = 2048
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_URL = re.compile(
    rf"https://(?P<host>{_LABEL}(?:\.{_LABEL})+)(?::443)?(?P<rest>[/?][^#]*)?(?:#.*)?",
    re.IGNORECASE | re.ASCII,
)
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f-\x9f\\]")
_NETWORKS = tuple(
    ipaddress.ip_network(text)
    for text in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::ffff:0:0/96")
)


@dataclass(frozen=True, slots=True)
class Target:
    """One https address that may be fetched: its host in small letters, its path and query."""

    host: str
    path: str

    @property
    def url(self) -> str:
        """The whole address."""
        return f"https://{self.host}{self.path}"


def target(url: str, *, purpose: Purpose) -> Target:
    """Take an address apart, where the rules allow it.

    Raises Refused (reason "page_not_allowed", "picture_not_allowed" or "api_not_allowed"); the
    sentence never repeats the address, which may hold a secret.
    """
    if len(url) > LONGEST_URL or _FORBIDDEN.search(url):
        raise not_allowed(purpose)
    match = _URL.fullmatch(url)
    if match is None or not _may_be_asked(match["host"].lower(), purpose):
        raise not_allowed(purpose)
    rest = match["rest"] or "/"
    path = quote(rest if rest.startswith("/") else f"/{rest}", safe="%/?:@!$&'()*+,;=~[]|{}^<>\"`")
    return Target(match["host"].lower(), path)


def _may_be_asked(host: str, purpose: Purpose) -> bool:
    """Whether that host is one for this purpose: the interface's is for signed calls alone."""
    return is_allowed_host(host) and (host == API_HOST) == (purpose == "api")


def is_allowed_host(host: str) -> bool:
    """Whether `host` is one of AliExpress' own, compared by whole labels."""
    return any(host == base or host.endswith(f".{base}") for base in ALLOWED)


def not_allowed(purpose: Purpose) -> Refused:
    """Build the refusal of an address that is outside the rules."""
    what = "interface" if purpose == "api" else purpose
    return Refused(
        f"This {what}'s address is not one of AliExpress' own, so it was not opened. Check the "
        "address, or leave it out.",
        reason=f"{purpose}_not_allowed",
    )


def is_public(text: str) -> bool:
    """Whether an address is on the open internet.

    False for this machine, local networks, and every form that hides an IPv4 address in an IPv6
    one: `is_global` alone calls NAT64 and 6to4 forms of 127.0.0.1 global (reliability.md §1).
    """
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    if address.is_multicast or address.is_reserved or address.is_unspecified:
        return False
    if any(address in network for network in _NETWORKS if network.version == address.version):
        return False
    return address.is_global


def public_addresses(host: str, found: Sequence[str]) -> list[str]:
    """Keep the internet addresses of a host, IPv4 first (a laptop's IPv6 is often broken).

    Raises Refused (reason "address_not_public") where none is left.
    """
    public = [text for text in dict.fromkeys(found) if is_public(text)]
    if not public:
        raise Refused(
            f"The network answers for {host} with an address that is not on the internet. Sign in "
            "to the Wi-Fi or turn off what filters the connection, then try again.",
            reason="address_not_public",
            host=host,
        )
    return sorted(public, key=lambda text: ":" in text)


def system_resolver(host: str) -> Sequence[str]:
    """Ask the system for the addresses of `host`. Raises OSError where it knows none."""
    found = socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


def no_network(host: str) -> Unavailable:
    """Build the error for a name that could not be looked up."""
    return Unavailable(
        f"The address of {host} could not be looked up. Check the internet connection, then try "
        "again.",
        reason="no_network",
        host=host,
    )
