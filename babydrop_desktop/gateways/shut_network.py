"""Keeps the demo shop to itself: nothing is fetched from AliExpress there."""

from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from babydrop_desktop.errors import Refused
from babydrop_desktop.gateways.clock import TellsTime
from babydrop_desktop.gateways.fetching import Budget, LaterHttp, Response
from babydrop_desktop.gateways.network_rules import Purpose


class DemoHttp(LaterHttp):
    """A client for the hosts that are mirrored on this computer, and for no others."""

    def __init__(self, mirrors: Mapping[str, str], clock: TellsTime) -> None:
        super().__init__(mirrors, clock)
        self._mirrored = frozenset(mirrors)

    def get(
        self,
        url: str,
        *,
        purpose: Purpose,
        check: Callable[[], None],
        budget: Budget | None = None,
    ) -> Response:
        """As `Http.get`. Raises Refused (reason "demo_shut") for every other host."""
        if urlsplit(url).hostname not in self._mirrored:
            raise _shut()
        return super().get(url, purpose=purpose, check=check, budget=budget)

    def post(
        self,
        url: str,  # noqa: ARG002 - whatever it is
        form: Mapping[str, str],  # noqa: ARG002
        *,
        check: Callable[[], None],  # noqa: ARG002
        budget: Budget | None = None,  # noqa: ARG002
    ) -> Response:
        """Raise Refused (reason "demo_shut"): no key of the owner's is used here."""
        raise _shut()


def _shut() -> Refused:
    return Refused(
        "This is the demo shop: nothing is fetched from AliExpress here. Drop a saved page, or "
        "open your own shop.",
        reason="demo_shut",
    )
