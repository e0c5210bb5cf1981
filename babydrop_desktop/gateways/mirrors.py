"""Lets the owner have a host's pages and pictures fetched from another place.

`[network.mirrors]` in settings.toml: "host" = "http://127.0.0.1:8000". The path and query are kept.
Only the settings file can name a mirror, never a page (reliability.md §5).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from babydrop_desktop.errors import Refused
from babydrop_desktop.gateways.network_rules import Target, is_allowed_host


@dataclass(frozen=True, slots=True)
class Mirror:
    """One other place: its base address, and the host and port that it listens on."""

    base: str
    host: str
    port: int

    def address(self, target: Target) -> str:
        """Build the address of the same path and query on this mirror."""
        return self.base + target.path

    def owns(self, url: str) -> bool:
        """Whether `url` lies on this mirror."""
        return url.startswith((f"{self.base}/", f"{self.base}?"))


class Mirrors:
    """All mirrors of the settings file, by the host that they stand for."""

    def __init__(self, settings: Mapping[str, str]) -> None:
        """Read the settings.

        Raises Refused (reason "mirror_wrong") for a base that is no address.
        """
        self._by_host = {
            host.strip().lower(): _mirror(host, base) for host, base in settings.items()
        }

    def of(self, host: str) -> Mirror | None:
        """The mirror that stands for exactly this host, or None."""
        return self._by_host.get(host)

    def trusts(self, host: str, port: int) -> bool:
        """Whether the owner named this place, so that it may be on this machine or network.

        A mirror on one of AliExpress' own hosts gets no such trust: the rules hold there.
        """
        return not is_allowed_host(host) and any(
            mirror.host == host and mirror.port == port for mirror in self._by_host.values()
        )


def _mirror(host: str, base: str) -> Mirror:
    text = base.strip().rstrip("/")
    try:
        parts = urlsplit(text)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise _wrong(host) from None
    if not _usable(parts):
        raise _wrong(host)
    return Mirror(text, parts.hostname or "", port)


def _usable(parts: SplitResult) -> bool:
    plain = not (parts.username or parts.password or parts.query or parts.fragment)
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and plain


def _wrong(host: str) -> Refused:
    return Refused(
        f"The mirror of {host} in the settings file is no usable address. Write it like "
        '"http://127.0.0.1:8000" under [network.mirrors], or remove the line.',
        reason="mirror_wrong",
        host=host,
    )
